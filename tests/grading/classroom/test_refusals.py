"""What is told to a learner whose file could not be graded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from casekit.cli import main
from casekit.grading import messages
from casekit.grading.intake.delivered import Refused
from casekit.grading.reports import refusals, refusals_words as words
from casekit.grading.reports.refusals import PAGE, refusal_page
from casekit.grading.running.batch import Run

DAMAGED = 40  # byte of the zip's first member that is changed


def grade(source: Path, out: Path) -> int:
    return main(
        ["grade", str(source), "--gradebook", str(out / "grades.db"), "--feedback", str(out / "feedback")]
    )


@pytest.fixture
def damaged(kit: Path, answers: Callable[..., str], tmp_path: Path) -> Path:
    """Return a zip with a damaged member, a packed one, one of another exercise and a good one."""
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/trial.ipynb", answers())
        archive.writestr("ben/trial.zip", "PK")
        archive.writestr("cem/holiday.ipynb", "{}")
        archive.writestr("dan/trial.ipynb", answers())
        archive.writestr("eve/trial.ipynb", "no notebook")
        archive.writestr("../fay/trial.ipynb", answers())
    content = bytearray(path.read_bytes())
    content[DAMAGED + len("ada/trial.ipynb")] ^= 0xFF
    path.write_bytes(content)
    return path


def test_everybody_whose_file_is_refused_is_told_why_and_what_to_do(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(damaged, tmp_path) == 1
    pages = {path.parent.name: path.read_text("utf-8") for path in (tmp_path / "feedback").glob(f"*/{PAGE}")}
    assert sorted(pages) == ["ada", "ben", "cem", "eve"]
    assert escape("It is damaged: ") in pages["ada"]
    assert escape(messages.PACKED) in pages["ben"]
    assert escape(messages.WHICH_EXERCISE) in pages["cem"]
    assert "notebook.ipynb is not a notebook" in pages["eve"]
    assert "Ask for the notebook" not in pages["eve"]
    assert all(escape(sentence) in page for page in pages.values() for sentence in words.WHAT_TO_DO)
    assert not any(other in pages["ada"] for other in ("ben/", "cem/", "eve/"))
    assert (tmp_path / "feedback" / "dan" / "trial.html").is_file()
    assert not (tmp_path / "fay").exists()
    assert "ada/trial.ipynb" in capsys.readouterr().out


def test_the_page_goes_when_nothing_is_refused_any_more(
    kit: Path, hand_in: Callable[..., Path], answers: Callable[..., str], tmp_path: Path
) -> None:
    grade(hand_in({"ada": "no notebook"}), tmp_path)
    page = tmp_path / "feedback" / "ada" / PAGE
    assert page.is_file()
    grade(hand_in({"ada": answers()}), tmp_path)
    assert not page.exists()
    assert (page.parent / "trial.html").is_file()


def test_a_file_that_nobody_can_be_told_for_has_no_page(tmp_path: Path) -> None:
    run = Run((), (Refused("x.ipynb", messages.NOBODY), Refused("../y.ipynb", messages.OUTSIDE)), ())
    assert refusals.write(tmp_path, run) == ()
    assert list(tmp_path.iterdir()) == []


def test_what_a_file_is_called_stays_text() -> None:
    page = refusal_page("<b>eve", [Refused("<script>.ipynb", "<img src=x>", "<b>eve")])
    assert "&lt;script&gt;" in page
    assert not any(tag in page for tag in ("<script", "<img", "<b>"))
