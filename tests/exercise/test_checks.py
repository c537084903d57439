"""The contract: verdicts, questions, and results that nobody can change."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, strategies as st

from casekit.exercise import Given, Mistake, Verdict, Work, compare, part, question, together, words
from casekit.exercise.checks import Result, judge
from casekit.exercise.plain import Live


def verdict(answer: float | str, expected: float | str = 1.25, within: float = 0.01) -> Verdict:
    mistakes = [Mistake("percent", 125.0, "A share.", share=0.5), Mistake("letter", "B", "Not B.")]
    return compare(answer, expected, within=within, right="Yes.", otherwise="No.", mistakes=mistakes)


def test_an_answer_is_right_a_named_mistake_or_wrong() -> None:
    assert verdict(1.2500001) == Verdict(1.0, "Yes.")
    assert verdict(125) == Verdict(0.5, "A share.", "percent")
    assert verdict(3) == Verdict(0.0, "No.")
    assert verdict("B", "A") == Verdict(0.0, "Not B.", "letter")
    assert verdict("A", "A") == Verdict(1.0, "Yes.")


def test_of_two_mistakes_that_fit_the_nearer_is_named_and_the_first_of_equals() -> None:
    mistakes = [Mistake("first", 2.0, "1."), Mistake("second", 2.01, "2."), Mistake("third", 2.01, "3.")]

    def named(answer: float) -> str | None:
        return compare(answer, 1.0, within=0.02, right="", otherwise="", mistakes=mistakes).mistake

    assert [named(answer) for answer in (2.0, 2.004, 2.006, 2.01, 2.03, 2.04)] == [
        *("first", "first", "second", "second", "second"),
        None,
    ]


def test_the_edge_of_the_tolerance_counts_and_beyond_does_not() -> None:
    assert verdict(1.26).share == verdict(1.24).share == 1.0
    assert verdict(1.2601).share == verdict(1.2399).share == 0.0


@given(st.floats(-1e6, 1e6), st.floats(0, 1e3), st.floats(-1, 1))
def test_whatever_is_within_the_tolerance_is_right(expected: float, within: float, share: float) -> None:
    assert compare(expected + share * within, expected, within=within, right="", otherwise="").share == 1.0


def test_parts_share_the_points_and_keep_their_reasons() -> None:
    right, wrong = Verdict(1.0, "One."), Verdict(0.0, "Two.", "swapped")
    assert together(right, wrong, wrong, right, right="All.") == Verdict(0.5, "One. Two.", "swapped")
    assert together(right, right, right="All.") == Verdict(1.0, "All.")


def test_a_part_that_cannot_be_judged_leaves_the_others_alone() -> None:
    def number(work: Work, name: str) -> Verdict:
        return compare(work.number(name), 1, right="Yes.", otherwise="No.")

    work = Work(Live({"a": 1, "b": ...}), Given())
    both = together(part(number, work, "a"), part(number, work, "b"), right="Both.")
    assert (both.share, both.mistake) == (0.5, words.UNANSWERED)


def test_a_reason_that_holds_for_several_answers_is_said_once_with_their_names() -> None:
    def late(work: Work, name: str) -> Verdict:
        return compare(work.number(name), 1, right="right.", otherwise="this is the share that is late.")

    work = Work(Live({"a": 2, "b": 3, "c": 1, "d": ...}), Given())
    said = together(*(part(late, work, name, about=name) for name in "abcd"), right="All.").message
    assert said.startswith("`a`, `b`: this is the share that is late. `c`: right. `d` ")
    assert said.count("`d`") == 1  # an answer that cannot be judged is named by its own message


@question("half", "One half", points=3)
def half(work: Work) -> Verdict:
    """Give a number,
    right within 0.1.
    """
    return compare(work.number("x"), 0.5, within=0.1, right="Yes.", otherwise="No.")


def test_a_question_takes_its_task_from_the_docstring() -> None:
    assert (half.id, half.title, half.points) == ("half", "One half", 3.0)
    assert half.expects == "Give a number, right within 0.1."


def test_judging_gives_a_frozen_record() -> None:
    result = judge(half, Work(Live({"x": 0.5}), Given()))
    assert result == Result("half", 3.0, 3.0, "Yes.", None)
    with pytest.raises(FrozenInstanceError):
        result.earned = 4.0  # type: ignore[misc]  # it is frozen
    unanswered = judge(half, Work(Live({}), Given()))
    assert (unanswered.earned, unanswered.mistake) == (0.0, words.UNANSWERED)


def test_an_error_in_a_check_is_never_taken_for_a_wrong_answer() -> None:
    @question("broken", "Broken", points=1)
    def broken(work: Work) -> Verdict:
        """Give anything."""
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        judge(broken, Work(Live({}), Given()))


@pytest.mark.parametrize(("points", "text"), [(0, "Give."), (-1, "Give."), (1, ""), (1, None)])
def test_a_question_needs_points_and_a_task(points: float, text: str | None) -> None:
    def check(work: Work) -> Verdict:
        return Verdict(1.0, "")

    check.__doc__ = text
    with pytest.raises(ValueError, match="question 'x' needs points above 0 and a docstring"):
        question("x", "X", points)(check)


def test_an_infinite_mistake_is_not_everybodys() -> None:
    mistake = Mistake("divided by nought", math.inf, "You divided by nought.")
    assert compare(3.0, 2.0, within=0.1, right="Yes.", otherwise="No.", mistakes=[mistake]).mistake is None
