"""What coaching and its absence do: the share of effects that harm, and the leaving of those left out."""

from __future__ import annotations

import math

from casekit.models.validate import number

_MOST = 1e9  # more than any effect or calendar holds, and far from overflow


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


def neglect_hazard_ratio(hours: float, expected_h: float, ratio_at_none: float) -> float:
    """Return how many times as likely leaving becomes for somebody who gets fewer hours than expected.

    The rise is in proportion to the share of the hours that is missing. This is a what-if: no study of it was
    found, and `ratio_at_none` is the reader's own.

    Parameters
    ----------
    hours
        Hours that the person gets.
    expected_h
        Hours that the person expects, above 0; more than these change nothing.
    ratio_at_none
        Hazard ratio of somebody who gets none, at least 0; 1 means that neglect has no effect.

    Returns
    -------
    float
        A hazard ratio, for :func:`casekit.models.retention.quit_probability`.

    Raises
    ------
    ValueError
        If `expected_h` is not above 0, another argument is negative, or any not a finite number.

    Two hours expected and 24 minutes given, if getting none counts as a refusal does in the retention chapter:

    >>> round(neglect_hazard_ratio(hours=0.4, expected_h=2, ratio_at_none=1.5), 6)
    1.4
    """
    got, expected = number("hours", hours, 0), number("expected_h", expected_h, above=0)
    rise = number("ratio_at_none", ratio_at_none, 0, _MOST) - 1
    return 1 + rise * max(0.0, 1 - got / expected)
