"""How soon people are gone, and what a claim about it says of how long they stay."""

from __future__ import annotations

import math

from casekit.models.validate import number, probability


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
