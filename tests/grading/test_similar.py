"""Answers that resemble each other: copies are found, honest answers to one question are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from casekit.exercise.folder import load
from casekit.grading.judging.grade import CODE, WRITTEN
from casekit.grading.records.marks import Answer
from casekit.grading.reports.similar import THRESHOLDS, Similar, alike, runs, similar

FOLDER = Path(__file__).parents[2] / "exercises" / "01-retention"
EXERCISES = {"01-retention": load(FOLDER)}
MINE = (
    "I do not want to frighten you, and I am not leaving. You answer for the service level on Monday, so let me begin "
    "there: on a day without me it falls by a little less than a tenth, and a colleague's overtime brings it back for "
    "about six hundred dollars. My own sums say that a yes pays for itself once a refusal would raise the yearly risk "
    "that somebody like me goes by more than a third, which nobody has measured. So let us try it once, write down "
    "what happens to the queue, and look at the figures together in a fortnight before either of us decides anything."
)
HONEST = (
    "You are right that it sounded like a threat, and I am sorry for that. What I meant is that the desk hangs on one "
    "person: when I am ill, nobody can take the difficult clients. Two days a quarter for training Mehmet would change "
    "this. By my calculation the cover costs six hundred dollars, and it is earned back if a no makes me a third more "
    "likely to go; no study says whether it does. I propose one pilot in the quiet week of May with a review after it."
)
LONG_FUNCTION = """
def hours_affordable(hazard_ratio):
    granted = quit_probability(given.annual_hazard, 1, given.ratio_granted)
    refused = quit_probability(given.annual_hazard, 1, hazard_ratio)
    saved = 0.0
    for month in range(1, 13):
        share_left = (refused - granted) * month / 12
        saved += share_left * given.cost_of_a_quit / 12
        if saved > given.cost_of_a_quit:
            saved = given.cost_of_a_quit
            break
    hours = saved / (given.overtime_rate * given.backfill_share)
    return max(hours, 0.0)
"""


def written(**texts: str) -> list[Answer]:
    return [Answer("reply", WRITTEN, text, 5.0, who, "01-retention", "s") for who, text in texts.items()]


def code(**texts: str) -> list[Answer]:
    return [Answer("hours-answer", CODE, text, 0.0, who, "01-retention", "s") for who, text in texts.items()]


def test_a_copy_is_found() -> None:
    assert similar(written(ada=MINE, ben=MINE, cem=HONEST), EXERCISES) == [
        Similar("01-retention", "reply", WRITTEN, "ada", "ben", 1.0)
    ]


def test_a_copy_with_some_words_changed_or_more_around_it_is_found() -> None:
    changed = MINE.replace("frighten", "scare").replace("fortnight", "month").replace("Monday", "Fridays")
    [pair] = similar(written(ada=MINE, ben=f"{HONEST} {changed}"), EXERCISES)
    assert 0.5 <= pair.share < 1


def test_honest_answers_to_one_question_are_not_listed() -> None:
    assert similar(written(ada=MINE, ben=HONEST), EXERCISES) == []


def test_short_answers_are_not_compared_even_if_they_are_the_same() -> None:
    short = (
        "Two days, at most once a quarter; cover costs six hundred dollars. Let us try it once and then look."
    )
    assert similar(written(ada=short, ben=short), EXERCISES) == []


def test_the_exercises_own_words_do_not_count() -> None:
    given_words = "\n".join(_given_cells())
    assert len(runs(given_words, WRITTEN)) > 3 * THRESHOLDS[WRITTEN].runs
    quoted = [f"{given_words} And this is what {who} says about it." for who in ("ada", "ben")]
    assert similar(written(ada=quoted[0], ben=quoted[1]), EXERCISES) == []


def _given_cells() -> list[str]:
    import nbformat

    return [cell.source for cell in nbformat.read(FOLDER / "learner.ipynb", 4).cells]


def test_what_half_of_the_class_wrote_does_not_count() -> None:
    taught = {f"learner{number}": f"{MINE} Said by number {number}." for number in range(9)}
    assert similar(written(**taught), EXERCISES) == []


def test_a_long_function_with_other_comments_is_found_and_a_short_one_is_not_compared() -> None:
    commented = LONG_FUNCTION.replace("saved = 0.0\n", "saved = 0.0  # all my own work\n")
    [pair] = similar(code(ada=LONG_FUNCTION, ben=commented), EXERCISES)
    assert (pair.kind, pair.share) == (CODE, 1.0)
    short = (
        "def hours_affordable(hazard_ratio):\n    return weigh(case).gross_benefit / given.overtime_rate\n"
    )
    assert similar(code(ada=short, ben=short), EXERCISES) == []


def test_code_that_is_none_is_compared_as_it_stands() -> None:
    broken = LONG_FUNCTION + "\n'''"
    assert runs(broken, CODE)
    assert similar(code(ada=broken, ben=broken), EXERCISES)


def test_answers_of_another_exercise_or_question_are_not_compared() -> None:
    [one, other] = written(ada=MINE, ben=MINE)
    assert similar([one], EXERCISES) == []
    assert similar([one, other], {}) == []


def test_a_pair_is_listed_once_the_most_alike_first() -> None:
    changed = MINE.replace("frighten", "scare")
    found = similar(written(ben=MINE, ada=MINE, cem=changed), EXERCISES)
    assert [(pair.one, pair.other) for pair in found] == [("ada", "ben"), ("ada", "cem"), ("ben", "cem")]
    assert found[0].share == 1.0 > found[1].share


@given(st.lists(st.text(max_size=200), min_size=2, max_size=5))
def test_whatever_was_written_shares_lie_between_nothing_and_all(texts: list[str]) -> None:
    threshold = THRESHOLDS[WRITTEN]
    found = alike({str(place): runs(text, WRITTEN) for place, text in enumerate(texts)}, threshold)
    assert all(threshold.share <= share <= 1 and one < other for one, other, share in found)


@pytest.mark.parametrize("text", ["", "one two three four", "!?"])
def test_fewer_than_five_words_have_no_runs(text: str) -> None:
    assert runs(text, WRITTEN) == frozenset()
