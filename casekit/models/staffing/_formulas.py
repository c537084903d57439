"""The two Erlang formulas without argument checks, for the modules beside this one.

Both come from one recursion that only ever adds positive numbers, so that nothing overflows and no digit is
lost between an empty team and a load far beyond capacity.
"""

import math

from casekit.models.staffing.performance import QueuePerformance
from casekit.models.validate import number, whole

MOST_AGENTS = 1_000_000  # larger than any real team, small enough to answer in a blink

NEVER_KEEPS_UP = QueuePerformance(
    probability_of_wait=1.0,
    service_level=0.0,
    mean_wait_s=math.inf,
    occupancy=1.0,
    mean_queue_length=math.inf,
)


def team_size(agents: int) -> int:
    """Return `agents` if it is a team that the models accept."""
    return whole("agents", agents, 1, MOST_AGENTS)


def offered_load(calls_per_hour: float, handle_time_s: float) -> float:
    """Return the load in erlangs: how many agents the calls would keep busy if nobody ever waited."""
    calls = number("calls_per_hour", calls_per_hour, low=0)
    handle_time = number("handle_time_s", handle_time_s, above=0)
    return number("load (calls_per_hour * handle_time_s / 3600)", calls * handle_time / 3600, low=0)


def loss(agents: int, load: float) -> tuple[float, float]:
    """Return the shares of callers that a team without a queue turns away and answers (Erlang B).

    Up to the load, each step of the recursion shrinks an error in its start by k / load. It may therefore
    start at the rough guess 1 - k / load eight standard deviations of the load lower: what is left of the
    guess's error is below rounding.
    """
    start = max(0, int(min(agents, load) - 8 * math.sqrt(load)))
    blocked, pressure = 1 - start / load if start else 1.0, load
    for k in range(start + 1, agents + 1):
        pressure = load * blocked
        blocked = pressure / (k + pressure)
    return blocked, agents / (agents + pressure)


def delay(agents: int, load: float, blocked: float) -> float:
    """Return the share of callers who wait (Erlang C), given Erlang B for the same team and load."""
    if load >= agents:
        return 1.0
    return min(1.0, agents * blocked / (agents - load + load * blocked))


def patient_queue(
    agents: int, load: float, blocked: float, handle_time: float, threshold: float
) -> QueuePerformance:
    """Return the figures of a queue whose callers all wait (Erlang C), given Erlang B for the same load."""
    if load >= agents:
        return NEVER_KEEPS_UP
    waits = delay(agents, load, blocked)
    spare = agents - load
    return QueuePerformance(
        probability_of_wait=waits,
        service_level=1 - waits * math.exp(-spare * (threshold / handle_time)),
        mean_wait_s=waits * handle_time / spare,
        occupancy=load / agents,
        mean_queue_length=waits * load / spare,
    )
