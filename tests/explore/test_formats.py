"""A figure is written alike in Python and, by the browser tests, in the page's script."""

from __future__ import annotations

import math
from decimal import Decimal

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
    written = Decimal(Format(digits)(value).replace(",", "").replace(MINUS, "-"))
    twelfth_digit = Decimal(abs(value)) * Decimal("1e-11")
    assert abs(written - Decimal(value)) <= Decimal("0.5").scaleb(-digits) + twelfth_digit


@pytest.mark.parametrize(
    "value", [2.05, 1.9 + 0.15, 2.3 - 0.25, math.nextafter(2.05, 0), math.nextafter(2.05, 3)]
)
def test_noise_in_the_last_place_does_not_settle_a_tie(value: float) -> None:
    assert Format(1)(value) == "2.1"
    assert Format(1)(-value) == f"{MINUS}2.1"
    assert Format(1, times=100.0)(value / 100) == "2.1"


def test_a_value_is_kept_to_twelve_digits_before_it_is_rounded_to_those_shown() -> None:
    assert Format(1)(2.04999999999) == "2.0"
    assert Format(1)(2.049999999999) == "2.1"
    assert Format(0)(123_456_789_012.5) == "123,456,789,013"
    assert Format(2)(0.0) == Format(2)(-1e-9) == "0.00"
    assert Format(0)(1e30) == f"{10**30:,}"


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_finite_value_has_words(value: float) -> None:
    assert Format(none="out of reach")(value) == "out of reach"
