"""A model's answers over the whole grid of its controls, packed so small that a page can carry them.

Three steps, each undone exactly by `explorable.js`: leave out the axes a figure does not depend on; keep each
value as a whole number of 10^-k, with k as large as the figure needs; take differences along every axis, which
turns what is additive or linear into zeros. What is left compresses to a few hundred bytes where float32 took
kilobytes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FLOAT32_BITS = 24
EXACT_BITS = 53
"""Bits of a whole number that a page holds exactly; differencing along an axis takes two of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One figure over the grid: whole numbers of 10^-`places`, differenced along `axes`.

    Attributes
    ----------
    axes
        Positions of the controls the figure depends on.
    places
        Decimal places kept: the kept value is within half a unit of the last one.
    differences
        The whole numbers, row-major over `axes`, after differencing.
    infinite
        Flat positions (row-major over `axes`) where the figure is plus infinity.
    """

    axes: tuple[int, ...]
    places: int
    differences: tuple[int, ...]
    infinite: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the column as plain JSON, for the page."""
        return {
            "axes": list(self.axes),
            "places": self.places,
            "differences": list(self.differences),
            "infinite": list(self.infinite),
        }


def pack(values: Sequence[float], shape: Sequence[int], show: Callable[[float], str]) -> Column:
    """Pack a figure's values, row-major over `shape`, so that every one is shown as its exact value would be.

    At least the relative precision of a 32-bit float (against the largest value) is kept, and more where
    rounding to it would change a shown digit.

    Raises
    ------
    ValueError
        If a value is NaN or minus infinity, or no precision that a page can add up exactly shows every value right.
    """
    if any(math.isnan(v) or v == -math.inf for v in values):
        raise ValueError("a figure must be a number or plus infinity at every grid point")
    axes, kept = _drop_constant_axes(values, shape)
    finite = [v for v in kept if math.isfinite(v)]
    largest = max(map(abs, finite), default=0.0) or 1.0
    lengths = [shape[axis] for axis in axes]
    for places in range(_places(FLOAT32_BITS, largest), _places(EXACT_BITS - 2 * len(axes), largest)):
        wholes = [round(v * 10**places) if math.isfinite(v) else 0 for v in kept]
        if all(
            show(w / 10**places) == show(v) for w, v in zip(wholes, kept, strict=True) if math.isfinite(v)
        ):
            infinite = tuple(i for i, v in enumerate(kept) if math.isinf(v))
            return Column(axes, places, tuple(_difference(wholes, lengths)), infinite)
    raise ValueError("no number of kept decimals shows every value right")


def _places(bits: int, largest: float) -> int:
    """Return how many decimal places write the largest value in so many bits."""
    return max(0, math.ceil(bits * math.log10(2) - math.log10(largest)))


def unpack(column: Column, shape: Sequence[int]) -> list[float]:
    """Return the kept values, row-major over the column's own axes (what the page computes).

    >>> column = pack([1.0, 1.5, 2.0, 2.5], [4], str)
    >>> [w / 10**column.places for w in column.differences], unpack(column, [4])
    ([1.0, 0.5, 0.0, 0.0], [1.0, 1.5, 2.0, 2.5])
    """
    lengths = [shape[axis] for axis in column.axes]
    values = [whole / 10**column.places for whole in _sum(column.differences, lengths)]
    for position in column.infinite:
        values[position] = math.inf
    return values


def _drop_constant_axes(values: Sequence[float], shape: Sequence[int]) -> tuple[tuple[int, ...], list[float]]:
    """Return the axes along which the values change, and the values over those alone."""
    strides = _strides(shape)
    axes = tuple(
        axis
        for axis, (length, stride) in enumerate(zip(shape, strides, strict=True))
        if any(
            values[start] != values[start - (start // stride % length) * stride]
            for start in range(len(values))
        )
    )
    picks = product(*(range(shape[axis]) for axis in axes))
    return axes, [
        values[sum(i * strides[axis] for i, axis in zip(pick, axes, strict=True))] for pick in picks
    ]


def _strides(shape: Sequence[int]) -> list[int]:
    return [math.prod(shape[axis + 1 :]) for axis in range(len(shape))]


def _lines(lengths: Sequence[int]) -> list[list[range]]:
    """Return, for each axis, the flat positions of every line along it."""
    total = math.prod(lengths)
    return [
        [
            range(start, start + length * stride, stride)
            for start in range(total)
            if start // stride % length == 0
        ]
        for length, stride in zip(lengths, _strides(lengths), strict=True)
    ]


def _difference(wholes: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """Difference twice along each axis: a straight line becomes its first value, its slope, and zeros."""
    result = list(wholes)
    for line in (line for lines in _lines(lengths) for line in lines):
        for rest in (line, line[1:]):
            old = [result[i] for i in rest]
            for before, now, i in zip(old, old[1:], rest[1:], strict=False):
                result[i] = now - before
    return result


def _sum(differences: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """Undo :func:`_difference`."""
    result = list(differences)
    for line in (line for lines in reversed(_lines(lengths)) for line in lines):
        for rest in (line[1:], line):
            for i, total in zip(rest, accumulate([result[i] for i in rest]), strict=True):
                result[i] = total
    return result
