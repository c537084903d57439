"""How many callers wait, how long, and what one absent colleague changes.

The claim: when calls arrive independently of one another, take varying times and are answered by
interchangeable agents in order of arrival, the waiting follows from the calls per hour, the handling time and
the number of agents alone. Erlang's two formulas (1917) cover callers who hang up at once when all agents are
busy (B) and callers who wait for ever (C); Palm's (1957) covers those whose patience runs out (A). Surveys:
Gans, Koole & Mandelbaum 2003, doi:10.1287/msom.5.2.79.16071; Garnett, Mandelbaum & Reiman 2002,
doi:10.1287/msom.4.3.208.7753.

Where it stops being true: rates that move within the hour, callers who ring again, agents of unequal speed or
skill, and handling times that stretch when the queue is long. All figures are averages over a long time at
steady rates; a single day scatters around them. Units: calls per hour, seconds, and erlangs for the load
(the number of agents that the calls would keep busy if nobody ever waited).
"""

from casekit.models.staffing.abandonment import erlang_a_queue
from casekit.models.staffing.delay import erlang_c, erlang_c_queue
from casekit.models.staffing.finite import finite_queue
from casekit.models.staffing.loss import erlang_b, max_load_erlang_b
from casekit.models.staffing.performance import QueuePerformance
from casekit.models.staffing.period import period_service_level, short_days_affordable
from casekit.models.staffing.sizing import Headcount, agents_needed, max_calls_per_hour

__all__ = [
    "Headcount",
    "QueuePerformance",
    "agents_needed",
    "erlang_a_queue",
    "erlang_b",
    "erlang_c",
    "erlang_c_queue",
    "finite_queue",
    "max_calls_per_hour",
    "max_load_erlang_b",
    "period_service_level",
    "short_days_affordable",
]
