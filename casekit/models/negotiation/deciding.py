"""Choosing under uncertainty: expected values, and what it is worth to know more before choosing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from casekit.models.validate import numbers, sequence

if TYPE_CHECKING:
    from collections.abc import Sequence


ADDS_UP_WITHIN = 1e-9


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


def _distribution(name: str, values: Sequence[float], length: int | None = None) -> list[float]:
    chances = numbers(name, values, 0, 1, length=length)
    total = math.fsum(chances)
    if abs(total - 1) > ADDS_UP_WITHIN:
        raise ValueError(f"{name} must add up to 1, but it adds up to {total!r}")
    return chances


def _table(name: str, rows: Sequence[Sequence[float]], columns: int) -> list[list[float]]:
    return [
        numbers(f"{name}[{place}]", row, length=columns) for place, row in enumerate(sequence(name, rows))
    ]


def _mean(weights: Sequence[float], values: Sequence[float]) -> float:
    return math.fsum(weight * value for weight, value in zip(weights, values, strict=True))


def _best(weights: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    return max(_mean(weights, row) for row in rows)
