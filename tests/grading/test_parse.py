from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from casekit.exercise.plain import Json, plain
from casekit.grading.judging import parse

DEPTH = 24

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.decimals()
    | st.fractions()
    | st.builds(object),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


KINDS: dict[str, Any] = {
    "number": (int, float),
    "text": str,
    "table": dict,
    "list": list,
    "dictionary": dict,
    "truth": bool,
    "function": type(None),
}


def sent(value: object) -> bytes:
    return json.dumps(plain(value), allow_nan=False).encode("ascii")


@given(values)
def test_what_the_notebook_would_judge_arrives(value: object) -> None:
    here, there = plain(value), parse.answer(sent(value), DEPTH)
    assert there["kind"] == here["kind"]
    if here["kind"] in ("number", "truth", "nothing"):
        assert there["value"] == here["value"]


@pytest.mark.parametrize(
    "value",
    [
        1,
        -0.5,
        True,
        "text",
        None,
        ...,
        math.nan,
        10**400,
        Decimal("0.1"),
        Fraction(1, 3),
        np.float64(2.5),
        np.array([1, 2]),
        [1, [2, {"a": None}]],
        {"a": 1},
        pd.DataFrame({"a": [1, 2], "b": ["x", None]}),
        pd.DataFrame({"a": []}),
        pd.Series([1.5, math.nan], name="s"),
        len,
        object(),
    ],
)
def test_every_kind_of_value_arrives_as_it_was_sent(value: object) -> None:
    assert parse.answer(sent(value), DEPTH) == plain(value)


@given(st.binary(max_size=200))
def test_no_bytes_get_past_it_but_values(body: bytes) -> None:
    with pytest.raises(parse.MalformedError):
        parse.answer(body, DEPTH)


@given(values, st.sampled_from(["number", "text", "table", "list", "dictionary", "truth", "function", "no"]))
def test_a_forged_kind_is_refused_unless_the_value_fits(value: object, kind: str) -> None:
    body = json.dumps({"kind": kind, "value": plain(value)["value"]}).encode()
    try:
        found = parse.answer(body, DEPTH)
    except parse.MalformedError:
        return
    assert safe(found["value"])
    assert isinstance(found["value"], KINDS[kind])


def safe(value: Json) -> bool:
    match value:
        case float():
            return math.isfinite(value)
        case int():
            return math.isfinite(float(value))
        case str():
            return value.encode("utf-8") is not None
        case list():
            return all(map(safe, value))
        case dict():
            return all(map(safe, (*value, *value.values())))
    return value is None


@pytest.mark.parametrize(
    "body",
    [
        b'{"kind": "number", "value": NaN}',
        b'{"kind": "number", "value": Infinity}',
        b'{"kind": "number", "value": 1e999}',
        b'{"kind": "number", "value": -1e999}',
        b'{"kind": "number", "value": %s}' % (b"9" * 400),
        b'{"kind": "number", "value": %s}' % (b"9" * 309),
        b'{"kind": "number", "value": %s}' % (b"9" * 5_000),
        b'{"kind": "list", "value": [%s]}' % (b"9" * 400),
        b'{"kind": "number", "value": true}',
        b'{"kind": "number", "value": "1"}',
        b'{"kind": "not finite", "value": "<b>"}',
        b'{"kind": "missing", "value": 1}',
        b'{"kind": "function", "value": "f"}',
        b'{"kind": ["number"], "value": 1}',
        b'{"kind": "number", "value": 1, "earned": 2}',
        b'{"kind": "number"}',
        b'{"kind": "table", "value": {"columns": ["a"], "records": [{"b": 1}]}}',
        b'{"kind": "table", "value": {"columns": [1], "records": []}}',
        b'{"kind": "table", "value": {"columns": "a", "records": []}}',
        b'{"kind": "table", "value": {"columns": [], "records": [1]}}',
        b'{"kind": "table", "value": []}',
        b'[{"kind": "number", "value": 1}]',
        b'{"kind": "list", "value": %s1%s}' % (b"[" * 30, b"]" * 30),
        b'{"kind": "list", "value": %s1%s}' % (b"[" * 50_000, b"]" * 50_000),
        b"[" * 100_000,
        b"",
        b"null",
        b'\xff{"kind": "nothing", "value": null}',
        b'{"kind": "nothing", "value": null} {}',
        b"\x80\x04K\x01.",
    ],
)
def test_forged_answers_are_refused(body: bytes) -> None:
    with pytest.raises(parse.MalformedError):
        parse.answer(body, DEPTH)


def test_lone_surrogates_become_text_that_can_be_stored() -> None:
    found = parse.answer(rb'{"kind": "dictionary", "value": {"\ud800": ["\udfff"]}}', DEPTH)
    assert found["value"] == {"?": ["?"]}


def test_of_two_equal_keys_the_last_one_counts_as_json_has_it() -> None:
    assert parse.answer(b'{"kind": "text", "value": "a", "value": "b"}', DEPTH)["value"] == "b"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"error": null}', None),
        (b'{"error": "ValueError: no"}', "ValueError: no"),
        (b'{"error": "MemoryError: "}', "MemoryError"),
        (rb'{"error": "E: a\nb\u202ec"}', "E: a?b?c"),
    ],
)
def test_the_end_of_a_cell(body: bytes, error: str | None) -> None:
    assert parse.error(body, DEPTH) == error


@pytest.mark.parametrize(
    "body", [b"{}", b'{"error": 1}', b'{"error": null, "earned": 5}', b'{"error": ""', b"[]"]
)
def test_a_forged_end_of_a_cell_is_refused(body: bytes) -> None:
    with pytest.raises(parse.MalformedError):
        parse.error(body, DEPTH)


@given(st.text(st.characters(), max_size=300))
def test_printable_text_is_one_short_line(text: Any) -> None:
    found = parse.printable(text, 50)
    assert len(found) <= 50
    assert len(found.splitlines()) <= 1
    assert not any("\u202a" <= letter <= "\u202e" or letter < " " for letter in found)
    found.encode("utf-8")


def test_printable_text_keeps_every_language() -> None:
    text = "Größe ≥ 3 % “日本語” مرحبا a\u0301 non\u00a0breaking"
    assert parse.printable(text) == text
