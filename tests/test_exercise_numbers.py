"""Exercises whose numbers vary: with anybody's numbers the solution is right and the mistakes are what they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise import Work
from casekit.exercise.checks import Question, judge
from casekit.exercise.design import read_design
from casekit.exercise.folder import Exercise, load
from casekit.exercise.given import Given
from casekit.exercise.plain import Live
from casekit.exercise.release import learner_copy, read_notebook
from casekit.exercise.token import mint
from casekit.models.business_case import NOT_WORTH_IT, WORTH_IT

EXERCISES = Path(__file__).parents[1] / "exercises"
FOLDERS = sorted(path.parent for path in EXERCISES.glob("*/solution.ipynb"))
VARYING = [folder for folder in FOLDERS if load(folder).given.vary]
LEARNERS = ["anna", "ben", "cem"]
Namespace = dict[str, Any]
each_learner = pytest.mark.parametrize("learner", LEARNERS)
each_varying = pytest.mark.parametrize("folder", VARYING, ids=lambda folder: folder.name)


@cache
def exercise(folder: Path) -> Exercise:
    return load(folder)


@cache
def solved(folder: Path, learner: str) -> tuple[Given, Namespace]:
    """Run the solution with a learner's numbers in place of everybody's."""
    given = exercise(folder).given.of(learner)
    namespace: Namespace = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for cell in read_notebook(folder / "solution.ipynb").cells:
            if cell.cell_type == "code":
                exec(cell.source, namespace)
                if "start(" in cell.source:
                    namespace["given"] = given
    return given, namespace


def test_the_first_exercise_varies() -> None:
    assert EXERCISES / "01-retention" in VARYING


@each_learner
@each_varying
def test_the_solution_earns_every_point_with_anybodys_numbers(folder: Path, learner: str) -> None:
    given, namespace = solved(folder, learner)
    questions = [*exercise(folder).questions, *hidden_questions(folder)]
    results = {question.id: judge(question, Work(Live(namespace), given)) for question in questions}
    assert [name for name, result in results.items() if result.earned < result.possible] == []


@each_learner
@each_varying
def test_typical_mistakes_stay_what_they_are_with_anybodys_numbers(folder: Path, learner: str) -> None:
    given, namespace = solved(folder, learner)
    confused = []
    for mistake in read_design(folder).mistakes:
        wrong = dict(namespace)
        exec(mistake.made_as, wrong)
        result = judge(exercise(folder).question(mistake.question), Work(Live(wrong), given))
        if result.mistake != mistake.name or result.earned >= result.possible:
            confused.append((mistake.question, mistake.name, result.mistake))
    assert confused == []


@each_varying
def test_numbers_of_one_learner_do_not_answer_for_another(folder: Path) -> None:
    """Whoever copies a neighbour's figures gets less: at least one question hangs on the numbers."""
    given, _ = solved(folder, LEARNERS[0])
    _, of_neighbour = solved(folder, LEARNERS[1])
    results = [judge(question, Work(Live(of_neighbour), given)) for question in exercise(folder).questions]
    assert any(result.earned < result.possible for result in results)


@each_varying
def test_the_copy_of_a_class_differs_from_everybodys_by_its_token_alone(folder: Path) -> None:
    token = mint(exercise(folder))
    copy = learner_copy(folder / "solution.ipynb", exercise(folder), token)
    assert copy.count(token) == 2  # in the metadata and in the first cell
    without = copy.replace(f', \\"{token}\\")', ")").replace(f',\n   "token": "{token}"', "")
    assert without == (folder / "learner.ipynb").read_text("utf-8")


def hidden_questions(folder: Path) -> list[Question]:
    namespace: Namespace = {}
    exec((folder / "hidden_checks.py").read_text("utf-8"), namespace)
    return [value for value in namespace.values() if isinstance(value, Question)]


def test_the_message_about_an_open_question_is_true_for_everybody() -> None:
    """Exercise 1 says that the answer is open, which it is between the kit's two thresholds."""
    for learner in LEARNERS:
        _, namespace = solved(EXERCISES / "01-retention", learner)
        assert NOT_WORTH_IT < namespace["chance_it_pays"] < WORTH_IT
