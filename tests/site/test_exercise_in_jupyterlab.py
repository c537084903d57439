"""One exercise done in a real JupyterLab, from the first cell to the file that is handed in, as a learner does it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from casekit.book import ROOT
from casekit.exercise import words
from casekit.exercise.bundle import contents
from casekit.exercise.folder import load
from casekit.exercise.release import BEGIN, END, read_notebook, role
from casekit.exercise.run import check_notebook

FOLDER = ROOT / "exercises" / "01-retention"
EXERCISE = load(FOLDER)
CELLS = read_notebook(FOLDER / "solution.ipynb").cells
PLACES = {role(cell)["grade_id"]: place for place, cell in enumerate(CELLS)}
PRICED_AT_THE_WAGE = (
    "break_even_ratio = weigh(replace(case, cost_of_absence=15 * given.wage)).break_even_hazard_ratio"
)
REPLY = "I asked because your figures hang on me. Let us try it once, on a quiet day."


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A learner's copy, as it comes out of the zip."""
    for name, text in contents(EXERCISE, "casekit.whl").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "01-retention.ipynb"


def solution(name: str) -> str:
    lines = [line for line in CELLS[PLACES[name]].source.splitlines() if line.strip() not in (BEGIN, END)]
    return "\n".join(lines)


def write(page: Page, cell: Locator, text: str) -> None:
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def said(cell: Locator) -> Locator:
    return cell.locator(".jp-OutputArea .casekit-panel").last


def wait_for(file: Path, text: str, seconds: int = 30) -> None:
    """Wait until a file has been saved with some text in it."""
    deadline = time.monotonic() + seconds
    while text not in file.read_text("utf-8"):
        assert time.monotonic() < deadline, f"{file} was not saved"
        time.sleep(0.1)


def test_an_exercise_is_done_from_start_to_end(
    start_lab: Callable[[Path], Any], notebook: Path, browser: Browser, tmp_path: Path
) -> None:
    lab = start_lab(notebook)
    with browser.new_context(viewport={"width": 1280, "height": 12_000}) as context:
        page = context.new_page()
        lab.open(page)

        def cell(name: str) -> Locator:
            return page.locator(".jp-Notebook .jp-Cell").nth(PLACES[name])

        # Everything runs untouched, and says kindly that nothing is there yet.
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(said(cell("summary"))).to_contain_text("0 of 10 points", timeout=90_000)
        expect(said(cell("break-even"))).to_contain_text("is still empty")

        # What is not the learner's to change can't be changed.
        cell("break-even").locator(".cm-content").click()
        page.keyboard.type("10.0")
        expect(cell("break-even").locator(".cm-content")).to_have_text('check("break-even")')

        # A mistake is answered with a reason and the offer of a hint, the hint comes, and the answer is put right.
        write(page, cell("break-even-answer"), PRICED_AT_THE_WAGE)
        lab.run(page, cell("break-even-answer"))
        lab.run(page, cell("break-even"))
        expect(said(cell("break-even"))).to_contain_text("0 of 2 points, not yet")
        expect(said(cell("break-even"))).to_contain_text("The hours are priced at her wage.")
        expect(said(cell("break-even"))).to_contain_text('hint("break-even")')
        write(page, cell("break-even-answer"), f'{PRICED_AT_THE_WAGE}\nhint("break-even")')
        lab.run(page, cell("break-even-answer"))
        expect(said(cell("break-even-answer"))).to_contain_text(EXERCISE.hints["break-even"][0][:40])

        for question in EXERCISE.questions:
            write(page, cell(f"{question.id}-answer"), solution(f"{question.id}-answer"))
            lab.run(page, cell(f"{question.id}-answer"))
            lab.run(page, cell(question.id))
            points = f"{question.points:g} of {question.points:g} points, right"
            expect(said(cell(question.id))).to_contain_text(points, timeout=30_000)
            expect(said(cell(question.id))).to_be_visible()

        cell("reply").dblclick()
        write(page, cell("reply"), REPLY)
        page.keyboard.press("Shift+Enter")
        expect(cell("reply").locator(".jp-RenderedMarkdown")).to_contain_text(REPLY)

        lab.run(page, cell("summary"))
        expect(said(cell("summary"))).to_contain_text(words.ALL_PASS)
        expect(said(cell("summary"))).to_contain_text("This is not a grade")
        page.screenshot(path=tmp_path / "done.png")
        page.keyboard.press("Control+s")
        wait_for(notebook, REPLY)

    report = check_notebook(notebook)
    assert sum(result.earned for result in report.results) == 10.0
    assert (report.errors, report.lost) == ((), {})
