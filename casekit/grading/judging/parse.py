"""From bytes that a submission's process wrote to plain values, or to nothing.

Whoever controls that process can write any bytes. What comes out here has exactly the shapes that
:mod:`casekit.exercise.plain` makes: finite numbers a float can hold, text without lone surrogates, lists and
dictionaries of limited depth. Checks that take such values from a notebook can take them from here.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn
from unicodedata import category

from casekit.exercise.plain import LONGEST, Json, Plain

NOT_FINITE = ("nan", "inf", "-inf", "too large")
DIGITS = 309  # of the largest integer that a float can hold
UNPRINTABLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}  # control, direction, nothing, line ends
UNKNOWN = "?"


class MalformedError(Exception):
    """These bytes are no answer."""


def answer(body: bytes, depth: int) -> Plain:
    """Return the value in an answer.

    Parameters
    ----------
    body
        What came, limited in size by the caller.
    depth
        How deep it may be nested.

    Raises
    ------
    MalformedError
        If it is anything else than a value as :func:`casekit.exercise.plain.plain` makes it.

    >>> answer(b'{"kind": "number", "value": 0.5}', depth=24)
    {'kind': 'number', 'value': 0.5}
    """
    match loaded(body, depth):
        case {"kind": str(kind), "value": value, **rest} if not rest and _fits(kind, value):
            return Plain(kind=kind, value=_said(kind, value))  # type: ignore[typeddict-item]
    raise MalformedError("not a value")


def error(body: bytes, depth: int) -> str | None:
    """Return what a cell stopped with, or None if it ran to its end.

    >>> error(b'{"error": "ValueError: no"}', depth=24)
    'ValueError: no'
    """
    match loaded(body, depth):
        case {"error": None, **rest} if not rest:
            return None
        case {"error": str(text), **rest} if not rest:
            return printable(text).rstrip(": ")
    raise MalformedError("not the end of a cell")


def printable(text: str, longest: int = LONGEST) -> str:
    r"""Return a learner's text as it may stand in a sentence: one line, nothing that hides or reorders.

    >>> printable("a\u202eb\nc")
    'a?b?c'
    """
    return "".join(UNKNOWN if category(letter) in UNPRINTABLE else letter for letter in text[:longest])


def loaded(body: bytes, depth: int) -> Any:
    """Return some bytes as JSON: no NaN, no infinity, no number that a float can't hold, no lone surrogate."""
    try:
        value = json.loads(
            body.decode("utf-8"), parse_constant=_refuse, parse_int=_integer, parse_float=_float
        )
    except (ValueError, RecursionError) as error:
        raise MalformedError(str(error)) from error
    return _clean(value, depth)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _integer(digits: str) -> int:
    if len(digits) > DIGITS + 1:
        raise ValueError("too many digits")
    value = int(digits)
    _float(digits)
    return value


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return value


def _clean(value: Any, depth: int) -> Any:
    if depth < 0:
        raise MalformedError("nested too deep")
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case list():
            return [_clean(entry, depth - 1) for entry in value]
        case dict():
            return {_clean(key, 0): _clean(entry, depth - 1) for key, entry in value.items()}
    return value


def _fits(kind: str, value: Json) -> bool:
    match kind:
        case "missing" | "nothing" | "function":
            return value is None
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "not finite":
            return value in NOT_FINITE
        case "text" | "other" | "error":
            return isinstance(value, str)
        case "truth":
            return isinstance(value, bool)
        case "list":
            return isinstance(value, list)
        case "dictionary":
            return isinstance(value, dict)
        case "table":
            return _is_table(value)
    return False


def _is_table(value: Json) -> bool:
    match value:
        case {"columns": list(columns), "records": list(records), **rest} if not rest:
            names = {column for column in columns if isinstance(column, str)}
            return len(names) <= len(columns) == sum(isinstance(column, str) for column in columns) and all(
                isinstance(record, dict) and record.keys() == names for record in records
            )
    return False


def _said(kind: str, value: Json) -> Json:
    """Return a value as it may be quoted: an error and the name of a class are the learner's own words."""
    return printable(value) if kind in ("error", "other") and isinstance(value, str) else value
