"""A figure is written alike in Python and, by the browser tests, in the page's script."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from casekit.explore.formats import MINUS, Format, money, percent


@pytest.mark.parametrize(
    ("show", "value", "text"),
    [
        (money, 1234.5, "$1,235"),
        (money, -0.4, "$0"),
        (money, -685.22, f"{MINUS}$685"),
        (money, 1_234_567.0, "$1,234,567"),
        (percent, 0.145, "14.5%"),
        (Format(0), 0.5, "1"),
        (Format(0), -2.5, f"{MINUS}3"),
        (Format(2, after=" times", none="no ratio"), math.inf, "no ratio"),
    ],
)
def test_figures_are_written_as_people_write_them(show: Format, value: float, text: str) -> None:
    assert show(value) == text


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_what_is_written_is_within_half_a_unit(value: float, digits: int) -> None:
    written = float(Format(digits)(value).replace(",", "").replace(MINUS, "-"))
    assert abs(written - value) <= 0.5 * 10**-digits * (1 + 1e-9)
