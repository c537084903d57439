"""Asking, promises and offers: what to expect of a talk before having it.

Everything here is expected value. A promise is worth its credence times what it brings if kept; asking is
worth the chance of a yes against the best alternative, which is also the least one should accept; a fact one
could find out first is worth what it would change in the choice (Clemen, *Making Hard Decisions*, 1996:
decision trees and the value of information). Credence starts from a Beta prior and counts promises kept and
broken, as in Jøsang and Ismail (2002), "The beta reputation system". A set of goals is scored by an additive
value with swing weights (Edwards and Barron 1994, "SMARTS and SMARTER", Organizational Behavior and Human
Decision Processes 60:306-325, doi:10.1006/obhd.1994.1087, number of the DOI unverified).

Where it stops being true: chances and values are the reader's own judgements, and no research supplies them;
people mind losses more than expected value does; promises by word of mouth, in writing and announced are
different classes, each with its own record; and of 128 graduates 54.8 % saw their employer break some
promise within two years (Robinson and Rousseau 1994, doi:10.1002/job.4030150306), which is a rate per person,
not per promise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import number, probability, sequence, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Goal",
    "ask_value",
    "break_even_credence",
    "expected_values",
    "goal_score",
    "left_within",
    "mean_stay",
    "promise_credence",
    "promise_value",
    "value_of_imperfect_information",
    "value_of_perfect_information",
]

ADDS_UP_WITHIN = 1e-9


def promise_credence(prior_kept: float, prior_broken: float, kept: int, broken: int) -> float:
    """Return the probability that the next promise is kept, given a prior and a record.

    Parameters
    ----------
    prior_kept, prior_broken
        The Beta prior, in promises: (2, 2) is cautious, (1, 1) knows nothing; both above 0.
    kept, broken
        Promises of the same class kept and broken so far.

    Raises
    ------
    ValueError
        If a prior is not above 0, or a count is no whole number of at least 0.

    Examples
    --------
    Seven kept, one broken, from a prior of (1, 1): Jøsang and Ismail (2002; the .8 as remembered,
    unverified). Then one kept and three broken, from (2, 2).

    >>> promise_credence(1, 1, kept=7, broken=1)
    0.8
    >>> promise_credence(2, 2, kept=1, broken=3)
    0.375
    """
    for_it = number("prior_kept", prior_kept, above=0) + whole("kept", kept)
    against = number("prior_broken", prior_broken, above=0) + whole("broken", broken)
    return for_it / (for_it + against)


def promise_value(credence: float, value_if_kept: float, value_if_broken: float) -> float:
    """Return what a promise is worth, kept with probability `credence`, in the unit of the two values.

    Raises
    ------
    ValueError
        If `credence` is no probability, or a value is not finite.

    >>> promise_value(0.375, value_if_kept=10, value_if_broken=0)
    3.75
    """
    p = probability("credence", credence)
    return p * number("value_if_kept", value_if_kept) + (1 - p) * number("value_if_broken", value_if_broken)


def break_even_credence(value_if_kept: float, value_if_broken: float, value_of_alternative: float) -> float:
    """Return the credence at which a promise is worth just as much as the alternative.

    Below 0 any promise will do, above 1 none will.

    Parameters
    ----------
    value_if_kept, value_if_broken
        What the promise brings if kept, and if not; the first must be the greater.
    value_of_alternative
        What declining brings for certain, in the same unit.

    Raises
    ------
    ValueError
        If a value is not finite, or keeping the promise brings no more than breaking it.

    Examples
    --------
    A kept promise is worth 10, a broken one 0, the new job 6: a 6 in 10 chance is needed.

    >>> break_even_credence(10, 0, value_of_alternative=6)
    0.6
    """
    broken = number("value_if_broken", value_if_broken)
    kept = number("value_if_kept", value_if_kept, above=broken)
    return (number("value_of_alternative", value_of_alternative) - broken) / (kept - broken)


def ask_value(
    p_yes: float,
    value_yes: float,
    value_new: float,
    value_stay: float,
    p_retaliation: float = 0.0,
    retaliation_loss: float = 0.0,
) -> float:
    """Return what asking is worth: the chance of a yes, else the better of leaving and staying.

    max(`value_new`, `value_stay`) is the reservation value: the least that a package offered should be worth.
    Showing the offer in hand adds a risk of retaliation, counted whether the answer is yes or no.

    Parameters
    ----------
    p_yes
        Probability that the request is granted.
    value_yes, value_new, value_stay
        Value of having it granted, of taking the new job, and of staying as things are, in one unit
        (0 to 10, say).
    p_retaliation, retaliation_loss
        Probability that asking is held against the asker, and the value then lost (at least 0).

    Raises
    ------
    ValueError
        If a probability is outside [0, 1], a value not finite, or the loss negative.

    Examples
    --------
    Asking silently, and showing the offer: a likelier yes may cost more than it brings. The figures are
    assumptions, to be tried out.

    >>> round(ask_value(0.3, value_yes=8, value_new=6, value_stay=4), 4)
    6.6
    >>> round(ask_value(0.4, 8, 6, 4, p_retaliation=0.3, retaliation_loss=3), 4)
    5.9
    """
    p = probability("p_yes", p_yes)
    fallback = max(number("value_new", value_new), number("value_stay", value_stay))
    loss = probability("p_retaliation", p_retaliation) * number("retaliation_loss", retaliation_loss, low=0)
    return p * number("value_yes", value_yes) + (1 - p) * fallback - loss


def left_within(mean_stay_years: float, years: float) -> float:
    """Return the share of people gone within `years`, if they leave at a constant rate.

    Parameters
    ----------
    mean_stay_years
        How long they stay on average, in years; infinity if nobody leaves, 0 if all leave at once.
    years
        The time considered, at least 0.

    Raises
    ------
    ValueError
        If either is negative or NaN, or `years` infinite.

    Examples
    --------
    Managers put the stay after a counteroffer at 1.7 years on average (Robert Half 2018, 5,500 managers):
    then a quarter are gone in six months, not the "most" of folklore.

    >>> round(left_within(1.7, years=0.5), 2)
    0.25
    """
    mean = number("mean_stay_years", mean_stay_years, low=0, infinite=True)
    time = number("years", years, low=0)
    return -math.expm1(-time / mean) if mean > 0 else 1.0


def mean_stay(share_left: float, years: float) -> float:
    """Return the mean stay in years that a share gone within `years` implies, at a constant rate of leaving.

    Parameters
    ----------
    share_left
        Share of people gone, 0 (the mean stay is then infinite) to 1 (it is 0).
    years
        Within how many years, above 0.

    Raises
    ------
    ValueError
        If `share_left` is no probability, or `years` not a finite number above 0.

    Examples
    --------
    "Four in five are gone in six months" says that people stay less than four months on average.

    >>> round(mean_stay(0.8, years=0.5), 4)
    0.3107
    """
    share = probability("share_left", share_left)
    time = number("years", years, above=0)
    if share in (0, 1):
        return math.inf if share == 0 else 0.0
    return -time / math.log1p(-share)


def expected_values(probabilities: Sequence[float], payoffs: Sequence[Sequence[float]]) -> list[float]:
    """Return the expected value of each option.

    A decision tree is folded back with it from the leaves: a chance node is one row of payoffs, a decision
    node the greatest of its branches.

    Parameters
    ----------
    probabilities
        Probability of each state; they add up to 1.
    payoffs
        One row for each option, with its payoff in each state.

    Raises
    ------
    ValueError
        If probabilities do not add up to 1, or a row has another length or a value that is not finite.

    Examples
    --------
    Texaco offers Pennzoil 2 (billion dollars). Pennzoil may ask for 5, expecting a yes, a no that leads to
    court, or an offer of 3, to be taken or refused for the court (Clemen 1996): better to ask, and to refuse
    the 3.

    >>> [court] = expected_values([0.2, 0.5, 0.3], [[10.3, 5, 0]])
    >>> [ask_for_5] = expected_values([0.17, 0.50, 0.33], [[5, court, max(3, court)]])
    >>> round(court, 2), round(ask_for_5, 2)
    (4.56, 4.63)
    """
    chances = _distribution("probabilities", probabilities)
    return [_mean(chances, row) for row in _table("payoffs", payoffs, len(chances))]


def value_of_perfect_information(probabilities: Sequence[float], payoffs: Sequence[Sequence[float]]) -> float:
    """Return what it is worth to know the true state before choosing (EVPI): the most to pay for any hint.

    Parameters
    ----------
    probabilities, payoffs
        As for :func:`expected_values`.

    Raises
    ------
    ValueError
        As :func:`expected_values`.

    Examples
    --------
    Stock, fund or deposit in a rising, steady or falling market (Wikipedia, "Expected value of perfect
    information").

    >>> value_of_perfect_information([0.5, 0.3, 0.2], [[1500, 300, -800], [900, 600, -200], [500, 500, 500]])
    350.0
    """
    chances = _distribution("probabilities", probabilities)
    rows = _table("payoffs", payoffs, len(chances))
    informed = math.fsum(p * max(column) for p, column in zip(chances, zip(*rows, strict=True), strict=True))
    return max(0.0, informed - _best(chances, rows))


def value_of_imperfect_information(
    probabilities: Sequence[float],
    payoffs: Sequence[Sequence[float]],
    likelihoods: Sequence[Sequence[float]],
) -> float:
    """Return what it is worth to see a fallible signal of the true state before choosing (EVII).

    Each signal changes the probabilities by Bayes' rule, and the best option is chosen anew. It is never
    below 0 (a signal can be ignored) nor above the value of perfect information.

    Parameters
    ----------
    probabilities, payoffs
        As for :func:`expected_values`.
    likelihoods
        One row for each state: the probability of each signal in that state; each row adds up to 1.

    Raises
    ------
    ValueError
        As :func:`expected_values`, and if `likelihoods` has another number of rows, rows of unequal length,
        or one that does not add up to 1.

    Examples
    --------
    An investor may ask an economist, who is right 80, 70 or 60 % of the time as the market rises, stands or
    falls (Clemen 1996; the result as remembered, unverified).

    >>> investments = [[1500, 100, -1000], [1000, 200, -100], [500, 500, 500]]
    >>> economist = [[0.8, 0.1, 0.1], [0.15, 0.7, 0.15], [0.2, 0.2, 0.6]]
    >>> round(value_of_imperfect_information([0.5, 0.3, 0.2], investments, economist), 6)
    242.0
    """
    chances = _distribution("probabilities", probabilities)
    rows = _table("payoffs", payoffs, len(chances))
    states = sequence("likelihoods", likelihoods, length=len(chances))
    signals = len(sequence("likelihoods[0]", states[0]))
    given = [_distribution(f"likelihoods[{place}]", row, length=signals) for place, row in enumerate(states)]
    # Joint rather than posterior probabilities: dividing by that of the signal would only be undone.
    joint = [
        [p * of_signal for p, of_signal in zip(chances, column, strict=True)]
        for column in zip(*given, strict=True)
    ]
    return max(0.0, math.fsum(_best(of_signal, rows) for of_signal in joint) - _best(chances, rows))


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
    judged = sequence("goals", goals)
    for place, goal in enumerate(judged):
        if not isinstance(goal, Goal):
            raise ValueError(f"goals[{place}] must be a Goal, but it is {goal!r}")
    weight = number(
        "the sum of swing weights in goals", math.fsum(goal.swing_weight for goal in judged), above=0
    )
    return math.fsum(goal.swing_weight * goal.reached for goal in judged) / weight


def _distribution(name: str, values: Sequence[float], length: int | None = None) -> list[float]:
    values = sequence(name, values, length=length)
    chances = [probability(f"{name}[{place}]", value) for place, value in enumerate(values)]
    total = math.fsum(chances)
    if abs(total - 1) > ADDS_UP_WITHIN:
        raise ValueError(f"{name} must add up to 1, but it adds up to {total!r}")
    return chances


def _table(name: str, rows: Sequence[Sequence[float]], columns: int) -> list[list[float]]:
    named = [(f"{name}[{place}]", row) for place, row in enumerate(sequence(name, rows))]
    return [
        [
            number(f"{row_name}[{place}]", value)
            for place, value in enumerate(sequence(row_name, row, length=columns))
        ]
        for row_name, row in named
    ]


def _mean(weights: Sequence[float], values: Sequence[float]) -> float:
    return math.fsum(weight * value for weight, value in zip(weights, values, strict=True))


def _best(weights: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    return max(_mean(weights, row) for row in rows)
