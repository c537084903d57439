"""What granting is worth against refusing, at the most likely values."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from casekit.models.retention.rates import chance_of_leaving
from casekit.models.validate import number, record


@dataclass(frozen=True, slots=True)
class RetentionCase:
    """One request, and what its answer may change.

    Attributes
    ----------
    annual_hazard
        Voluntary resignations per person and year, without this request (0.20: after a year 18 of 100 have
        left).
    years
        How long the answer acts, in years: 1 for the whole year, 0.25 for the quarter of one occasion.
    hazard_ratio_if_granted, hazard_ratio_if_refused
        What the answer multiplies the annual hazard by, both relative to no request at all.
    cost_of_a_quit
        Cost of one resignation, in money; above 0.
    cost_of_absence
        What the granted time costs within `years`, in money: backfill, shortfall and training, not the wage.
    benefit
        What the granted time brings besides retention within `years`, in money.

    Raises
    ------
    ValueError
        If a field is not a finite number in its range.
    """

    annual_hazard: float
    years: float
    hazard_ratio_if_granted: float
    hazard_ratio_if_refused: float
    cost_of_a_quit: float
    cost_of_absence: float
    benefit: float = 0.0

    def __post_init__(self) -> None:
        for name in FIELDS:
            if name == "cost_of_a_quit":
                number(name, self.cost_of_a_quit, above=0)
            else:
                number(name, getattr(self, name), low=0)


FIELDS = tuple(entry.name for entry in fields(RetentionCase))


@dataclass(frozen=True, slots=True)
class Weighing:
    """What granting is worth against refusing, in the money of the case.

    Attributes
    ----------
    quit_probability_if_granted, quit_probability_if_refused
        Chance of a resignation within the case's years.
    gross_benefit
        Benefit of granting before the cost of absence.
    net_benefit
        `gross_benefit` less the cost of absence: above 0, granting pays.
    break_even_probability
        The fall in the chance of a resignation at which granting just pays (below 0: it pays without any).
    break_even_hazard_ratio
        The hazard ratio of a refusal at which granting just pays, relative to no request (divide by the ratio
        if granted to compare the two answers). 0 when granting pays at any ratio; infinite when it pays at
        none, since even a certain resignation would not be dear enough.
    """

    quit_probability_if_granted: float
    quit_probability_if_refused: float
    gross_benefit: float
    net_benefit: float
    break_even_probability: float
    break_even_hazard_ratio: float


def weigh(case: RetentionCase) -> Weighing:
    """Compare granting with refusing, and say where the two are even.

    Parameters
    ----------
    case
        The request; every field is described at :class:`RetentionCase`.

    Returns
    -------
    Weighing
        Chances, benefits in the money of the case, and the break-even points.

    Raises
    ------
    ValueError
        If `case` is no RetentionCase.

    One absence of 16 hours, backfilled at 30 an hour, with a fifth of 41,600 as the cost of a resignation:

    >>> result = weigh(RetentionCase(0.20, 1, 1.0, 2.0, cost_of_a_quit=8_320, cost_of_absence=480))
    >>> round(result.gross_benefit, 2), round(result.net_benefit, 2), round(result.break_even_hazard_ratio, 4)
    (1234.78, 754.78, 1.3654)
    """
    record("case", case, RetentionCase)
    granted, refused, gross, net = outcome(**{name: getattr(case, name) for name in FIELDS})
    needed = (case.cost_of_absence - case.benefit) / case.cost_of_a_quit
    return Weighing(
        quit_probability_if_granted=granted,
        quit_probability_if_refused=refused,
        gross_benefit=gross,
        net_benefit=net,
        break_even_probability=needed,
        break_even_hazard_ratio=_hazard_ratio(granted + needed, case.annual_hazard * case.years),
    )


def outcome(
    annual_hazard: float,
    years: float,
    hazard_ratio_if_granted: float,
    hazard_ratio_if_refused: float,
    cost_of_a_quit: float,
    cost_of_absence: float,
    benefit: float,
) -> tuple[float, float, float, float]:
    """Return the chances if granted and if refused, the gross and the net benefit."""
    granted = chance_of_leaving(annual_hazard, years, hazard_ratio_if_granted)
    refused = chance_of_leaving(annual_hazard, years, hazard_ratio_if_refused)
    gross = benefit + (refused - granted) * cost_of_a_quit
    return granted, refused, gross, gross - cost_of_absence


def _hazard_ratio(probability_of_a_quit: float, exposure: float) -> float:
    if probability_of_a_quit <= 0:
        return 0.0
    if probability_of_a_quit >= 1 or exposure == 0:
        return math.inf
    return -math.log1p(-probability_of_a_quit) / exposure
