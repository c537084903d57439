"""Skill-based routing: what a team with these skills does with these calls, simulated call by call.

Calls of each type arrive at random (Poisson) and take exponentially distributed handle times. A call goes at
once to the idle agent who has its skill and the fewest skills besides (ties: idle the longest), so that
generalists stay free; otherwise it waits, and whoever becomes free takes the longest-waiting call within
their skills. That two skills each recover most of the gain of complete cross-training is the finding of
Wallace and Whitt (2005), "A staffing algorithm for call centers with skill-based routing", Manufacturing &
Service Operations Management 7(4):276-294, doi:10.1287/msom.1050.0086 (number of the DOI unverified).

Where it stops being true: that finding is one of large teams and of waiting times. Simulated here at 300 s a
call: with 90 agents, six call types and a load of 84, two skills recover 96.5 % of the waiting that full
pooling saves (97.9 % with all pairs of skills); with ten agents, five types and a load of 8 they reach a
service level (20 s) of .505, where dedicated agents have .31 and full pooling .64. Nobody hangs up, calls back,
tires or takes a break; agents work equally fast on all they know; rates do not change over the day. The day
starts with an empty queue, so short runs flatter a busy team.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random

from casekit.models.skills import skill_set
from casekit.models.validate import number, sequence, whole

__all__ = ["CallTypeFigures", "RoutingFigures", "simulate_routing"]

SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class CallTypeFigures:
    """How the calls of one type fared.

    Attributes
    ----------
    offered
        Calls that arrived.
    service_level
        Share of them answered within the threshold; 1 where none arrived.
    mean_wait_s
        Mean wait over all of them, in seconds, those answered at once included; 0 where none arrived,
        infinite where calls arrived that nobody can take.
    probability_of_wait
        Share of them that had to wait at all.
    """

    offered: int
    service_level: float
    mean_wait_s: float
    probability_of_wait: float


@dataclass(frozen=True, slots=True)
class RoutingFigures:
    """How all calls fared, how each type did, and how busy the agents were.

    Attributes
    ----------
    offered, service_level, mean_wait_s, probability_of_wait
        As in :class:`CallTypeFigures`, over the calls of all types together.
    occupancy
        Share of the agents' time, from opening to closing, spent on calls.
    agent_occupancy
        The same for each agent, in the order given.
    by_type
        The figures of each call type.
    """

    offered: int
    service_level: float
    mean_wait_s: float
    probability_of_wait: float
    occupancy: float
    agent_occupancy: tuple[float, ...]
    by_type: dict[str, CallTypeFigures]


_Call = tuple[float, str, float]  # arrival in seconds, call type, handle time in seconds


def simulate_routing(
    arrivals_per_hour: Mapping[str, float],
    handle_time_s: float | Mapping[str, float],
    agents: Iterable[Iterable[str]],
    threshold_s: float,
    hours: float,
    seed: int,
) -> RoutingFigures:
    """Simulate a team of agents with given skills, and return how its calls fared.

    After `hours` no more calls arrive, but those waiting are still answered: every call offered counts. The
    same seed gives the same calls to any team, so that two teams can be compared call for call.

    Parameters
    ----------
    arrivals_per_hour
        Mean calls per hour of each call type, by the type's name.
    handle_time_s
        Mean handle time in seconds, one for all types or one for each.
    agents
        The skills of each agent: the names of the call types that the agent can take.
    threshold_s
        A call answered within this many seconds counts as answered in time.
    hours
        How long calls arrive. For a long-run figure take many: its error shrinks with the square root.
    seed
        Whole number that fixes the draws.

    Raises
    ------
    ValueError
        For a negative or non-finite rate, a handle time or a span that is not positive, an agent without
        skills or with a skill no call type has.

    Examples
    --------
    One skill, 200 calls an hour of three minutes, 14 agents: Erlang C gives .888 (README of pyworkforce).

    >>> one = simulate_routing({"any": 200}, 180, [{"any"}] * 14, threshold_s=20, hours=400, seed=1)
    >>> round(one.service_level, 1)
    0.9

    Ten agents, five call types, 80 % occupied: two skills each recover only part of what all five would.

    >>> types = "ABCDE"
    >>> rates = dict.fromkeys(types, 19.2)
    >>> dedicated = [{kind} for kind in types] * 2
    >>> chain = [set(pair) for pair in ("AB", "BC", "CD", "DE", "EA")] * 2
    >>> full = [set(types)] * 10
    >>> for team in (dedicated, chain, full):
    ...     print(round(simulate_routing(rates, 300, team, 20, 600, seed=1).service_level, 1))
    0.3
    0.5
    0.6
    """
    rates = _rates(arrivals_per_hour)
    means = _handle_times(handle_time_s, rates)
    team = _team(agents, rates)
    threshold_s = number("threshold_s", threshold_s, low=0)
    closing_s = SECONDS_PER_HOUR * number("hours", hours, above=0)
    floor = _Floor(team, _calls(rates, means, closing_s, Random(whole("seed", seed))))
    floor.run()
    return _figures(floor, rates, len(team), threshold_s, closing_s)


def _rates(arrivals_per_hour: Mapping[str, float]) -> dict[str, float]:
    if not isinstance(arrivals_per_hour, Mapping) or not arrivals_per_hour:
        raise ValueError(
            "arrivals_per_hour must map at least one call type to its calls per hour, "
            f"but it is {arrivals_per_hour!r}"
        )
    kinds = skill_set("arrivals_per_hour", arrivals_per_hour)
    return {
        kind: number(f"arrivals_per_hour[{kind!r}]", arrivals_per_hour[kind], low=0) for kind in sorted(kinds)
    }


def _handle_times(handle_time_s: float | Mapping[str, float], kinds: Iterable[str]) -> dict[str, float]:
    if not isinstance(handle_time_s, Mapping):
        return dict.fromkeys(kinds, number("handle_time_s", handle_time_s, above=0))
    if set(handle_time_s) != set(kinds):
        raise ValueError(
            f"handle_time_s must have the call types {list(kinds)}, but it has {list(handle_time_s)}"
        )
    return {kind: number(f"handle_time_s[{kind!r}]", handle_time_s[kind], above=0) for kind in kinds}


def _team(agents: Iterable[Iterable[str]], kinds: Iterable[str]) -> list[frozenset[str]]:
    team = [
        skill_set(f"agents[{place}]", skills, at_least=1)
        for place, skills in enumerate(sequence("agents", agents))
    ]
    for place, skills in enumerate(team):
        if unknown := skills.difference(kinds):
            raise ValueError(
                f"agents[{place}] must have skills among {list(kinds)}, but it has {sorted(unknown)}"
            )
    return team


def _calls(rates: dict[str, float], means: dict[str, float], closing_s: float, draw: Random) -> list[_Call]:
    """Draw the calls, in the order of arrival."""
    calls = []
    for kind, rate in rates.items():
        gap_s = SECONDS_PER_HOUR / rate if rate > 0 else math.inf
        arrival_s = gap_s * _exponential(draw)
        while arrival_s <= closing_s:
            calls.append((arrival_s, kind, means[kind] * _exponential(draw)))
            arrival_s += gap_s * _exponential(draw)
    return sorted(calls)


def _exponential(draw: Random) -> float:
    """Draw from the exponential distribution with mean 1: twice as fast as `draw.expovariate(1)`."""
    return -math.log(1.0 - draw.random())


class _Floor:
    """The call floor from event to event: who is idle, who is busy until when, who waits.

    `waits` and `agents` hold, call by call, the wait (infinite if nobody can take the call) and the agent who
    took it (-1 if nobody did).
    """

    def __init__(self, team: list[frozenset[str]], calls: list[_Call]) -> None:
        kinds = {kind for _, kind, _ in calls}
        idle: dict[frozenset[str], deque[tuple[float, int]]] = {skills: deque() for skills in team}
        for agent, skills in enumerate(team):
            idle[skills].append((0.0, agent))
        self.calls = calls
        self.waits = [math.inf] * len(calls)
        self.agents = [-1] * len(calls)
        self.waiting: dict[str, deque[int]] = {kind: deque() for kind in kinds}
        self.queues_of = [[self.waiting[kind] for kind in skills & kinds] for skills in team]
        self.idle_like = [idle[skills] for skills in team]
        self.able = {kind: [(len(s), idle[s]) for s in idle if kind in s] for kind in kinds}
        self.busy: list[tuple[float, int]] = []

    def run(self) -> None:
        for place, (arrival_s, kind, _) in enumerate(self.calls):
            self._free_agents(until_s=arrival_s)
            # Fewest skills first, then the longest idle.
            able = [(breadth, idle[0]) for breadth, idle in self.able[kind] if idle]
            if able:
                _, (_, agent) = min(able)
                self.idle_like[agent].popleft()
                self._answer(place, agent, arrival_s)
            else:
                self.waiting[kind].append(place)
        self._free_agents(until_s=math.inf)

    def _free_agents(self, until_s: float) -> None:
        busy = self.busy
        while busy and busy[0][0] <= until_s:
            now_s, agent = heappop(busy)
            longest_waiting = [queue[0] for queue in self.queues_of[agent] if queue]
            if longest_waiting:
                place = min(longest_waiting)
                self.waiting[self.calls[place][1]].popleft()
                self._answer(place, agent, now_s)
            else:
                self.idle_like[agent].append((now_s, agent))

    def _answer(self, place: int, agent: int, now_s: float) -> None:
        arrival_s, _, handle_s = self.calls[place]
        self.waits[place] = now_s - arrival_s
        self.agents[place] = agent
        heappush(self.busy, (now_s + handle_s, agent))


def _figures(
    floor: _Floor, kinds: Iterable[str], team_size: int, threshold_s: float, closing_s: float
) -> RoutingFigures:
    waits: dict[str, list[float]] = {kind: [] for kind in kinds}
    for (_, kind, _), wait in zip(floor.calls, floor.waits, strict=True):
        waits[kind].append(wait)
    overall = _type_figures(floor.waits, threshold_s)
    occupancy = _agent_occupancy(floor, team_size, closing_s)
    return RoutingFigures(
        offered=overall.offered,
        service_level=overall.service_level,
        mean_wait_s=overall.mean_wait_s,
        probability_of_wait=overall.probability_of_wait,
        occupancy=math.fsum(occupancy) / team_size,
        agent_occupancy=occupancy,
        by_type={kind: _type_figures(of_kind, threshold_s) for kind, of_kind in waits.items()},
    )


def _type_figures(waits: list[float], threshold_s: float) -> CallTypeFigures:
    if not waits:
        return CallTypeFigures(offered=0, service_level=1.0, mean_wait_s=0.0, probability_of_wait=0.0)
    offered, ordered = len(waits), sorted(waits)
    return CallTypeFigures(
        offered=offered,
        service_level=bisect_right(ordered, threshold_s) / offered,
        mean_wait_s=math.fsum(waits) / offered,
        probability_of_wait=1 - bisect_right(ordered, 0.0) / offered,
    )


def _agent_occupancy(floor: _Floor, team_size: int, closing_s: float) -> tuple[float, ...]:
    busy_s = [0.0] * team_size
    for (arrival_s, _, handle_s), wait, agent in zip(floor.calls, floor.waits, floor.agents, strict=True):
        left_s = closing_s - arrival_s - wait
        if left_s > 0:
            busy_s[agent] += handle_s if handle_s < left_s else left_s
    return tuple(min(seconds / closing_s, 1.0) for seconds in busy_s)  # rounding may add up to more
