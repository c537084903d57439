"""What an exercise says twice, in its notebook and in its checks, or takes from the ledger, is the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casekit.evidence import claims
from casekit.exercise.release import read_notebook

EXERCISES = Path(__file__).parents[2] / "exercises"
SOUND = {claim.id: claim.grade for claim in claims()}
QUOTING = ["02-single-point-of-failure", "03-counteroffers"]


@cache
def checks(name: str) -> SimpleNamespace:
    namespace: dict[str, Any] = {"__name__": f"checks_of_{name}"}
    exec((EXERCISES / name / "checks.py").read_text("utf-8"), namespace)
    return SimpleNamespace(**namespace)


def cells(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what the learner's notebook defines, untouched."""
    monkeypatch.chdir(EXERCISES / name)
    namespace: dict[str, Any] = {}
    for cell in read_notebook(EXERCISES / name / "learner.ipynb").cells:
        if cell.cell_type == "code" and not cell.metadata.nbgrader.grade:
            exec(cell.source, namespace)
    return namespace


@pytest.mark.parametrize("name", QUOTING)
def test_a_sentence_on_the_evidence_is_judged_by_the_grade_in_the_ledger(name: str) -> None:
    sentences = checks(name).SENTENCES
    assert {said.claim: said.grade for said in sentences.values()} == {
        said.claim: SOUND[said.claim] for said in sentences.values()
    }
    assert sum(said.sounds == said.grade for said in sentences.values()) == 1


@pytest.mark.parametrize("name", QUOTING)
def test_every_sentence_of_the_checks_stands_in_the_notebook(name: str) -> None:
    text = "\n".join(cell.source for cell in read_notebook(EXERCISES / name / "learner.ipynb").cells)
    assert [letter for letter in "ABCDEF" if f'- **{letter}** "' in text] == list(checks(name).SENTENCES)


def test_the_team_of_exercise_2_is_the_one_that_its_checks_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "02-single-point-of-failure"
    now, _ = checks(name)._teams()
    assert cells(name, monkeypatch)["team"] == now


def test_packages_and_moves_of_exercise_3_are_those_of_its_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "03-counteroffers"
    notebook, given = cells(name, monkeypatch), checks(name).GIVEN
    assert {move: tuple(worth) for move, worth in notebook["moves"].items()} == checks(name).MOVES
    assert notebook["chances"] == checks(name)._chances(given)
    for letter, goals in notebook["packages"].items():
        shown = [(goal.baseline, goal.target, goal.level, goal.swing_weight) for goal in goals]
        judged = [
            (goal.baseline, goal.target, goal.level, goal.swing_weight)
            for goal in checks(name)._goals(given, letter)
        ]
        assert shown == judged
    assert set(notebook["packages"]) == set(checks(name).PACKAGES)


def test_the_best_package_of_exercise_3_is_best_by_a_clear_margin() -> None:
    module = checks("03-counteroffers")
    scores = {letter: module.goal_score(module._goals(module.GIVEN, letter)) for letter in module.PACKAGES}
    best, second = sorted(scores.values())[:-3:-1]
    assert best - second > 0.05
