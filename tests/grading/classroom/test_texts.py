"""What is kept of a submission for a person to read: the learner's own words and functions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casekit.grading import Limits
from casekit.grading.judging.assignment import read_assignment
from casekit.grading.judging.grade import CODE, WRITTEN, Text
from casekit.grading.judging.submission import read_submission
from casekit.grading.judging.texts import LONGEST, defines_a_function, texts, without

Kept = Callable[[str], dict[str, Text]]


@pytest.fixture
def kept(kit: Path, tmp_path: Path) -> Kept:
    """Return a function that reads a notebook and returns what is kept of it, by question."""

    def kept(notebook: str) -> dict[str, Text]:
        path = tmp_path / "x.ipynb"
        path.write_text(notebook, "utf-8")
        assignment = read_assignment(kit)
        return {
            text.question: text for text in texts(assignment, read_submission(path, assignment, Limits()))
        }

    return kept


def test_written_answers_and_functions_are_kept(kept: Kept, answers: Callable[..., str]) -> None:
    found = kept(answers(words=" Two days. ", double="def double(number):\n    return number * 2"))
    assert set(found) == {"words", "double-answer"}
    assert found["words"] == Text("words", WRITTEN, "Two days.", 3)
    assert (found["double-answer"].kind, "number * 2" in (found["double-answer"].text or "")) == (CODE, True)


def test_the_line_to_be_replaced_is_no_answer(kept: Kept, answers: Callable[..., str]) -> None:
    assert kept(answers(words="*YOUR ANSWER HERE*"))["words"].text == ""
    assert kept(answers(words="*YOUR ANSWER HERE*\nTwo days."))["words"].text == "Two days."


def test_a_text_is_no_longer_than_anybody_reads(kept: Kept, answers: Callable[..., str]) -> None:
    assert len(kept(answers(words="blah " * LONGEST))["words"].text or "") == LONGEST


def test_an_untouched_function_is_not_kept(kept: Kept, kit: Path) -> None:
    assert set(kept((kit / "learner.ipynb").read_text("utf-8"))) == {"words"}


def test_an_answer_whose_cell_is_gone_is_known_as_such(kept: Kept, answers: Callable[..., str]) -> None:
    notebook = json.loads(answers())
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert kept(json.dumps(notebook))["words"].text is None


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
