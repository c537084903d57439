"""Business case: the verdict on a request to be away for two days, once or once a quarter.

The model claims that two questions decide, in this order: does the service the manager answers for still hold
(:mod:`casekit.models.staffing`), and is a grant worth what it then costs (:mod:`casekit.models.retention`)?
The cost of absence comes from the first answer (backfill, training, a penalty for missed service), never from
the wage, which is paid anyway. One published table, :data:`VERDICT_TABLE`, turns both answers into a verdict.

The table and its two limits are this kit's own convention, not research; what may be judged by the day and
what over a period is the agreement's choice (Baron and Milner, 2009, doi:10.1287/opre.1080.0585). It stops
being true where the absent person is no average agent, where ordinary absence falls on the same days, where
single days scatter (a day that holds on average still misses its target now and then), and where the request
is carried by something that has no price here: resilience, fairness, a next step.
"""

from casekit.models.business_case.case import BusinessCase
from casekit.models.business_case.costs import Plan, absence_cost
from casekit.models.business_case.decision import DRAWS, RANGES, SEED, Decision, decide
from casekit.models.business_case.service import Service
from casekit.models.business_case.verdict import NOT_WORTH_IT, VERDICT_TABLE, WORTH_IT, Verdict

__all__ = [
    "DRAWS",
    "NOT_WORTH_IT",
    "RANGES",
    "SEED",
    "VERDICT_TABLE",
    "WORTH_IT",
    "BusinessCase",
    "Decision",
    "Plan",
    "Service",
    "Verdict",
    "absence_cost",
    "decide",
]
