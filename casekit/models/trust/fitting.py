"""Which forgetting and which asymmetry explain a series of ratings, and how many others would do as well."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from casekit.models.trust.record import MOST, by_period, checked_events
from casekit.models.validate import numbers, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FITTED = 2
"""Numbers that the ratings are asked to give: forgetting and asymmetry."""
REJECT_AT = 0.05


@dataclass(frozen=True, slots=True)
class Fit:
    """The pair of forgetting and asymmetry whose trust lies nearest to the ratings, and how firm that is.

    Attributes
    ----------
    forgetting, asymmetry
        The best pair of those tried.
    miss
        How far its trust lies from the ratings (root mean square).
    trust
        Its trust at the end of each period.
    forgetting_range, asymmetry_range
        Lowest and highest values among the pairs tried that the ratings leave open at the 5 % level. A range
        that reaches the end of what was tried may go on beyond it.
    misses
        The miss of every pair tried, forgetting first.
    """

    forgetting: float
    asymmetry: float
    miss: float
    trust: tuple[float, ...]
    forgetting_range: tuple[float, float]
    asymmetry_range: tuple[float, float]
    misses: Mapping[tuple[float, float], float]


def fit(
    periods: Sequence[Sequence[int]],
    ratings: Sequence[float],
    forgettings: Sequence[float],
    asymmetries: Sequence[float],
) -> Fit:
    """Return the forgetting and asymmetry, of those given, whose trust comes nearest to the ratings.

    Every pair is tried, with the prior (1, 1). A pair is left open if an F test of two fitted numbers would not
    reject it. The quantile of that test has a closed form: the largest miss left open is the least one times
    .05**(-1/(n - 2)) for n ratings (the joint region of least squares; Beale, 1960, Journal of the Royal
    Statistical Society B 22:41-88, unverified). It supposes that the ratings err independently of one another.

    Parameters
    ----------
    periods
        The promises of each week or month, as :func:`reputation` takes them; a period may have none.
    ratings
        Trust as it was rated at the end of each period, 0 to 1; at least three.
    forgettings, asymmetries
        The values to try.

    Raises
    ------
    ValueError
        If `periods` and `ratings` differ in length, there are fewer than three, nothing is to be tried, or a
        number is out of its range.

    Ratings that forgetting of .9 and an asymmetry of 2 would give are recognised:

    >>> from casekit.models.trust import reputation
    >>> weeks = [[1, 1], [1, 0], [1], [1, 1, 1]]
    >>> ratings = [reputation([e for week in weeks[:n] for e in week], 0.9, 2) for n in (1, 2, 3, 4)]
    >>> found = fit(weeks, ratings, forgettings=[0.8, 0.9, 1], asymmetries=[1, 2, 3])
    >>> found.forgetting, found.asymmetry, round(found.miss, 9)
    (0.9, 2.0, 0.0)
    """
    rated = numbers("ratings", ratings, 0, 1, at_least=3)
    weeks = [
        checked_events(f"periods[{i}]", events, at_least=0)
        for i, events in enumerate(sequence("periods", periods, length=len(rated)))
    ]
    fades = numbers("forgettings", forgettings, 0, 1)
    weights = numbers("asymmetries", asymmetries, high=MOST, above=0)
    misses = {pair: _miss(by_period(weeks, *pair), rated) for pair in product(fades, weights)}
    best = min(misses, key=misses.__getitem__)
    most = misses[best] * REJECT_AT ** (-1 / (len(rated) - FITTED))
    left = [pair for pair, miss in misses.items() if miss <= most]
    return Fit(
        *best,
        miss=misses[best],
        trust=tuple(by_period(weeks, *best)),
        forgetting_range=_ends([fade for fade, _ in left]),
        asymmetry_range=_ends([weight for _, weight in left]),
        misses=misses,
    )


def _miss(trust: Sequence[float], ratings: Sequence[float]) -> float:
    return math.sqrt(sum((t - r) ** 2 for t, r in zip(trust, ratings, strict=True)) / len(ratings))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)
