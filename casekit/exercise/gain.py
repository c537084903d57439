"""Learning gain: how much of what a class could still learn it has learnt, with its uncertainty.

The normalised gain (R. R. Hake, American Journal of Physics 66:64-74, 1998, doi:10.1119/1.18809) is the rise of the
class's mean over the rise that was possible: (after - before) / (1 - before). It is taken of the class's means and
not averaged over learners, which gives other figures (L. Bao, American Journal of Physics 74, 2006,
doi:10.1119/1.2213632). Its interval comes from drawing whole learners again and again, with both of their tests (the
percentile bootstrap). It stops being true where nearly everybody was right before, and it never says why a class got
better: :data:`CANNOT_SAY`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.validate import probability, sequence, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CANNOT_SAY = (
    "What this cannot say: without a group that took both tests and not the course, nobody knows how much would have "
    "come by itself, or from having seen such questions before. Who took only one of the tests is left out, and may "
    "differ. One form may be harder than the other: give each to half of the class first. Questions of one case are "
    "two at most, so that the figures of a case are rough. A test of choices shows what is recognised, not what will "
    "be done on Monday."
)
RESAMPLES = 2_000
FEWEST_DEFINED = 0.95  # of the resamples; where fewer have a gain at all, an interval would mislead

Right = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One learner's two tests: which questions were right before and after, in the same order."""

    learner: str
    before: Right
    after: Right


@dataclass(frozen=True, slots=True)
class Gain:
    """The gain on one question or a group of them.

    `before` and `after` are shares of right answers; `gain` is None if all were right before. `low` and `high` hold
    it in 95 of 100 drawings of the learners, None if there are too few of these to tell.
    """

    name: str
    learners: int
    before: float
    after: float
    gain: float | None
    low: float | None
    high: float | None


def normalised_gain(before: float, after: float) -> float | None:
    """Return the share of the possible rise that was reached, None if there was nothing left to rise.

    Parameters
    ----------
    before, after
        Shares of right answers, 0 to 1.

    Raises
    ------
    ValueError
        If a share is not between 0 and 1.

    The average traditional course of Hake's survey gained 0.23, the average one that engaged its students 0.48; from
    a half, that is a rise to 0.615 and to 0.74.

    >>> round(normalised_gain(0.5, 0.615), 3), round(normalised_gain(0.5, 0.74), 3), normalised_gain(1, 1)
    (0.23, 0.48, None)
    """
    before, after = probability("before", before), probability("after", after)
    return None if before == 1 else (after - before) / (1 - before)


def gains(
    pairs: Sequence[Pair], groups: Mapping[str, Iterable[int]], resamples: int = RESAMPLES, seed: int = 1998
) -> list[Gain]:
    """Return the gain of a class on each group of questions.

    Parameters
    ----------
    pairs
        The learners who took both tests.
    groups
        For each name, the places of its questions in the answers, from 0: one for a question by itself.
    resamples, seed
        How many times the learners are drawn for the interval, and where the random numbers start.

    Raises
    ------
    ValueError
        If nobody took both tests, or the answers differ in number.

    >>> pairs = [Pair("a", (False, True), (True, True)), Pair("b", (False, False), (True, False))]
    >>> [(entry.name, entry.before, entry.after, entry.gain) for entry in gains(pairs, {"q1": [0], "all": [0, 1]})]
    [('q1', 0.0, 1.0, 1.0), ('all', 0.25, 0.75, 0.6666666666666666)]
    """
    sequence("pairs", pairs)
    questions = len(pairs[0].before)
    for pair in pairs:
        sequence(f"the answers of {pair.learner}", (*pair.before, *pair.after), length=2 * questions)
    whole("resamples", resamples, low=1)
    return [_gain(name, pairs, list(places), resamples, seed) for name, places in groups.items()]


def _gain(name: str, pairs: Sequence[Pair], places: list[int], resamples: int, seed: int) -> Gain:
    sequence(f"the questions of {name}", places)
    scores = [
        (sum(pair.before[place] for place in places), sum(pair.after[place] for place in places))
        for pair in pairs
    ]
    before, after = _shares(scores, len(places))
    low, high = _interval(scores, len(places), resamples, random.Random(seed))
    return Gain(name, len(pairs), before, after, normalised_gain(before, after), low, high)


def _shares(scores: Sequence[tuple[int, int]], questions: int) -> tuple[float, float]:
    possible = len(scores) * questions
    return sum(score[0] for score in scores) / possible, sum(score[1] for score in scores) / possible


def _interval(
    scores: Sequence[tuple[int, int]], questions: int, resamples: int, draw: random.Random
) -> tuple[float | None, float | None]:
    """Return the middle 95 percent of the gains of classes drawn from this one, learner by learner."""
    if len(scores) < 2:
        return None, None
    drawn = (
        normalised_gain(*_shares(draw.choices(scores, k=len(scores)), questions)) for _ in range(resamples)
    )
    defined = sorted(gain for gain in drawn if gain is not None)
    if len(defined) < FEWEST_DEFINED * resamples:
        return None, None
    return defined[round(0.025 * (len(defined) - 1))], defined[round(0.975 * (len(defined) - 1))]
