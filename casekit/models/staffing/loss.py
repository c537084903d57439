"""Erlang B: callers who find every agent busy are lost at once.

The claim: the share lost depends on the load and the number of agents only, whatever the shape of the
handling times (Erlang 1917, in English: Post Office Electrical Engineers' Journal 10, 1918, 189-197).
It stops being true where callers wait, or ring again within minutes.
"""

import math

from casekit.models.staffing._formulas import loss, team_size
from casekit.models.validate import number, probability


def erlang_b(agents: int, load: float) -> float:
    """Return the share of callers turned away by a team that has no queue.

    Parameters
    ----------
    agents
        Agents on the phones, 1 to 1,000,000.
    load
        Offered load in erlangs, 0 or more; it may exceed `agents`.

    Returns
    -------
    float
        A share between 0 and 1; 0 without calls, towards 1 as the load grows.

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    A load of 123 erlangs on 132 agents gives 0.0312. The documentation of the Python package
    call-center-tools 1.0.0 prints 0.0346 for it; the package's own function returns the value below.

    >>> round(erlang_b(agents=132, load=123), 7)
    0.0312428
    """
    return loss(team_size(agents), number("load", load, low=0))[0]


def max_load_erlang_b(agents: int, blocking: float) -> float:
    """Return the largest load at which a team without a queue turns away no more than a given share.

    Parameters
    ----------
    agents
        Agents on the phones, 1 to 1,000,000.
    blocking
        Accepted share of callers turned away, 0 to 1.

    Returns
    -------
    float
        Load in erlangs: 0 for a share of 0, infinite for a share of 1 (no load turns everybody away).

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    The published figure: fifteen lines at one lost call in a hundred carry 8.108 erlangs (manual of the
    Erlang calculator at erlang.com, "How much traffic can a trunk group handle").

    >>> round(max_load_erlang_b(agents=15, blocking=0.01), 3)
    8.108
    """
    team, accepted = team_size(agents), probability("blocking", blocking)
    if accepted in (0.0, 1.0):
        return math.inf if accepted else 0.0
    # No team answers more than `agents` erlangs, so a larger load than this must lose more than accepted.
    low, high = 0.0, team / (1 - accepted)
    while low < (middle := low + (high - low) / 2) < high:
        if loss(team, middle)[0] <= accepted:
            low = middle
        else:
            high = middle
    return low
