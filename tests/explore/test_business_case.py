"""Chapter 7's explorable says what the full decision says, without drawing anew at every setting."""

from __future__ import annotations

import math
from random import Random

import pytest

from casekit.explore.cases.business_case import DESIGN, request
from casekit.models.business_case import WORTH_IT, decide
from tests.explore.whole_grid import ends

DEFAULTS = DESIGN.defaults
LOWEST, HIGHEST = ends(DESIGN)
SETTINGS = [
    DEFAULTS,
    LOWEST,
    HIGHEST,
    DEFAULTS | {"cover_h": 0},
    DEFAULTS | {"cover_h": 4, "occasions": 4},
    DEFAULTS | {"calls": 100},
    DEFAULTS | {"calls": 95, "cover_h": 0, "judged": 2},
    *Random(7).sample(DESIGN.settings(), 8),
]
EXAMPLES = {
    "pilot, as asked, open": (
        {},
        "Grant one pilot, with a stop rule and a date for the review. The service holds, at 86.1%. Whether granting "
        "the days once pays is open: it does in 78.6% of the draws.",
    ),
    "grant, as asked, yes": (
        {"cover_h": 4},
        "Grant it as asked. With 4 h covered on each day away, 80.1% of the calls are answered in time, and granting "
        "the days once pays in 91.8% of the draws.",
    ),
    "conditions, on conditions, yes": (
        {"cover_h": 0},
        "Grant it, on a condition. With 0 h covered, 74.0% of the calls are answered in time, which misses the target. "
        "With 4.0 h covered on each day away it is met, and granting the days once still pays in 91.9% of the draws.",
    ),
    "conditions, on conditions, open": (
        {"cover_h": 0, "occasions": 4},
        "Grant it only on a condition. With 0 h covered, 74.0% of the calls are answered in time, which misses the "
        "target. With 4.0 h covered on each day away, at $950 a year, it is met; whether that pays is open: it does in "
        "47.4% of the draws.",
    ),
    "not on retention alone, as asked, no": (
        {"occasions": 4},
        "Not on the retention argument alone. The service holds, at 86.1%, but $1,920 of cover a year buys $648 of "
        "resignation cost avoided, and granting the days once a quarter pays in 10.7% of the draws. Say what else "
        "would carry it.",
    ),
    "not on retention alone, on conditions, no": (
        {"cover_h": 0, "occasions": 4, "hazard_ratio_if_refused": 1.0},
        "Not on the retention argument alone. The target needs 4.0 h covered on each day away, at $950 a year against "
        "$0 of resignation cost avoided. That pays in 19.9% of the draws. Say what else would carry it, or find a "
        "quieter day.",
    ),
    "cross-train": (
        {"calls": 100},
        "Not yet. Even with everybody there, 74.9% of the calls are answered in time, so these two days are not the "
        "trouble, and covering for one cannot mend it. First teach colleagues to cover, then ask again.",
    ),
}


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_answers_are_those_of_the_full_decision(settings: dict[str, float]) -> None:
    case = request(**settings)
    decision = decide(case)
    chosen = decision.without_abandonment if case.queue == "erlang_c" else decision.with_abandonment
    found = DESIGN.model(**settings)
    assert found["chance"] == decision.simulation.probability_positive
    assert found["net_benefit"] == pytest.approx(decision.retention.net_benefit)
    assert found["avoided"] == pytest.approx(decision.retention.gross_benefit)
    assert found["cost"] == pytest.approx(decision.judged.cost_of_absence)
    assert (found["level"], found["full"]) == (chosen.over_horizon, chosen.full)
    assert found["needed"] == chosen.least_backfill_hours_per_day
    row = decision.verdict
    told = row.answer if row.service == "not" else f"{row.answer}, {row.service}, {row.worth}"
    assert found["verdict"] == told


def test_the_settings_are_the_request_they_say() -> None:
    case = request(cover_h=2, calls=85, hazard_ratio_if_refused=2.0, occasions=4, judged=3)
    assert (case.backfill_share, case.occasions_per_year, case.horizon, case.queue) == (
        0.25,
        4,
        "period",
        "erlang_c",
    )
    assert request(**DEFAULTS | {"judged": 2}).queue == "erlang_a"


def test_more_cover_serves_more_callers_and_pays_less_often() -> None:
    points = [answers for _, answers in DESIGN.slice(DESIGN.charts[0], DEFAULTS | {"occasions": 4})]
    levels, chances = ([point[name] for point in points] for name in ("level", "chance"))
    assert levels == sorted(levels)
    assert levels[0] < levels[-1]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1]


def test_both_lines_of_the_chart_are_measured_against_the_same_level() -> None:
    assert request(**DEFAULTS).service_level_target == WORTH_IT
    assert f"{WORTH_IT:.0%}" in DESIGN.charts[0].title


def test_every_kind_of_verdict_has_its_example() -> None:
    assert set(EXAMPLES) == set(DESIGN.sentences)


@pytest.mark.parametrize(("verdict", "change", "sentence"), [(v, *rest) for v, rest in EXAMPLES.items()])
def test_a_sentence_reads_as_it_should(verdict: str, change: dict[str, float], sentence: str) -> None:
    settings = DEFAULTS | change
    assert DESIGN.model(**settings)["verdict"] == verdict
    assert DESIGN.sentence(settings) == sentence


def test_cover_is_out_of_reach_only_where_the_whole_team_misses() -> None:
    for calls in (70, 90, 95, 100, 110):
        found = DESIGN.model(**DEFAULTS | {"calls": calls})
        assert math.isinf(found["needed"]) == (found["full"] < request(**DEFAULTS).service_level_target)
