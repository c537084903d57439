"""The decision: everything that the one-page memo prints."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from casekit import assumptions
from casekit.models.business_case.case import BusinessCase
from casekit.models.business_case.costs import Plan, plan, priced
from casekit.models.business_case.service import Service, meets, service
from casekit.models.business_case.verdict import Verdict, verdict
from casekit.models.retention import RetentionCase, Simulation, TornadoBar, Weighing, simulate, tornado, weigh
from casekit.models.validate import record

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWS = 10_000
SEED = 20120831

_STAYING = assumptions.retention

RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        name: (getattr(_STAYING, name).low, getattr(_STAYING, name).high)
        for name in (
            "annual_hazard",
            "hazard_ratio_if_granted",
            "hazard_ratio_if_refused",
            "relative_cost_of_a_quit",
        )
    }
    | {
        "overtime_rate_factor": (
            _STAYING.overtime_rate.low / _STAYING.overtime_rate.value,
            _STAYING.overtime_rate.high / _STAYING.overtime_rate.value,
        )
    }
)
"""The kit's ranges, low and high; a case whose own value lies outside stretches them.

The overtime rate varies by the same share either way as its default does, so that a dearer hour is dearer in
every draw.
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the numbers say about a request.

    Attributes
    ----------
    without_abandonment, with_abandonment
        The service by Erlang C and by Erlang A; the case's `queue` says which one decides.
    as_asked
        The plan of the case, with the days on which it misses the target.
    judged
        The plan that the rest is about. It is the plan as asked where the target holds; where it holds on
        conditions only, the cheaper of them: lighter days if they are enough, else the least backfill.
    retention
        What granting is worth under that plan, at the most likely values.
    tornado
        What would change the answer: each uncertain input alone, the widest swing first.
    simulation
        The net benefit with all inputs uncertain: chance above 0, median, 5th and 95th percentile.
    backfill_hours_retention_pays
        Hours of backfill a year up to which granting pays at the most likely values.
    verdict
        The row of :data:`~casekit.models.business_case.VERDICT_TABLE`.
    """

    without_abandonment: Service
    with_abandonment: Service
    as_asked: Plan
    judged: Plan
    retention: Weighing
    tornado: tuple[TornadoBar, ...]
    simulation: Simulation
    backfill_hours_retention_pays: float
    verdict: Verdict


def decide(case: BusinessCase) -> Decision:
    """Weigh a request: the service first, then its worth, then the published table.

    Parameters
    ----------
    case
        The request; every field is described at :class:`BusinessCase`.

    Returns
    -------
    Decision
        Everything the one-page memo prints. Equal cases give equal decisions: the draws are seeded.

    Raises
    ------
    ValueError
        If `case` is no BusinessCase.

    The worked case: fully backfilled, a pilot once; once a quarter, not for retention's sake.

    >>> decide(BusinessCase()).verdict.answer
    'pilot'
    >>> decide(BusinessCase(occasions_per_year=4)).verdict.answer
    'not on retention alone'
    """
    record("case", case, BusinessCase)
    patient, impatient = service(case, "erlang_c"), service(case, "erlang_a")
    chosen = patient if case.queue == "erlang_c" else impatient
    state = _state(case, chosen)
    asked = plan(case, case.backfill_share * case.hours_away_per_year, _shortfall_days(case, chosen))
    judged = _judged(case, chosen, state, asked)
    request = _retention_case(case, judged)
    ranges = _ranges(case, judged)
    outcome, simulation = weigh(request), simulate(request, ranges, DRAWS, SEED)
    return Decision(
        without_abandonment=patient,
        with_abandonment=impatient,
        as_asked=asked,
        judged=judged,
        retention=outcome,
        tornado=tornado(request, ranges),
        simulation=simulation,
        backfill_hours_retention_pays=_hours_paid(case, outcome.gross_benefit),
        verdict=verdict(state, simulation.probability_positive),
    )


def _state(case: BusinessCase, chosen: Service) -> str:
    if meets(case, chosen.over_horizon):
        return "as asked"
    helped = meets(case, chosen.over_horizon_on_lighter_days) or meets(case, chosen.full)
    return "on conditions" if helped else "not"


def _shortfall_days(case: BusinessCase, chosen: Service) -> int:
    """Return the days a year missed because of the absence, not those that full strength misses too."""
    caused = meets(case, chosen.full) and not meets(case, chosen.over_horizon)
    return case.days_away_per_year if caused else 0


def _judged(case: BusinessCase, chosen: Service, state: str, asked: Plan) -> Plan:
    if state != "on conditions":
        return asked
    if meets(case, chosen.over_horizon_on_lighter_days):
        return plan(case, asked.backfill_hours_per_year)
    return plan(case, chosen.least_backfill_hours_per_year)


def _retention_case(case: BusinessCase, judged: Plan) -> RetentionCase:
    return RetentionCase(
        annual_hazard=case.annual_hazard,
        years=case.years_acted_on,
        hazard_ratio_if_granted=case.hazard_ratio_if_granted,
        hazard_ratio_if_refused=case.hazard_ratio_if_refused,
        cost_of_a_quit=case.salary * case.relative_cost_of_a_quit,
        cost_of_absence=judged.cost_of_absence,
        benefit=case.benefit,
    )


def _ranges(case: BusinessCase, judged: Plan) -> dict[str, tuple[float, float]]:
    names = ("annual_hazard", "hazard_ratio_if_granted", "hazard_ratio_if_refused")
    ranges = {name: _around(getattr(case, name), RANGES[name]) for name in names}
    low, high = _around(case.relative_cost_of_a_quit, RANGES["relative_cost_of_a_quit"])
    ranges["cost_of_a_quit"] = (case.salary * low, case.salary * high)
    hours, days = judged.backfill_hours_per_year, judged.shortfall_days_per_year
    low, high = (priced(case, hours, days, factor) for factor in RANGES["overtime_rate_factor"])
    ranges["cost_of_absence"] = (low, high)
    return ranges


def _around(value: float, ends: tuple[float, float]) -> tuple[float, float]:
    return min(value, ends[0]), max(value, ends[1])


def _hours_paid(case: BusinessCase, gross_benefit: float) -> float:
    left = max(0.0, gross_benefit - priced(case, 0, 0))
    return left / case.overtime_rate if case.overtime_rate else math.inf
