"""Exercises whose numbers vary: with anybody's numbers the solution is right and the mistakes are what they are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from casekit import data
from casekit.exercise import Work
from casekit.exercise.checks import Question, Result, judge
from casekit.exercise.design import read_design
from casekit.exercise.folder import Exercise, load
from casekit.exercise.given import Given
from casekit.exercise.plain import Live
from casekit.exercise.release import learner_copy, read_notebook, role
from casekit.exercise.token import mint
from casekit.models.business_case import NOT_WORTH_IT, WORTH_IT, decision

if TYPE_CHECKING:
    from collections.abc import Iterator

EXERCISES = Path(__file__).parents[1] / "exercises"
FOLDERS = sorted(path.parent for path in EXERCISES.glob("*/solution.ipynb"))
LEARNERS = [f"learner {number}" for number in range(40)]
GROUPS = [LEARNERS[first::4] for first in range(4)]
FEW_DRAWS = 2_000
Namespace = dict[str, Any]
each_exercise = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
each_group = pytest.mark.parametrize("learners", GROUPS, ids=lambda learners: f"{learners[0]} and others")


@pytest.fixture(autouse=True, scope="module")
def tables_are_read_once() -> Iterator[None]:
    """Hand out copies of tables: hundreds of learners would have the same files read again and again."""
    read = cache(data._load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "_load", lambda name: read(name).copy())
        yield


@cache
def exercise(folder: Path) -> Exercise:
    return load(folder)


@cache
def solved(folder: Path, learner: str | None) -> tuple[Given, Namespace]:
    """Run the solution with a learner's numbers in place of everybody's, its checks left out."""
    given = exercise(folder).given.of(learner)
    namespace: Namespace = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        # Every chance that the exercises ask about lies far from the limits: a quarter of the draws will do.
        patch.setattr(decision, "DRAWS", FEW_DRAWS)
        for cell in read_notebook(folder / "solution.ipynb").cells:
            if cell.cell_type == "code" and not role(cell).get("grade") and cell.source != "summary()":
                exec(cell.source, namespace)
                if "start(" in cell.source:
                    namespace["given"] = given
    return given, namespace


def hidden_questions(folder: Path) -> list[Question]:
    namespace: Namespace = {}
    exec((folder / "hidden_checks.py").read_text("utf-8"), namespace)
    return [value for value in namespace.values() if isinstance(value, Question)]


@cache
def mistakes_made(folder: Path, learner: str | None) -> dict[tuple[str, str], Result]:
    """Return what each typical mistake gets."""
    given, namespace = solved(folder, learner)
    made = {}
    for mistake in read_design(folder).mistakes:
        wrong = dict(namespace)
        exec(mistake.made_as, wrong)
        question = exercise(folder).question(mistake.question)
        made[mistake.question, mistake.name] = judge(question, Work(Live(wrong), given))
    return made


def wording(message: str) -> str:
    """Return a message without its figures, which are the learner's own."""
    return re.sub(r"\d[\d,.]*\d|\d", "#", message)


def confused(folder: Path, learner: str) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield the mistakes that are not what they are with everybody's numbers: by name, points and message."""
    usual = mistakes_made(folder, None)
    for (question, name), result in mistakes_made(folder, learner).items():
        said = wording(result.message) == wording(usual[question, name].message)
        if result.mistake != name or result.earned >= result.possible or not said:
            yield learner, question, name, result.mistake


def below_full_marks(folder: Path, learner: str) -> Iterator[tuple[str, str]]:
    given, namespace = solved(folder, learner)
    for question in [*exercise(folder).questions, *hidden_questions(folder)]:
        result = judge(question, Work(Live(namespace), given))
        if result.earned < result.possible:
            yield learner, question.id


@each_exercise
def test_numbers_differ_from_learner_to_learner(folder: Path) -> None:
    drawn = {tuple(vars_of(exercise(folder).given.of(learner)).values()) for learner in LEARNERS}
    assert len(drawn) > len(LEARNERS) / 3


def vars_of(given: Given) -> dict[str, float]:
    return {name: entry.value for name, entry in given.quantities.items()}


@each_group
@each_exercise
def test_the_solution_is_right_and_mistakes_are_what_they_are_with_anybodys_numbers(
    folder: Path, learners: list[str]
) -> None:
    assert [missed for learner in learners for missed in below_full_marks(folder, learner)] == []
    assert [mixed for learner in learners for mixed in confused(folder, learner)] == []


@each_exercise
def test_numbers_of_one_learner_do_not_answer_for_another(folder: Path) -> None:
    """Whoever copies a neighbour's figures gets less: at least one question hangs on the numbers."""
    given, _ = solved(folder, LEARNERS[0])
    others = (name for name in LEARNERS if vars_of(solved(folder, name)[0]) != vars_of(given))
    _, of_neighbour = solved(folder, next(others))
    results = [judge(question, Work(Live(of_neighbour), given)) for question in exercise(folder).questions]
    assert any(result.earned < result.possible for result in results)


@each_exercise
def test_the_copy_of_a_class_differs_from_everybodys_by_its_token_alone(folder: Path) -> None:
    token = mint(exercise(folder))
    copy = learner_copy(folder / "solution.ipynb", exercise(folder), token)
    assert copy.count(token) == 2  # in the metadata and in the first cell
    without = copy.replace(f', \\"{token}\\")', ")").replace(f',\n   "token": "{token}"', "")
    assert without == (folder / "learner.ipynb").read_text("utf-8")


# What a message says of the numbers is true for everybody.


def test_the_answer_that_exercise_1_calls_open_is_open() -> None:
    for learner in LEARNERS:
        _, namespace = solved(EXERCISES / "01-retention", learner)
        assert NOT_WORTH_IT < namespace["chance_it_pays"] < WORTH_IT


def test_the_quarter_of_exercise_2_holds_what_she_asks_for_and_little_more() -> None:
    for learner in LEARNERS:
        given, namespace = solved(EXERCISES / "02-single-point-of-failure", learner)
        left = namespace["days_affordable"] - namespace["days_expected"]
        assert namespace["one_short"] < given.target < namespace["full_strength"]
        assert given.days_away <= left < 2 * given.days_away < namespace["days_expected"]


def test_the_promise_of_exercise_3_is_likelier_than_not_and_below_the_bar() -> None:
    for learner in LEARNERS:
        _, namespace = solved(EXERCISES / "03-counteroffers", learner)
        assert 0.5 < namespace["credence"] < namespace["bar"]
        assert namespace["chance_needed"](1) > 1
