"""How many agents a target takes, and how many calls a team can bear.

The claim: service level, mean wait and occupancy all improve with each agent, so that the least sufficient
team is found by counting upwards, and the greatest bearable volume by halving an interval. Waiting follows
Erlang C (Gans, Koole & Mandelbaum 2003, doi:10.1287/msom.5.2.79.16071) or, where a patience is given,
Erlang A. It stops being true of rosters that move in whole shifts: the answer is rounded up to people, no
further.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from casekit.models.staffing._formulas import MOST_AGENTS, loss, offered_load, patient_queue, team_size
from casekit.models.staffing.abandonment import erlang_a_queue
from casekit.models.staffing.performance import QueuePerformance
from casekit.models.validate import number


@dataclass(frozen=True, slots=True)
class Headcount:
    """A team's size.

    Attributes
    ----------
    on_phones
        Agents who must be on the phones.
    scheduled
        Agents to schedule, so that `on_phones` remain after shrinkage (breaks, training, absence).
    """

    on_phones: int
    scheduled: int


def agents_needed(
    calls_per_hour: float,
    handle_time_s: float,
    service_level: float | None = None,
    threshold_s: float = 20.0,
    max_mean_wait_s: float | None = None,
    max_occupancy: float = 1.0,
    shrinkage: float = 0.0,
) -> Headcount:
    """Return the smallest team that keeps up with the calls and meets every target given (Erlang C).

    Parameters
    ----------
    calls_per_hour
        Mean arrivals per hour, 0 or more.
    handle_time_s
        Mean time an agent is busy with a call, in seconds, above 0. The load may not need more than a million
        agents.
    service_level
        Least share answered within `threshold_s`, 0 to below 1 (no team answers everybody at once); None for
        no such target.
    threshold_s
        Seconds within which an answer counts, 0 or more.
    max_mean_wait_s
        Greatest mean wait in seconds, above 0; None for no such target.
    max_occupancy
        Greatest share of the agents' time on calls, above 0 to 1.
    shrinkage
        Share of scheduled time not spent on the phones, 0 to below 1.

    Returns
    -------
    Headcount
        At least one agent, also when there are no calls. The team always keeps up (load below `on_phones`).

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    The published figures: 100 calls in half an hour, three minutes each, 80% in 20 seconds, occupancy at most
    85%, shrinkage 30% (README of the Python package pyworkforce).

    >>> agents_needed(200, 180, service_level=0.8, threshold_s=20, max_occupancy=0.85, shrinkage=0.3)
    Headcount(on_phones=14, scheduled=20)
    """
    load, handle_time = offered_load(calls_per_hour, handle_time_s), float(handle_time_s)
    threshold = number("threshold_s", threshold_s, low=0)
    meets = _targets(service_level, max_mean_wait_s)
    occupancy = number("max_occupancy", max_occupancy, high=1, above=0)
    present = 1 - number("shrinkage", shrinkage, low=0, below=1)
    number("load / max_occupancy", load / occupancy, low=0, below=MOST_AGENTS)
    team = max(math.floor(load) + 1, _round_up(load / occupancy))
    blocked = loss(team, load)[0]
    while not meets(patient_queue(team, load, blocked, handle_time, threshold)):
        team += 1
        blocked = load * blocked / (team + load * blocked)
    return Headcount(team, _round_up(team / present))


def max_calls_per_hour(
    agents: int,
    handle_time_s: float,
    service_level: float | None = None,
    threshold_s: float = 20.0,
    max_mean_wait_s: float | None = None,
    patience_s: float = math.inf,
) -> float:
    """Return the most calls per hour at which a team still meets every target given.

    Parameters
    ----------
    agents
        Agents on the phones, 1 to 1,000,000.
    handle_time_s
        Mean time an agent is busy with a call, in seconds, above 0.
    service_level
        Least share answered within `threshold_s` over all offered, 0 to below 1; None for no such target.
    threshold_s
        Seconds within which an answer counts, 0 or more.
    max_mean_wait_s
        Greatest mean wait in seconds, above 0; None for no such target.
    patience_s
        Mean patience in seconds, 0 or more: infinite (the default) is Erlang C, anything less Erlang A.

    Returns
    -------
    float
        Calls per hour. Under Erlang C with no target it is capacity itself, the rate that must not quite be
        reached. With a finite patience and no target that binds it is infinite, since Erlang A always has a
        steady state.

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    The published figure read backwards: at 200 calls an hour, three minutes each, 14 agents answer
    0.888350019179 within 20 seconds (README of the Python package pyworkforce).

    >>> round(max_calls_per_hour(14, 180, service_level=0.888350019179, threshold_s=20), 6)
    200.0
    """
    team, threshold = team_size(agents), number("threshold_s", threshold_s, low=0)
    handle_time = number("handle_time_s", handle_time_s, above=0)
    patience = number("patience_s", patience_s, low=0, infinite=True)
    meets = _targets(service_level, max_mean_wait_s)
    capacity = number("capacity (3600 * agents / handle_time_s)", 3600 * team / handle_time)
    ceiling = capacity * _greatest_overload(patience, service_level, max_mean_wait_s)
    if math.isinf(ceiling):
        return ceiling

    def holds(calls: float) -> bool:
        return meets(erlang_a_queue(calls, handle_time, patience, team, threshold))

    return _largest(holds, ceiling)


def _targets(
    service_level: float | None, max_mean_wait_s: float | None
) -> Callable[[QueuePerformance], bool]:
    """Return the test that a queue must pass, its limits checked."""
    least = 0.0 if service_level is None else number("service_level", service_level, low=0, below=1)
    most = math.inf if max_mean_wait_s is None else number("max_mean_wait_s", max_mean_wait_s, above=0)
    return lambda queue: queue.service_level >= least and queue.mean_wait_s <= most


def _greatest_overload(patience: float, service_level: float | None, max_mean_wait_s: float | None) -> float:
    """Return load per agent beyond which no target can hold: a team serves at most its own number."""
    if math.isinf(patience):
        return 1.0
    by_level = 1 / service_level if service_level else math.inf
    tolerated = math.inf if max_mean_wait_s is None else max_mean_wait_s
    by_wait = 1 / (1 - tolerated / patience) if tolerated < patience else math.inf
    return min(by_level, by_wait)


def _largest(holds: Callable[[float], bool], high: float) -> float:
    """Return the largest value up to `high` at which a condition that holds at 0 still holds."""
    if holds(high):
        return high
    low = 0.0
    while low < (middle := low + (high - low) / 2) < high:
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _round_up(value: float) -> int:
    """Return the next whole number, forgiving the last digits of a division (21 / 0.7 is 30, not 31)."""
    return math.ceil(value * (1 - 1e-12))
