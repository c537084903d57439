"""Erlang A: callers wait until they are answered or their patience runs out.

The claim: adding one number, the mean patience, to Erlang C makes it usable at and beyond capacity, because
those who hang up relieve those who stay (Palm 1957, Tele 1, unverified; Garnett, Mandelbaum & Reiman 2002,
doi:10.1287/msom.4.3.208.7753). It stops being true where callers who hung up ring again, where announcements
change patience while they wait, or where patience is far from exponential.
"""

import math

from casekit.models.staffing._formulas import loss, offered_load, patient_queue, team_size
from casekit.models.staffing._waiting import waiting
from casekit.models.staffing.performance import QueuePerformance
from casekit.models.validate import number


def erlang_a_queue(
    calls_per_hour: float,
    handle_time_s: float,
    patience_s: float,
    agents: int,
    threshold_s: float = 20.0,
) -> QueuePerformance:
    """Return the figures of a queue whose callers hang up when their patience runs out.

    Parameters
    ----------
    calls_per_hour
        Mean arrivals per hour, 0 or more; overload is allowed.
    handle_time_s
        Mean time an agent is busy with a call, after-call work included, in seconds, above 0.
    patience_s
        Mean time a caller would wait before hanging up, in seconds: 0 (nobody waits: Erlang B) to infinity
        (everybody waits: Erlang C). It is longer than the mean wait of those seen to hang up.
    agents
        Agents on the phones, 1 to 1,000,000.
    threshold_s
        An answer within this many seconds counts for the service level, 0 or more.

    Returns
    -------
    QueuePerformance
        Two definitions matter, since others are in use. `mean_wait_s` is the mean over **all callers**,
        served or not, up to the answer or the hanging up; the mean over the served alone differs.
        `service_level` is callers answered within the threshold over **all callers offered**, so that one who
        hangs up counts against it however early; divided by 1 - `abandonment` it is the service level per
        answered call, which is higher. `probability_of_wait` counts all who find every agent busy.

    Raises
    ------
    ValueError
        For an argument outside these ranges, or a load that no float can hold.

    Notes
    -----
    The published figures: 100 calls in half an hour, three minutes each, patience of five minutes, 14 agents
    (tests of the Python package pyworkforce, not in its release 0.5.1).

    >>> queue = erlang_a_queue(200, handle_time_s=180, patience_s=300, agents=14, threshold_s=20)
    >>> round(queue.probability_of_wait, 5), round(queue.abandonment, 6), round(queue.service_level, 6)
    (0.14526, 0.013984, 0.916792)
    """
    load, handle_time = offered_load(calls_per_hour, handle_time_s), float(handle_time_s)
    patience = number("patience_s", patience_s, low=0, infinite=True)
    team, threshold = team_size(agents), number("threshold_s", threshold_s, low=0)
    blocked, answered = loss(team, load)
    calls_per_patience = float(calls_per_hour) / 3600 * patience
    relief_per_patience = team / handle_time * patience
    if math.isinf(patience) or math.isinf(calls_per_patience + relief_per_patience):
        return patient_queue(team, load, blocked, handle_time, threshold)
    wait = waiting(calls_per_patience, relief_per_patience, threshold / patience if patience else math.inf)
    no_wait = answered * wait.inverse_weight
    waits, no_wait = blocked / (blocked + no_wait), no_wait / (blocked + no_wait)
    abandonment = min(1.0, waits * wait.lost)
    return QueuePerformance(
        probability_of_wait=waits,
        service_level=max(0.0, 1 - abandonment - waits * wait.served_late),
        mean_wait_s=patience * abandonment,
        occupancy=min(1.0, load / team * (no_wait + waits * wait.served)),
        mean_queue_length=calls_per_patience * abandonment,
        abandonment=abandonment,
    )
