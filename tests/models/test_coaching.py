"""Coaching: the worked team, the published feedback effects, and that no other spread of hours is better."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from casekit.data import load_coaching
from casekit.models.coaching import (
    SkillAndWill,
    Tier,
    allocate,
    harm_probability,
    implied_sd,
    neglect_hazard_ratio,
    skill_and_will,
    total_gain,
)

TEAM = [Tier(5, 1.5, 4, 2), Tier(10, 1, 8, 3), Tier(5, 0.8, 10, 5)]  # high, steady, low
HOURS = 40.0

tier = st.builds(
    Tier,
    people=st.integers(1, 50),
    value=st.floats(0, 10),
    ceiling=st.floats(0, 20),
    time_constant_h=st.floats(0.1, 20),
)
teams = st.lists(tier, min_size=1, max_size=5)
budgets = st.floats(0, 500)


def spent(team: list[Tier], hours_each: list[float]) -> float:
    return math.fsum(t.people * h for t, h in zip(team, hours_each, strict=True))


def test_best_hours_of_the_worked_team() -> None:
    best = allocate(TEAM, HOURS)
    assert best == pytest.approx([1.823, 2.381, 1.415], abs=5e-4)
    assert spent(TEAM, best) == pytest.approx(HOURS, rel=1e-14)


def test_flat_optimum_and_costly_extreme() -> None:
    best = total_gain(TEAM, allocate(TEAM, HOURS))
    equal = total_gain(TEAM, [HOURS / 20] * 3)
    mostly_low = total_gain(TEAM, [0.05 * HOURS / 5, 0.05 * HOURS / 10, 0.9 * HOURS / 5])
    assert [best, equal, mostly_low] == pytest.approx([71.6, 71.1, 41.1], abs=0.05)
    assert best - mostly_low == pytest.approx(30.51, abs=0.005)
    assert (best - mostly_low) / best == pytest.approx(0.426, abs=5e-4)


def test_hours_follow_the_multiplier_that_bisection_finds() -> None:
    """The textbook route, written apart: halve the interval of the multiplier until the budget is met."""

    def hours_at(mu: float) -> list[float]:
        return [
            max(0.0, t.time_constant_h * math.log(t.value * t.ceiling / (t.time_constant_h * mu)))
            for t in TEAM
        ]

    low, high = 1e-9, 10.0
    for _ in range(200):
        mu = math.sqrt(low * high)
        low, high = (mu, high) if spent(TEAM, hours_at(mu)) > HOURS else (low, mu)
    assert allocate(TEAM, HOURS) == pytest.approx(hours_at(mu), abs=1e-9)


def test_a_tier_whose_first_hour_is_worth_too_little_gets_none() -> None:
    assert allocate([Tier(1, 1, 10, 1), Tier(1, 1, 1, 10)], 1.0) == [1.0, 0.0]


def test_where_no_hour_is_worth_anything_everybody_gets_the_same() -> None:
    worthless = [Tier(3, 0, 5, 1), Tier(1, 5, 0, 1)]
    assert allocate(worthless, 8) == [2, 2]
    assert total_gain(worthless, [2, 2]) == 0


@settings(max_examples=150)
@given(team=teams, hours=budgets)
def test_the_budget_is_met_and_nobody_owes_hours(team: list[Tier], hours: float) -> None:
    best = allocate(team, hours)
    assert spent(team, best) == pytest.approx(hours, rel=1e-9, abs=1e-9)
    assert all(h >= 0 for h in best)


@settings(max_examples=150)
@given(team=teams, hours=budgets, data=st.data())
def test_no_other_spread_of_the_same_hours_gains_more(
    team: list[Tier], hours: float, data: st.DataObject
) -> None:
    parts = data.draw(st.lists(st.floats(0.001, 1), min_size=len(team), max_size=len(team)))
    other = [hours * part / sum(parts) / t.people for t, part in zip(team, parts, strict=True)]
    best = total_gain(team, allocate(team, hours))
    assert total_gain(team, other) <= best + 1e-9 * max(1.0, best)


@settings(max_examples=80)
@given(team=teams, hours=budgets)
def test_more_hours_never_gain_less_and_no_gain_passes_the_ceiling(team: list[Tier], hours: float) -> None:
    gain = total_gain(team, allocate(team, hours))
    ceiling = math.fsum(t.people * t.value * t.ceiling for t in team)
    assert gain <= total_gain(team, allocate(team, hours + 1)) * (1 + 1e-12) + 1e-12
    assert 0 <= gain <= ceiling * (1 + 1e-12)


@pytest.mark.parametrize("hours", [0.0, 1e-300, 1e9])
@pytest.mark.parametrize(
    "team",
    [
        [Tier(1e9, 1e9, 1e9, 1e-6), Tier(1e-300, 1e-300, 1e-300, 1e9)],
        [Tier(1, 5e-324, 5e-324, 1e9), Tier(1, 1e9, 1e9, 1e-6)],
        [Tier(1e9, 1e9, 1e9, 1e9)],
    ],
)
def test_extremes_stay_finite(team: list[Tier], hours: float) -> None:
    best = allocate(team, hours)
    assert all(math.isfinite(h) and h >= 0 for h in best)
    assert math.isfinite(total_gain(team, best))


def test_published_feedback_effects() -> None:
    """published.md P21: Kluger and DeNisi (1996), mean .41 and more than a third of the effects negative."""
    assert harm_probability(0.41, 0.95) == pytest.approx(1 / 3, abs=5e-4)
    assert harm_probability(0.41, 1.34) == pytest.approx(0.38, abs=5e-4)
    assert implied_sd(0.41, 0.38) == pytest.approx(1.342, abs=5e-4)
    assert implied_sd(0.41, 1 / 3) == pytest.approx(0.95, abs=5e-3)


def test_an_effect_of_nothing_harms_half() -> None:
    assert harm_probability(0, 3) == 0.5
    assert harm_probability(1e9, 5e-324) == 0
    assert harm_probability(-1e9, 5e-324) == 1


@given(mean=st.floats(0.001, 10), share=st.floats(0.0001, 0.4999))
def test_the_implied_spread_harms_that_share(mean: float, share: float) -> None:
    assert harm_probability(mean, implied_sd(mean, share)) == pytest.approx(share, rel=1e-9)


@given(mean=st.floats(-10, 10), sd=st.floats(0.01, 10))
def test_harm_is_a_probability_that_a_better_mean_never_raises(mean: float, sd: float) -> None:
    harm = harm_probability(mean, sd)
    assert 0 <= harm <= 1
    assert harm_probability(mean + 0.1, sd) <= harm
    assert harm + harm_probability(-mean, sd) == pytest.approx(1)


@pytest.mark.parametrize("name", ["people", "value", "ceiling", "time_constant_h"])
@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, 1e10, "5", None])
def test_a_tier_refuses(name: str, bad: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a finite number"):
        Tier(**{"people": 5, "value": 1, "ceiling": 8, "time_constant_h": 3, name: bad})


@pytest.mark.parametrize("name", ["people", "time_constant_h"])
def test_a_tier_refuses_nobody_and_no_time(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        Tier(**{"people": 5, "value": 1, "ceiling": 8, "time_constant_h": 3, name: 0})


@pytest.mark.parametrize(
    ("tiers", "hours", "message"),
    [
        ([], 40, "tiers must have at least 1"),
        ("high", 40, "tiers must be a list"),
        ([5], 40, r"tiers\[0\] must be a Tier, but it is 5"),
        (TEAM, -1, "hours must be a finite number >= 0"),
        (TEAM, math.nan, "hours"),
        (TEAM, math.inf, "hours"),
        (TEAM, "40", "hours"),
    ],
)
def test_allocate_refuses(tiers: Any, hours: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        allocate(tiers, hours)


@pytest.mark.parametrize(
    ("tiers", "hours_each", "message"),
    [
        ([], [], "tiers must have at least 1"),
        ([None], [1], r"tiers\[0\] must be a Tier"),
        (TEAM, [1, 2], "hours_each must have 3 entries, but it has 2"),
        (TEAM, 2, "hours_each must be a list"),
        (TEAM, [1, -2, 3], r"hours_each\[1\] must be a finite number >= 0"),
        (TEAM, [1, 2, math.nan], r"hours_each\[2\]"),
    ],
)
def test_total_gain_refuses(tiers: Any, hours_each: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        total_gain(tiers, hours_each)


@pytest.mark.parametrize(
    ("mean", "sd"), [(math.nan, 1), (math.inf, 1), (0.4, 0), (0.4, -1), (0.4, math.inf), ("a", 1)]
)
def test_harm_probability_refuses(mean: Any, sd: Any) -> None:
    with pytest.raises(ValueError, match=r"(mean_effect|sd) must be a finite number"):
        harm_probability(mean, sd)


@pytest.mark.parametrize(
    ("mean", "share"),
    [(0, 0.3), (-0.4, 0.3), (math.nan, 0.3), (0.4, 0), (0.4, 0.5), (0.4, math.nan), (0.4, "1/3")],
)
def test_implied_sd_refuses(mean: Any, share: Any) -> None:
    with pytest.raises(ValueError, match=r"(mean_effect|share_harmed) must be a finite number > 0"):
        implied_sd(mean, share)


@given(expected=st.floats(0.1, 100), ratio=st.floats(0, 10))
def test_neglect_runs_from_nothing_missing_to_all_of_it(expected: float, ratio: float) -> None:
    assert neglect_hazard_ratio(0, expected, ratio) == pytest.approx(ratio)
    assert neglect_hazard_ratio(expected / 4, expected, ratio) == pytest.approx(1 + 0.75 * (ratio - 1))
    assert neglect_hazard_ratio(expected, expected, ratio) == 1
    assert neglect_hazard_ratio(2 * expected, expected, ratio) == 1


def test_the_nine_tenths_rule_leaves_a_top_performer_four_fifths_short() -> None:
    """40 hours, of which .05 go to the five top performers, who expect two hours each; a refusal counts 1.5."""
    assert neglect_hazard_ratio(0.05 * 40 / 5, 2, 1.5) == pytest.approx(1.4)


@pytest.mark.parametrize("name", ["hours", "expected_h", "ratio_at_none"])
@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, "2", None])
def test_neglect_refuses(name: str, bad: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a finite number"):
        neglect_hazard_ratio(**{"hours": 1, "expected_h": 2, "ratio_at_none": 1.5, name: bad})


def by_numpy(outcome: list[float], *causes: list[float]) -> float:
    """R squared the textbook way: least squares with a constant."""
    table = np.column_stack([np.ones(len(outcome)), *causes])
    weights = np.linalg.lstsq(table, np.array(outcome), rcond=None)[0]
    rest = np.array(outcome) - table @ weights
    return float(1 - rest.var() / np.array(outcome).var())


scores = st.lists(
    st.tuples(st.integers(-500, 500), st.integers(1, 10), st.integers(1, 10)), min_size=12, max_size=30
).filter(lambda people: len({p[0] for p in people}) > 3 and len({p[1:] for p in people}) > 6)


@settings(max_examples=60)
@given(people=scores)
def test_shares_explained_are_those_of_least_squares(people: list[tuple[float, int, int]]) -> None:
    gain, skill, will = ([float(person[i]) for person in people] for i in range(3))
    product = [s * w for s, w in zip(skill, will, strict=True)]
    found = skill_and_will(gain, skill, will)
    assert found.skill_alone == pytest.approx(by_numpy(gain, skill), abs=1e-9)
    assert found.will_alone == pytest.approx(by_numpy(gain, will), abs=1e-9)
    assert found.added == pytest.approx(by_numpy(gain, skill, will), abs=1e-9)
    assert found.with_product == pytest.approx(by_numpy(gain, skill, will, product), abs=1e-9)
    assert found.product_adds == found.with_product - found.added


@settings(max_examples=60)
@given(people=scores)
def test_more_causes_never_explain_less_and_units_do_not_matter(people: list[tuple[float, int, int]]) -> None:
    gain, skill, will = ([float(person[i]) for person in people] for i in range(3))
    found = skill_and_will(gain, skill, will)
    assert 0 <= max(found.skill_alone, found.will_alone) <= found.added + 1e-12
    assert found.added <= found.with_product + 1e-12 <= 1 + 1e-12
    other = skill_and_will([g / 7 - 3 for g in gain], [100 + 5 * s for s in skill], [-w for w in will])
    for name in ("skill_alone", "will_alone", "added", "with_product"):
        assert getattr(other, name) == pytest.approx(getattr(found, name), abs=1e-9)


def test_in_the_practice_data_the_product_adds_next_to_nothing() -> None:
    reps = load_coaching()
    found = skill_and_will(reps["gain"], reps["skill"], reps["will"])
    assert (round(found.added, 3), round(found.product_adds, 3)) == (0.668, 0.002)


def test_what_never_varies_or_repeats_another_explains_nothing_more() -> None:
    gain, skill = [1, 2, 4, 3, 6, 7], [1, 2, 3, 4, 5, 6]
    flat = skill_and_will(gain, skill, [0.1] * 6)
    assert flat.will_alone == 0
    assert flat == SkillAndWill(flat.skill_alone, 0, flat.skill_alone, flat.skill_alone)
    same = skill_and_will(gain, skill, [2 * s + 0.1 for s in skill])
    assert same.added == pytest.approx(same.skill_alone, abs=1e-12)


def test_very_small_scores_are_scores() -> None:
    gain, skill, will = [1, 2, 4, 3, 6], [1, 2, 3, 4, 6], [5, 1, 3, 2, 2]
    usual, tiny = skill_and_will(gain, skill, will), skill_and_will([g * 1e-200 for g in gain], skill, will)
    assert tiny.with_product == pytest.approx(usual.with_product)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"performance": [1, 2, 3, 4]}, "performance must have at least 5 entries"),
        ({"performance": [0.1] * 5}, "performance must differ between people"),
        ({"performance": [1, 2, 3, 4, math.nan]}, r"performance\[4\] must be a finite number"),
        ({"skill": [1, 2, 3, 4, 5, 6]}, "skill must have 5 entries, but it has 6"),
        ({"skill": "12345"}, "skill must be a list"),
        ({"will": [1, 2, 3, 4, "high"]}, r"will\[4\] must be a finite number"),
        ({"will": [1, 2, 3, 4, 1e10]}, r"will\[4\] must be"),
    ],
)
def test_skill_and_will_refuses(arguments: dict[str, Any], message: str) -> None:
    usual = {"performance": [1, 2, 4, 3, 6], "skill": [1, 2, 3, 4, 6], "will": [5, 1, 3, 2, 2]}
    with pytest.raises(ValueError, match=message):
        skill_and_will(**usual | arguments)
