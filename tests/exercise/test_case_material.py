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
QUOTING = [
    "02-single-point-of-failure",
    "03-counteroffers",
    "04-trust",
    "05-partnering",
    "06-availability",
]


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


def test_the_record_of_exercise_4_is_the_one_that_its_checks_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cells("04-trust", monkeypatch)["record"] == checks("04-trust").RECORD


def test_the_scores_of_exercise_4_are_those_of_its_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    module, notebook = checks("04-trust"), cells("04-trust", monkeypatch)
    for weight in (1, 2.5):
        fitted = module._fit(notebook["weeks"], module.GIVEN.forgetting, [weight])
        assert notebook["scores"](weight).tolist() == pytest.approx(fitted.trust)


def test_the_weight_of_exercise_4_has_neighbours_that_fit_about_as_well() -> None:
    module = checks("04-trust")
    first = module.load_trust_events().set_index("week").loc[: int(module.GIVEN.first_weeks)]
    for forgetting in module.GIVEN.quantities["forgetting"].varies:
        found = module._fit(first, forgetting, module._WEIGHTS)
        best = found.asymmetry
        near = module._fit(first, forgetting, [best - 0.25, best + 0.25])
        assert max(near.misses.values()) < 1.1 * found.miss
        assert abs(best - 2.8) > 0.25  # what chapter 4 shows for all weeks is no answer


def test_the_team_of_exercise_5_is_the_one_that_its_checks_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    module = checks("05-partnering")
    assert cells("05-partnering", monkeypatch)["team"] == module._team(module.GIVEN)


def test_every_note_of_exercise_5_is_in_its_notebook() -> None:
    cells = {cell.id: cell.source for cell in read_notebook(EXERCISES / "05-partnering/learner.ipynb").cells}
    numbered = [line.partition(".")[0] for line in cells["notes-question"].splitlines() if '. "' in line]
    assert numbered == [str(number) for number, _ in enumerate(checks("05-partnering").NOTES, 1)]


def test_the_log_of_exercise_6_has_as_many_days_before_the_agreement_as_its_checks_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module, early = checks("06-availability"), cells("06-availability", monkeypatch)["early"]
    assert early["ts"].dt.date.nunique() == module.DAYS_BEFORE
    assert "agreed" not in set(early["topic"])
