"""What a record of promises makes of trust, how high trust can rise, and how long a broken promise lasts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from casekit.models.validate import number, numbers, probability, sequence, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 1e9  # more events than any record holds, and far from overflow


def reputation(
    events: Sequence[int],
    forgetting: float = 1.0,
    asymmetry: float = 1.0,
    prior: tuple[float, float] = (1.0, 1.0),
) -> float:
    """Return the trust that a series of promises leaves, between 0 and 1.

    Parameters
    ----------
    events
        Oldest first: 1 for a promise kept, 0 for one broken.
    forgetting
        What is left of an event's weight after the next one: 1 keeps all, 0 keeps only the latest event.
    asymmetry
        Weight of a broken promise in kept ones.
    prior
        Weight of kept and of broken promises before the first event; (1, 1) is trust of one half.

    Raises
    ------
    ValueError
        If `events` is empty or holds anything but 1 and 0, `forgetting` is not between 0 and 1, or
        `asymmetry` or a part of `prior` is not a finite number above 0.

    The example of Jøsang and Ismail (2002; figure unverified): seven kept, one broken.

    >>> reputation([1, 1, 1, 1, 1, 1, 1, 0])
    0.8

    A break long ago weighs less than a recent one:

    >>> round(reputation([1, 1, 1, 1, 1, 0, 1, 1], forgetting=0.9), 6)
    0.764792
    >>> round(reputation([0, 1, 1, 1, 1, 1, 1, 1], forgetting=0.9), 6)
    0.807897
    """
    before = _prior(prior)
    fade, weight = probability("forgetting", forgetting), _asymmetry(asymmetry)
    return by_period([checked_events("events", events)], fade, weight, before)[-1]


def ceiling(forgetting: float, prior: tuple[float, float] = (1.0, 1.0)) -> float:
    """Return the trust that a spotless record without end comes to.

    Parameters
    ----------
    forgetting
        What is left of an event's weight after the next one, 0 to 1.
    prior
        Weight of kept and of broken promises before the first event.

    Returns
    -------
    float
        Trust: 1 only if nothing is forgotten, since fading promises never outweigh the prior wholly.

    Raises
    ------
    ValueError
        If `forgetting` is not between 0 and 1, or a part of `prior` is not a finite number above 0.

    With a tenth of the weight lost at each event, kept promises come to weigh ten:

    >>> ceiling(0.9) == 11 / 12
    True
    """
    fade, (kept, broken) = probability("forgetting", forgetting), _prior(prior)
    return 1.0 if fade == 1 else (_most(fade) + kept) / (_most(fade) + kept + broken)


def promises_to_repair(kept: float, broken: float, asymmetry: float, forgetting: float = 1.0) -> float:
    """Return how many promises must be kept for trust to be where it stood before the latest break.

    The prior is (1, 1). If nothing is forgotten, the better the record, the more there is to repair. If old
    promises fade, the broken one fades with them, and the way back is shorter.

    Parameters
    ----------
    kept
        Promises kept before that break.
    broken
        Promises broken, the latest included; with none there is nothing to repair. Where something is
        forgotten the order counts: the others are taken to be older than any that was kept.
    asymmetry
        Weight of a broken promise in kept ones.
    forgetting
        What is left of an event's weight after the next one: 1 keeps all.

    Returns
    -------
    float
        Promises; round up to whole ones.

    Raises
    ------
    ValueError
        If `kept` or `broken` is not a whole number from 0, `asymmetry` not a finite number above 0, or
        `forgetting` not between 0 and 1.

    >>> promises_to_repair(kept=20, broken=1, asymmetry=3)
    63.0
    >>> promises_to_repair(kept=2, broken=1, asymmetry=3)
    9.0
    >>> round(promises_to_repair(kept=20, broken=1, asymmetry=2, forgetting=0.95), 1)
    31.2
    """
    kept, broken = whole("kept", kept, 0, MOST), whole("broken", broken, 0, MOST)
    weight, fade = _asymmetry(asymmetry), probability("forgetting", forgetting)
    if not broken:
        return 0.0
    if fade == 1:
        return weight * (kept + 1) / (weight * (broken - 1) + 1)
    if fade == 0:  # trust knows the latest event alone
        return 1.0 if kept or broken == 1 else 0.0
    return _fading_repair(kept, broken, weight, fade)


def _fading_repair(kept: int, broken: int, weight: float, fade: float) -> float:
    """Solve for the promises after which the odds of trust, kept to broken, are those before the latest break.

    What is left of either after n more is linear in fade**n. It is solved through logarithms, since fade**kept
    may be too small for a float where the record is long, and 1 - fade**kept where the fading is slow.
    """
    most, log_fade = _most(fade), math.log(fade)
    kept_share, broken_share = (-math.expm1(n * log_fade) for n in (kept, broken - 1))
    for_it = most * kept_share
    against = weight * most * broken_share * fade**kept
    odds = (for_it + 1) / (against + 1)
    short = odds * (1 + fade * against + weight) - 1 - fade * for_it
    ratio = short * (against + 1) / (most * (1 + (most + 1) * weight * broken_share))
    faded = -kept * log_fade
    grown = math.log1p(ratio * math.exp(faded)) if faded < 1 else faded + math.log(ratio + math.exp(-faded))
    return max(0.0, grown / -log_fade)


def _most(fade: float) -> float:
    """Return the weight that kept promises come to when each fades as the next is kept."""
    return 1 / (1 - fade)


def by_period(
    periods: Sequence[Sequence[int]],
    fade: float,
    weight: float,
    prior: tuple[float, float] = (1.0, 1.0),
) -> list[float]:
    """Return the trust at the end of each period; its events and the rest have been checked."""
    kept = broken = 0.0
    trust = []
    for events in periods:
        for was_kept in events:
            kept = fade * kept + was_kept
            broken = fade * broken + weight * (1 - was_kept)
        trust.append((kept + prior[0]) / (kept + broken + prior[0] + prior[1]))
    return trust


def checked_events(name: str, events: Sequence[int], at_least: int = 1) -> list[int]:
    """Return a series of promises, or refuse it in a sentence."""
    given = sequence(name, events, at_least=at_least)
    return [whole(f"{name}[{i}]", event, 0, 1) for i, event in enumerate(given)]


def _asymmetry(asymmetry: float) -> float:
    return number("asymmetry", asymmetry, high=MOST, above=0)


def _prior(prior: tuple[float, float]) -> tuple[float, float]:
    kept, broken = numbers("prior", prior, high=MOST, above=0, length=2)
    return kept, broken
