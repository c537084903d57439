"""A learner's live values as plain JSON: the only form in which an answer is ever judged.

The notebook and the grader share the checks, and the grader must never hold a learner's objects. So a value
first becomes ``{"kind": ..., "value": ...}`` with nothing in it but numbers, strings, lists and dictionaries;
in the notebook this happens in place, for a grade it happens in the sandbox.
"""

from __future__ import annotations

import contextlib
import io
import math
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, Literal, Protocol, TypedDict

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Kind = Literal[
    "missing",
    "nothing",
    "number",
    "not finite",
    "text",
    "truth",
    "list",
    "dictionary",
    "table",
    "function",
    "other",
    "error",
]
DEEPEST = 20  # a list that holds itself would never end
LONGEST = 200  # characters of a learner's error message


class Plain(TypedDict):
    """One value as JSON, with its kind (a JSON object alone could be a dictionary or a table)."""

    kind: Kind
    value: Json


class Answers(Protocol):
    """Where the answers come from: a live notebook, or what a sandbox sent."""

    def value(self, name: str) -> Plain:
        """Return the learner's variable of that name, of kind ``missing`` if there is none."""

    def call(self, name: str, arguments: tuple[Json, ...]) -> Plain:
        """Return what the learner's function of that name gives, of kind ``error`` if it stops with one."""


@dataclass(frozen=True, slots=True)
class Live:
    """The answers in a running notebook's namespace."""

    namespace: Mapping[str, object]

    def value(self, name: str) -> Plain:
        """Return the variable of that name as it is now."""
        if name not in self.namespace:
            return Plain(kind="missing", value=None)
        return plain(self.namespace[name])

    def call(self, name: str, arguments: tuple[Json, ...]) -> Plain:
        """Call the learner's function; what it prints is dropped: a grader reads the output of the check."""
        function: Any = self.namespace[name]
        silence = io.StringIO()
        with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence), _no_warnings():
            try:
                return plain(function(*arguments))
            except (Exception, SystemExit) as error:
                return Plain(kind="error", value=f"{type(error).__name__}: {error}"[:LONGEST])


def plain(value: object) -> Plain:
    """Return a live value as JSON with its kind; what has no such form is of kind ``other``.

    >>> plain(0.5)
    {'kind': 'number', 'value': 0.5}
    >>> plain("0.5")
    {'kind': 'text', 'value': '0.5'}
    >>> plain(float("nan"))
    {'kind': 'not finite', 'value': 'nan'}
    """
    try:
        with _no_warnings():
            return _plain(value)
    except Exception:  # an object of the learner's own whose methods fail: no reason to stop the check
        return Plain(kind="other", value=type(value).__name__)


def _plain(value: Any) -> Plain:
    value = _unboxed(value)
    if value is None or value is Ellipsis:
        return Plain(kind="nothing", value=None)
    if isinstance(value, bool):
        return Plain(kind="truth", value=value)
    if isinstance(value, Real | Decimal):
        return _number(value)
    if isinstance(value, str):
        return Plain(kind="text", value=str(value))
    if (frame := _frame(value)) is not None:
        return Plain(kind="table", value=_table(frame))
    if isinstance(value, Mapping):
        return Plain(kind="dictionary", value=_inner(value))
    if isinstance(value, list | tuple | range) or hasattr(value, "tolist"):
        return Plain(kind="list", value=_inner(value))
    if callable(value):
        return Plain(kind="function", value=None)
    return Plain(kind="other", value=type(value).__name__)


def _number(value: Real | Decimal) -> Plain:
    try:
        exact = int(value) if isinstance(value, Integral) else float(value)
        fits = math.isfinite(exact)
    except OverflowError:  # an integer that no float can hold
        return Plain(kind="not finite", value="too large")
    return Plain(kind="number", value=exact) if fits else Plain(kind="not finite", value=str(exact))


def _unboxed(value: Any) -> Any:
    """Return numpy's single values as Python's own."""
    return value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value


def _frame(value: Any) -> Any:
    """Return a pandas table, with its index as columns where the index says something; else None."""
    pandas: Any = sys.modules.get("pandas")  # who never imported it has no table either
    if pandas is None:
        return None
    if isinstance(value, pandas.Series):
        value = value.to_frame("value" if value.name is None else value.name)
    if not isinstance(value, pandas.DataFrame):
        return None
    return value if isinstance(value.index, pandas.RangeIndex) else value.reset_index()


def _table(frame: Any) -> Json:
    columns = [str(column) for column in frame.columns]
    rows = frame.itertuples(index=False, name=None)
    records = [dict(zip(columns, map(_inner, row), strict=True)) for row in rows]
    return {"columns": list(columns), "records": list(records)}


def _inner(value: Any, depth: int = 0) -> Json:
    value = _unboxed(value)
    if depth > DEEPEST:
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Real | Decimal):
        number = _number(value)
        return number["value"] if number["kind"] == "number" else None
    if isinstance(value, Mapping):
        return {str(key): _inner(entry, depth + 1) for key, entry in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple | range):
        return [_inner(entry, depth + 1) for entry in value]
    return None


@contextlib.contextmanager
def _no_warnings() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
