"""A learner's session: points as floats, hints after tries, sentences instead of tracebacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from casekit.exercise import start
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from pathlib import Path

    from casekit.exercise.session import Started


@pytest.fixture
def answers() -> dict[str, Any]:
    return {}


@pytest.fixture
def session(folder: Path, answers: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Started:
    monkeypatch.chdir(folder)
    return start("00-small", answers)


def test_a_check_shows_why_and_returns_the_points(
    session: Started, answers: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    answers["twice"] = 2 * session.given.hours
    earned = session.check("double")
    assert (type(earned), earned) == (float, 2.0)
    answers["twice"] = session.given.hours  # the answer as it is now counts
    assert session.check("double") == 1.0
    out, err = capfd.readouterr()
    assert "Twice the hours: 2 of 2 points, right\nTwo times is twice." in out
    assert "Twice the hours: 1 of 2 points, partly right\nOnce." in out
    assert err == ""  # nbgrader takes a cell that writes there for a failed one


def test_hints_are_offered_after_a_try_and_come_one_by_one(
    session: Started, answers: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    def said(action: str) -> str:
        getattr(session, action)("double")
        return capfd.readouterr().out

    assert "hint(" not in said("check")  # no answer is no try
    answers["twice"] = 5
    assert 'Stuck? `hint("double")` shows the first of 2 hints.' in said("check")
    assert said("hint").splitlines() == ["Twice the hours, hint 1 of 2", "1. Think of `2`."]
    assert 'Stuck? `hint("double")` shows hint 2 of 2.' in said("check")
    assert said("hint").splitlines()[1:] == ["1. Think of `2`.", "2. Multiply."]
    assert said("hint").splitlines()[1:] == ["1. Think of `2`.", "2. Multiply."]
    assert "hint(" not in said("check")
    answers["twice"] = 32
    assert "hint(" not in said("check")


def test_a_question_without_hints_says_so(
    session: Started, answers: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    session.hint("word")
    assert capfd.readouterr().out == "There are no hints for “A word”.\n"
    answers["letter"] = "b"
    assert session.check("word") == 0.0
    assert "hint(" not in capfd.readouterr().out


def test_the_summary_judges_everything_afresh(
    session: Started, answers: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    answers.update(twice=32, letter="a")
    session.summary()
    assert capfd.readouterr().out.splitlines()[:4] == [
        "A small exercise: 3 of 3 points on the checks you can see",
        "  Twice the hours  2 of 2  right",
        "  A word           1 of 1  right",
        "  In your words    of 3    a person reads it",
    ]


def test_an_unknown_question_is_named_with_those_there_are(session: Started) -> None:
    with pytest.raises(ProblemError) as problem:
        session.check("triple")
    assert str(problem.value) == (
        'There is no question "triple" in 00-small. Its questions are "double", "word".'
    )
    assert problem.value._render_traceback_() == [problem.value.sentence, problem.value.hint]
