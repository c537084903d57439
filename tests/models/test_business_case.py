"""Business case: the worked decision, what the horizon means, the table, and what no cost may do."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings, strategies as st

from casekit.models.business_case import (
    NOT_WORTH_IT,
    RANGES,
    VERDICT_TABLE,
    WORTH_IT,
    BusinessCase,
    absence_cost,
    decide,
    decision,
)
from casekit.models.business_case.verdict import verdict
from casekit.models.staffing import erlang_a_queue, erlang_c_queue

ONE_OFF = BusinessCase()
QUARTERLY = BusinessCase(occasions_per_year=4)


# The cost of absence.


def test_absence_costs_what_is_paid_because_of_it() -> None:
    assert absence_cost(16, 30) == 480
    assert absence_cost(64, 30) == 1_920
    assert absence_cost(16, 30, shortfall_days=2, penalty_per_day=50, training_hours=6, wage=20) == 700
    assert absence_cost(0, 30) == 0


BAD_NUMBERS = [-1, math.nan, math.inf, "1", None, True, [1]]


@pytest.mark.parametrize("bad", BAD_NUMBERS)
@pytest.mark.parametrize(
    "name",
    ["backfill_hours", "overtime_rate", "shortfall_days", "penalty_per_day", "training_hours", "wage"],
)
def test_absence_cost_refuses(name: str, bad: Any) -> None:
    arguments: dict[str, Any] = {"backfill_hours": 16, "overtime_rate": 30} | {name: bad}
    with pytest.raises(ValueError, match=rf"^{name} must be a finite number >= 0, but it is "):
        absence_cost(**arguments)


# The service.


def test_service_of_the_worked_case() -> None:
    result = decide(replace(QUARTERLY, backfill_share=0))
    patient, impatient = result.without_abandonment, result.with_abandonment
    assert (round(patient.full, 4), round(patient.short, 4)) == (0.8608, 0.7405)
    assert (round(impatient.full, 3), round(impatient.short, 3)) == (0.909, 0.847)
    assert patient.short_day == patient.over_horizon == patient.short
    assert round(patient.period, 4) == 0.8571
    assert round(patient.most_calls_per_hour_when_short, 1) == 85.6
    assert round(impatient.most_calls_per_hour_when_short, 1) == 96.4


def test_least_backfill_of_the_worked_case() -> None:
    result = decide(replace(QUARTERLY, backfill_share=0))
    needed = (0.80 - 0.74046) / (0.86078 - 0.74046)
    assert result.without_abandonment.least_backfill_hours_per_day == pytest.approx(8 * needed, abs=1e-3)
    assert result.without_abandonment.least_backfill_hours_per_year == pytest.approx(64 * needed, abs=1e-2)
    assert result.with_abandonment.least_backfill_hours_per_year == 0


def test_part_of_a_day_backfilled_mixes_both_strengths() -> None:
    service = decide(replace(ONE_OFF, backfill_share=0.25)).without_abandonment
    assert service.short_day == pytest.approx(0.25 * service.full + 0.75 * service.short)
    assert service.period == pytest.approx((63 * service.full + 2 * service.short_day) / 65)


def test_a_period_averages_what_a_day_misses() -> None:
    by_day = decide(replace(ONE_OFF, backfill_share=0))
    by_quarter = decide(replace(ONE_OFF, backfill_share=0, horizon="period"))
    assert by_day.verdict.service == "on conditions"
    assert by_quarter.verdict.service == "as asked"
    assert by_quarter.without_abandonment.over_horizon == by_day.without_abandonment.period
    assert by_quarter.without_abandonment.least_backfill_hours_per_day == 0


def test_a_short_period_needs_some_backfill() -> None:
    week = replace(ONE_OFF, backfill_share=0, horizon="period", days_in_horizon=3)
    service = decide(week).without_abandonment
    # Of three days two may be short for 3 (full - target) / (full - short) days in all.
    affordable = 3 * (service.full - 0.80) / (service.full - service.short)
    assert 0 < service.least_backfill_hours_per_day < 8
    assert service.least_backfill_hours_per_day == pytest.approx(8 * (1 - affordable / 2))


@pytest.mark.parametrize(
    ("occasions", "days_in_horizon", "short_days"),
    [(1, 65, 2), (4, 65, 2), (4, 260, 8), (1, 260, 2), (8, 65, 4), (5, 65, 4), (1, 21, 2), (12, 1, 1)],
)
def test_days_away_in_the_fullest_period(occasions: int, days_in_horizon: int, short_days: int) -> None:
    case = BusinessCase(occasions_per_year=occasions, days_in_horizon=days_in_horizon)
    assert case.short_days_in_period == short_days


def test_the_chosen_queue_decides() -> None:
    asked = replace(QUARTERLY, backfill_share=0)
    assert decide(asked).verdict.service == "on conditions"
    assert decide(replace(asked, queue="erlang_a")).verdict.service == "as asked"


def test_endless_patience_makes_the_queues_agree() -> None:
    result = decide(replace(ONE_OFF, backfill_share=0.5, patience_s=math.inf))
    assert result.with_abandonment == result.without_abandonment


def test_a_team_that_cannot_keep_up_is_a_result() -> None:
    result = decide(replace(ONE_OFF, calls_per_hour=200, backfill_share=0))
    assert (result.without_abandonment.full, result.without_abandonment.short) == (0, 0)
    assert result.without_abandonment.least_backfill_hours_per_year == math.inf
    assert result.verdict.answer == "cross-train"


def test_no_calls_need_nobody() -> None:
    result = decide(replace(QUARTERLY, calls_per_hour=0, backfill_share=0))
    assert result.without_abandonment.short == 1
    assert result.verdict.answer == "grant"


# The worth, to the cent.


@pytest.mark.parametrize(
    ("hazard_ratio", "occasions", "backfill_share", "net"),
    [
        (1.5, 1, 1.0, 168.23),
        (1.5, 4, 0.5, -311.77),
        (1.5, 4, 1.0, -1_271.77),
        (2.0, 1, 1.0, 754.78),
        (2.0, 4, 0.5, 274.78),
        (2.0, 4, 1.0, -685.22),
    ],
)
def test_net_benefit_of_the_worked_case(
    hazard_ratio: float, occasions: int, backfill_share: float, net: float
) -> None:
    result = decide(
        BusinessCase(
            hazard_ratio_if_refused=hazard_ratio,
            occasions_per_year=occasions,
            backfill_share=backfill_share,
        )
    )
    assert round(result.retention.net_benefit, 2) == net
    assert result.judged == result.as_asked
    assert result.as_asked.cost_of_absence == 480 * occasions * backfill_share


@pytest.mark.parametrize(("hazard_ratio", "hours"), [(1.5, 21.61), (2.0, 41.16)])
def test_backfill_hours_that_retention_pays(hazard_ratio: float, hours: float) -> None:
    result = decide(replace(QUARTERLY, hazard_ratio_if_refused=hazard_ratio))
    assert round(result.backfill_hours_retention_pays, 2) == hours


def test_training_is_paid_before_backfill() -> None:
    trained = decide(replace(QUARTERLY, training_hours=15))
    assert round(trained.backfill_hours_retention_pays, 2) == round((648.2323 - 300) / 30, 2)
    assert trained.as_asked.cost_of_absence == 1_920 + 300
    assert decide(replace(QUARTERLY, training_hours=1_000)).backfill_hours_retention_pays == 0
    assert decide(replace(QUARTERLY, overtime_rate=0)).backfill_hours_retention_pays == math.inf


def test_a_grant_that_acts_for_a_quarter() -> None:
    once = decide(replace(ONE_OFF, hazard_ratio_if_refused=2.0, grant_acts_for="quarter"))
    assert round(once.retention.gross_benefit) == 386
    assert round(once.retention.net_benefit) == -94
    every = decide(replace(QUARTERLY, hazard_ratio_if_refused=2.0, grant_acts_for="quarter"))
    assert round(every.retention.net_benefit, 2) == -685.22


def test_benefits_besides_retention_count() -> None:
    result = decide(replace(QUARTERLY, benefit=1_500))
    assert round(result.retention.net_benefit, 2) == 228.23


# What is judged.


def test_the_condition_of_backfill_is_paid_for() -> None:
    result = decide(replace(QUARTERLY, backfill_share=0, penalty_per_day=50))
    assert result.as_asked.backfill_hours_per_year == 0
    assert result.as_asked.shortfall_days_per_year == 8
    assert result.as_asked.cost_of_absence == 400
    assert result.judged.backfill_hours_per_year == result.without_abandonment.least_backfill_hours_per_year
    assert result.judged.shortfall_days_per_year == 0
    assert result.judged.cost_of_absence == pytest.approx(30 * result.judged.backfill_hours_per_year)
    assert result.verdict.answer == "conditions"


def test_a_lighter_day_needs_no_backfill() -> None:
    result = decide(replace(QUARTERLY, backfill_share=0, lighter_day_share=0.85))
    assert result.without_abandonment.over_horizon_on_lighter_days > 0.80
    assert result.judged.cost_of_absence == 0
    assert (result.verdict.service, result.verdict.worth) == ("on conditions", "yes")


def test_a_day_that_is_not_light_enough_changes_nothing() -> None:
    usual = decide(replace(QUARTERLY, backfill_share=0))
    almost = decide(replace(QUARTERLY, backfill_share=0, lighter_day_share=0.96))
    assert usual.without_abandonment.most_calls_per_hour_when_short < 0.96 * 90
    assert almost.judged == usual.judged


def test_the_least_backfill_is_the_plan_that_just_holds() -> None:
    conditions = decide(replace(QUARTERLY, backfill_share=0))
    share = conditions.judged.backfill_hours_per_year / 64
    just = decide(replace(QUARTERLY, backfill_share=share))
    assert just.verdict.service == "as asked"
    assert just.retention.net_benefit == pytest.approx(conditions.retention.net_benefit)
    assert decide(replace(QUARTERLY, backfill_share=share - 0.001)).verdict.service == "on conditions"


def test_what_full_strength_misses_too_is_no_cost_of_absence() -> None:
    result = decide(replace(ONE_OFF, agents=10, backfill_share=0, penalty_per_day=50))
    assert result.as_asked.shortfall_days_per_year == 0
    assert result.as_asked.cost_of_absence == 0
    assert result.verdict.service == "not"


# The verdict.


def test_verdicts_of_the_worked_case() -> None:
    once, every = decide(ONE_OFF), decide(QUARTERLY)
    assert (once.verdict.worth, once.verdict.answer) == ("open", "pilot")
    assert (every.verdict.worth, every.verdict.answer) == ("no", "not on retention alone")
    no_backfill_needed = decide(replace(QUARTERLY, horizon="period", backfill_share=0))
    assert (no_backfill_needed.verdict.worth, no_backfill_needed.verdict.answer) == ("yes", "grant")


def test_ranges_of_the_worked_case() -> None:
    # Four standard errors around a million draws of another seed: 0.791 and 0.106, medians 433 and -993.
    once, every = decide(ONE_OFF).simulation, decide(QUARTERLY).simulation
    assert once.probability_positive == pytest.approx(0.791, abs=0.017)
    assert every.probability_positive == pytest.approx(0.106, abs=0.013)
    assert once.median == pytest.approx(433, abs=35)
    assert every.median == pytest.approx(-993, abs=35)


def test_the_refusal_swings_the_answer_most() -> None:
    bars = decide(ONE_OFF).tornado
    assert bars[0].name == "hazard_ratio_if_refused"
    assert bars[-1].name == "cost_of_absence"
    assert (bars[-1].low, bars[-1].high) == pytest.approx((320, 640))


def test_ranges_stretch_to_the_case() -> None:
    unusual = replace(ONE_OFF, annual_hazard=0.6, hazard_ratio_if_refused=4.0, relative_cost_of_a_quit=0.05)
    ends = {bar.name: (bar.low, bar.high) for bar in decide(unusual).tornado}
    assert ends["annual_hazard"] == (0.10, 0.6)
    assert ends["hazard_ratio_if_refused"] == (1.0, 4.0)
    assert ends["cost_of_a_quit"] == (41_600 * 0.05, 41_600 * 0.40)
    assert ends["hazard_ratio_if_granted"] == RANGES["hazard_ratio_if_granted"]


def test_the_table_answers_every_combination_once() -> None:
    answers = {(row.service, row.worth): row.answer for row in VERDICT_TABLE}
    assert len(answers) == len(VERDICT_TABLE) == 9
    assert answers == {
        ("as asked", "yes"): "grant",
        ("as asked", "open"): "pilot",
        ("as asked", "no"): "not on retention alone",
        ("on conditions", "yes"): "conditions",
        ("on conditions", "open"): "conditions",
        ("on conditions", "no"): "not on retention alone",
        ("not", "yes"): "cross-train",
        ("not", "open"): "cross-train",
        ("not", "no"): "cross-train",
    }
    assert all(row.advice.endswith(".") for row in VERDICT_TABLE)


def test_limits_belong_to_yes_and_no() -> None:
    assert (WORTH_IT, NOT_WORTH_IT) == (0.8, 0.2)
    chances = (1, 0.8, 0.799, 0.201, 0.2, 0)
    assert [verdict("as asked", chance).worth for chance in chances] == [
        *("yes", "yes"),
        *("open", "open"),
        *("no", "no"),
    ]


@pytest.mark.parametrize(
    ("service", "chance", "message"),
    [
        ("maybe", 0.5, r"^service must be one of 'as asked', 'on conditions', 'not', but it is 'maybe'"),
        ("not", 1.5, r"^probability_positive must be a finite number >= 0 and <= 1, but it is 1.5"),
        ("not", math.nan, r"^probability_positive must be "),
    ],
)
def test_the_table_refuses(service: str, chance: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        verdict(service, chance)


def test_equal_cases_get_equal_decisions() -> None:
    assert decide(ONE_OFF) == decide(BusinessCase())
    with pytest.raises(FrozenInstanceError):
        setattr(decide(ONE_OFF), fields(decision.Decision)[0].name, None)


# Properties, with few draws: what must hold, holds draw by draw.


@st.composite
def requests(draw: st.DrawFn) -> BusinessCase:
    return BusinessCase(
        calls_per_hour=draw(st.floats(0, 150)),
        agents=draw(st.integers(2, 16)),
        patience_s=draw(st.floats(1, 2_000)),
        service_level_target=draw(st.floats(0.5, 0.95)),
        queue=draw(st.sampled_from(["erlang_c", "erlang_a"])),
        horizon=draw(st.sampled_from(["day", "period"])),
        days_in_horizon=draw(st.integers(1, 260)),
        days_asked=draw(st.integers(1, 10)),
        occasions_per_year=draw(st.integers(1, 12)),
        backfill_share=draw(st.sampled_from([0.0, 0.3, 1.0])),
        lighter_day_share=draw(st.sampled_from([0.7, 0.9, 1.0])),
        overtime_rate=draw(st.floats(0, 60)),
        training_hours=draw(st.floats(0, 20)),
        hazard_ratio_if_refused=draw(st.floats(0.9, 3)),
        benefit=draw(st.floats(0, 500)),
        grant_acts_for=draw(st.sampled_from(["year", "quarter"])),
    )


RANK = ("grant", "pilot", "conditions", "cross-train", "not on retention alone")  # from best to worst


@given(
    case=requests(),
    dearer=st.sampled_from(["overtime_rate", "wage", "training_hours", "penalty_per_day"]),
    more=st.floats(0, 100),
)
@settings(max_examples=60, deadline=None)
def test_a_dearer_absence_never_improves_the_verdict(case: BusinessCase, dearer: str, more: float) -> None:
    with patch.object(decision, "DRAWS", 200):
        before = decide(case)
        after = decide(replace(case, **{dearer: getattr(case, dearer) + more}))
    assert RANK.index(after.verdict.answer) >= RANK.index(before.verdict.answer)
    assert after.simulation.probability_positive <= before.simulation.probability_positive
    assert after.retention.net_benefit <= before.retention.net_benefit + 1e-6


@given(case=requests())
@settings(max_examples=60, deadline=None)
def test_service_levels_keep_their_order(case: BusinessCase) -> None:
    with patch.object(decision, "DRAWS", 20):
        result = decide(case)
    for service in (result.without_abandonment, result.with_abandonment):
        assert (
            0
            <= service.short
            <= service.short_day
            <= service.period + 1e-12
            <= service.full + 1e-9
            <= 1 + 1e-9
        )
        assert service.over_horizon_on_lighter_days >= service.over_horizon - 1e-12
        assert service.least_backfill_hours_per_day >= 0


@given(case=requests())
@settings(max_examples=60, deadline=None)
def test_the_least_backfill_meets_the_target_and_no_less_does(case: BusinessCase) -> None:
    with patch.object(decision, "DRAWS", 20):
        result = decide(replace(case, backfill_share=0, lighter_day_share=1))
        service = result.without_abandonment if case.queue == "erlang_c" else result.with_abandonment
        share = service.least_backfill_hours_per_day / case.hours_per_day
        if result.verdict.service == "on conditions":
            assert decide(replace(case, backfill_share=min(1, share))).verdict.service == "as asked"
        else:
            assert share == (0 if result.verdict.service == "as asked" else math.inf)


@given(case=requests())
@settings(max_examples=30, deadline=None)
def test_short_is_one_agent_fewer(case: BusinessCase) -> None:
    with patch.object(decision, "DRAWS", 20):
        result = decide(case)
    calls, one_fewer = case.calls_per_hour, case.agents - 1
    patient = erlang_c_queue(calls, case.handle_time_s, one_fewer, case.threshold_s)
    impatient = erlang_a_queue(calls, case.handle_time_s, case.patience_s, one_fewer, case.threshold_s)
    assert result.without_abandonment.short == pytest.approx(patient.service_level)
    assert result.with_abandonment.short == pytest.approx(impatient.service_level)


# Bad input.

AT_LEAST_ZERO = [
    "calls_per_hour",
    "threshold_s",
    "overtime_rate",
    "wage",
    "training_hours",
    "penalty_per_day",
    "annual_hazard",
    "hazard_ratio_if_granted",
    "hazard_ratio_if_refused",
    "benefit",
]
ACCEPTED = dict.fromkeys(AT_LEAST_ZERO, "a finite number >= 0") | {
    "handle_time_s": "a finite number > 0",
    "salary": "a finite number > 0",
    "relative_cost_of_a_quit": "a finite number > 0",
    "patience_s": "a number >= 0",
    "service_level_target": "a finite number > 0 and < 1",
    "hours_per_day": "a finite number > 0 and <= 24",
    "lighter_day_share": "a finite number > 0 and <= 1",
    "backfill_share": "a finite number >= 0 and <= 1",
    "agents": r"a (finite |whole )?number",
    "days_in_horizon": r"a (finite |whole )?number",
    "days_asked": r"a (finite |whole )?number",
    "occasions_per_year": r"a (finite |whole )?number",
    "queue": "one of 'erlang_c', 'erlang_a'",
    "horizon": "one of 'day', 'period'",
    "grant_acts_for": "one of 'year', 'quarter'",
}


def test_every_field_has_its_accepted_range() -> None:
    assert ACCEPTED.keys() == {field.name for field in fields(BusinessCase)}


@pytest.mark.parametrize("bad", [-1, math.nan, -math.inf, "1", "", None, [1], True])
@pytest.mark.parametrize("name", ACCEPTED)
def test_a_case_refuses(name: str, bad: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must be {ACCEPTED[name]}"):
        BusinessCase(**{name: bad})


@pytest.mark.parametrize("name", [name for name in ACCEPTED if name != "patience_s"])
def test_a_case_refuses_infinity(name: str) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must be "):
        BusinessCase(**{name: math.inf})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"agents": 1}, r"^agents must be a whole number >= 2 and <= 1e\+06, but it is 1"),
        ({"agents": 2.5}, r"^agents must be a whole number"),
        ({"days_in_horizon": 0}, r"^days_in_horizon must be a whole number >= 1 and <= 260, but it is 0"),
        ({"days_in_horizon": 261}, r"^days_in_horizon must be a whole number"),
        ({"days_asked": 0}, r"^days_asked must be a whole number >= 1"),
        (
            {"days_asked": 66, "occasions_per_year": 4},
            r"^days_asked \* occasions_per_year must be a whole number >= 1 and <= 260, but it is 264",
        ),
        ({"service_level_target": 1}, r"^service_level_target must be a finite number > 0 and < 1"),
        ({"backfill_share": 1.01}, r"^backfill_share must be a finite number >= 0 and <= 1"),
        ({"lighter_day_share": 0}, r"^lighter_day_share must be a finite number > 0 and <= 1"),
        ({"hours_per_day": 25}, r"^hours_per_day must be a finite number > 0 and <= 24"),
    ],
)
def test_a_case_refuses_what_is_out_of_range(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        BusinessCase(**wrong)


@pytest.mark.parametrize("bad", [None, "case", 1, {"agents": 11}])
def test_only_a_case_is_decided(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"^case must be a BusinessCase, but it is "):
        decide(bad)
