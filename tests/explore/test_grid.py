"""A packed column gives back every value, and keeps every shown digit right."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, strategies as st

from casekit.explore.formats import Format
from casekit.explore.grid import FLOAT32_BITS, pack, unpack

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=3)


@st.composite
def columns(draw: st.DrawFn) -> tuple[list[float], list[int]]:
    shape = draw(SHAPES)
    size = math.prod(shape)
    values = st.floats(-1e6, 1e6).map(lambda v: round(v, 6)) | st.just(math.inf)
    return draw(st.lists(values, min_size=size, max_size=size)), shape


def over_all(kept: list[float], axes: tuple[int, ...], shape: list[int]) -> list[float]:
    """Spread a column's values over the whole grid again, as the page does."""
    result = []
    for flat in range(math.prod(shape)):
        positions, rest = [], flat
        for length in reversed(shape):
            positions.insert(0, rest % length)
            rest //= length
        place = 0
        for axis in axes:
            place = place * shape[axis] + positions[axis]
        result.append(kept[place])
    return result


@given(columns(), st.integers(0, 3))
def test_every_value_comes_back_and_reads_the_same(
    column: tuple[list[float], list[int]], digits: int
) -> None:
    values, shape = column
    show = Format(digits)
    packed = pack(values, shape, show)
    kept = over_all(unpack(packed, shape), packed.axes, shape)
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    for before, after in zip(values, kept, strict=True):
        assert show(after) == show(before)
        assert after == before or abs(after - before) <= 2.0**-FLOAT32_BITS * max(largest, 1.0)


def test_a_tie_with_noise_in_its_last_place_is_packed() -> None:
    noisy = [2.05, math.nextafter(2.05, 0), math.nextafter(2.05, 3), 1.9 + 0.15]
    packed = pack(noisy, [4], Format(1))
    assert [Format(1)(value) for value in unpack(packed, [4])] == ["2.1"] * 4


def test_very_small_values_keep_their_precision() -> None:
    small = [1e-12, 2.5e-12, 7e-13]
    assert unpack(pack(small, [3], Format(0)), [3]) == pytest.approx(small, rel=1e-6)


def test_what_a_page_could_not_add_up_exactly_is_refused() -> None:
    with pytest.raises(ValueError, match="no number of kept decimals shows every value right"):
        pack([1e9, math.nextafter(1e9, 2e9)], [2], str)


def test_an_axis_that_changes_nothing_is_left_out() -> None:
    packed = pack([1.0, 2.0, 1.0, 2.0], [2, 2], Format(1))
    assert packed.axes == (1,)
    assert len(packed.differences) == 2


def test_a_plane_packs_into_almost_nothing() -> None:
    plane = [3.0 * x - 2.0 * y + 7.0 for x in range(40) for y in range(50)]
    packed = pack(plane, [40, 50], Format(0))
    assert sum(whole != 0 for whole in packed.differences) <= 4
    assert len(json.dumps(packed.to_json())) < 7_000


@pytest.mark.parametrize("bad", [math.nan, -math.inf])
def test_a_column_refuses_what_no_page_can_show(bad: float) -> None:
    with pytest.raises(ValueError, match="a figure must be a number or plus infinity"):
        pack([0.0, bad], [2], Format(0))
