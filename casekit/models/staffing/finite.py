"""The queue with a limited number of waiting places (M/M/s/K): callers beyond it meet an engaged tone.

The claim: between Erlang B (no waiting place) and Erlang C (no limit) lies one family; each place turns some
engaged tones into waits (Gross & Harris, Fundamentals of Queueing Theory, on truncated queues; edition and
page unverified). It stops being true where callers hang up while they wait, or ring again after the tone.
"""

import math
from itertools import accumulate

from casekit.models.staffing._formulas import loss, offered_load, team_size
from casekit.models.staffing.performance import QueuePerformance
from casekit.models.validate import number, whole

_MOST_PLACES = 1_000_000


def finite_queue(
    calls_per_hour: float,
    handle_time_s: float,
    agents: int,
    waiting_places: int,
    threshold_s: float = 20.0,
) -> QueuePerformance:
    """Return the figures of a queue that turns callers away when its waiting places are taken.

    Parameters
    ----------
    calls_per_hour
        Mean arrivals per hour, 0 or more; overload is allowed.
    handle_time_s
        Mean time an agent is busy with a call, after-call work included, in seconds, above 0.
    agents
        Agents on the phones, 1 to 1,000,000.
    waiting_places
        Callers who can wait at once, 0 to 1,000,000: lines (K) less agents (s).
    threshold_s
        An answer within this many seconds counts for the service level, 0 or more.

    Returns
    -------
    QueuePerformance
        `blocking` is the share of all callers turned away; `service_level` counts them as not answered.
        `probability_of_wait` is the share of all callers who join the queue, `mean_wait_s` the mean over
        callers let in. Abandonment is 0.

    Raises
    ------
    ValueError
        For an argument outside these ranges, or a load that no float can hold.

    Notes
    -----
    The published figures: an inspection station of three stalls with room for four more cars, one arriving
    every minute, six minutes each, has 3.09 waiting and turns away 30.3 an hour (Gross & Harris, from memory:
    citation unverified; the figures recomputed from the chain's eight states).

    >>> station = finite_queue(calls_per_hour=60, handle_time_s=360, agents=3, waiting_places=4)
    >>> round(station.mean_queue_length, 2), round(60 * station.blocking, 1)
    (3.09, 30.3)
    """
    load, handle_time = offered_load(calls_per_hour, handle_time_s), float(handle_time_s)
    team, threshold = team_size(agents), number("threshold_s", threshold_s, low=0)
    places = whole("waiting_places", waiting_places, 0, _MOST_PLACES)
    no_wait, *taken = _shares(team, load, places)
    blocking = taken.pop()
    busy = load * (no_wait + math.fsum(taken))
    queue_length = math.fsum(j * share for j, share in enumerate([*taken, blocking]))
    finished = _finished_at_least(team * (threshold / handle_time), places)
    return QueuePerformance(
        probability_of_wait=min(1.0, math.fsum(taken)),
        service_level=min(1.0, no_wait + math.fsum(map(float.__mul__, taken, finished))),
        mean_wait_s=queue_length * handle_time / busy if queue_length else 0.0,
        occupancy=min(1.0, busy / team),
        mean_queue_length=queue_length,
        blocking=blocking,
    )


def _shares(agents: int, load: float, places: int) -> list[float]:
    """Return the shares of callers who find an agent free, then all busy and 0, 1, .. places taken."""
    ratio = load / agents
    # Powers of a ratio above 1 are counted down from the fullest state, where they cannot overflow.
    first = -places if ratio > 1 else 0
    blocked, answered = loss(agents, load)
    weights = [answered * ratio**first, *(blocked * ratio ** (first + j) for j in range(places + 1))]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def _finished_at_least(mean: float, most: int) -> list[float]:
    """Return the chances that a Poisson count (calls finished by the threshold) reaches 1, 2, .. `most`."""
    if mean == 0:
        return [0.0] * most
    mean = min(mean, 1e300)
    log_mean = math.log(mean)
    chances = (math.exp(k * log_mean - mean - math.lgamma(k + 1)) for k in range(most))
    return [max(0.0, 1 - fewer) for fewer in accumulate(chances)]
