"""What is asked, of which team, at what price: every input of the decision, with the kit's defaults.

The defaults are the kit's worked case: a team of 11 that meets 80 % in 20 seconds, and misses it with 10; one
occasion of two days, fully backfilled. Sources and ranges are on the page of assumptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from casekit import assumptions
from casekit.models.validate import choice, number, probability, whole

_TEAM, _STAYING, _TIME = assumptions.staffing, assumptions.retention, assumptions.calendar
WORKING_DAYS_A_YEAR = int(_TIME.days_per_week.value * _TIME.weeks_per_year.value)
WORKING_HOURS_A_WEEK = _TIME.days_per_week.value * _TIME.hours_per_day.value

Queue = Literal["erlang_c", "erlang_a"]
Horizon = Literal["day", "period"]
Lasting = Literal["year", "quarter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCase:
    """A request for days away, and everything the answer depends on.

    Attributes
    ----------
    calls_per_hour, handle_time_s, agents
        The team's usual load at full strength: calls an hour, seconds a call, agents on the phones (at least
        2, since one leaves).
    patience_s
        Mean time callers wait before they hang up, in seconds (infinite: they never do).
    service_level_target, threshold_s
        Share of calls to be answered within so many seconds, above 0 and below 1.
    queue
        Which queue the verdict rests on: "erlang_c" (nobody hangs up, the cautious one) or "erlang_a".
    horizon
        Over what the target is judged: "day", each short day by itself, or "period", the mean of all days.
    days_in_horizon
        Working days in that period, 1 to 260 (65 in a quarter).
    days_asked, hours_per_day, occasions_per_year
        Days away each time, working hours in each, and how often a year; at most 260 days a year in all.
    backfill_share
        Share of the hours away that somebody else covers in overtime, within each day, 0 to 1.
    lighter_day_share
        Calls on the lighter days to which the absence could move, as a share of the usual; 1: none is known.
    overtime_rate, wage
        Price of an hour of backfill, and of an hour of training.
    training_hours
        Hours a year in which colleagues learn to cover.
    penalty_per_day
        What a day of service missed because of the absence costs.
    annual_hazard, hazard_ratio_if_granted, hazard_ratio_if_refused
        Resignations a person and year without the request, and what each answer multiplies them by.
    salary, relative_cost_of_a_quit
        What a resignation costs is their product.
    benefit
        What the days bring a year besides retention, in money.
    grant_acts_for
        How long one grant acts on the wish to leave: the whole "year", or the "quarter" of its occasion.

    Raises
    ------
    ValueError
        If a field is out of its range.
    """

    calls_per_hour: float = _TEAM.calls_per_hour.value
    handle_time_s: float = _TEAM.handle_time_s.value
    agents: int = int(_TEAM.agents.value)
    patience_s: float = _TEAM.patience_s.value
    service_level_target: float = _TEAM.service_level.value
    threshold_s: float = _TEAM.threshold_s.value
    queue: Queue = "erlang_c"
    horizon: Horizon = "day"
    days_in_horizon: int = int(_TEAM.days.value)
    days_asked: int = int(_TEAM.short_days.value)
    hours_per_day: float = float(_TIME.hours_per_day.value)
    occasions_per_year: int = 1
    backfill_share: float = 1.0
    lighter_day_share: float = 1.0
    overtime_rate: float = _STAYING.overtime_rate.value
    wage: float = _STAYING.weekly_wage.value / WORKING_HOURS_A_WEEK
    training_hours: float = 0.0
    penalty_per_day: float = 0.0
    annual_hazard: float = _STAYING.annual_hazard.value
    hazard_ratio_if_granted: float = _STAYING.hazard_ratio_if_granted.value
    hazard_ratio_if_refused: float = _STAYING.hazard_ratio_if_refused.value
    salary: float = _STAYING.salary.value
    relative_cost_of_a_quit: float = _STAYING.relative_cost_of_a_quit.value
    benefit: float = _STAYING.benefit.value
    grant_acts_for: Lasting = "year"

    def __post_init__(self) -> None:
        for name in _AT_LEAST_ZERO:
            number(name, getattr(self, name), low=0)
        for name in ("handle_time_s", "salary", "relative_cost_of_a_quit"):
            number(name, getattr(self, name), above=0)
        number("patience_s", self.patience_s, low=0, infinite=True)
        number("service_level_target", self.service_level_target, above=0, below=1)
        number("hours_per_day", self.hours_per_day, high=24, above=0)
        number("lighter_day_share", self.lighter_day_share, high=1, above=0)
        probability("backfill_share", self.backfill_share)
        whole("agents", self.agents, 2, 1_000_000)
        for name in ("days_in_horizon", "days_asked", "occasions_per_year"):
            whole(name, getattr(self, name), 1, WORKING_DAYS_A_YEAR)
        whole("days_asked * occasions_per_year", self.days_away_per_year, 1, WORKING_DAYS_A_YEAR)
        choice("queue", self.queue, get_args(Queue))
        choice("horizon", self.horizon, get_args(Horizon))
        choice("grant_acts_for", self.grant_acts_for, get_args(Lasting))

    @property
    def days_away_per_year(self) -> int:
        """Days away in a year, all occasions together."""
        return self.days_asked * self.occasions_per_year

    @property
    def hours_away_per_year(self) -> float:
        """Hours away in a year, all occasions together."""
        return self.days_away_per_year * self.hours_per_day

    @property
    def short_days_in_period(self) -> int:
        """Days away in the fullest period, its occasions spread evenly over the year."""
        occasions = -(-self.occasions_per_year * self.days_in_horizon // WORKING_DAYS_A_YEAR)
        return min(self.days_in_horizon, occasions * self.days_asked)

    @property
    def years_acted_on(self) -> float:
        """Years for which the granted occasions together act on the wish to leave, at most one."""
        return 1.0 if self.grant_acts_for == "year" else min(1.0, 0.25 * self.occasions_per_year)


_AT_LEAST_ZERO = (
    "calls_per_hour",
    "threshold_s",
    "overtime_rate",
    "wage",
    "training_hours",
    "penalty_per_day",
    "annual_hazard",
    "hazard_ratio_if_granted",
    "hazard_ratio_if_refused",
    "benefit",
)
