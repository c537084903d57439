"""Where a leader's coaching hours do most good, and how often feedback does harm.

The model claims that a person gains quickly at first and then less, as ``1 - exp(-hours / constant)`` of a
ceiling. Hours are best spent where the next one is worth most, until that worth is the same everywhere; the
same sum is solved for search effort by Stone (1975, Theory of Optimal Search, chapter II). Feedback's effects
are taken as normal around the mean of Kluger and DeNisi (1996, Psychological Bulletin,
doi:10.1037/0033-2909.119.2.254). The gain curve and every figure put into it are assumptions. It stops being
true when people learn from each other, when gains fade without upkeep, when hours are worth nothing below a
minimum, or when those who are left out leave.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import number, sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 1e9  # more than any team or year has, and far from overflow
_SHORTEST = 1e-6  # hours: any shorter and dividing by it could overflow


@dataclass(frozen=True, slots=True)
class Tier:
    """People whom coaching helps alike.

    Attributes
    ----------
    people
        How many they are; a part-timer may count as part of one.
    value
        What one point gained is worth, the same unit in every tier.
    ceiling
        The most one person can gain, in points.
    time_constant_h
        Coaching hours after which a person has gained 63 % of that.
    """

    people: float
    value: float
    ceiling: float
    time_constant_h: float

    def __post_init__(self) -> None:
        number("people", self.people, high=_MOST, above=0)
        number("value", self.value, 0, _MOST)
        number("ceiling", self.ceiling, 0, _MOST)
        number("time_constant_h", self.time_constant_h, _SHORTEST, _MOST)


def allocate(tiers: Sequence[Tier], hours: float) -> list[float]:
    """Return the hours per person in each tier that make the total gain largest.

    All `hours` are spent; where no hour is worth anything, everybody gets the same.

    Parameters
    ----------
    tiers
        One `Tier` or more.
    hours
        Hours to spend in all.

    Returns
    -------
    list of float
        Hours for one person of each tier, in the order given.

    Raises
    ------
    ValueError
        If `tiers` is empty or holds anything else, or `hours` is negative or not a finite number.

    The kit's team (assumptions): five high, ten steady and five low performers, forty hours.

    >>> team = [Tier(5, 1.5, 4, 2), Tier(10, 1, 8, 3), Tier(5, 0.8, 10, 5)]
    >>> [round(h, 3) for h in allocate(team, 40)]
    [1.823, 2.381, 1.415]
    """
    tiers = _tiers(tiers)
    hours = number("hours", hours, 0, _MOST)
    worths = [_log_first_hour(tier) for tier in tiers]
    best = max(worths)
    if best == -math.inf:
        return [hours / sum(tier.people for tier in tiers)] * len(tiers)
    drops = [best - worth for worth in worths]
    level = _level(drops, [tier.people * tier.time_constant_h for tier in tiers], hours)
    return [tier.time_constant_h * max(0.0, level - drop) for tier, drop in zip(tiers, drops, strict=True)]


def total_gain(tiers: Sequence[Tier], hours_each: Sequence[float]) -> float:
    """Return what the team gains, in units of value, when each tier's people get `hours_each`.

    Parameters
    ----------
    tiers
        One `Tier` or more.
    hours_each
        Hours for one person of each tier, in the same order.

    Raises
    ------
    ValueError
        If `tiers` is empty or holds anything else, or `hours_each` has another length or an entry that is
        negative or not a finite number.

    The best spread, and nine tenths of the hours for the low tier:

    >>> team = [Tier(5, 1.5, 4, 2), Tier(10, 1, 8, 3), Tier(5, 0.8, 10, 5)]
    >>> round(total_gain(team, allocate(team, 40)), 1)
    71.6
    >>> round(total_gain(team, [0.4, 0.2, 7.2]), 1)
    41.1
    """
    tiers = _tiers(tiers)
    each = sequence("hours_each", hours_each, length=len(tiers))
    spent = [number(f"hours_each[{i}]", h, 0) for i, h in enumerate(each)]
    return math.fsum(
        tier.people * tier.value * tier.ceiling * -math.expm1(-h / tier.time_constant_h)
        for tier, h in zip(tiers, spent, strict=True)
    )


def harm_probability(mean_effect: float, sd: float) -> float:
    """Return the share of normally distributed effects that are negative.

    Parameters
    ----------
    mean_effect
        Mean of the effects, in standard deviations of performance.
    sd
        Standard deviation of the effects, in the same unit.

    Raises
    ------
    ValueError
        If `sd` is not positive, or either is not a finite number.

    Kluger and DeNisi (1996): mean effect .41, and more than a third of the effects negative.

    >>> round(harm_probability(mean_effect=0.41, sd=0.95), 3)
    0.333
    """
    mean = number("mean_effect", mean_effect, -_MOST, _MOST)
    return 0.5 * math.erfc(mean / number("sd", sd, above=0) / math.sqrt(2))


def implied_sd(mean_effect: float, share_harmed: float) -> float:
    """Return how far effects must scatter for that share of them to be negative around a positive mean.

    Parameters
    ----------
    mean_effect
        Mean of the effects, above 0.
    share_harmed
        Share of the effects below 0, itself above 0 and below one half.

    Returns
    -------
    float
        Standard deviation of the effects, in the unit of the mean.

    Raises
    ------
    ValueError
        If an argument is out of its range or not a finite number.

    Kluger and DeNisi's (1996) mean, with the 38 % often quoted from them (unverified):

    >>> round(implied_sd(mean_effect=0.41, share_harmed=0.38), 3)
    1.342
    """
    from statistics import NormalDist  # slower to import than all the models together

    mean = number("mean_effect", mean_effect, high=_MOST, above=0)
    share = number("share_harmed", share_harmed, above=0, below=0.5)
    return mean / -NormalDist().inv_cdf(share)


def _tiers(tiers: Sequence[Tier]) -> Sequence[Tier]:
    result = sequence("tiers", tiers)
    for i, tier in enumerate(result):
        if not isinstance(tier, Tier):
            raise ValueError(f"tiers[{i}] must be a Tier, but it is {tier!r}")
    return result


def _log_first_hour(tier: Tier) -> float:
    """Return the log of what the first hour is worth per hour, minus infinity if nothing."""
    if tier.value == 0 or tier.ceiling == 0:
        return -math.inf
    return math.log(tier.value) + math.log(tier.ceiling) - math.log(tier.time_constant_h)


def _level(drops: Sequence[float], widths: Sequence[float], hours: float) -> float:
    """Fill basins whose floors lie at `drops` with `hours` of water and return how high it stands.

    Drops are logs below the best first hour: the same fall in worth per hour brings each tier to the surface.
    """
    level, filled, width_filled = math.inf, hours, 0.0
    for drop, width in sorted(zip(drops, widths, strict=True)):
        if drop >= level:
            break
        filled += drop * width
        width_filled += width
        level = filled / width_filled
    return level
