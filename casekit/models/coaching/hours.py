"""Where a leader's coaching hours do most good: each next one where it is worth most."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import number, numbers, records

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
    tiers = records("tiers", tiers, Tier)
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
    tiers = records("tiers", tiers, Tier)
    spent = numbers("hours_each", hours_each, 0, length=len(tiers))
    return math.fsum(
        tier.people * tier.value * tier.ceiling * -math.expm1(-h / tier.time_constant_h)
        for tier, h in zip(tiers, spent, strict=True)
    )


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
