"""What is kept of a submission for a person to read: the learner's own words and functions, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise.checks import Result
from casekit.grading import words
from casekit.grading.intake.collect import Found
from casekit.grading.judging.runner import Grade
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Entry, Gradebook
from casekit.grading.records.kept import Keeper, defines_a_function, without

GRADE = Grade("trial", "v", None, "s", words.SANDBOXED, 0.1, (Result("half", 1, 1, "", None),), (), 0, ())
ADA = Entry("ada", GRADE, late=False, name="x")


@pytest.fixture
def keep(kit: Path, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Return a function that keeps one notebook's answers, and gives what is held then, by question."""

    def keep(text: str, entry: Entry = ADA, together: int = 1) -> dict[str, Any]:
        path = tmp_path / "x.ipynb"
        path.write_text(text, "utf-8")
        found = Found(entry.learner, "trial", path, "x", "s", False, (0, 0, 0.0, ""))
        with Gradebook(str(tmp_path / "grades.db")) as book:
            book.record(entry)
            with Keeper(book, {"trial": kit}, together) as keeper:
                keeper.keep(found, entry)
                keeper.keep(found, entry)
            return {a.question: a for a in marks.counting(book) if a.learner == entry.learner}

    return keep


def test_written_answers_and_functions_are_kept(
    keep: Callable[..., dict[str, Any]], answers: Callable[..., str]
) -> None:
    held = keep(answers(words=" Two days. ", double="def double(number):\n    return number * 2"))
    assert set(held) == {"words", "double-answer"}
    assert (held["words"].text, held["words"].kind, held["words"].possible) == ("Two days.", "written", 3)
    assert (held["double-answer"].kind, "number * 2" in held["double-answer"].text) == ("code", True)


def test_the_line_to_be_replaced_is_no_answer(
    keep: Callable[..., dict[str, Any]], answers: Callable[..., str]
) -> None:
    assert keep(answers(words="*YOUR ANSWER HERE*"))["words"].text == ""
    below = replace(ADA, learner="ben")
    assert keep(answers(words="*YOUR ANSWER HERE*\nTwo days."), below)["words"].text == "Two days."


def test_an_untouched_function_is_not_kept(keep: Callable[..., dict[str, Any]], kit: Path) -> None:
    assert set(keep((kit / "learner.ipynb").read_text("utf-8"))) == {"words"}


def test_an_answer_whose_cell_is_gone_is_known_as_such(
    keep: Callable[..., dict[str, Any]], answers: Callable[..., str]
) -> None:
    notebook = json.loads(answers())
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert keep(json.dumps(notebook))["words"].text is None


def test_what_is_kept_stays_and_what_a_run_did_not_write_comes_with_the_next(
    keep: Callable[..., dict[str, Any]], answers: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "_write", lambda keeper: None)
        assert keep(answers(words="First."), together=50) == {}
    assert keep(answers(words="First."), together=50)["words"].text == "First."
    assert keep(answers(words="Same file, it cannot differ."))["words"].text == "First."


def test_a_submission_that_has_gone_meanwhile_costs_nothing(kit: Path, tmp_path: Path) -> None:
    gone = Found("ada", "trial", tmp_path / "gone.ipynb", "x", "s", False, (0, 0, 0.0, ""))
    with Gradebook(str(tmp_path / "grades.db")) as book:
        book.record(ADA)
        with Keeper(book, {"trial": kit}) as keeper:
            keeper.keep(gone, ADA)
        assert marks.counting(book) == []


@pytest.mark.parametrize(
    ("text", "stub", "own"),
    [
        ("*HERE*", "*HERE*\n", ""),
        ("a\n*HERE*\nb", "*HERE*", "a\n\nb"),
        ("no stub", "", "no stub"),
        ("lone \ud800 and \x00", "*HERE*", "lone ? and"),
    ],
)
def test_what_is_a_learners_own(text: str, stub: str, own: str) -> None:
    assert without(text, stub) == own


def test_functions_are_told_from_values() -> None:
    assert defines_a_function("def f(x):\n    ...")
    assert not defines_a_function("f = ...")
