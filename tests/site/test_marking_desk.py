"""The marking desk in a live JupyterLab, by keyboard: what is pressed there is in the gradebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from casekit import book
from casekit.exercise.checks import Result
from casekit.grading.judging.grade import WRITTEN, Grade, Text
from casekit.grading.marking.notebook import Task, make
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Entry, Gradebook

EXERCISE = book.ROOT / "exercises" / "07-business-case"
EVIL = "<img src=x onerror='document.title=1'>**bold** $x$"
TEXTS = {"ada": EVIL, "ben": "Two days, once a quarter."}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A gradebook with two answers to mark."""
    address = str(tmp_path_factory.mktemp("grades") / "grades.db")
    with Gradebook(address) as grades:
        for learner, text in TEXTS.items():
            result = Result("half", 1.0, 1.0, "Right.", None)
            texts = (Text("page", WRITTEN, text, 40.0),)
            grade = Grade(EXERCISE.name, "v", None, learner, "bubblewrap", 0.0, (result,), (), 0, (), texts)
            grades.record(Entry(learner, grade, late=False, name=learner))
    return address


@pytest.fixture(scope="module")
def lab(address: str, tmp_path_factory: pytest.TempPathFactory, start_lab: Callable[[Path], Any]) -> Any:
    """A JupyterLab with the notebook of the desk."""
    return start_lab(make(Task(EXERCISE, address), tmp_path_factory.mktemp("desk")))


def held(address: str) -> dict[str, Any]:
    with Gradebook(address, make=False) as grades:
        return {mark.key.learner: mark for mark in marks.marks(grades).values()}


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.closest('.widget-radio')?.innerText.split('\\n')[0] ?? ''")
    )


def test_an_answer_is_marked_by_keyboard_and_the_next_one_comes(
    lab: Any, address: str, browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 1600}) as context:
        page = context.new_page()
        lab.open(page)
        lab.run_cell(page, 0)
        desk = page.locator(".casekit-marking")
        criteria = desk.get_by_role("radiogroup")
        expect(criteria).to_have_count(10, timeout=60_000)
        expect(criteria.first).to_have_accessible_name("Request and audience")
        first = desk.locator("pre.answer").inner_text()

        desk.locator(".casekit-answer").focus()
        for place in range(10):
            page.keyboard.press("Tab")
            page.keyboard.press("Space")  # the lowest level, and the next one before that is saved
            page.keyboard.press("ArrowDown")
            assert focused(page) == criteria.nth(place).locator(".widget-label").first.inner_text()
        expect(desk.get_by_text("10 of 40 points")).to_be_visible()
        desk.get_by_label("Comment for the learner").focus()
        page.keyboard.type("dd: two days, said twice.")  # dd would delete the cell
        expect(desk.get_by_text("1 of 2 marked")).to_be_visible()

        desk.get_by_role("button", name="Next unmarked").focus()
        page.keyboard.press("Enter")
        expect(desk.locator(".casekit-answer")).to_be_focused()
        expect(desk.locator("pre.answer")).not_to_have_text(first)
        expect(desk.get_by_role("radio", checked=True)).to_have_count(0)
        shown = {first, desk.locator("pre.answer").inner_text()}
        assert shown == set(TEXTS.values())
        assert desk.locator("img").count() == 0
        page.screenshot(path=tmp_path / "desk.png")

    [(learner, mark)] = held(address).items()
    assert TEXTS[learner] == first
    assert (mark.earned, set(mark.levels.values())) == (10.0, {1})
    assert mark.comment == "dd: two days, said twice."


def test_an_answer_leaves_the_desk_when_its_learner_was_erased_meanwhile(
    lab: Any, address: str, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 1600}) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        lab.open(page)
        lab.run_cell(page, 0)
        desk = page.locator(".casekit-marking")
        expect(desk.get_by_role("radiogroup")).to_have_count(10, timeout=60_000)
        text = desk.locator("pre.answer").inner_text()
        [learner] = [learner for learner, written in TEXTS.items() if written == text]
        with Gradebook(address, make=False) as grades:
            grades.erase(learner)

        desk.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        expect(desk.get_by_text("NOT SAVED: answer")).to_be_visible()
        expect(desk.get_by_role("radio")).to_have_count(0)
        expect(desk.get_by_text(text)).to_have_count(0)
        expect(desk.locator(".casekit-answer")).to_be_focused()
        desk.get_by_role("button", name=re.compile("^(Previous|Next)$"), disabled=False).click()
        expect(desk.get_by_role("radiogroup")).to_have_count(10)
        assert complaints == []
    with Gradebook(address, make=False) as grades:
        assert learner not in grades.learners()
