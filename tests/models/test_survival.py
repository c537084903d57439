"""Survival: the classic remission trial, agreement with lifelines, and what must hold for any two groups."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test

from casekit.models.survival import kaplan_meier, log_rank, share_surviving

if TYPE_CHECKING:
    from collections.abc import Sequence

# Weeks in remission (Freireich et al., 1963); published.md P15 and P16.
DRUG = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
DRUG_SEEN = [1] * 9 + [0] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
PLACEBO_SEEN = [1] * 21

# Few distinct times, so that ties within and between groups are common.
people = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 1)), min_size=1, max_size=40)


def unzip(group: Sequence[tuple[float, int]]) -> tuple[list[float], list[int]]:
    return [time for time, _ in group], [mark for _, mark in group]


def test_remission_curve_is_the_published_one() -> None:
    curve = dict(kaplan_meier(DRUG, DRUG_SEEN))
    published = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert list(curve) == [0, *published]
    assert [curve[week] for week in published] == pytest.approx(list(published.values()), abs=5e-5)


def test_remission_log_rank_is_the_published_one() -> None:
    result = log_rank(DRUG, DRUG_SEEN, PLACEBO, PLACEBO_SEEN)
    assert result.chi_square == pytest.approx(16.793, abs=1e-3)
    assert result.p_value == pytest.approx(4.17e-5, rel=1e-3)


@given(group=people)
@settings(max_examples=40, deadline=None)
def test_curve_agrees_with_lifelines(group: list[tuple[float, int]]) -> None:
    durations, observed = unzip(group)
    peer = KaplanMeierFitter().fit(durations, observed)
    curve = kaplan_meier(durations, observed)
    expected = peer.survival_function_at_times([time for time, _ in curve])
    assert [share for _, share in curve] == pytest.approx(list(expected), abs=1e-12)


@given(a=people, b=people)
@settings(max_examples=60, deadline=None)
def test_log_rank_agrees_with_lifelines(a: list[tuple[float, int]], b: list[tuple[float, int]]) -> None:
    (durations_a, observed_a), (durations_b, observed_b) = unzip(a), unzip(b)
    ours = log_rank(durations_a, observed_a, durations_b, observed_b)
    peer = logrank_test(durations_a, durations_b, observed_a, observed_b)
    assert ours.chi_square == pytest.approx(peer.test_statistic, abs=1e-9)
    assert ours.p_value == pytest.approx(peer.p_value, abs=1e-9)


@given(group=people, time=st.floats(0, 20))
def test_a_share_read_off_the_curve_is_that_of_the_last_step(
    group: list[tuple[float, int]], time: float
) -> None:
    curve = kaplan_meier(*unzip(group))
    assert share_surviving(curve, time) == [share for when, share in curve if when <= time][-1]


def test_the_published_curve_read_between_at_and_beyond_its_steps() -> None:
    curve = kaplan_meier(DRUG, DRUG_SEEN)
    weeks = {0: 1.0, 5.9: 1.0, 6: 0.8571, 9: 0.8067, 10: 0.7529, 22.5: 0.5378, 400: 0.4482}
    assert [share_surviving(curve, week) for week in weeks] == pytest.approx(list(weeks.values()), abs=5e-5)


@pytest.mark.parametrize(
    ("curve", "time", "message"),
    [
        ([(0, 1)], -1, "^time must be a finite number >= 0, but it is -1"),
        ([(0, 1)], math.nan, "^time must be a finite number >= 0, but it is nan"),
        ([(0, 1)], "6", "^time must be a finite number >= 0, but it is '6'"),
        ([], 1, "^curve must have at least 1 entries"),
        (1, 1, "^curve must be a list of values"),
        ([1, 0.5], 1, r"^curve\[0\] must be a list of values, but it is 1"),
        ([(0, 1), (2, 0.5, 3)], 1, r"^curve\[1\] must have 2 entries, but it has 3"),
        ([(1, 1)], 1, "^the first time of curve must be a finite number >= 0 and <= 0, but it is 1"),
        ([(0, 1), (5, 0.5), (5, 0.4)], 1, r"^curve\[2\]\[0\] must be a finite number > 5, but it is 5"),
        ([(0, 1), (5, 1.5)], 1, r"^curve\[1\]\[1\] must be a finite number >= 0 and <= 1, but it is 1.5"),
    ],
)
def test_a_share_that_cannot_be_read_is_refused(curve: Any, time: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        share_surviving(curve, time)


@given(group=people)
def test_curve_only_falls_within_zero_and_one(group: list[tuple[float, int]]) -> None:
    curve = kaplan_meier(*unzip(group))
    times, shares = zip(*curve, strict=True)
    assert list(times) == sorted(set(times))
    assert list(shares) == sorted(shares, reverse=True)
    assert curve[0] == (0.0, 1.0)
    assert shares[-1] >= 0


@given(times=st.lists(st.integers(1, 12), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_share_still_there(times: list[int]) -> None:
    for time, share in kaplan_meier(times, [1] * len(times)):
        assert share == pytest.approx(sum(other > time for other in times) / len(times), abs=1e-12)


@given(group=people, when=st.integers(1, 12))
def test_one_more_person_seen_to_stay_never_lowers_the_curve(
    group: list[tuple[float, int]], when: int
) -> None:
    before = dict(kaplan_meier(*unzip(group)))
    after = dict(kaplan_meier(*unzip([*group, (when, 0)])))
    assert before.keys() == after.keys()
    assert all(after[time] >= before[time] - 1e-12 for time in before)


@given(a=people, b=people)
def test_log_rank_does_not_mind_order_or_unit(a: list[tuple[float, int]], b: list[tuple[float, int]]) -> None:
    result = log_rank(*unzip(a), *unzip(b))
    assert log_rank(*unzip(b), *unzip(a)).chi_square == pytest.approx(result.chi_square, abs=1e-9)
    in_days = [[(time * 7, mark) for time, mark in group] for group in (a, b)]
    assert log_rank(*unzip(in_days[0]), *unzip(in_days[1])) == result
    assert result.chi_square >= 0
    assert 0 <= result.p_value <= 1


@given(group=people)
def test_a_group_does_not_differ_from_itself(group: list[tuple[float, int]]) -> None:
    assert log_rank(*unzip(group), *unzip(group)).chi_square == pytest.approx(0, abs=1e-9)


def test_without_events_there_is_nothing_to_tell_apart() -> None:
    result = log_rank([1, 2], [0, 0], [3], [0])
    assert (result.chi_square, result.p_value) == (0.0, 1.0)


def test_nobody_left_leaves_a_flat_curve() -> None:
    assert kaplan_meier([3, 5], [0, 0]) == [(0.0, 1.0)]


def test_leaving_on_the_first_day_counts() -> None:
    assert kaplan_meier([0, 5], [1, 1]) == [(0.0, 0.5), (5.0, 0.0)]


def test_columns_of_a_table_will_do() -> None:
    table = pd.DataFrame({"tenure": DRUG, "event": [bool(mark) for mark in DRUG_SEEN]})
    assert kaplan_meier(table["tenure"], table["event"]) == kaplan_meier(DRUG, DRUG_SEEN)
    assert kaplan_meier(np.array(DRUG), np.array(DRUG_SEEN)) == kaplan_meier(DRUG, DRUG_SEEN)


BAD_INPUT = [
    ([], [], r"^{times} must have at least 1 entries, but it has 0"),
    ("66", [1, 1], r"^{times} must be a list of values"),
    (6, [1], r"^{times} must be a list of values"),
    ([6, 7], "11", r"^{marks} must be a list of values"),
    ([6, 7], [1], r"^{marks} must have 2 entries, but it has 1"),
    ([6, -7], [1, 1], r"^{times}\[1\] must be a finite number >= 0, but it is -7"),
    ([6, math.nan], [1, 1], r"^{times}\[1\] must be a finite number >= 0, but it is nan"),
    ([math.inf, 7], [1, 1], r"^{times}\[0\] must be a finite number >= 0, but it is inf"),
    (["6", 7], [1, 1], r"^{times}\[0\] must be a finite number >= 0, but it is '6'"),
    ([None, 7], [1, 1], r"^{times}\[0\] must be a finite number >= 0, but it is None"),
    ([6, 7], [1, 2], r"^{marks}\[1\] must be 0 or 1, but it is 2"),
    ([6, 7], [1, -1], r"^{marks}\[1\] must be 0 or 1, but it is -1"),
    ([6, 7], [1, 0.5], r"^{marks}\[1\] must be 0 or 1, but it is 0.5"),
    ([6, 7], [1, math.nan], r"^{marks}\[1\] must be 0 or 1, but it is nan"),
    ([6, 7], [1, "1"], r"^{marks}\[1\] must be 0 or 1, but it is '1'"),
    ([6, 7], [1, None], r"^{marks}\[1\] must be 0 or 1, but it is None"),
    ([6, 7], [1, pd.NA], r"^{marks}\[1\] must be 0 or 1, but it is <NA>"),
    ([6, 7], [1, np.array([0, 1])], r"^{marks}\[1\] must be 0 or 1, but it is array"),
]


@pytest.mark.parametrize(("durations", "observed", "message"), BAD_INPUT)
def test_bad_input_is_refused(durations: Any, observed: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message.format(times="durations", marks="observed")):
        kaplan_meier(durations, observed)
    with pytest.raises(ValueError, match=message.format(times="durations_a", marks="observed_a")):
        log_rank(durations, observed, DRUG, DRUG_SEEN)
    with pytest.raises(ValueError, match=message.format(times="durations_b", marks="observed_b")):
        log_rank(DRUG, DRUG_SEEN, durations, observed)
