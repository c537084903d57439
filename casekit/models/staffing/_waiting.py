"""What becomes of a caller who has to wait, when patience is exponential.

Measure time in mean patiences. While all agents are busy, `arrivals` calls come and `relief` calls are
finished per unit of time. With r(0) = 1 and r(j) = r(j-1) * arrivals / (relief + j), the chance that j
callers wait is proportional to r(j); that is the birth-death chain of Palm's model. The wait that a caller of
endless patience would meet has, beyond zero, a density proportional to

    exp(arrivals * (1 - exp(-s)) - relief * s),

and weighting it with exp(-s), still there, or 1 - exp(-s), gone, splits the waiting callers into served and
lost (Mandelbaum & Zeltyn 2007, doi:10.1007/978-3-540-29860-1_2, use the same density). Summing the r(j) is
quickest while few calls come in one patience; beyond that the density is integrated, in constant time.
"""

import math
from functools import cache
from itertools import pairwise
from typing import NamedTuple

_SERIES_UP_TO = 100.0  # arrivals per patience; there both ways take about 30 microseconds
_NODES = 32  # per panel; doubling them changes no figure's first ten digits
_NEGLIGIBLE = 40.0  # exp(-40) is below the rounding of the sum


class Waiting(NamedTuple):
    """The odds of one free agent against waiting, and the fates of those who wait (shares of them)."""

    inverse_weight: float  # 1 / sum of r(j); 0 in deep overload
    lost: float
    served: float
    served_late: float


def waiting(arrivals: float, relief: float, threshold: float) -> Waiting:
    """Return the fates of waiting callers; all three arguments are in units of the mean patience."""
    by = _by_series if arrivals <= _SERIES_UP_TO else _by_quadrature
    return by(arrivals, relief, threshold)


def _by_series(arrivals: float, relief: float, threshold: float) -> Waiting:
    weight, lost, served = 1.0, 0.0, 0.0
    j, step = 1, 1 / (relief + 1)  # step is r(j) / arrivals, so that no arrivals divide by nothing
    while j * step > 1e-17 * lost:
        lost += j * step
        served += relief * step
        weight += arrivals * step
        j += 1
        step *= arrivals / (relief + j)
    late = _late_by_series(arrivals, relief, threshold)
    return Waiting(1 / weight, lost / weight, served / weight, late / weight)


def _late_by_series(arrivals: float, relief: float, threshold: float) -> float:
    """Return the integral beyond the threshold, which is a series of the same kind with fewer arrivals."""
    remaining = arrivals * math.exp(-threshold)
    total, term, j = 1.0, 1.0, 1
    while term > 1e-17 * total:
        j += 1
        term *= remaining / (relief + j)
        total += term
    growth = -arrivals * math.expm1(-threshold) - (relief + 1) * threshold
    return relief / (relief + 1) * math.exp(growth) * total


def _by_quadrature(arrivals: float, relief: float, threshold: float) -> Waiting:
    """Integrate the density around its peak, so that deep overload neither overflows nor cancels.

    With d the distance from the peak, the density falls off as exp(-slope * d - curvature * (d - 1 + e**-d)).
    """
    curvature, slope = min(arrivals, relief), max(0.0, relief - arrivals)
    peak = math.log1p((arrivals - relief) / relief) if arrivals > relief else 0.0
    start, end = _reach(curvature, slope, peak)
    cut = min(max(threshold - peak, start), end)
    weight = lost = served = late = 0.0
    for left, right in pairwise(sorted({start, 0.0, cut, end})):
        all_fates, gone, still_there = _panel(left, right, curvature, slope, peak)
        weight += all_fates
        lost += gone
        served += still_there
        late += still_there if left >= cut else 0.0
    height = curvature * _above_tangent(-peak, math.expm1(peak))
    return Waiting(math.exp(-height) / (relief * weight), lost / weight, served / weight, late / weight)


def _reach(curvature: float, slope: float, peak: float) -> tuple[float, float]:
    """Return how far left and right of the peak the density matters.

    Each bound follows from a simple function below slope * d + curvature * (d - 1 + e**-d).
    """
    scale = _NEGLIGIBLE / curvature
    left = min(peak, math.sqrt(2 * scale), max(2.0, math.log(2 * scale)))
    far = scale * math.e
    right = math.sqrt(far) if far < 1 else far
    return -left, min(right, _NEGLIGIBLE / slope) if slope else right


def _panel(
    left: float, right: float, curvature: float, slope: float, peak: float
) -> tuple[float, float, float]:
    """Return the integrals over one panel of the density, of its lost part and of its served part."""
    there_at_peak, gone_by_peak = math.exp(-peak), -math.expm1(-peak)
    total = lost = served = 0.0
    for distance, width in _points(left, right):
        change = math.expm1(-distance)
        fall = slope * distance + curvature * _above_tangent(distance, change)
        mass = width * math.exp(-fall)
        total += mass
        lost += mass * (gone_by_peak - there_at_peak * change)
        served += mass * (there_at_peak + there_at_peak * change)
    return total, lost, served


def _points(left: float, right: float) -> list[tuple[float, float]]:
    """Return the nodes and weights of a panel.

    Right of the peak they are even in log(1 + d): a short patience makes the density bend within one patience
    of the peak and then run on for hundreds.
    """
    if left < 0:
        return [(left + (right - left) * node, (right - left) * weight) for node, weight in _gauss_legendre()]
    origin = math.log1p(left)
    length = math.log1p(right) - origin
    stretched = ((math.expm1(origin + length * node), weight) for node, weight in _gauss_legendre())
    return [(distance, length * weight * (1 + distance)) for distance, weight in stretched]


def _above_tangent(distance: float, change: float) -> float:
    """Return d - 1 + exp(-d) for `change` = exp(-d) - 1, without cancellation near zero."""
    if abs(distance) >= 0.01:
        return distance + change
    d = distance
    return d * d * (1 / 2 - d * (1 / 6 - d * (1 / 24 - d * (1 / 120 - d * (1 / 720 - d / 5040)))))


@cache
def _gauss_legendre() -> tuple[tuple[float, float], ...]:
    """Return nodes and weights of Gauss-Legendre quadrature on the interval from 0 to 1 (Newton's method)."""
    rule = []
    for i in range(_NODES):
        root = math.cos(math.pi * (i + 0.75) / (_NODES + 0.5))
        for _ in range(10):
            value, slope = _legendre(root)
            root -= value / slope
        slope = _legendre(root)[1]
        rule.append(((1 - root) / 2, 1 / ((1 - root * root) * slope * slope)))
    return tuple(rule)


def _legendre(x: float) -> tuple[float, float]:
    """Return the value and the slope at x of the Legendre polynomial of degree `_NODES`."""
    before, value = 1.0, x
    for k in range(2, _NODES + 1):
        before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
    return value, _NODES * (x * value - before) / (x * x - 1)
