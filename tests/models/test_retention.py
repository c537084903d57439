"""Retention: the worked case to the cent, break-even points, ranges, and what must hold for any case."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from casekit.models.retention import (
    RetentionCase,
    annual_hazard,
    quit_probability,
    ramp_up_cost,
    simulate,
    tornado,
    weigh,
)

ONE_OFF = 480.0  # 16 hours backfilled at 30 an hour
QUARTERLY = 1_920.0  # four times that
RANGES = {
    "annual_hazard": (0.10, 0.45),
    "hazard_ratio_if_granted": (0.5, 1.3),
    "hazard_ratio_if_refused": (1.0, 3.0),
    "cost_of_a_quit": (4_160, 16_640),
}


def worked(
    hazard_ratio_if_refused: float = 1.5, cost_of_absence: float = 0.0, years: float = 1.0
) -> RetentionCase:
    return RetentionCase(
        annual_hazard=0.20,
        years=years,
        hazard_ratio_if_granted=1.0,
        hazard_ratio_if_refused=hazard_ratio_if_refused,
        cost_of_a_quit=0.20 * 41_600,
        cost_of_absence=cost_of_absence,
    )


# The kit's worked result, to the cent.


@pytest.mark.parametrize(
    ("hazard_ratio", "cost_of_absence", "net"),
    [
        (2.0, 0.0, 1_234.78),
        (2.0, ONE_OFF, 754.78),
        (2.0, QUARTERLY / 2, 274.78),
        (2.0, QUARTERLY, -685.22),
        (1.5, 0.0, 648.23),
        (1.5, ONE_OFF, 168.23),
        (1.5, QUARTERLY / 2, -311.77),
        (1.5, QUARTERLY, -1_271.77),
    ],
)
def test_net_benefit_of_the_worked_case(hazard_ratio: float, cost_of_absence: float, net: float) -> None:
    assert round(weigh(worked(hazard_ratio, cost_of_absence)).net_benefit, 2) == net


def test_chances_of_the_worked_case() -> None:
    result = weigh(worked(1.5))
    assert round(result.quit_probability_if_granted, 4) == 0.1813
    assert round(result.quit_probability_if_refused, 4) == 0.2592
    twice = weigh(worked(2.0))
    assert round(twice.quit_probability_if_refused - twice.quit_probability_if_granted, 3) == 0.148


@pytest.mark.parametrize(
    ("cost_of_absence", "ratio"), [(ONE_OFF, 1.37), (QUARTERLY, 2.66), (QUARTERLY / 2, 1.76)]
)
def test_break_even_hazard_ratio_of_the_worked_case(cost_of_absence: float, ratio: float) -> None:
    assert weigh(worked(2.0, cost_of_absence)).break_even_hazard_ratio == pytest.approx(ratio, abs=0.005)


def test_break_even_hazard_ratio_of_the_exercise() -> None:
    assert round(weigh(worked(2.0, ONE_OFF)).break_even_hazard_ratio, 4) == 1.3654


def test_a_grant_that_acts_for_a_quarter_only_does_not_pay_its_backfill() -> None:
    result = weigh(worked(2.0, ONE_OFF, years=0.25))
    assert (round(result.gross_benefit), round(result.net_benefit)) == (386, -94)


@pytest.mark.parametrize(("hazard_ratio", "hours"), [(1.5, 21.61), (2.0, 41.16)])
def test_backfill_hours_a_year_that_retention_can_pay(hazard_ratio: float, hours: float) -> None:
    assert round(weigh(worked(hazard_ratio)).gross_benefit / 30, 2) == hours


# Rates and costs.


def test_monthly_rate_to_annual_hazard_and_probability() -> None:  # published.md P22
    assert annual_hazard(0.022) == pytest.approx(0.266947, abs=1e-6)
    assert quit_probability(annual_hazard(0.022), years=1) == pytest.approx(0.234286, abs=1e-6)


def test_recent_monthly_rates_give_the_default_range() -> None:  # JOLTS, July and August 2025
    assert [round(annual_hazard(rate), 2) for rate in (0.019, 0.020)] == [0.23, 0.24]


@given(rate=st.floats(0, 0.999))
def test_a_year_at_the_hazard_is_twelve_months_at_the_rate(rate: float) -> None:
    assert quit_probability(annual_hazard(rate), years=1) == pytest.approx(1 - (1 - rate) ** 12, abs=1e-12)


@pytest.mark.parametrize("zero", [{"annual_hazard": 0}, {"years": 0}, {"hazard_ratio": 0}])
def test_nobody_leaves_without_a_hazard_or_time(zero: dict[str, float]) -> None:
    assert quit_probability(**{"annual_hazard": 1e308, "years": 1e308, "hazard_ratio": 1e308} | zero) == 0.0


def test_everybody_leaves_in_the_end() -> None:
    assert quit_probability(1e308, years=1e308, hazard_ratio=1e308) == 1.0


def test_small_hazards_keep_their_digits() -> None:
    assert quit_probability(1e-18, years=1) == 1e-18
    assert annual_hazard(1e-18) == pytest.approx(12e-18, rel=1e-15)


def test_ramp_up_cost_is_the_area_above_the_learning_curve() -> None:
    steps = 5_200
    width = 52 / steps
    lost = sum(0.6 * math.exp(-(step + 0.5) * width / 8) for step in range(steps)) * width * 800
    assert ramp_up_cost(800, 0.4, 8, 52) == pytest.approx(lost, rel=1e-6)


def test_ramp_up_costs_nothing_for_a_full_hand_or_no_time() -> None:
    assert ramp_up_cost(800, 1.0, 8, 52) == 0.0
    assert ramp_up_cost(800, 0.4, 8, 0) == 0.0


# Break-even points at their ends.


def test_no_ratio_is_enough_when_even_a_certain_resignation_is_cheaper() -> None:
    case = worked(2.0, cost_of_absence=7_000)
    assert weigh(case).break_even_probability + weigh(case).quit_probability_if_granted > 1
    assert weigh(case).break_even_hazard_ratio == math.inf


def test_any_ratio_is_enough_when_the_benefit_alone_pays() -> None:
    assert weigh(replace(worked(), benefit=5_000)).break_even_hazard_ratio == 0.0


def test_without_time_no_ratio_makes_up_for_a_cost() -> None:
    assert weigh(worked(2.0, ONE_OFF, years=0)).break_even_hazard_ratio == math.inf


def test_benefit_counts_before_the_cost() -> None:
    with_benefit = weigh(replace(worked(2.0, ONE_OFF), benefit=100))
    assert round(with_benefit.gross_benefit, 2) == 1_334.78
    assert round(with_benefit.net_benefit, 2) == 854.78
    assert with_benefit.break_even_probability == pytest.approx(380 / 8_320)


@st.composite
def cases(draw: st.DrawFn) -> RetentionCase:
    return RetentionCase(
        annual_hazard=draw(st.floats(0.01, 2)),
        years=draw(st.floats(0.05, 3)),
        hazard_ratio_if_granted=draw(st.floats(0.1, 2)),
        hazard_ratio_if_refused=draw(st.floats(0.1, 5)),
        cost_of_a_quit=draw(st.floats(1, 1e6)),
        cost_of_absence=draw(st.floats(0, 1e5)),
        benefit=draw(st.floats(0, 1e5)),
    )


@given(case=cases())
def test_refusing_at_the_break_even_ratio_leaves_nothing(case: RetentionCase) -> None:
    ratio = weigh(case).break_even_hazard_ratio
    if 0 < ratio < 20:  # beyond it, the chance of a resignation is too near 1 to tell
        net = weigh(replace(case, hazard_ratio_if_refused=ratio)).net_benefit
        assert net == pytest.approx(0, abs=1e-6 * (case.cost_of_a_quit + case.cost_of_absence + case.benefit))


@given(case=cases())
def test_granting_pays_exactly_above_the_break_even_ratio(case: RetentionCase) -> None:
    result = weigh(case)
    margin = case.hazard_ratio_if_refused - result.break_even_hazard_ratio
    if abs(margin) > 1e-6 and abs(result.net_benefit) > 1e-6 and result.break_even_hazard_ratio > 0:
        assert (result.net_benefit > 0) == (margin > 0)


@given(case=cases(), more=st.floats(1, 2))
def test_net_benefit_falls_with_cost_and_rises_with_what_a_refusal_risks(
    case: RetentionCase, more: float
) -> None:
    net = weigh(case).net_benefit
    slack = 1e-9 * (abs(net) + case.cost_of_a_quit)
    dearer = replace(case, cost_of_absence=case.cost_of_absence * more)
    riskier = replace(case, hazard_ratio_if_refused=case.hazard_ratio_if_refused * more)
    assert weigh(dearer).net_benefit <= net + slack
    assert weigh(riskier).net_benefit >= net - slack


@given(case=cases())
def test_probabilities_stay_probabilities(case: RetentionCase) -> None:
    result = weigh(case)
    assert 0 <= result.quit_probability_if_granted <= 1
    assert 0 <= result.quit_probability_if_refused <= 1


# Ranges.


def test_tornado_ranks_the_inputs_by_their_swing() -> None:
    bars = tornado(worked(1.5, ONE_OFF), RANGES)
    assert [bar.name for bar in bars] == [
        "hazard_ratio_if_refused",
        "hazard_ratio_if_granted",
        "cost_of_a_quit",
        "annual_hazard",
    ]
    widest = bars[0]
    assert (widest.low, widest.high) == (1.0, 3.0)
    assert round(widest.net_at_low, 2) == -480.0
    assert widest.net_at_high == pytest.approx(weigh(worked(3.0, ONE_OFF)).net_benefit)
    assert widest.swing == widest.net_at_high - widest.net_at_low


@given(case=cases())
@settings(max_examples=50)
def test_tornado_holds_the_case_between_its_ends(case: RetentionCase) -> None:
    ranges = {name: (getattr(case, name) / 2, getattr(case, name) * 2) for name in RANGES}
    bars = tornado(case, ranges)
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    assert all(bar.swing == abs(bar.net_at_high - bar.net_at_low) for bar in bars)


def test_equal_swings_keep_the_order_of_the_fields() -> None:
    still = {name: (getattr(worked(), name),) * 2 for name in reversed(RANGES)}
    assert [bar.name for bar in tornado(worked(), still)] == list(RANGES)


def test_simulation_agrees_with_the_exact_chance_for_one_input() -> None:
    # The net is above 0 for ratios above 1.3654; PERT over 1, 1.5, 3 is 1 + 2 X with X ~ Beta(2, 4), whose
    # distribution function is P(at least 2 of 5) = 1 - (1 - x)^5 - 5 x (1 - x)^4.
    draws = 20_000
    result = simulate(
        worked(1.5, ONE_OFF), {"hazard_ratio_if_refused": (1.0, 3.0)}, draws=draws, seed=20120831
    )
    x = (1.3654 - 1) / 2
    exact = (1 - x) ** 5 + 5 * x * (1 - x) ** 4
    assert exact == pytest.approx(0.7723, abs=5e-5)
    assert result.probability_positive == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / draws))


def test_simulated_inputs_have_the_mean_of_pert() -> None:
    # With no cost and certain resignation on refusal, the net is linear in the cost of a quit alone.
    case = RetentionCase(1.0, 1_000, 0.0, 1.0, cost_of_a_quit=8_320, cost_of_absence=0)
    result = simulate(case, {"cost_of_a_quit": (4_160, 16_640)}, draws=20_000, seed=1)
    mean = math.fsum(result.net_benefits) / result.draws
    assert mean == pytest.approx((4_160 + 4 * 8_320 + 16_640) / 6, rel=0.01)
    assert 4_160 < min(result.net_benefits) < max(result.net_benefits) < 16_640


def test_simulation_repeats_itself_whatever_the_order_of_the_ranges() -> None:
    one = simulate(worked(1.5, ONE_OFF), RANGES, draws=200, seed=7)
    other = simulate(worked(1.5, ONE_OFF), dict(reversed(RANGES.items())), draws=200, seed=7)
    assert one == other
    assert one != simulate(worked(1.5, ONE_OFF), RANGES, draws=200, seed=8)


def test_a_dearer_absence_never_helps_in_the_same_draws() -> None:
    cheap, dear = (
        simulate(worked(1.5, cost), RANGES | {"cost_of_absence": (cost / 2, cost * 1.5)}, draws=500, seed=5)
        for cost in (ONE_OFF, QUARTERLY)
    )
    assert all(less < more for less, more in zip(dear.net_benefits, cheap.net_benefits, strict=True))


def test_simulation_without_any_width_is_the_case_itself() -> None:
    case = worked(1.5, ONE_OFF)
    result = simulate(case, {"annual_hazard": (0.20, 0.20)}, draws=20, seed=1)
    assert {result.median, result.p05, result.p95} == {weigh(case).net_benefit}
    assert result.probability_positive == 1.0


def test_simulation_orders_its_percentiles_and_counts_its_draws() -> None:
    result = simulate(worked(1.5, ONE_OFF), RANGES, draws=1_000, seed=3)
    assert result.p05 < result.median < result.p95
    assert result.draws == len(result.net_benefits) == 1_000
    assert result.probability_positive == sum(net > 0 for net in result.net_benefits) / 1_000
    ranked = sorted(result.net_benefits)
    assert result.median == pytest.approx((ranked[499] + ranked[500]) / 2)
    assert result.p05 == pytest.approx(ranked[49] + 0.95 * (ranked[50] - ranked[49]))


def test_results_cannot_be_changed() -> None:
    for record in (
        worked(),
        weigh(worked()),
        tornado(worked(), RANGES)[0],
        simulate(worked(), RANGES, 20, 1),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(record, fields(record)[0].name, 2)


# Bad input.

BAD_NUMBERS = [-1, math.nan, math.inf, -math.inf, "1", None, [1], True, 10**400]


@pytest.mark.parametrize("bad", BAD_NUMBERS)
@pytest.mark.parametrize("name", ["annual_hazard", "years", "hazard_ratio"])
def test_quit_probability_refuses(name: str, bad: Any) -> None:
    arguments: dict[str, Any] = {"annual_hazard": 0.2, "years": 1, "hazard_ratio": 1} | {name: bad}
    with pytest.raises(ValueError, match=rf"^{name} must be a finite number >= 0, but it is "):
        quit_probability(**arguments)


@pytest.mark.parametrize("bad", [*BAD_NUMBERS, 1, 1.5])
def test_annual_hazard_refuses(bad: Any) -> None:
    with pytest.raises(
        ValueError, match=r"^monthly_quit_rate must be a finite number >= 0 and < 1, but it is "
    ):
        annual_hazard(bad)


@pytest.mark.parametrize("bad", BAD_NUMBERS)
@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("weekly_wage", ">= 0"),
        ("initial_productivity", ">= 0 and <= 1"),
        ("time_constant_weeks", "> 0"),
        ("horizon_weeks", ">= 0"),
    ],
)
def test_ramp_up_cost_refuses(name: str, accepted: str, bad: Any) -> None:
    arguments: dict[str, Any] = {
        "weekly_wage": 800,
        "initial_productivity": 0.4,
        "time_constant_weeks": 8,
        "horizon_weeks": 52,
    }
    with pytest.raises(ValueError, match=rf"^{name} must be a finite number {accepted}, but it is "):
        ramp_up_cost(**arguments | {name: bad})


@pytest.mark.parametrize("bad", BAD_NUMBERS)
@pytest.mark.parametrize("name", RetentionCase.__dataclass_fields__)
def test_a_case_refuses(name: str, bad: Any) -> None:
    accepted = "> 0" if name == "cost_of_a_quit" else ">= 0"
    with pytest.raises(ValueError, match=rf"^{name} must be a finite number {accepted}, but it is "):
        replace(worked(), **{name: bad})


def test_a_resignation_has_a_price() -> None:
    with pytest.raises(ValueError, match=r"^cost_of_a_quit must be a finite number > 0, but it is 0$"):
        replace(worked(), cost_of_a_quit=0)


@pytest.mark.parametrize("bad", ["case", None, 1, {"annual_hazard": 0.2}])
def test_only_a_case_is_weighed(bad: Any) -> None:
    for function in (weigh, lambda case: tornado(case, RANGES), lambda case: simulate(case, RANGES, 20, 1)):
        with pytest.raises(ValueError, match=r"^case must be a RetentionCase, but it is "):
            function(bad)


@pytest.mark.parametrize(
    ("ranges", "message"),
    [
        ({}, r"^ranges must map one or more of annual_hazard, years, .* to \(low, high\), but it is "),
        ("annual_hazard", r"^ranges must map "),
        ([("annual_hazard", (0.1, 0.4))], r"^ranges must map "),
        ({"salary": (1, 2)}, r"^ranges must map "),
        ({"annual_hazard": (0.1,)}, r"^ranges\['annual_hazard'\] must have 2 entries, but it has 1"),
        ({"annual_hazard": "01"}, r"^ranges\['annual_hazard'\] must be a list of values"),
        (
            {"annual_hazard": (0.3, 0.4)},
            r"^ranges\['annual_hazard'\] low must be a finite number >= 0 and <= 0.2, ",
        ),
        ({"annual_hazard": (0.1, 0.15)}, r"^ranges\['annual_hazard'\] high must be a finite number >= 0.2, "),
        ({"annual_hazard": (-0.1, 0.4)}, r"^ranges\['annual_hazard'\] low must be a finite number >= 0 "),
        ({"annual_hazard": (0.1, math.inf)}, r"^ranges\['annual_hazard'\] high must be a finite number"),
        ({"annual_hazard": (math.nan, 0.4)}, r"^ranges\['annual_hazard'\] low must be a finite number"),
        ({"cost_of_a_quit": (0, 9_000)}, r"^cost_of_a_quit must be a finite number > 0, but it is 0"),
    ],
)
def test_ranges_are_checked(ranges: Any, message: str) -> None:
    for function in (lambda: tornado(worked(), ranges), lambda: simulate(worked(), ranges, draws=20, seed=1)):
        with pytest.raises(ValueError, match=message):
            function()


@pytest.mark.parametrize("bad", [0, 19, 1_000_001, 20.5, math.nan, math.inf, "100", None])
def test_simulation_refuses_a_wrong_number_of_draws(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"^draws must be a "):
        simulate(worked(), RANGES, draws=bad, seed=1)


@pytest.mark.parametrize("bad", [-1, 0.5, math.nan, math.inf, "1", None])
def test_simulation_refuses_a_wrong_seed(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"^seed must be a "):
        simulate(worked(), RANGES, draws=20, seed=bad)
