"""What the models accept: one place where bad input becomes a clear sentence.

Every public function of :mod:`casekit.models` passes its arguments through these, so that text, NaN, an
infinity or a number out of range is refused with a :class:`ValueError` that names the argument, the value
given and what would be accepted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any, TypeVar

R = TypeVar("R")


def number(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    below: float | None = None,
    infinite: bool = False,
) -> float:
    """Return `value` as a float, or refuse it in a sentence.

    Parameters
    ----------
    name
        The argument's name, for the message.
    value
        What was given.
    low, high
        The ends of the accepted range, both included.
    above, below
        An end that is itself excluded, in place of `low` or `high`.
    infinite
        Whether plus infinity is a meaningful value (unlimited patience, say).

    Raises
    ------
    ValueError
        Naming the argument, the value and the accepted range.

    >>> number("load", 3, low=0)
    3.0
    >>> number("load", -1, low=0)
    Traceback (most recent call last):
        ...
    ValueError: load must be a finite number >= 0, but it is -1
    """
    kind = type(value)  # the usual kinds first: asking for Real takes longer than most formulas
    fits = kind is float or kind is int or (isinstance(value, Real) and kind is not bool)
    if fits:
        try:
            result = float(value)
        except OverflowError:  # an integer that no float can hold
            result = math.inf
        fits = (
            low <= result <= high  # false for NaN
            and (above is None or result > above)
            and (below is None or result < below)
            and (infinite or math.isfinite(result))
        )
        if fits:
            return result
    raise ValueError(
        f"{name} must be {_range('number', low, high, above, below, infinite)}, but it is {value!r}"
    )


def whole(name: str, value: Any, low: int = 0, high: float = math.inf) -> int:
    """Return `value` as an int (a float that is whole will do), or refuse it in a sentence.

    >>> whole("agents", 11.0)
    11
    >>> whole("agents", 1.5, low=1)
    Traceback (most recent call last):
        ...
    ValueError: agents must be a whole number >= 1, but it is 1.5
    """
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            as_float = number(name, value)
        except ValueError:  # not finite: refused again, this time with the range
            as_float = number(name, value, low, high)
        if low <= as_float <= high and as_float == math.floor(as_float):
            return value if isinstance(value, int) else int(as_float)
    raise ValueError(
        f"{name} must be {_range('whole number', low, high, None, None, True)}, but it is {value!r}"
    )


def probability(name: str, value: Any) -> float:
    """Return `value` as a float between 0 and 1, both included, or refuse it in a sentence."""
    return number(name, value, 0.0, 1.0)


def sequence(name: str, values: Any, *, length: int | None = None, at_least: int = 1) -> Sequence[Any]:
    """Return `values` as a list, or refuse text, a single number or the wrong length in a sentence.

    >>> sequence("weights", [1, 2], length=3)
    Traceback (most recent call last):
        ...
    ValueError: weights must have 3 entries, but it has 2
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise ValueError(f"{name} must be a list of values, but it is {values!r}")
    result = list(values)
    if length is not None and len(result) != length:
        raise ValueError(f"{name} must have {length} entries, but it has {len(result)}")
    if len(result) < at_least:
        raise ValueError(f"{name} must have at least {at_least} entries, but it has {len(result)}")
    return result


def numbers(
    name: str,
    values: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    length: int | None = None,
    at_least: int = 1,
) -> list[float]:
    """Return `values` as a list of floats, or refuse the list or the first that does not fit in a sentence.

    The arguments are those of :func:`number`, for each value, and of :func:`sequence`.

    >>> numbers("weights", [1, 0.5, -2], low=0)
    Traceback (most recent call last):
        ...
    ValueError: weights[2] must be a finite number >= 0, but it is -2
    """
    given = sequence(name, values, length=length, at_least=at_least)
    try:
        return [number(name, value, low, high, above=above) for value in given]
    except ValueError:  # to call each entry by its name would take longer than to look at it
        return [number(f"{name}[{i}]", value, low, high, above=above) for i, value in enumerate(given)]


def record(name: str, value: Any, kind: type[R]) -> R:
    """Return `value` if it is a record of that kind, or refuse it in a sentence."""
    if isinstance(value, kind):
        return value
    raise ValueError(f"{name} must be a {kind.__name__}, but it is {value!r}")


def records(name: str, values: Any, kind: type[R]) -> list[R]:
    """Return `values` as a list of records of that kind, at least one, or refuse them in a sentence.

    >>> records("cases", [2], complex)
    Traceback (most recent call last):
        ...
    ValueError: cases[0] must be a complex, but it is 2
    """
    return [record(f"{name}[{i}]", value, kind) for i, value in enumerate(sequence(name, values))]


def choice(name: str, value: Any, accepted: Sequence[str]) -> str:
    """Return `value` if it is one of the `accepted` words, or refuse it in a sentence."""
    if isinstance(value, str) and value in accepted:
        return value
    raise ValueError(f"{name} must be one of {', '.join(map(repr, accepted))}, but it is {value!r}")


def _range(
    kind: str, low: float, high: float, above: float | None, below: float | None, infinite: bool
) -> str:
    ends = []
    if above is not None:
        ends.append(f"> {above:g}")
    elif low > -math.inf:
        ends.append(f">= {low:g}")
    if below is not None:
        ends.append(f"< {below:g}")
    elif high < math.inf:
        ends.append(f"<= {high:g}")
    words = f"a {'' if infinite else 'finite '}{kind}"
    return f"{words} {' and '.join(ends)}" if ends else words
