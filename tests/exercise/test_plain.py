"""What becomes of a learner's live values on their way to a check."""

from __future__ import annotations

import json
import sys
import warnings
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from casekit.exercise.plain import DEEPEST, LONGEST, Live, plain


@pytest.mark.parametrize(
    ("value", "kind", "as_json"),
    [
        (None, "nothing", None),
        (..., "nothing", None),
        (True, "truth", True),
        (np.bool_(False), "truth", False),
        (3, "number", 3),
        (0.25, "number", 0.25),
        (np.float64(0.25), "number", 0.25),
        (np.int64(3), "number", 3),
        (np.array(0.25), "number", 0.25),
        (Fraction(1, 4), "number", 0.25),
        (Decimal("0.25"), "number", 0.25),
        (float("nan"), "not finite", "nan"),
        (np.inf, "not finite", "inf"),
        (10**400, "not finite", "too large"),
        ("0.25", "text", "0.25"),
        (np.str_("C"), "text", "C"),
        ([1, (2.5, "x")], "list", [1, [2.5, "x"]]),
        (range(3), "list", [0, 1, 2]),
        (np.array([[1, 2]]), "list", [[1, 2]]),
        ([float("nan"), object()], "list", [None, None]),
        ({"a": 1, 2: None}, "dictionary", {"a": 1, "2": None}),
        (len, "function", None),
        (lambda: 1, "function", None),
        (1j, "other", "complex"),
        (object(), "other", "object"),
    ],
)
def test_every_value_has_a_kind_and_a_json_form(value: object, kind: str, as_json: object) -> None:
    assert plain(value) == {"kind": kind, "value": as_json}


def test_a_table_keeps_an_index_that_means_something() -> None:
    frame = pd.DataFrame({"group": ["a", "b", "a"], "stay": [1.0, 2.0, np.nan]})
    assert plain(frame)["value"] == {
        "columns": ["group", "stay"],
        "records": [{"group": "a", "stay": 1.0}, {"group": "b", "stay": 2.0}, {"group": "a", "stay": None}],
    }
    assert plain(frame.groupby("group")["stay"].mean())["value"] == {
        "columns": ["group", "stay"],
        "records": [{"group": "a", "stay": 1.0}, {"group": "b", "stay": 2.0}],
    }
    assert plain(pd.Series([1, 2]))["value"] == {
        "columns": ["value"],
        "records": [{"value": 1}, {"value": 2}],
    }


def test_tables_need_no_pandas_to_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pandas")
    assert plain([1])["kind"] == "list"


def test_a_list_that_holds_itself_comes_to_an_end() -> None:
    endless: list[Any] = [1]
    endless.append(endless)
    assert json.dumps(plain(endless)).count("1") == DEEPEST


class Hostile(float):
    """A number whose conversion fails."""

    def __float__(self) -> float:
        raise RuntimeError("no")


def test_an_object_that_breaks_when_read_is_only_an_object() -> None:
    assert plain(Hostile(1)) == {"kind": "other", "value": "Hostile"}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner),
)


@given(anything)
def test_everything_crosses_as_strict_json(value: object) -> None:
    sent = plain(value)
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent


def test_a_call_is_silent_and_its_errors_are_answers(capfd: pytest.CaptureFixture[str]) -> None:
    def noisy(x: float) -> float:
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        return 2 * x

    def breaking() -> None:
        raise ValueError("x" * 1000)

    live = Live({"noisy": noisy, "breaking": breaking, "leaving": sys.exit})
    assert live.call("noisy", (1.5,)) == {"kind": "number", "value": 3.0}
    assert capfd.readouterr() == ("", "")
    failed = live.call("breaking", ())
    assert failed["kind"] == "error"
    assert failed["value"] == ("ValueError: " + "x" * 1000)[:LONGEST]
    assert live.call("leaving", (2,)) == {"kind": "error", "value": "SystemExit: 2"}
