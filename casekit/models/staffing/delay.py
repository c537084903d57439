"""Erlang C: callers who find every agent busy wait, for ever if need be.

The claim: with random arrivals and exponential handling times, one probability (of waiting at all) gives the
service level, the mean wait and the queue (Erlang 1917, in English: Post Office Electrical Engineers' Journal
10, 1918, 189-197). It stops being true where callers hang up: it then makes short-handed days look worse than
they are, and at or beyond capacity it has no steady state at all.
"""

from casekit.models.staffing._formulas import delay, loss, offered_load, patient_queue, team_size
from casekit.models.staffing.performance import QueuePerformance
from casekit.models.validate import number


def erlang_c(agents: int, load: float) -> float:
    """Return the share of callers who have to wait when nobody hangs up.

    Parameters
    ----------
    agents
        Agents on the phones, 1 to 1,000,000.
    load
        Offered load in erlangs, 0 or more. At or above `agents` the queue never empties: the answer is 1.

    Returns
    -------
    float
        A share between 0 and 1.

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    The published figure: documentation of the Python package call-center-tools 1.0.0.

    >>> round(erlang_c(agents=132, load=123), 10)
    0.3211161793
    """
    team, erlangs = team_size(agents), number("load", load, low=0)
    return delay(team, erlangs, loss(team, erlangs)[0])


def erlang_c_queue(
    calls_per_hour: float, handle_time_s: float, agents: int, threshold_s: float = 20.0
) -> QueuePerformance:
    """Return the figures of a queue in which every caller waits until answered.

    Parameters
    ----------
    calls_per_hour
        Mean arrivals per hour, 0 or more.
    handle_time_s
        Mean time an agent is busy with a call, after-call work included, in seconds, above 0.
    agents
        Agents on the phones, 1 to 1,000,000.
    threshold_s
        An answer within this many seconds counts for the service level, 0 or more.

    Returns
    -------
    QueuePerformance
        Abandonment and blocking are 0. When the load reaches the number of agents the queue grows without
        end, and the figures say so: probability of wait 1, service level 0, occupancy 1, mean wait and mean
        queue length infinite.

    Raises
    ------
    ValueError
        For an argument outside these ranges, or a load that no float can hold.

    Notes
    -----
    The published figures: 100 calls in half an hour, three minutes each, 14 agents (README of the Python
    package pyworkforce).

    >>> queue = erlang_c_queue(calls_per_hour=200, handle_time_s=180, agents=14, threshold_s=20)
    >>> round(queue.probability_of_wait, 12), round(queue.service_level, 12)
    (0.174131933595, 0.888350019179)
    """
    load, handle_time = offered_load(calls_per_hour, handle_time_s), float(handle_time_s)
    team, threshold = team_size(agents), number("threshold_s", threshold_s, low=0)
    return patient_queue(team, load, loss(team, load)[0], handle_time, threshold)
