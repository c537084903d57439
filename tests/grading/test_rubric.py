"""Rubrics: the points they give, what fails an answer outright, and what is wrong with one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.grading.marking.rubric import RUBRIC, Criterion, Rubric, read_rubrics

EXERCISES = sorted(Path(__file__).parents[2].glob("exercises/0*"))
LEVELS = ("none", "some", "much")
TWO = Rubric("reply", 5, 150, 1, (Criterion("Tone", LEVELS), Criterion("A number", LEVELS)), ("A threat.",))


@pytest.mark.parametrize("folder", EXERCISES, ids=lambda folder: folder.name)
def test_every_written_question_has_a_rubric_that_reaches_its_points(folder: Path) -> None:
    rubrics = read_rubrics(folder)
    for question in load(folder).written:
        rubric = rubrics[question.id]
        highest = rubric.lowest + len(rubric.criteria[0].levels) - 1
        best = {criterion.name: highest for criterion in rubric.criteria}
        assert rubric.earned(best) == rubric.points == question.points
        assert rubric.earned(dict.fromkeys(best, rubric.lowest)) == 0


def test_there_are_exercises_and_one_says_what_fails_outright() -> None:
    assert len(EXERCISES) == 7
    fails = {
        folder.name: [len(r.fails_outright) for r in read_rubrics(folder).values()] for folder in EXERCISES
    }
    assert fails["07-business-case"] == [3]


@pytest.mark.parametrize(
    ("levels", "earned"),
    [({"Tone": 1, "A number": 1}, 0), ({"Tone": 3, "A number": 1}, 2.5), ({"Tone": 2, "A number": 3}, 3.75)],
)
def test_points_are_the_levels_reached_scaled(levels: dict[str, int], earned: float) -> None:
    assert TWO.earned(levels) == earned


@given(st.integers(1, 3), st.integers(1, 3))
def test_points_stay_within_what_there_is_and_a_higher_level_never_earns_less(tone: int, number: int) -> None:
    earned = TWO.earned({"Tone": tone, "A number": number})
    assert earned is not None
    assert 0 <= earned <= 5
    if tone < 3:
        assert earned < (TWO.earned({"Tone": tone + 1, "A number": number}) or 0)


def test_one_sentence_fails_it_whatever_the_levels_and_another_does_not() -> None:
    best = {"Tone": 3, "A number": 3}
    assert TWO.earned(best, ("A threat.",)) == 0
    assert TWO.earned({}, ("A threat.",)) == 0
    assert TWO.earned(best, ("Something that this rubric no longer says.",)) == 5


@pytest.mark.parametrize("folder", EXERCISES, ids=lambda folder: folder.name)
def test_a_level_says_what_it_means_without_the_others(folder: Path) -> None:
    for rubric in read_rubrics(folder).values():
        for criterion in rubric.criteria:
            for level, text in enumerate(criterion.levels, rubric.lowest):
                said = rubric.said(criterion.name, level)
                assert said
                assert "As " + str(level - 1) not in said
                assert said.split()[-1] == text.split()[-1]


def test_a_level_or_criterion_that_is_gone_says_nothing() -> None:
    assert TWO.said("Tone", 4) is None
    assert TWO.said("Tone", 0) is None
    assert TWO.said("Manners", 1) is None
    assert TWO.said("Tone", 3) == "much"


def test_a_level_that_points_at_itself_stays_as_it_is() -> None:
    odd = Rubric("reply", 5, 0, 0, (Criterion("Tone", ("None.", "As 1, and more.", "As 7, and more.")),))
    assert [odd.said("Tone", level) for level in range(3)] == ["None.", "As 1, and more.", "As 7, and more."]


def test_while_a_level_is_missing_there_are_no_points() -> None:
    assert TWO.earned({"Tone": 3}) is None


def test_an_exercise_without_a_rubric_has_none(tmp_path: Path) -> None:
    assert read_rubrics(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        "answers: [",
        "nothing: 1",
        "answers: [{id: a, points: 1, scale: [0, 1], criteria: [{name: x, 0: a}]}]",
        "answers: [{id: a, points: 1, scale: [1, 1], criteria: [{name: x, 1: a}]}]",
        "answers: [{id: a, points: 1, scale: [0, 1], criteria: []}]",
        "answers: [{id: a, points: 1, scale: [0, 1], criteria: [{name: x, 0: a, 1: b}, {name: x, 0: a, 1: b}]}]",
    ],
)
def test_a_damaged_rubric_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / RUBRIC).write_text(text, "utf-8")
    with pytest.raises(ProblemError, match="cannot be used"):
        read_rubrics(tmp_path)
