"""Wants made measurable, and options scored by how far each brings them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import number, records

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Goal:
    """A want turned into something that can be seen to have happened, and how far an option brings it.

    Attributes
    ----------
    indicator, unit
        What is counted or measured, and in what.
    baseline
        The level that is worth nothing: the worst that any option offers.
    target
        The level that is worth all; it may lie below the baseline (fewer, sooner).
    level
        The level that the option under judgement brings. Beyond the target it counts as the target, short of
        the baseline as the baseline.
    swing_weight
        How much the whole swing from baseline to target matters, in points: 100 for the swing one would
        choose first, fewer for the rest; at least 0.
    date, evidence, owner
        By when, shown by what, and who sees to it: words, not scored.

    Raises
    ------
    ValueError
        If a number is not finite, the weight negative, or target and baseline the same.
    """

    indicator: str
    unit: str
    baseline: float
    target: float
    level: float
    swing_weight: float
    date: str = ""
    evidence: str = ""
    owner: str = ""

    def __post_init__(self) -> None:
        number("level", self.level)
        number("swing_weight", self.swing_weight, low=0)
        if number("target", self.target) == number("baseline", self.baseline):
            raise ValueError(
                f"target must be a finite number other than the baseline, but it is {self.target!r}"
            )

    @property
    def reached(self) -> float:
        """How much of the way from baseline to target the level is: 0 to 1."""
        share = (self.level - self.baseline) / (self.target - self.baseline)
        return min(max(share, 0.0), 1.0)


def goal_score(goals: Sequence[Goal]) -> float:
    """Return the additive value of an option, 0 (all goals at their baseline) to 1 (all at their target).

    It is the mean of the shares reached, weighted by the swings. To rank options, score each with the same
    goals, baselines, targets and weights, and its own levels.

    Parameters
    ----------
    goals
        The goals with the levels that this option brings; at least one with a weight above 0.

    Raises
    ------
    ValueError
        If `goals` is empty, holds anything but :class:`Goal`, or all weights are 0.

    Examples
    --------
    Two of three projects led, weighted 100, and none of the weekly hours that should go down, weighted 50.

    >>> led = Goal("projects led", "a year", baseline=0, target=3, level=2, swing_weight=100)
    >>> queue = Goal("hours in the queue", "a week", baseline=35, target=25, level=35, swing_weight=50)
    >>> round(goal_score([led, queue]), 4)
    0.4444
    """
    judged = records("goals", goals, Goal)
    weight = number(
        "the sum of swing weights in goals", math.fsum(goal.swing_weight for goal in judged), above=0
    )
    return math.fsum(goal.swing_weight * goal.reached for goal in judged) / weight
