"""Skill-based routing: against Erlang C, against ciw's engine, and what must hold for any team."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError
from itertools import combinations, pairwise
from random import Random
from statistics import fmean, stdev
from typing import Any

import ciw
import pytest
from hypothesis import given, settings, strategies as st

from casekit.models.routing import RoutingFigures, _calls, _Floor, simulate_routing

FIVE = "ABCDE"
SIX = "ABCDEF"


def rates(kinds: str, load: float, handle_time_s: float) -> dict[str, float]:
    """Equal calls per hour of each kind that together keep `load` agents busy."""
    return dict.fromkeys(kinds, load / len(kinds) * 3600 / handle_time_s)


def dedicated(kinds: str, each: int) -> list[set[str]]:
    return [{kind} for kind in kinds] * each


def closed_chain(kinds: str, each: int) -> list[set[str]]:
    return [{kind, following} for kind, following in pairwise(kinds + kinds[0])] * each


def full(kinds: str, each: int) -> list[set[str]]:
    return [set(kinds)] * (len(kinds) * each)


def within_band(draws: list[float], expected: float, widest: float) -> None:
    """Check the mean of independent runs to four standard errors, in a band narrow enough to fail."""
    error = stdev(draws) / math.sqrt(len(draws))
    assert error < widest
    assert abs(fmean(draws) - expected) < 4 * error


# Published: Erlang C, the limit of a single skill.


@pytest.mark.parametrize(
    ("calls_per_hour", "handle_time_s", "agents", "threshold_s", "service_level", "wait", "mean_wait_s"),
    [
        (720, 240, 55, 15, 0.845883, 0.238701, 8.1840),  # mitan.co.uk, page on Erlang C (inputs)
        (200, 180, 14, 20, 0.8883500191794669, 0.1741319335950498, 7.8359),  # README of pyworkforce
        (2, 1200, 2, 0, 5 / 6, 1 / 6, 150.0),  # M/M/2 of the textbooks: waits 1/24 h
    ],
)
def test_one_skill_is_erlang_c(
    calls_per_hour: float,
    handle_time_s: float,
    agents: int,
    threshold_s: float,
    service_level: float,
    wait: float,
    mean_wait_s: float,
) -> None:
    hours = 12_000 / calls_per_hour
    runs = [
        simulate_routing({"any": calls_per_hour}, handle_time_s, [{"any"}] * agents, threshold_s, hours, seed)
        for seed in range(20)
    ]
    within_band([run.service_level for run in runs], service_level, widest=0.01)
    within_band([run.probability_of_wait for run in runs], wait, widest=0.01)
    within_band([run.mean_wait_s for run in runs], mean_wait_s, widest=0.08 * mean_wait_s)
    within_band([run.occupancy for run in runs], calls_per_hour * handle_time_s / 3600 / agents, widest=0.005)


# The kit's caution about chains.


def test_a_chain_of_ten_agents_keeps_only_part_of_the_service_level_of_pooling() -> None:
    calls = rates(FIVE, load=8, handle_time_s=300)
    ten = [
        simulate_routing(calls, 300, team(FIVE, 2), 20, 1000, 2005)
        for team in (dedicated, closed_chain, full)
    ]
    assert [run.service_level for run in ten] == [
        pytest.approx(level, abs=0.02) for level in (0.31, 0.50, 0.64)
    ]


def test_two_skills_recover_nearly_all_of_the_waiting_saved_by_pooling_ninety_agents() -> None:
    calls = rates(SIX, load=84, handle_time_s=300)
    pairs = [set(pair) for pair in combinations(SIX, 2)] * 6
    teams = (dedicated(SIX, 15), closed_chain(SIX, 15), pairs, full(SIX, 15))
    alone, chain, spread, pooled = (
        simulate_routing(calls, 300, team, 20, 100, 2005).mean_wait_s for team in teams
    )
    assert 0.94 < (alone - chain) / (alone - pooled) < 0.99
    assert 0.96 < (alone - spread) / (alone - pooled) < 0.99


def test_losing_one_of_two_specialists_makes_their_queue_grow_without_end() -> None:
    calls = rates(FIVE, load=8, handle_time_s=300)
    short = dedicated(FIVE, 2)[1:]
    day, month = (simulate_routing(calls, 300, short, 20, hours, 2005).by_type["A"] for hours in (20, 400))
    assert month.mean_wait_s > 5 * day.mean_wait_s
    assert month.service_level < 0.05


# Side by side with ciw.


def ciw_waits(team: list[frozenset[str]], calls: list[tuple[float, str, float]]) -> list[float]:
    """The waits that ciw's engine gives these very calls, in the order of arrival."""

    class SkillNode(ciw.Node):
        def find_free_server(self, ind: Any) -> Any:
            free = [s for s in self.servers if not s.busy and ind.customer_class in team[s.id_number - 1]]
            return min(
                free,
                key=lambda s: (len(team[s.id_number - 1]), getattr(s, "idle_since", 0.0), s.id_number),
                default=None,
            )

        def choose_next_customer(self) -> Any:
            waiting = (ind for ind in self.all_individuals if not ind.server)
            return next((ind for ind in waiting if self.find_free_server(ind)), None)

        def detatch_server(self, server: Any, individual: Any) -> None:
            super().detatch_server(server, individual)
            server.idle_since = self.now

    arrivals, services = {}, {}
    for of_kind in sorted({kind for _, kind, _ in calls}):
        times = [arrival_s for arrival_s, kind, _ in calls if kind == of_kind]
        gaps = [after - before for before, after in pairwise([0.0, *times])]
        arrivals[of_kind] = [ciw.dists.Sequential([*gaps, math.inf])]
        services[of_kind] = [
            ciw.dists.Sequential([handle_s for _, kind, handle_s in calls if kind == of_kind])
        ]
    network = ciw.create_network(
        arrival_distributions=arrivals, service_distributions=services, number_of_servers=[len(team)]
    )
    simulation = ciw.Simulation(network, node_class=SkillNode)
    simulation.simulate_until_max_time(calls[-1][0] + 1e7)
    return [
        record.waiting_time for record in sorted(simulation.get_all_records(), key=lambda r: r.arrival_date)
    ]


@pytest.mark.parametrize(
    "team",
    [
        closed_chain(FIVE, 2),
        dedicated(FIVE, 2),
        full(FIVE, 2),
        [{"A"}, {"A", "B"}, {"B", "C"}, {"C"}, set("ABC"), {"D"}, {"D", "E"}, {"E"}, set(FIVE), {"B"}],
    ],
    ids=["chain", "dedicated", "full", "mixed"],
)
def test_ciw_gives_the_same_calls_the_same_waits(team: list[set[str]]) -> None:
    skills = [frozenset(agent) for agent in team]
    means = {"A": 300.0, "B": 300.0, "C": 240.0, "D": 360.0, "E": 300.0}
    calls = _calls(rates(FIVE, 8, 300), means, 10 * 3600.0, Random(3))
    floor = _Floor(skills, calls)
    floor.run()
    assert len(calls) > 800
    assert any(wait > 0 for wait in floor.waits)
    assert floor.waits == pytest.approx(ciw_waits(skills, calls), abs=1e-5)


def test_ciw_with_draws_of_its_own_agrees_on_a_pool_with_two_kinds_of_call() -> None:
    calls_per_hour, means, agents, hours = (
        {"short": 60.0, "long": 20.0},
        {"short": 120.0, "long": 600.0},
        7,
        120,
    )
    ours = [
        simulate_routing(calls_per_hour, means, [{"short", "long"}] * agents, 20, hours, seed)
        for seed in range(20)
    ]
    network = ciw.create_network(
        arrival_distributions={k: [ciw.dists.Exponential(rate / 3600)] for k, rate in calls_per_hour.items()},
        service_distributions={k: [ciw.dists.Exponential(1 / mean)] for k, mean in means.items()},
        number_of_servers=[agents],
    )
    theirs = []
    for seed in range(8):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(hours * 3600)
        waits = [record.waiting_time for record in simulation.get_all_records()]
        theirs.append((fmean(wait <= 20 for wait in waits), fmean(waits)))
    for our_figures, their_figures in (
        ([run.service_level for run in ours], [level for level, _ in theirs]),
        ([run.mean_wait_s for run in ours], [wait for _, wait in theirs]),
    ):
        error = math.hypot(stdev(our_figures) / math.sqrt(20), stdev(their_figures) / math.sqrt(8))
        assert error < 0.12 * fmean(their_figures)
        assert abs(fmean(our_figures) - fmean(their_figures)) < 4 * error


# By hand.


def test_the_generalist_is_kept_free_and_the_longest_waiting_call_goes_first() -> None:
    calls = [(0, "A", 100), (1, "A", 50), (2, "B", 9), (3, "A", 9), (4, "B", 9)]
    floor = _Floor([frozenset("AB"), frozenset("A")], calls)
    floor.run()
    # The specialist takes the first call until 100, the generalist the second until 51, then all the others.
    assert floor.agents == [1, 0, 0, 0, 0]
    assert floor.waits == [0, 0, 49, 57, 65]


def test_among_equals_the_longest_idle_agent_answers() -> None:
    calls = [(0, "A", 10), (1, "A", 2), (20, "A", 1), (20.5, "A", 1), (30, "A", 1)]
    floor = _Floor([frozenset("A")] * 3, calls)
    floor.run()
    assert floor.agents == [0, 1, 2, 1, 0]


def test_calls_that_nobody_can_take_wait_for_ever() -> None:
    run = simulate_routing({"A": 30, "B": 30}, 60, [{"A"}], 20, 10, 1)
    assert run.by_type["B"].service_level == 0
    assert run.by_type["B"].mean_wait_s == run.mean_wait_s == math.inf
    assert run.by_type["A"].mean_wait_s < math.inf


def test_a_type_without_calls_is_not_missed() -> None:
    run = simulate_routing({"A": 30, "B": 0}, 60, [{"A"}], 20, 10, 1)
    assert (run.by_type["B"].offered, run.by_type["B"].service_level, run.by_type["B"].mean_wait_s) == (
        0,
        1,
        0,
    )
    assert run.offered == run.by_type["A"].offered > 0


def test_time_on_a_call_after_closing_is_not_counted() -> None:
    run = simulate_routing({"A": 6}, 1e6, [{"A"}], 20, 1, 1)
    first_s, _, handle_s = _calls({"A": 6}, {"A": 1e6}, 3600.0, Random(1))[0]
    assert first_s < 3600 < first_s + handle_s
    assert run.occupancy == pytest.approx(1 - first_s / 3600)


def test_results_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        simulate_routing({"A": 1}, 60, [{"A"}], 20, 1, 1).offered = 0


# For any team.

skill_sets = st.lists(st.sets(st.sampled_from("ABC"), min_size=1), min_size=1, max_size=6)
demand = st.fixed_dictionaries({kind: st.floats(0, 60) for kind in "ABC"})
seeds = st.integers(0, 10_000)


def consistent(run: RoutingFigures) -> None:
    figures = [run, *run.by_type.values()]
    assert all(0 <= f.service_level <= 1 and 0 <= f.probability_of_wait <= 1 for f in figures)
    assert all(f.mean_wait_s >= 0 for f in figures)
    assert all(0 <= share <= 1 for share in (*run.agent_occupancy, run.occupancy))
    assert run.offered == sum(f.offered for f in run.by_type.values())


@given(demand, skill_sets, seeds)
@settings(max_examples=60, deadline=None)
def test_shares_are_shares_and_types_add_up(calls: dict[str, float], team: list[set[str]], seed: int) -> None:
    consistent(simulate_routing(calls, 200, team, 20, 2, seed))


@given(demand, skill_sets, seeds)
@settings(max_examples=30, deadline=None)
def test_the_same_seed_gives_the_same_figures_and_any_team_the_same_calls(
    calls: dict[str, float], team: list[set[str]], seed: int
) -> None:
    run = simulate_routing(calls, 200, team, 20, 2, seed)
    backwards = dict(reversed(calls.items()))
    assert run == simulate_routing(backwards, dict.fromkeys(calls, 200), team, 20, 2, seed)
    other = simulate_routing(calls, 200, [{"A"}], 20, 2, seed)
    assert {k: f.offered for k, f in run.by_type.items()} == {k: f.offered for k, f in other.by_type.items()}


@given(st.floats(1, 60), st.integers(1, 6), seeds)
@settings(max_examples=60, deadline=None)
def test_one_more_agent_of_the_same_skill_lengthens_no_mean_wait(rate: float, agents: int, seed: int) -> None:
    few, more = (simulate_routing({"A": rate}, 300, [{"A"}] * n, 20, 4, seed) for n in (agents, agents + 1))
    assert more.mean_wait_s <= few.mean_wait_s + 1e-9
    assert more.service_level >= few.service_level


@given(demand, skill_sets, seeds, st.floats(0, 100), st.floats(0, 100))
@settings(max_examples=30, deadline=None)
def test_a_longer_threshold_never_lowers_the_service_level(
    calls: dict[str, float], team: list[set[str]], seed: int, one: float, other: float
) -> None:
    short, long = sorted((one, other))
    levels = [
        simulate_routing(calls, 200, team, threshold, 2, seed).service_level for threshold in (short, long)
    ]
    assert levels == sorted(levels)


# Refusals.

GOOD: dict[str, Any] = {
    "arrivals_per_hour": {"A": 30.0},
    "handle_time_s": 60,
    "agents": [{"A"}],
    "threshold_s": 20,
    "hours": 1,
    "seed": 1,
}


@pytest.mark.parametrize(
    ("argument", "value", "accepted"),
    [
        ("arrivals_per_hour", {}, "at least one call type"),
        ("arrivals_per_hour", 30, "at least one call type"),
        ("arrivals_per_hour", "A", "at least one call type"),
        ("arrivals_per_hour", {"A": -1}, "finite number >= 0"),
        ("arrivals_per_hour", {"A": math.nan}, "finite number >= 0"),
        ("arrivals_per_hour", {"A": math.inf}, "finite number >= 0"),
        ("arrivals_per_hour", {"A": "many"}, "finite number >= 0"),
        ("arrivals_per_hour", {1: 30}, "as text"),
        ("handle_time_s", 0, "finite number > 0"),
        ("handle_time_s", math.inf, "finite number > 0"),
        ("handle_time_s", "long", "finite number > 0"),
        ("handle_time_s", {"B": 60}, "call types ['A']"),
        ("handle_time_s", {"A": -60}, "finite number > 0"),
        ("agents", [], "at least 1"),
        ("agents", 3, "list of values"),
        ("agents", "AA", "list of values"),
        ("agents", ["A"], "list of values"),
        ("agents", [set()], "at least 1"),
        ("agents", [{"B"}], "among ['A']"),
        ("agents", [{1}], "as text"),
        ("threshold_s", -1, "finite number >= 0"),
        ("threshold_s", math.nan, "finite number >= 0"),
        ("hours", 0, "finite number > 0"),
        ("hours", math.inf, "finite number > 0"),
        ("seed", 1.5, "whole number >= 0"),
        ("seed", -1, "whole number >= 0"),
        ("seed", "one", "whole number >= 0"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(argument: str, value: Any, accepted: str) -> None:
    with pytest.raises(ValueError, match=argument) as refusal:
        simulate_routing(**{**GOOD, argument: value})
    assert accepted in str(refusal.value)
