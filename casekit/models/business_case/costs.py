"""What an absence costs: what is paid because of it, and nothing that is paid anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import number

if TYPE_CHECKING:
    from casekit.models.business_case.case import BusinessCase


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to live through the days away, over a year.

    Attributes
    ----------
    backfill_hours_per_year
        Hours covered in overtime.
    shortfall_days_per_year
        Days on which the target is missed because of the absence.
    cost_of_absence
        In money: backfill, penalties and training.
    """

    backfill_hours_per_year: float
    shortfall_days_per_year: int
    cost_of_absence: float


def absence_cost(
    backfill_hours: float,
    overtime_rate: float,
    shortfall_days: float = 0,
    penalty_per_day: float = 0.0,
    training_hours: float = 0,
    wage: float = 0.0,
) -> float:
    """Return what an absence adds to the bill.

    The wage of the absent person is no part of it: it is paid whether they answer calls or not.

    Parameters
    ----------
    backfill_hours, overtime_rate
        Hours that others cover, and the price of one.
    shortfall_days, penalty_per_day
        Days on which the service is missed because of the absence, and what each costs.
    training_hours, wage
        Hours in which colleagues learn to cover, and the price of one.

    Returns
    -------
    float
        In the money of the prices: the three products, summed.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    Two days of eight hours, backfilled at one and a half times 20 an hour:

    >>> absence_cost(backfill_hours=16, overtime_rate=30)
    480.0
    """
    backfill = number("backfill_hours", backfill_hours, low=0) * number("overtime_rate", overtime_rate, low=0)
    penalties = number("shortfall_days", shortfall_days, low=0) * number(
        "penalty_per_day", penalty_per_day, low=0
    )
    training = number("training_hours", training_hours, low=0) * number("wage", wage, low=0)
    return backfill + penalties + training


def plan(case: BusinessCase, backfill_hours: float, shortfall_days: int = 0) -> Plan:
    """Return the plan with these hours of backfill, priced as in the case."""
    return Plan(backfill_hours, shortfall_days, priced(case, backfill_hours, shortfall_days))


def priced(case: BusinessCase, backfill_hours: float, shortfall_days: int, rate_factor: float = 1.0) -> float:
    """Return the cost of absence when overtime costs `rate_factor` times what the case says."""
    return absence_cost(
        backfill_hours=backfill_hours,
        overtime_rate=case.overtime_rate * rate_factor,
        shortfall_days=shortfall_days,
        penalty_per_day=case.penalty_per_day,
        training_hours=case.training_hours,
        wage=case.wage,
    )
