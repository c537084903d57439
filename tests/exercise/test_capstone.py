"""Exercise 7: what it takes for granted holds for every learner's numbers, and its model page is right."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from casekit.data import load_skills
from casekit.evidence import claims
from casekit.exercise import Work
from casekit.exercise.checks import judge
from casekit.exercise.given import Given
from casekit.exercise.plain import Live
from casekit.exercise.release import BEGIN, END, read_notebook
from casekit.models.business_case import NOT_WORTH_IT, RANGES, WORTH_IT, BusinessCase, Decision, decide
from casekit.models.skills import uncovered

FOLDER = Path(__file__).parents[2] / "exercises" / "07-business-case"
# What varies, and the end of its list that makes granting look best.
KINDEST = {
    "calls_per_hour": min,
    "overtime_rate": min,
    "wage": min,
    "annual_hazard": max,
    "hazard_ratio_if_refused": max,
    "salary": max,
}


@cache
def checks() -> SimpleNamespace:
    namespace: dict[str, Any] = {"__name__": "checks_of_the_capstone"}
    exec((FOLDER / "checks.py").read_text("utf-8"), namespace)
    return SimpleNamespace(**namespace)


def end_of_the_lists(kind: bool) -> Given:
    """Return the numbers that look best for granting of all that a learner may draw, or worst."""
    given = Given(**checks().GIVEN.stated)
    ends = dict(given.stated)
    for name, entry in given.stated.items():
        if entry.varies:
            best = KINDEST[name]
            end = best(entry.varies) if kind else {min: max, max: min}[best](entry.varies)
            ends[name] = type(entry)(end, entry.unit, entry.meaning)
    return Given(**ends)


each_end = pytest.mark.parametrize(
    "given",
    [checks().GIVEN, end_of_the_lists(kind=True), end_of_the_lists(kind=False)],
    ids=["everybody", "kindest", "harshest"],
)


@cache
def cells() -> dict[str, str]:
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in read_notebook(FOLDER / "solution.ipynb").cells
    }


@cache
def decided(given: Given, **asks: Any) -> Decision:
    """Decide on the case as the notebook sets it up, with the kit's own draws."""
    set_up = cells()["verdict-example"].partition("\nhalf =")[0]
    namespace: dict[str, Any] = {"BusinessCase": BusinessCase, "given": given}
    exec(set_up, namespace)
    stated = {name: getattr(namespace["case"], name) for name in BusinessCase.__slots__}
    return decide(BusinessCase(**(stated | asks)))


VERSIONS: dict[str, dict[str, Any]] = {
    "verdict_once": {"occasions_per_year": 1, "backfill_share": 1},
    "verdict_quarterly": {"backfill_share": 1},
    "verdict_uncovered": {},
    "verdict_busy": {"calls_per_hour": 205},
}


def as_checked(given: Given) -> dict[str, str]:
    kit, usual = checks(), given.calls_per_hour
    asked = {
        "verdict_once": kit.Version(1, 1, usual),
        "verdict_quarterly": kit.Version(given.occasions, 1, usual),
        "verdict_uncovered": kit.Version(given.occasions, 0, usual),
        "verdict_busy": kit.Version(given.occasions, 0, given.busy_calls_per_hour),
    }
    return {name: kit._answer_to(given, version) for name, version in asked.items()}


def test_everything_that_varies_has_an_end_that_is_tried() -> None:
    assert {name for name, entry in checks().GIVEN.stated.items() if entry.varies} == set(KINDEST)


@each_end
def test_the_checks_read_the_table_as_the_model_does_and_far_from_its_limits(given: Given) -> None:
    decisions = {name: decided(given, **asks) for name, asks in VERSIONS.items()}
    answers = {name: decision.verdict.answer for name, decision in decisions.items()}
    assert as_checked(given) == answers
    assert len(set(answers.values())) == len(answers)
    chances = [decision.simulation.probability_positive for decision in decisions.values()]
    assert min(abs(chance - limit) for chance in chances for limit in (WORTH_IT, NOT_WORTH_IT)) > 0.03


@each_end
def test_one_away_misses_the_day_and_not_the_quarter_whether_or_not_callers_hang_up(given: Given) -> None:
    decision = decided(given)
    for service in (decision.without_abandonment, decision.with_abandonment):
        assert service.short < given.target < service.period < service.full
    for patient, service in ((True, decision.without_abandonment), (False, decision.with_abandonment)):
        assert checks()._least_cover(given, patient) == pytest.approx(service.least_backfill_hours_per_day)


@each_end
def test_the_least_cover_once_a_quarter_does_not_quite_pay(given: Given) -> None:
    decision = decided(given)
    assert decision.retention.net_benefit < 0
    assert decision.retention.break_even_hazard_ratio > given.hazard_ratio_if_refused


@each_end
def test_of_the_five_changes_only_one_turns_the_loss_into_a_gain(given: Given) -> None:
    changes: dict[str, dict[str, Any]] = {
        "A": {"overtime_rate": 0.9 * given.overtime_rate},
        "B": {"relative_cost_of_a_quit": 1.1 * given.relative_cost_of_a_quit},
        "C": {"training_hours": 0},
        "D": {"backfill_share": 0, "lighter_day_share": 7 / 8},
        "E": {"backfill_share": 6 / 7, "horizon": "period"},  # by the day it might call for more cover
    }
    decisions = {
        letter: decided(given, **({"backfill_share": 1} | change)) for letter, change in changes.items()
    }
    nets = {letter: decision.retention.net_benefit for letter, decision in decisions.items()}
    assert checks()._nets_after(given) == pytest.approx(nets)
    assert [letter for letter, net in nets.items() if net > 0] == ["D"]
    assert decisions["D"].without_abandonment.over_horizon_on_lighter_days >= given.target
    assert decided(given, backfill_share=1).retention.net_benefit < 0


def test_the_ranges_that_learners_see_are_the_kits() -> None:
    assert checks().GIVEN.ranges == {name: ends for name, ends in RANGES.items() if "rate_factor" not in name}


def test_the_arguments_are_judged_by_their_grades_in_the_ledger_and_stand_in_the_notebook() -> None:
    sound = {claim.id: claim.grade for claim in claims()}
    arguments = checks().ARGUMENTS
    assert {a.claim: a.grade for a in arguments.values()} == {
        a.claim: sound[a.claim] for a in arguments.values()
    }
    assert re.findall(r"- `(\w+)`: \"", cells()["evidence-question"]) == list(arguments)


def test_rep_and_volunteers_are_those_of_the_notebook() -> None:
    kit, matrix = checks(), load_skills().set_index("rep")
    assert f'matrix.loc["{kit.REP}"]' in cells()["skills"]
    assert cells()["who-covers-question"].startswith("{}, {} and {} have offered".format(*kit.VOLUNTEERS))
    people = {rep: set(matrix.columns[matrix.loc[rep]]) for rep in (kit.REP, *kit.VOLUNTEERS)}
    assert len(uncovered(people, {kit.REP})) == 1


# The page.


def page() -> str:
    return cells()["page"].partition(BEGIN)[2].partition(END)[0]


def test_the_rubric_has_ten_criteria_from_0_to_4_and_says_what_fails_outright() -> None:
    [answer] = yaml.safe_load((FOLDER / "rubric.yml").read_text("utf-8"))["answers"]
    assert answer["scale"] == [0, 4]
    assert len(answer["criteria"]) == 10
    assert answer["points"] == 40
    assert [text.split()[0] for text in answer["fails_outright"]] == ["Her", "Folklore", "A"]
    assert f"at most {answer['words']} words" in cells()["page-question"]
    assert len(page().split()) <= answer["words"]


def test_the_task_asks_for_ten_things() -> None:
    assert re.findall(r"^(\d+)\. ", cells()["page-question"], re.MULTILINE) == [str(n) for n in range(1, 11)]


def test_every_figure_of_the_model_page_is_what_the_models_give() -> None:
    given = checks().GIVEN
    once, uncovered_days = decided(given, **VERSIONS["verdict_once"]), decided(given)
    patient, impatient = uncovered_days.without_abandonment, uncovered_days.with_abandonment
    even = [
        decided(given, **VERSIONS["verdict_once"], relative_cost_of_a_quit=share).retention
        for share in (0.25, 0.4, 0.1)
    ]
    quarterly = decided(given, **VERSIONS["verdict_quarterly"]).retention
    lighter = decided(given, lighter_day_share=7 / 8).retention
    brief = decided(given, **VERSIONS["verdict_once"], grant_acts_for="quarter").retention
    parts = [
        f"| All hold on | {patient.full:.1%} | {patient.short:.1%} | {patient.period:.1%} |",
        f"| Some hang up | {impatient.full:.1%} | {impatient.short:.1%} | {impatient.period:.1%} |",
        f"needs {patient.least_backfill_hours_per_day:.1f} covered hours, or",
        f"{impatient.least_backfill_hours_per_day:.1f} if callers hang up",
        f"{dollars(once.as_asked.cost_of_absence)}: 14 hours",
        f"saves {dollars(once.retention.gross_benefit)}, net {dollars(once.retention.net_benefit)},",
        f"{dollars(once.simulation.p05)} to {dollars(once.simulation.p95)};",
        f"pays is {once.simulation.probability_positive:.0%}, and the table says {once.verdict.answer}",
        f"even at {even[0].break_even_hazard_ratio:.2f} times, {100 * even[0].break_even_probability:.1f} points",
        f"at {even[1].break_even_hazard_ratio:.2f} if a resignation",
        f"at {even[2].break_even_hazard_ratio:.2f} if 10%",
        f"all covered: {dollars(quarterly.net_benefit)}.",
        f"at most {int(patient.most_calls_per_hour_when_short)} calls an hour",
        f"stand in: {dollars(lighter.net_benefit)}.",
        f"once: {dollars(brief.net_benefit)}.",
    ]
    written = " ".join(page().split())
    assert [part for part in parts if part not in written] == []


def dollars(amount: float) -> str:
    return f"{'−' if amount < 0 else ''}\\${abs(amount):,.0f}"


def test_a_cost_at_which_no_ratio_pays_is_no_excuse_for_any_ratio() -> None:
    kit = checks()
    work = Work(Live({"cost": 1e6, "break_even_ratio": 3.0}), kit.GIVEN)
    assert judge(kit.cost, work).mistake is None
