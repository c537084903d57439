"""Whether the service holds: at full strength, with one away, and over the horizon it is judged by.

Within a short day, hours that are backfilled run at full strength and the others one agent short; the day's
level is their mean, since calls come at the same rate all day. Judged by the day, each short day stands for
itself; judged over a period, it is averaged with the full days around it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.staffing import (
    erlang_a_queue,
    erlang_c_queue,
    max_calls_per_hour,
    period_service_level,
    short_days_affordable,
)

if TYPE_CHECKING:
    from casekit.models.business_case.case import BusinessCase, Queue

ROUNDING = 1e-9  # a plan made to meet the target exactly must not miss it by its last digits


@dataclass(frozen=True, slots=True)
class Service:
    """What callers get, by one of the two queues.

    Attributes
    ----------
    full, short
        Service level with all agents, and with one away and nobody in their place.
    short_day
        Service level of a day away, with the case's share of backfill.
    period
        Mean service level of the case's period, its days away included.
    over_horizon
        The one the target is judged by: `short_day` or `period`.
    over_horizon_on_lighter_days
        The same, if the days away are moved to the case's lighter days.
    least_backfill_hours_per_day, least_backfill_hours_per_year
        Backfill that just meets the target over the horizon, for each day away and for all of a year;
        infinite if full strength misses it too.
    most_calls_per_hour_when_short
        Load up to which one agent fewer meets the target without any backfill.
    """

    full: float
    short: float
    short_day: float
    period: float
    over_horizon: float
    over_horizon_on_lighter_days: float
    least_backfill_hours_per_day: float
    least_backfill_hours_per_year: float
    most_calls_per_hour_when_short: float


def service(case: BusinessCase, queue: Queue) -> Service:
    """Return what callers get with and without the person asking, by the given queue."""
    full, short = _levels(case, queue, case.calls_per_hour)
    short_day = _mixed(case, full, short)
    lighter_day = _mixed(case, *_levels(case, queue, case.calls_per_hour * case.lighter_day_share))
    days, short_days = (1, 1) if case.horizon == "day" else (case.days_in_horizon, case.short_days_in_period)
    share = _least_backfill_share(days, short_days, case.service_level_target, full, short)
    return Service(
        full=full,
        short=short,
        short_day=short_day,
        period=period_service_level(case.days_in_horizon, case.short_days_in_period, full, short_day),
        over_horizon=period_service_level(days, short_days, full, short_day),
        over_horizon_on_lighter_days=period_service_level(days, short_days, full, lighter_day),
        least_backfill_hours_per_day=share * case.hours_per_day,
        least_backfill_hours_per_year=share * case.hours_away_per_year,
        most_calls_per_hour_when_short=max_calls_per_hour(
            case.agents - 1,
            case.handle_time_s,
            service_level=case.service_level_target,
            threshold_s=case.threshold_s,
            patience_s=math.inf if queue == "erlang_c" else case.patience_s,
        ),
    )


def meets(case: BusinessCase, level: float) -> bool:
    """Return whether a service level meets the case's target."""
    return level >= case.service_level_target - ROUNDING


def _levels(case: BusinessCase, queue: Queue, calls_per_hour: float) -> tuple[float, float]:
    full, short = (
        erlang_c_queue(calls_per_hour, case.handle_time_s, agents, case.threshold_s)
        if queue == "erlang_c"
        else erlang_a_queue(calls_per_hour, case.handle_time_s, case.patience_s, agents, case.threshold_s)
        for agents in (case.agents, case.agents - 1)
    )
    # Very good service can differ in the last digit only, in either direction.
    return full.service_level, min(short.service_level, full.service_level)


def _mixed(case: BusinessCase, full: float, short: float) -> float:
    return period_service_level(1, 1 - case.backfill_share, full, short)


def _least_backfill_share(days: int, short_days: int, target: float, full: float, short: float) -> float:
    if full < target - ROUNDING:
        return math.inf
    return max(0.0, 1 - short_days_affordable(days, target, full, short) / short_days)
