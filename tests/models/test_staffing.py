"""Staffing: the figures others published, the traps among them, the kit's worked case, and the edges."""

from __future__ import annotations

import inspect
import math
from typing import Any

import pytest

from casekit.models import staffing
from casekit.models.staffing import (
    Headcount,
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

FULL, SHORT = erlang_c_queue(90, 300, agents=11), erlang_c_queue(90, 300, agents=10)
FULL_A, SHORT_A = erlang_a_queue(90, 300, 180, agents=11), erlang_a_queue(90, 300, 180, agents=10)


class TestPublished:
    """Cases P1 to P12: inputs and figures that others printed; the tolerance is that of the printed digits."""

    def test_p1_mitan_erlang_page(self) -> None:
        """Inputs: mitan.co.uk, Erlang C worked example; figures recomputed with pyworkforce."""
        queue = erlang_c_queue(720, 240, agents=55, threshold_s=15)
        assert queue.occupancy == pytest.approx(0.872727, abs=1e-5)
        assert queue.probability_of_wait == pytest.approx(0.238701, abs=1e-5)
        assert queue.service_level == pytest.approx(0.845883, abs=1e-5)
        assert queue.mean_wait_s == pytest.approx(8.1840, abs=1e-4)
        assert erlang_c(agents=55, load=48) == queue.probability_of_wait

    def test_p2_pyworkforce_readme(self) -> None:
        queue = erlang_c_queue(200, 180, agents=14, threshold_s=20)
        assert queue.probability_of_wait == pytest.approx(0.1741319335950498, abs=1e-9)
        assert queue.service_level == pytest.approx(0.8883500191794669, abs=1e-9)
        assert queue.occupancy == pytest.approx(0.7142857, abs=1e-7)
        assert queue.mean_wait_s == pytest.approx(7.8359, abs=1e-4)

    def test_p3_pyworkforce_readme(self) -> None:
        team = agents_needed(200, 180, service_level=0.8, threshold_s=20, max_occupancy=0.85, shrinkage=0.3)
        assert team == Headcount(on_phones=14, scheduled=20)

    def test_p4_pyworkforce_tests(self) -> None:
        """Source: pyworkforce, tests/test_erlang.py, which takes a threshold of 0.33 minutes."""
        team = agents_needed(200, 180, service_level=0.8, threshold_s=19.8, max_occupancy=0.7, shrinkage=0.3)
        assert team == Headcount(on_phones=15, scheduled=22)
        queue = erlang_c_queue(200, 180, team.on_phones, threshold_s=19.8)
        assert queue.service_level == pytest.approx(0.941, abs=5e-4)
        assert queue.occupancy == pytest.approx(0.667, abs=5e-4)
        assert queue.probability_of_wait == pytest.approx(0.102, abs=5e-4)

    def test_p5_erlang_library_for_excel(self) -> None:
        """Source: Abstract Micro Systems, Erlang Library for Excel, ErlcWait4."""
        assert erlang_c_queue(200, 240, agents=20).mean_wait_s == pytest.approx(2.243505841, abs=1e-5)

    def test_p6_erlang_library_for_excel(self) -> None:
        """Source: the same, ErlcNwaiting4."""
        assert erlang_c_queue(120, 540, agents=20).mean_queue_length == pytest.approx(4.95692, abs=1e-4)

    def test_p7_erlang_library_for_excel(self) -> None:
        """Source: the same, ErlcNsrvFromWait4: 41.22663 agents, hence 42 people."""
        assert agents_needed(400, 300, max_mean_wait_s=5).on_phones == 42
        assert erlang_c_queue(400, 300, agents=41).mean_wait_s == pytest.approx(5.523, abs=5e-4)
        assert erlang_c_queue(400, 300, agents=42).mean_wait_s == pytest.approx(3.561, abs=5e-4)

    def test_p8_textbook_m_m_2(self) -> None:
        """Source: the county hospital of Hillier & Lieberman, from memory (unverified)."""
        queue = erlang_c_queue(2, 1200, agents=2)
        assert queue.probability_of_wait == pytest.approx(1 / 6, abs=1e-9)
        assert queue.mean_queue_length == pytest.approx(1 / 12, abs=1e-9)
        assert queue.mean_queue_length + 2 / 3 == pytest.approx(3 / 4, abs=1e-9)
        assert queue.mean_wait_s == pytest.approx(3600 / 24, abs=1e-9 * 3600)
        assert queue.mean_wait_s + 1200 == pytest.approx(3600 * 3 / 8, abs=1e-9 * 3600)

    def test_p9_r_package_queueing(self) -> None:
        """Inputs: R package queueing, NewInput.MMC(lambda=5, mu=10, c=2); figures from the formula."""
        queue = erlang_c_queue(5, 360, agents=2)
        assert queue.probability_of_wait == pytest.approx(0.1, abs=1e-8)
        assert queue.mean_queue_length == pytest.approx(1 / 30, abs=1e-8)
        assert queue.mean_wait_s / 3600 == pytest.approx(1 / 150, abs=1e-8)

    def test_p10_call_center_tools(self) -> None:
        """Source: call-center-tools 1.0.0, docstring of erlang_c."""
        assert erlang_c(agents=132, load=123) == pytest.approx(0.3211161792617074, abs=1e-9)

    def test_p11_pyworkforce_abandonment(self) -> None:
        """Source: pyworkforce, tests/test_abandonment.py; the wait is in minutes, over all callers."""
        queue = erlang_a_queue(200, 180, patience_s=300, agents=14, threshold_s=20)
        assert queue.probability_of_wait == pytest.approx(0.14526, abs=1e-5)
        assert queue.abandonment == pytest.approx(0.013984, abs=1e-5)
        assert queue.occupancy == pytest.approx(0.704297, abs=1e-5)
        assert queue.mean_wait_s / 60 == pytest.approx(0.069919, abs=1e-5)
        assert queue.service_level == pytest.approx(0.916792, abs=1e-5)

    @pytest.mark.parametrize("agents", [15, 20, 25])
    def test_p12_endless_patience_is_erlang_c(self, agents: int) -> None:
        """Source: pyworkforce, tests/test_abandonment.py: a patience of a million minutes."""
        patient = erlang_a_queue(200, 180, patience_s=6e7, agents=agents)
        waiting = erlang_c_queue(200, 180, agents=agents)
        for figure in (
            "probability_of_wait",
            "service_level",
            "occupancy",
            "mean_queue_length",
            "abandonment",
        ):
            assert getattr(patient, figure) == pytest.approx(getattr(waiting, figure), abs=1e-4)
        assert patient.mean_wait_s == pytest.approx(waiting.mean_wait_s, rel=1e-4)

    def test_erlang_b_calculator(self) -> None:
        """Source: manual of the calculator at erlang.com: 15 lines, 1% blocked, 8.108 erlangs."""
        assert max_load_erlang_b(agents=15, blocking=0.01) == pytest.approx(8.108, abs=5e-4)

    def test_inspection_station(self) -> None:
        """Source: Gross & Harris, three stalls and four places (from memory, unverified); exact: 576 / 1141."""
        station = finite_queue(60, 360, agents=3, waiting_places=4)
        assert station.blocking == pytest.approx(576 / 1141, abs=1e-12)
        assert 60 * station.blocking == pytest.approx(30.3, abs=0.05)
        assert station.mean_queue_length == pytest.approx(3.09, abs=0.005)
        assert station.mean_queue_length + 3 * station.occupancy == pytest.approx(6.06, abs=0.005)


class TestTraps:
    """Figures that were printed and are wrong, or mean something else."""

    def test_t1_call_center_tools_docstring_misprints_erlang_b(self) -> None:
        blocked = erlang_b(agents=132, load=123)
        assert blocked == pytest.approx(0.0312428, abs=1e-7)  # what call-center-tools 1.0.0 itself returns
        assert blocked != pytest.approx(0.0346, abs=1e-3)  # what its docstring says

    def test_t2_exciting_algorithms_asserts_wrong_erlangs(self) -> None:
        """Source of the wrong values: the tests of PRODYNA/exciting-algorithms."""
        assert erlang_c(agents=25, load=20) == pytest.approx(0.209103, abs=1e-6)  # not 0.261
        assert erlang_b(agents=200, load=180) == pytest.approx(0.010325, abs=1e-6)  # not 0.012

    def test_t5_mean_wait_counts_all_callers_not_only_the_served(self) -> None:
        """Over all callers mean wait is patience times abandonment; the served alone wait less long here."""
        queue = erlang_a_queue(200, 180, patience_s=300, agents=14)
        over_served = 3.8785 / 60  # minutes, from the birth-death chain in test_staffing_reference.py
        assert queue.mean_wait_s == pytest.approx(300 * queue.abandonment, rel=1e-12)
        assert queue.mean_wait_s / 60 == pytest.approx(0.069919, abs=1e-6)
        assert abs(queue.mean_wait_s / 60 - over_served) > 5e-4


class TestWorkedCase:
    """The kit's own case: 90 calls an hour of 300 s, 11 agents, one of them away; figures as it prints them."""

    def test_service_level_and_wait(self) -> None:
        assert [FULL.service_level, SHORT.service_level] == pytest.approx([0.8608, 0.7405], abs=5e-5)
        assert [FULL.mean_wait_s, SHORT.mean_wait_s] == pytest.approx([15, 37], abs=0.5)

    def test_service_level_with_abandonment(self) -> None:
        assert [FULL_A.service_level, SHORT_A.service_level] == pytest.approx([0.909, 0.847], abs=5e-4)
        per_answered = [queue.service_level / (1 - queue.abandonment) for queue in (FULL_A, SHORT_A)]
        assert per_answered == pytest.approx([0.935, 0.891], abs=5e-4)

    def test_quarter(self) -> None:
        levels = FULL.service_level, SHORT.service_level
        assert period_service_level(65, 2, *levels) == pytest.approx(0.8571, abs=5e-5)
        assert short_days_affordable(65, 0.8, *levels) == pytest.approx(32.8, abs=0.05)

    def test_quarter_with_ordinary_absence(self) -> None:
        """Each agent is absent 1.4% of the time, whether or not one more is away on request."""
        level = [0.0, *(erlang_c_queue(90, 300, agents).service_level for agents in range(1, 12))]

        def expected(team: int) -> float:
            return sum(
                math.comb(team, away) * 0.014**away * 0.986 ** (team - away) * level[team - away]
                for away in range(team + 1)
            )

        base, short = expected(11), expected(10)
        assert base == pytest.approx(0.841, abs=5e-4)
        assert period_service_level(65, 2, base, short) == pytest.approx(0.837, abs=5e-4)
        assert short_days_affordable(65, 0.8, base, short) == pytest.approx(21, abs=0.5)

    def test_calls_that_ten_agents_can_bear(self) -> None:
        assert max_calls_per_hour(10, 300, service_level=0.8) == pytest.approx(85.6, abs=0.05)
        with_abandonment = max_calls_per_hour(10, 300, service_level=0.8, patience_s=180)
        assert with_abandonment == pytest.approx(96.4, abs=0.05)

    def test_eleven_agents_are_the_least_that_meet_80_in_20(self) -> None:
        assert agents_needed(90, 300, service_level=0.8, threshold_s=20).on_phones == 11


class TestEdges:
    """Where a formula would divide by zero or overflow, the answer is a decision, and these are the decisions."""

    @pytest.mark.parametrize("calls_per_hour", [132, 132.0001, 1e9, 1e300])
    def test_a_queue_that_cannot_keep_up_is_a_result(self, calls_per_hour: float) -> None:
        assert erlang_c_queue(calls_per_hour, 300, agents=11) == QueuePerformance(
            probability_of_wait=1,
            service_level=0,
            mean_wait_s=math.inf,
            occupancy=1,
            mean_queue_length=math.inf,
            abandonment=0,
            blocking=0,
        )
        assert erlang_c(agents=11, load=calls_per_hour / 12) == 1

    def test_no_calls_no_wait(self) -> None:
        idle = QueuePerformance(0, 1, 0, 0, 0, 0, 0)
        assert erlang_c_queue(0, 300, agents=1) == idle
        assert erlang_a_queue(0, 300, 180, agents=1) == idle
        assert finite_queue(0, 300, agents=1, waiting_places=3) == idle
        assert erlang_b(agents=1, load=0) == erlang_c(agents=1, load=0) == 0
        assert agents_needed(0, 300, service_level=0.8) == Headcount(1, 1)

    def test_no_patience_is_erlang_b(self) -> None:
        queue = erlang_a_queue(90, 300, patience_s=0, agents=10)
        lost = erlang_b(agents=10, load=7.5)
        assert queue.abandonment == pytest.approx(lost, rel=1e-14)
        assert queue.service_level == pytest.approx(1 - lost, rel=1e-14)
        assert queue.mean_wait_s == queue.mean_queue_length == 0

    @pytest.mark.parametrize("agents", [7, 11])
    def test_infinite_patience_is_erlang_c(self, agents: int) -> None:
        assert erlang_a_queue(90, 300, math.inf, agents) == erlang_c_queue(90, 300, agents)

    def test_overload_with_patience_serves_what_it_can(self) -> None:
        """Ten times the load: agents never rest, and nine in ten hang up after -ln(0.1) patiences at most."""
        queue = erlang_a_queue(1200, 300, patience_s=3600, agents=10)
        assert queue.occupancy == pytest.approx(1, abs=1e-12)
        assert queue.abandonment == pytest.approx(0.9, abs=1e-12)
        assert queue.service_level == pytest.approx(0, abs=1e-12)
        assert queue.mean_wait_s == pytest.approx(3240, abs=1e-8)

    def test_threshold_zero_counts_only_answers_at_once(self) -> None:
        for queue in (
            erlang_c_queue(90, 300, 11, threshold_s=0),
            erlang_a_queue(90, 300, 180, 11, threshold_s=0),
            finite_queue(90, 300, 11, 5, threshold_s=0),
        ):
            answered_at_once = 1 - queue.probability_of_wait - queue.blocking
            assert queue.service_level == pytest.approx(answered_at_once, abs=1e-14)

    def test_finite_queue_between_erlang_b_and_c(self) -> None:
        assert finite_queue(90, 300, 10, waiting_places=0).blocking == pytest.approx(
            erlang_b(10, 7.5), rel=1e-14
        )
        roomy, endless = finite_queue(90, 300, 10, waiting_places=500), erlang_c_queue(90, 300, 10)
        assert roomy.blocking < 1e-60
        assert roomy.service_level == pytest.approx(endless.service_level, rel=1e-12)
        assert roomy.mean_wait_s == pytest.approx(endless.mean_wait_s, rel=1e-12)

    def test_finite_queue_in_overload_fills_up(self) -> None:
        queue = finite_queue(1e12, 300, agents=10, waiting_places=100)
        assert queue.occupancy == pytest.approx(1, rel=1e-9)
        assert queue.mean_queue_length == pytest.approx(100, rel=1e-9)
        assert queue.mean_wait_s == pytest.approx(100 * 300 / 10, rel=1e-9)

    def test_a_threshold_of_countless_handle_times_answers_everybody_let_in(self) -> None:
        queue = finite_queue(3.6e304, 1e-300, agents=11, waiting_places=4, threshold_s=1e300)
        assert queue.blocking > 0.01
        assert queue.service_level == pytest.approx(1 - queue.blocking, rel=1e-12)

    def test_largest_loads_at_the_ends_of_probability(self) -> None:
        assert max_load_erlang_b(agents=10, blocking=0) == 0
        assert max_load_erlang_b(agents=10, blocking=1) == math.inf
        assert max_load_erlang_b(agents=1, blocking=0.25) == pytest.approx(1 / 3, rel=1e-12)

    def test_no_target_means_capacity(self) -> None:
        assert max_calls_per_hour(10, 300) == 120
        assert max_calls_per_hour(10, 300, service_level=0) == 120
        assert agents_needed(120, 300).on_phones == 11  # ten would be busy without end
        assert agents_needed(119, 300).on_phones == 10

    def test_no_binding_target_with_patience_means_no_limit(self) -> None:
        assert max_calls_per_hour(10, 300, patience_s=60) == math.inf
        assert max_calls_per_hour(10, 300, max_mean_wait_s=60, patience_s=60) == math.inf
        beyond_capacity = max_calls_per_hour(10, 300, service_level=0.3, patience_s=60)
        assert beyond_capacity > 120
        at_the_limit = erlang_a_queue(beyond_capacity, 300, 60, agents=10)
        assert at_the_limit.service_level == pytest.approx(0.3, abs=1e-9)

    def test_rounding_up_forgives_a_division(self) -> None:
        """In floats 21 / (1 - 0.3) comes out a hair above 30."""
        assert agents_needed(250, 300, shrinkage=0.3) == Headcount(21, 30)

    def test_occupancy_met_exactly_is_enough(self) -> None:
        assert agents_needed(84, 300, max_occupancy=0.7).on_phones == 10

    def test_period_at_its_ends(self) -> None:
        assert period_service_level(65, 0, 0.9, 0.7) == 0.9
        assert period_service_level(65, 65, 0.9, 0.7) == pytest.approx(0.7, rel=1e-15)
        assert short_days_affordable(65, 0.95, 0.9, 0.7) == 0  # full strength misses it already
        assert short_days_affordable(65, 0.95, 0.9, 0.9) == 0
        assert short_days_affordable(65, 0.65, 0.9, 0.7) == 65  # short days meet it too
        assert short_days_affordable(65, 1, 1, 0.7) == 0


VALID: dict[str, dict[str, Any]] = {
    "erlang_b": {"agents": 11, "load": 7.5},
    "erlang_c": {"agents": 11, "load": 7.5},
    "erlang_c_queue": {"calls_per_hour": 90, "handle_time_s": 300, "agents": 11, "threshold_s": 20},
    "erlang_a_queue": {
        "calls_per_hour": 90,
        "handle_time_s": 300,
        "patience_s": 180,
        "agents": 11,
        "threshold_s": 20,
    },
    "finite_queue": {
        "calls_per_hour": 90,
        "handle_time_s": 300,
        "agents": 11,
        "waiting_places": 4,
        "threshold_s": 20,
    },
    "agents_needed": {
        "calls_per_hour": 90,
        "handle_time_s": 300,
        "service_level": 0.8,
        "threshold_s": 20,
        "max_mean_wait_s": 30,
        "max_occupancy": 0.9,
        "shrinkage": 0.3,
    },
    "max_calls_per_hour": {
        "agents": 11,
        "handle_time_s": 300,
        "service_level": 0.8,
        "threshold_s": 20,
        "max_mean_wait_s": 30,
        "patience_s": 180,
    },
    "max_load_erlang_b": {"agents": 11, "blocking": 0.01},
    "period_service_level": {"days": 65, "short_days": 2, "full": 0.86, "short": 0.74},
    "short_days_affordable": {"days": 65, "target": 0.8, "full": 0.86, "short": 0.74},
}
NEVER_VALID: list[Any] = [-1, -1e-9, math.nan, -math.inf, "11", "", [], [11], (), {}, True, 1j]
OUT_OF_RANGE: dict[str, list[Any]] = {
    "agents": [0, 1.5, math.inf, None, 10**400, 1_000_001],
    "waiting_places": [1.5, math.inf, None, 1_000_001],
    "load": [math.inf, None, 10**400],
    "calls_per_hour": [math.inf, None],
    "handle_time_s": [0, math.inf, None],
    "patience_s": [None],
    "threshold_s": [math.inf, None],
    "service_level": [1, 1.5, math.inf],
    "max_mean_wait_s": [0, math.inf],
    "max_occupancy": [0, 1.01, math.inf, None],
    "shrinkage": [1, math.inf, None],
    "blocking": [1.01, math.inf, None],
    "days": [0, math.inf, None],
    "short_days": [65.5, math.inf, None],
    "target": [1.01, math.inf, None],
    "full": [1.01, math.inf, None],
    "short": [1.01, math.inf, None],
}
REFUSALS = [
    (function, argument, value)
    for function, arguments in VALID.items()
    for argument in arguments
    for value in NEVER_VALID + OUT_OF_RANGE[argument]
]


def test_every_public_function_and_argument_is_listed() -> None:
    functions = {name: getattr(staffing, name) for name in staffing.__all__}
    signatures = {
        name: list(inspect.signature(function).parameters)
        for name, function in functions.items()
        if inspect.isfunction(function)
    }
    assert signatures == {name: list(arguments) for name, arguments in VALID.items()}


@pytest.mark.parametrize("function", VALID)
def test_the_valid_arguments_are_accepted(function: str) -> None:
    assert getattr(staffing, function)(**VALID[function]) is not None


@pytest.mark.parametrize(
    ("function", "argument", "value"),
    REFUSALS,
    ids=[f"{function}-{argument}-{value!r:.12}" for function, argument, value in REFUSALS],
)
def test_bad_input_is_refused_by_name_value_and_range(function: str, argument: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{argument} must be ") as refusal:
        getattr(staffing, function)(**VALID[function] | {argument: value})
    message = str(refusal.value)
    assert message.endswith(f"but it is {value!r}")
    assert ">" in message or "<" in message


def test_a_short_day_better_than_a_full_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^short must be a finite number >= 0 and <= 0\.7, but it is 0\.9$"):
        short_days_affordable(65, 0.8, full=0.7, short=0.9)


def test_loads_no_team_can_carry_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^load \(calls_per_hour \* handle_time_s / 3600\) must be "):
        erlang_c_queue(1e300, 1e300, agents=11)
    with pytest.raises(ValueError, match=r"^load / max_occupancy must be .* < 1e\+06, but it is 8333333\.3"):
        agents_needed(1e8, 300)
