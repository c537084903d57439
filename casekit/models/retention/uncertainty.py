"""How far the answer moves when the inputs are uncertain: one at a time, and all together."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casekit.models.retention.weighing import FIELDS, RetentionCase, outcome, weigh
from casekit.models.validate import number, record, sequence, whole

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """The net benefit when one input alone goes to the low and to the high end of its range.

    `swing` is the distance between the two nets, in money.
    """

    name: str
    low: float
    high: float
    net_at_low: float
    net_at_high: float
    swing: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """The net benefit when several inputs are uncertain at once.

    `median`, `p05` and `p95` are in money; `net_benefits` holds every draw, in the order drawn.
    """

    probability_positive: float
    median: float
    p05: float
    p95: float
    draws: int
    net_benefits: tuple[float, ...] = field(repr=False)


def tornado(case: RetentionCase, ranges: Mapping[str, Sequence[float]]) -> tuple[TornadoBar, ...]:
    """Move one input at a time to the ends of its range, and rank the inputs by what that changes.

    One at a time hides what inputs do together: :func:`simulate` moves them all.

    Parameters
    ----------
    case
        The request, at its most likely values.
    ranges
        For each uncertain field of the case, its low and its high value; the case's own value lies between.

    Returns
    -------
    tuple of TornadoBar
        The widest swing first; equal swings in the order of the case's fields.

    Raises
    ------
    ValueError
        If `case` is no RetentionCase, a name is not one of its fields, or a range does not hold its value.

    >>> case = RetentionCase(0.20, 1, 1.0, 1.5, cost_of_a_quit=8_320, cost_of_absence=480)
    >>> bars = tornado(case, {"annual_hazard": (0.10, 0.45), "hazard_ratio_if_refused": (1.0, 3.0)})
    >>> [(bar.name, round(bar.net_at_low), round(bar.net_at_high)) for bar in bars]
    [('hazard_ratio_if_refused', -480, 1766), ('annual_hazard', -113, 589)]
    """
    bars = [_bar(case, name, low, high) for name, (low, high) in _checked(case, ranges).items()]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def simulate(case: RetentionCase, ranges: Mapping[str, Sequence[float]], draws: int, seed: int) -> Simulation:
    """Draw all uncertain inputs together, and say how often granting pays.

    Each input follows a PERT curve (Malcolm et al., 1959, doi:10.1287/opre.7.5.646) through three numbers
    that people can give: the ends of its range and, as the most likely, the case's own value, which counts
    four times in the mean. A triangle would count all three alike: as these ranges stretch further up than
    down, it would treat their far ends, where evidence is thinnest, as a reason to grant. Inputs are
    independent of each other, and each is drawn to the end before the next, in the order of the case's
    fields, so that a change in one leaves the draws before it as they were.

    Parameters
    ----------
    case
        The request, at its most likely values.
    ranges
        As for :func:`tornado`.
    draws
        How many, from 20 to 1,000,000.
    seed
        A whole number from 0: the same seed gives the same draws.

    Returns
    -------
    Simulation
        The share of draws with a net benefit above 0, and the middle and the ends of the rest (5th and 95th
        percentile, interpolated).

    Raises
    ------
    ValueError
        As :func:`tornado`, and if `draws` or `seed` is out of its range.

    >>> case = RetentionCase(0.20, 1, 1.0, 1.5, cost_of_a_quit=8_320, cost_of_absence=480)
    >>> result = simulate(case, {"hazard_ratio_if_refused": (1.0, 3.0)}, draws=1_000, seed=1)
    >>> round(result.probability_positive, 1)  # exactly 0.7723, by the beta distribution
    0.8
    """
    limits = _checked(case, ranges)
    count = whole("draws", draws, 20, 1_000_000)
    rng = random.Random(whole("seed", seed))
    values = {name: float(getattr(case, name)) for name in FIELDS}
    columns = [_pert(rng, low, values[name], high, count) for name, (low, high) in limits.items()]
    nets = [outcome(**values | dict(zip(limits, row, strict=True)))[-1] for row in zip(*columns, strict=True)]
    ranked = sorted(nets)
    return Simulation(
        probability_positive=sum(net > 0 for net in nets) / count,
        median=_quantile(ranked, 0.5),
        p05=_quantile(ranked, 0.05),
        p95=_quantile(ranked, 0.95),
        draws=count,
        net_benefits=tuple(nets),
    )


def _checked(case: RetentionCase, ranges: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, float]]:
    """Return the ranges in the order of the case's fields, each holding the case's own value."""
    record("case", case, RetentionCase)
    if not isinstance(ranges, Mapping) or not ranges or not set(ranges) <= set(FIELDS):
        raise ValueError(
            f"ranges must map one or more of {', '.join(FIELDS)} to (low, high), but it is {ranges!r}"
        )
    return {name: _ends(case, name, ranges[name]) for name in FIELDS if name in ranges}


def _ends(case: RetentionCase, name: str, ends: Sequence[float]) -> tuple[float, float]:
    argument, value = f"ranges[{name!r}]", float(getattr(case, name))
    low, high = sequence(argument, ends, length=2)
    low = number(f"{argument} low", low, low=0, high=value)
    high = number(f"{argument} high", high, low=value)
    replace(case, **{name: low})  # refuses what the case itself would refuse
    return low, high


def _bar(case: RetentionCase, name: str, low: float, high: float) -> TornadoBar:
    at_low, at_high = (weigh(replace(case, **{name: value})).net_benefit for value in (low, high))
    return TornadoBar(name, low, high, at_low, at_high, swing=abs(at_high - at_low))


def _pert(rng: random.Random, low: float, mode: float, high: float, count: int) -> list[float]:
    if low == high:
        return [mode] * count
    rise = (mode - low) / (high - low)
    alpha, beta = 1 + 4 * rise, 1 + 4 * (1 - rise)
    return [low + (high - low) * rng.betavariate(alpha, beta) for _ in range(count)]


def _quantile(ranked: Sequence[float], share: float) -> float:
    place = share * (len(ranked) - 1)
    below = math.floor(place)
    part = place - below
    above = ranked[min(below + 1, len(ranked) - 1)]
    return ranked[below] * (1 - part) + above * part
