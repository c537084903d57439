"""Availability: the worked day, a simulation of each stochastic formula, and safe extremes."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st

from casekit.models.availability import (
    acceptable_loss_probability,
    batching_cost,
    batching_interval,
    clear_block_probability,
    lost_minutes,
    price_uplift,
    restart_time,
    resume_time,
    share_of_time_in_gaps,
)

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 6.5 / 8  # six or seven calls in a day of eight hours

rates = st.floats(0, 20)
spans = st.floats(0, 20)
amounts = st.floats(0.01, 1e4)


def test_the_worked_day() -> None:
    assert lost_minutes(6.5, 8, 5) == 84.5
    assert clear_block_probability(RATE, 1) == pytest.approx(0.4437, abs=5e-5)
    assert restart_time(2, RATE) == pytest.approx(5.02, abs=5e-3)
    assert acceptable_loss_probability(20_000, 3_000, 0.5) == pytest.approx(0.2308, abs=5e-5)


def simulated_restart(task_h: float, rate: float, draw: random.Random) -> float:
    total = 0.0
    while (gap := draw.expovariate(rate)) < task_h:
        total += gap
    return total + task_h


def test_restart_time_is_what_a_simulation_gives() -> None:
    draw = random.Random(6)
    times = [simulated_restart(2, RATE, draw) for _ in range(40_000)]
    mean = sum(times) / len(times)
    sd = math.sqrt(sum((t - mean) ** 2 for t in times) / len(times))
    assert restart_time(2, RATE) == pytest.approx(mean, abs=4 * sd / math.sqrt(len(times)))


def test_share_of_time_in_gaps_is_what_a_simulation_gives() -> None:
    draw = random.Random(6)
    gaps = [draw.expovariate(RATE) for _ in range(100_000)]
    share = sum(gap for gap in gaps if gap >= 1) / sum(gaps)
    assert share_of_time_in_gaps(RATE, 1) == pytest.approx(share, abs=0.005)
    assert clear_block_probability(RATE, 1) == pytest.approx(
        sum(gap >= 1 for gap in gaps) / len(gaps), abs=0.01
    )


@given(rate=rates, hours=spans)
def test_probabilities_lie_between_0_and_1_and_fall_with_rate_and_length(rate: float, hours: float) -> None:
    for share in (clear_block_probability, share_of_time_in_gaps):
        assert 0 <= share(rate, hours) <= 1
        assert share(rate + 1, hours) <= share(rate, hours) + 1e-15
        assert share(rate, hours + 1) <= share(rate, hours) + 1e-15
    assert share_of_time_in_gaps(rate, hours) >= clear_block_probability(rate, hours)


@given(task_h=st.floats(0.01, 20), rate=rates, cost=st.floats(0, 1))
def test_calls_only_lengthen_a_task(task_h: float, rate: float, cost: float) -> None:
    assert restart_time(task_h, rate) >= task_h
    assert restart_time(task_h, rate + 1) > restart_time(task_h, rate) * (1 - 1e-12)
    assert resume_time(task_h, rate, cost) >= resume_time(task_h, rate, 0) == task_h


@given(task_h=st.floats(0.01, 20), rate=st.floats(0.01, 20))
def test_starting_over_costs_more_than_losing_half_the_task_at_each_call(task_h: float, rate: float) -> None:
    """Since exp(x) - 1 is at least x + x²/2, with equality only where there are no calls."""
    assert restart_time(task_h, rate) >= resume_time(task_h, rate, task_h / 2) * (1 - 1e-12)


@given(task_h=st.floats(0, 20), rate=st.floats(0, 1e-9))
def test_rare_calls_leave_a_task_as_it_is(task_h: float, rate: float) -> None:
    assert restart_time(task_h, rate) == pytest.approx(task_h, rel=1e-6)


def test_restart_time_at_the_extremes() -> None:
    assert restart_time(2, 0) == 2
    assert restart_time(0, 3) == 0
    assert restart_time(0.3, 5e-324) == 0.3
    assert restart_time(1, 700) == pytest.approx(math.exp(700) / 700, rel=1e-9)
    assert restart_time(1, 711) == math.inf
    assert restart_time(1e9, 1e9) == math.inf


def test_shares_at_the_extremes() -> None:
    assert clear_block_probability(0, 1e9) == share_of_time_in_gaps(0, 1e9) == 1
    assert clear_block_probability(1e9, 1e9) == share_of_time_in_gaps(1e9, 1e9) == 0
    assert lost_minutes(1e9, 1e9, 1e9) == 2e18


@given(cost=amounts, wait=amounts, questions=amounts, factor=st.floats(0.05, 20))
def test_the_batching_interval_is_where_cost_is_least(
    cost: float, wait: float, questions: float, factor: float
) -> None:
    best = batching_interval(cost, wait, questions)
    least = batching_cost(best, cost, wait, questions)
    assert least <= batching_cost(best * factor, cost, wait, questions) * (1 + 1e-12)
    assert least == pytest.approx(math.sqrt(2 * cost * wait * questions))


def test_a_day_s_cost_is_its_share_of_a_call_and_half_an_interval_s_waiting() -> None:
    assert batching_cost(4, call_cost=10, waiting_cost=3, questions_per_day=5) == 10 / 4 + 3 * 5 * 2
    assert batching_cost(4, 10, 0, 5) == batching_cost(4, 10, 5, 0) == 2.5


def test_batching_at_the_extremes() -> None:
    assert batching_interval(0, 1, 1) == 0
    assert batching_interval(1e9, 5e-324, 5e-324) == math.inf


@given(billable=st.floats(1, 200), share=st.floats(0, 0.99))
def test_the_uplift_earns_the_same_in_the_hours_left(billable: float, share: float) -> None:
    lost = billable * share
    assert (1 + price_uplift(billable, lost)) * (billable - lost) == pytest.approx(billable)


@given(value=amounts, gain=amounts, refill=st.floats(0, 1))
def test_at_the_acceptable_chance_the_boundary_breaks_even(value: float, gain: float, refill: float) -> None:
    p = acceptable_loss_probability(value, gain, refill)
    assert 0 <= p <= 1
    assert (1 - p) * (value + gain) + p * refill * value == pytest.approx(value)


@given(value=amounts, gain=amounts, refill=st.floats(0, 1))
def test_more_to_gain_or_to_refill_allows_more_risk(value: float, gain: float, refill: float) -> None:
    p = acceptable_loss_probability(value, gain, refill)
    assert acceptable_loss_probability(value, gain + 1, refill) >= p
    assert acceptable_loss_probability(value, gain, min(1, refill + 0.1)) >= p
    assert acceptable_loss_probability(value + 1, gain, refill) <= p


def test_acceptable_loss_at_the_extremes() -> None:
    assert acceptable_loss_probability(20_000, 0, 0.5) == 0
    assert acceptable_loss_probability(20_000, 3_000, 1) == 1
    assert acceptable_loss_probability(0, 0, 0) == 1


CALLS: list[tuple[Callable[..., float], dict[str, float]]] = [
    (lost_minutes, {"calls": 6.5, "call_min": 8, "resume_min": 5}),
    (clear_block_probability, {"calls_per_hour": 1, "hours": 1}),
    (share_of_time_in_gaps, {"calls_per_hour": 1, "hours": 1}),
    (restart_time, {"task_h": 2, "calls_per_hour": 1}),
    (resume_time, {"task_h": 2, "calls_per_hour": 1, "resume_cost_h": 0.1}),
    (batching_cost, {"days": 2, "call_cost": 10, "waiting_cost": 2, "questions_per_day": 4}),
    (batching_interval, {"call_cost": 10, "waiting_cost": 2, "questions_per_day": 4}),
    (price_uplift, {"billable_h": 30, "lost_h": 6}),
    (acceptable_loss_probability, {"client_value": 20, "boundary_gain": 3, "refill_share": 0.5}),
]


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, -math.inf, 2e9, "8", None, [1]])
@pytest.mark.parametrize(
    ("function", "arguments", "name"),
    [
        pytest.param(function, arguments, name, id=f"{function.__name__}-{name}")
        for function, arguments in CALLS
        for name in arguments
    ],
)
def test_every_argument_is_refused_when_bad(
    function: Callable[..., float], arguments: dict[str, float], name: str, bad: Any
) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be a finite number"):
        function(**{**arguments, name: bad})


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (
            batching_interval,
            {"call_cost": 1, "waiting_cost": 0, "questions_per_day": 1},
            "waiting_cost .* > 0",
        ),
        (
            batching_interval,
            {"call_cost": 1, "waiting_cost": 1, "questions_per_day": 0},
            "questions_per_day .* > 0",
        ),
        (
            batching_cost,
            {"days": 0, "call_cost": 1, "waiting_cost": 1, "questions_per_day": 1},
            "days .* >= 1e-09",
        ),
        (price_uplift, {"billable_h": 0, "lost_h": 0}, "billable_h .* > 0"),
        (price_uplift, {"billable_h": 30, "lost_h": 30}, "lost_h .* < 30, but it is 30"),
        (
            acceptable_loss_probability,
            {"client_value": 1, "boundary_gain": 1, "refill_share": 1.1},
            "refill_share .* <= 1, but it is 1.1",
        ),
    ],
)
def test_the_ends_of_ranges(
    function: Callable[..., float], arguments: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        function(**arguments)
