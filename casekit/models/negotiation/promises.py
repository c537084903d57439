"""What a promise is worth, judged by the record of those before it."""

from __future__ import annotations

import math

from casekit.models.validate import number, probability, whole


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


def broken_per_promise(share_of_people: float, promises: int) -> float:
    """Return the share of promises broken that lets so many people see at least one of theirs broken.

    Promises are taken to be broken independently, and everybody to be given as many.

    Parameters
    ----------
    share_of_people
        Share of people who saw one broken or more, 0 to 1.
    promises
        Promises that each was given, at least 1.

    Raises
    ------
    ValueError
        If `share_of_people` is no probability, or `promises` no whole number of at least 1.

    Examples
    --------
    Of 128 graduates 54.8 % saw their employer break an obligation (Robinson and Rousseau 1994); had each been
    promised five things, that takes little more than one in seven.

    >>> round(broken_per_promise(0.548, promises=5), 3)
    0.147
    """
    kept_all = 1 - probability("share_of_people", share_of_people)
    return 1 - math.pow(kept_all, 1 / whole("promises", promises, low=1))
