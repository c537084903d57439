"""Staffing: what must hold for any team, any load and any patience."""

from __future__ import annotations

import math
from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings, strategies as st

from casekit.models.staffing import (
    QueuePerformance,
    agents_needed,
    erlang_a_queue,
    erlang_b,
    erlang_c,
    erlang_c_queue,
    finite_queue,
    max_calls_per_hour,
    max_load_erlang_b,
    period_service_level,
    short_days_affordable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

steady = settings(derandomize=True, deadline=None)

teams = st.integers(1, 300) | st.integers(1, 10_000)
loads_per_agent = st.floats(0, 3) | st.floats(0.99, 1.01) | st.just(1.0) | st.floats(0, 1000)
handle_times = st.floats(1, 3600)
patiences = st.floats(1, 3600) | st.floats(1, 1e9)
thresholds = st.floats(0, 600)
shares = st.floats(0, 1)
more = st.floats(1, 10)


def rate(agents: int, load_per_agent: float, handle_time: float) -> float:
    return agents * load_per_agent * 3600 / handle_time


def nearly(value: float) -> float:
    """Return `value` less what rounding may take from something larger."""
    return value - 1e-9 * max(1.0, abs(value))


def assert_sane(queue: QueuePerformance) -> None:
    for share in (
        queue.probability_of_wait,
        queue.service_level,
        queue.occupancy,
        queue.abandonment,
        queue.blocking,
    ):
        assert 0 <= share <= 1
    assert queue.mean_wait_s >= 0
    assert queue.mean_queue_length >= 0
    assert not any(map(math.isnan, astuple(queue)))


def assert_no_worse(better: QueuePerformance, worse: QueuePerformance) -> None:
    for figure in ("probability_of_wait", "abandonment", "occupancy", "mean_wait_s"):
        low, high = getattr(better, figure), getattr(worse, figure)
        assert low <= high or low == pytest.approx(high, rel=1e-9, abs=1e-12), figure
    low, high = worse.service_level, better.service_level
    assert low <= high or low == pytest.approx(high, rel=1e-9, abs=1e-12)


class TestEveryQueue:
    @steady
    @given(teams, loads_per_agent, handle_times, patiences, thresholds)
    def test_figures_are_shares_and_lengths(
        self, agents: int, load: float, handle_time: float, patience: float, threshold: float
    ) -> None:
        calls = rate(agents, load, handle_time)
        assert_sane(erlang_c_queue(calls, handle_time, agents, threshold))
        assert_sane(erlang_a_queue(calls, handle_time, patience, agents, threshold))
        assert_sane(finite_queue(calls, handle_time, agents, 20, threshold))

    @steady
    @given(
        st.floats(1e-200, 1e200),
        st.floats(1e-90, 1e90),
        st.floats(0, 1e300),
        st.integers(1, 2000),
        st.floats(0, 1e300),
    )
    def test_absurd_numbers_break_nothing(
        self, calls: float, handle_time: float, patience: float, agents: int, threshold: float
    ) -> None:
        assert_sane(erlang_c_queue(calls, handle_time, agents, threshold))
        assert_sane(erlang_a_queue(calls, handle_time, patience, agents, threshold))
        assert_sane(finite_queue(calls, handle_time, agents, 7, threshold))

    @steady
    @given(teams, loads_per_agent, handle_times, patiences, thresholds, st.floats(0, 600))
    def test_a_longer_threshold_is_met_more_often(
        self,
        agents: int,
        load: float,
        handle_time: float,
        patience: float,
        threshold: float,
        longer: float,
    ) -> None:
        calls = rate(agents, load, handle_time)
        models: list[Callable[[float], QueuePerformance]] = [
            lambda t: erlang_c_queue(calls, handle_time, agents, t),
            lambda t: erlang_a_queue(calls, handle_time, patience, agents, t),
            lambda t: finite_queue(calls, handle_time, agents, 20, t),
        ]
        for model in models:
            assert model(threshold + longer).service_level >= nearly(model(threshold).service_level)


class TestErlangBAndC:
    @steady
    @given(teams, loads_per_agent)
    def test_waiting_is_likelier_than_loss(self, agents: int, load_per_agent: float) -> None:
        load = agents * load_per_agent
        assert 0 <= erlang_b(agents, load) <= erlang_c(agents, load) <= 1

    @steady
    @given(teams, loads_per_agent, handle_times)
    def test_one_more_agent_helps(self, agents: int, load_per_agent: float, handle_time: float) -> None:
        load, calls = agents * load_per_agent, rate(agents, load_per_agent, handle_time)
        assert erlang_b(agents + 1, load) <= erlang_b(agents, load)
        assert_no_worse(
            erlang_c_queue(calls, handle_time, agents + 1), erlang_c_queue(calls, handle_time, agents)
        )

    @steady
    @given(teams, loads_per_agent, handle_times, more)
    def test_more_calls_hurt(
        self, agents: int, load_per_agent: float, handle_time: float, factor: float
    ) -> None:
        load, calls = agents * load_per_agent, rate(agents, load_per_agent, handle_time)
        assert erlang_b(agents, load * factor) >= nearly(erlang_b(agents, load))
        assert_no_worse(
            erlang_c_queue(calls, handle_time, agents), erlang_c_queue(calls * factor, handle_time, agents)
        )

    @steady
    @given(teams, st.floats(0.01, 0.999), handle_times)
    def test_little_law(self, agents: int, load_per_agent: float, handle_time: float) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        queue = erlang_c_queue(calls, handle_time, agents)
        assert queue.mean_queue_length == pytest.approx(calls / 3600 * queue.mean_wait_s, rel=1e-9)


class TestErlangA:
    @steady
    @given(teams, loads_per_agent, handle_times, patiences)
    def test_everybody_is_served_or_hangs_up(
        self, agents: int, load_per_agent: float, handle_time: float, patience: float
    ) -> None:
        assume(load_per_agent > 1e-9)
        queue = erlang_a_queue(rate(agents, load_per_agent, handle_time), handle_time, patience, agents)
        served = queue.occupancy / load_per_agent
        assert served + queue.abandonment == pytest.approx(1, abs=1e-9)
        assert queue.service_level <= served + 1e-9

    @steady
    @given(teams, loads_per_agent, handle_times, patiences)
    def test_one_more_agent_helps(
        self, agents: int, load_per_agent: float, handle_time: float, patience: float
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        assert_no_worse(
            erlang_a_queue(calls, handle_time, patience, agents + 1),
            erlang_a_queue(calls, handle_time, patience, agents),
        )

    @steady
    @given(teams, loads_per_agent, handle_times, patiences, more)
    def test_more_calls_hurt(
        self, agents: int, load_per_agent: float, handle_time: float, patience: float, factor: float
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        assert_no_worse(
            erlang_a_queue(calls, handle_time, patience, agents),
            erlang_a_queue(calls * factor, handle_time, patience, agents),
        )

    @steady
    @given(teams, loads_per_agent, handle_times, patiences, more)
    def test_more_patience_means_longer_queues_and_fewer_lost(
        self, agents: int, load_per_agent: float, handle_time: float, patience: float, factor: float
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        hasty = erlang_a_queue(calls, handle_time, patience, agents)
        patient = erlang_a_queue(calls, handle_time, patience * factor, agents)
        assert patient.abandonment <= hasty.abandonment + 1e-9
        assert patient.mean_wait_s >= nearly(hasty.mean_wait_s)
        assert patient.mean_queue_length >= nearly(hasty.mean_queue_length)
        assert patient.probability_of_wait >= nearly(hasty.probability_of_wait)
        assert patient.occupancy >= nearly(hasty.occupancy)

    @steady
    @given(teams, loads_per_agent, handle_times, patiences)
    def test_lies_between_erlang_b_and_erlang_c(
        self, agents: int, load_per_agent: float, handle_time: float, patience: float
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        load = calls * handle_time / 3600
        queue, endless = (
            erlang_a_queue(calls, handle_time, patience, agents),
            erlang_c_queue(calls, handle_time, agents),
        )
        assert nearly(erlang_b(agents, load)) <= queue.probability_of_wait
        assert queue.probability_of_wait <= endless.probability_of_wait + 1e-9
        assert queue.abandonment <= erlang_b(agents, load) + 1e-9
        assert nearly(queue.mean_wait_s) <= endless.mean_wait_s

    @steady
    @given(st.integers(1, 10_000), st.floats(0, 0.99), handle_times, thresholds)
    def test_tends_to_erlang_c_as_patience_grows(
        self, agents: int, load_per_agent: float, handle_time: float, threshold: float
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        patient = erlang_a_queue(calls, handle_time, 1e12, agents, threshold)
        endless = erlang_c_queue(calls, handle_time, agents, threshold)
        assert astuple(patient) == pytest.approx(astuple(endless), rel=1e-4, abs=1e-5)

    @steady
    @given(teams, loads_per_agent, handle_times, st.floats(0.001, 600))
    def test_tends_to_loss_as_patience_shrinks(
        self, agents: int, load_per_agent: float, handle_time: float, threshold: float
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        lost = erlang_b(agents, calls * handle_time / 3600)
        hasty = erlang_a_queue(calls, handle_time, 1e-15, agents, threshold)
        assert hasty.abandonment == pytest.approx(lost, abs=1e-6)
        assert hasty.service_level == pytest.approx(1 - lost, abs=1e-6)
        assert hasty.mean_wait_s == pytest.approx(0, abs=1e-12)

    @steady
    @given(teams, st.floats(1.5, 100), handle_times)
    def test_deep_overload_serves_capacity(
        self, agents: int, load_per_agent: float, handle_time: float
    ) -> None:
        """The fluid limit: with patience of a thousand calls a share 1 - 1 / load hangs up."""
        queue = erlang_a_queue(
            rate(agents, load_per_agent, handle_time), handle_time, 1000 * handle_time, agents
        )
        assert queue.occupancy == pytest.approx(1, abs=1e-9)
        assert queue.abandonment == pytest.approx(1 - 1 / load_per_agent, abs=1e-9)


class TestFiniteQueue:
    @steady
    @given(teams, loads_per_agent, handle_times, st.integers(0, 200), st.integers(1, 200))
    def test_more_places_block_fewer_and_keep_more_waiting(
        self, agents: int, load_per_agent: float, handle_time: float, places: int, extra: int
    ) -> None:
        calls = rate(agents, load_per_agent, handle_time)
        small = finite_queue(calls, handle_time, agents, places)
        large = finite_queue(calls, handle_time, agents, places + extra)
        assert large.blocking <= small.blocking + 1e-12
        assert large.mean_wait_s >= nearly(small.mean_wait_s)
        assert large.occupancy >= nearly(small.occupancy)
        assert small.blocking <= erlang_b(agents, calls * handle_time / 3600) + 1e-9

    @steady
    @given(teams, loads_per_agent, handle_times, st.integers(0, 200))
    def test_everybody_is_served_or_turned_away(
        self, agents: int, load_per_agent: float, handle_time: float, places: int
    ) -> None:
        assume(load_per_agent > 1e-9)
        queue = finite_queue(rate(agents, load_per_agent, handle_time), handle_time, agents, places)
        assert queue.occupancy / load_per_agent + queue.blocking == pytest.approx(1, abs=1e-9)


class TestSizing:
    @steady
    @given(
        st.floats(0, 20_000),
        handle_times,
        st.floats(0, 0.999),
        thresholds,
        st.floats(0.01, 600),
        st.floats(0.05, 1),
        st.floats(0, 0.9),
    )
    def test_the_team_meets_its_targets_and_one_fewer_does_not(
        self,
        calls: float,
        handle_time: float,
        level: float,
        threshold: float,
        wait: float,
        occupancy: float,
        shrinkage: float,
    ) -> None:
        team = agents_needed(calls, handle_time, level, threshold, wait, occupancy, shrinkage)

        def meets(agents: int) -> bool:
            queue = erlang_c_queue(calls, handle_time, agents, threshold)
            return (
                queue.service_level >= level
                and queue.mean_wait_s <= wait
                and queue.occupancy <= occupancy * (1 + 1e-9)
            )

        assert meets(team.on_phones)
        assert team.on_phones == 1 or not meets(team.on_phones - 1)
        assert (team.scheduled - 1) * (1 - shrinkage) < team.on_phones
        assert team.scheduled * (1 - shrinkage) >= team.on_phones * (1 - 1e-9)

    @steady
    @given(st.integers(1, 400), handle_times, st.floats(0.01, 0.99), st.floats(0.1, 600), patiences)
    def test_the_most_calls_just_meet_the_target(
        self, agents: int, handle_time: float, level: float, wait: float, patience: float
    ) -> None:
        for impatience in (patience, math.inf):
            most = max_calls_per_hour(agents, handle_time, level, 20, wait, impatience)

            def meets(calls: float, patience: float = impatience) -> bool:
                queue = erlang_a_queue(calls, handle_time, patience, agents)
                return queue.service_level >= level and queue.mean_wait_s <= wait

            assert meets(most)
            assert not meets(most * 1.000001)

    @steady
    @given(teams, st.floats(1e-6, 0.999))
    def test_the_largest_load_just_blocks_its_share(self, agents: int, blocking: float) -> None:
        load = max_load_erlang_b(agents, blocking)
        assert erlang_b(agents, load) == pytest.approx(blocking, rel=1e-9)
        assert erlang_b(agents, load) <= blocking


class TestPeriod:
    @steady
    @given(st.floats(1, 365), shares, shares, shares)
    def test_lies_between_its_days(self, days: float, part: float, full: float, short: float) -> None:
        level = period_service_level(days, days * part, full, short)
        assert min(full, short) - 1e-12 <= level <= max(full, short) + 1e-12

    @steady
    @given(st.floats(1, 365), shares, shares, shares)
    def test_the_affordable_days_use_up_the_slack(
        self, days: float, target: float, full: float, short: float
    ) -> None:
        assume(short <= full)
        affordable = short_days_affordable(days, target, full, short)
        assert 0 <= affordable <= days
        level = period_service_level(days, affordable, full, short)
        if short < target <= full and full - short > 1e-6:
            assert level == pytest.approx(target, abs=1e-9)
        elif target > full:
            assert affordable == 0
        elif short >= target:
            assert affordable == days
