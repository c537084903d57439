"""Is performance skill times will, or their sum? What each explains, and what their product adds.

The old formula makes one worthless without the other. In Van Iddekinge, Aguinis, Mackey and DeOrtentiis (2018,
Journal of Management, doi:10.1177/0149206317702220) adding them did about 91 % of the explaining. The comparison
stops being fair where either is measured with much error, which shrinks a product more than a sum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 1e9  # beyond any scale, and far from overflow
_FEWEST = 5
"""People: one more than the numbers fitted, or the product would explain everything."""
_NOTHING_NEW = 1e-9
"""Share of a cause's spread below which it says nothing that the causes before it have not said."""


@dataclass(frozen=True, slots=True)
class SkillAndWill:
    """How much of the variation in performance is explained (R squared), 0 to 1.

    Attributes
    ----------
    skill_alone, will_alone
        By one of them.
    added
        By both, added with the weights that fit best (least squares).
    with_product
        By both and their product.
    """

    skill_alone: float
    will_alone: float
    added: float
    with_product: float

    @property
    def product_adds(self) -> float:
        """What the product explains that the sum does not."""
        return self.with_product - self.added


def skill_and_will(
    performance: Sequence[float], skill: Sequence[float], will: Sequence[float]
) -> SkillAndWill:
    """Return what skill, will, their sum and their product explain of a performance.

    Parameters
    ----------
    performance
        One figure for each person, in any unit.
    skill, will
        What each person can do and wants to do, in any units.

    Raises
    ------
    ValueError
        If the lists differ in length, hold fewer than five people or anything but finite numbers, or all
        performances are the same.

    If performance *is* the product, the sum still explains two thirds of it among people of whom a quarter have
    both, a quarter neither, and the others one:

    >>> found = skill_and_will([0, 0, 0, 1] * 2, skill=[0, 0, 1, 1] * 2, will=[0, 1, 0, 1] * 2)
    >>> round(found.added, 4), round(found.with_product, 4)
    (0.6667, 1.0)
    """
    outcome = _centred("performance", performance)
    if not any(outcome):
        raise ValueError("performance must differ between people, but it is the same for all")
    can, wants = (_centred(name, v, len(outcome)) for name, v in (("skill", skill), ("will", will)))
    both = [a * b for a, b in zip(can, wants, strict=True)]
    return SkillAndWill(
        skill_alone=_explained(outcome, [can]),
        will_alone=_explained(outcome, [wants]),
        added=_explained(outcome, [can, wants]),
        with_product=_explained(outcome, [can, wants, _less_mean(both)]),
    )


def _centred(name: str, values: Sequence[float], length: int | None = None) -> list[float]:
    """Return the values as distances from their mean, the largest 1: shares explained know no unit."""
    checked = numbers(name, values, -_MOST, _MOST, length=length, at_least=_FEWEST)
    if max(checked) == min(checked):
        return [0.0] * len(checked)
    distances = _less_mean(checked)
    largest = max(map(abs, distances))
    return [distance / largest for distance in distances]


def _less_mean(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def _explained(outcome: Sequence[float], causes: Sequence[Sequence[float]]) -> float:
    """Return R squared: how much of the outcome lies along the causes, each made perpendicular to those before."""
    directions: list[list[float]] = []
    for cause in causes:
        rest = list(cause)
        for direction in directions * 2:  # the second round removes what rounding left
            rest = _minus(rest, direction, _dot(rest, direction))
        length = math.sqrt(_dot(rest, rest))
        if length > _NOTHING_NEW * math.sqrt(_dot(cause, cause)):
            directions.append([value / length for value in rest])
    share = math.fsum(_dot(outcome, direction) ** 2 for direction in directions) / _dot(outcome, outcome)
    return min(1.0, share)


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return math.fsum(x * y for x, y in zip(a, b, strict=True))


def _minus(values: Sequence[float], direction: Sequence[float], times: float) -> list[float]:
    return [value - times * along for value, along in zip(values, direction, strict=True)]
