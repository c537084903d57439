"""Learning gain: Hake's figure, and an uncertainty that covers what it should."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, strategies as st

from casekit.exercise.gain import Pair, gains, normalised_gain

shares = st.floats(0, 1)


@given(shares, shares)
def test_a_gain_reaches_from_what_was_there_to_what_is_there(before: float, after: float) -> None:
    gain = normalised_gain(before, after)
    if before == 1:
        assert gain is None
    else:
        assert gain is not None
        assert gain <= 1
        assert before + gain * (1 - before) == pytest.approx(after, abs=1e-9)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan"), "half", None])
def test_a_share_that_is_none_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="before must be"):
        normalised_gain(wrong, 0.5)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match="after must be"):
        normalised_gain(0.5, wrong)  # type: ignore[arg-type]  # wrong on purpose


def classroom(learners: int, before: float, after: float, seed: int) -> list[Pair]:
    draw = random.Random(seed)

    def test(share: float) -> tuple[bool, ...]:
        return tuple(draw.random() < share for _ in range(12))

    return [Pair(str(number), test(before), test(after)) for number in range(learners)]


def test_the_interval_covers_the_true_gain_about_as_often_as_it_says() -> None:
    """200 classes of 24 that truly go from 0.4 to 0.7: the true gain of 0.5 should be inside 190 times or so."""
    covered = 0
    for seed in range(200):
        [gain] = gains(classroom(24, 0.4, 0.7, seed), {"all": range(12)}, resamples=200, seed=seed)
        assert gain.low is not None
        assert gain.high is not None
        covered += gain.low <= 0.5 <= gain.high
    assert 175 <= covered <= 199


def test_the_same_class_gives_the_same_interval() -> None:
    pairs = classroom(10, 0.4, 0.7, 1)
    assert gains(pairs, {"all": range(12)}) == gains(pairs, {"all": range(12)})
    assert gains(pairs, {"all": range(12)}, seed=2) != gains(pairs, {"all": range(12)}, seed=3)


def test_where_there_is_nothing_to_tell_nothing_is_said() -> None:
    alone = [Pair("a", (False,), (True,))]
    [gain] = gains(alone, {"q": [0]})
    assert (gain.gain, gain.low, gain.high) == (1.0, None, None)
    knew = [Pair(name, (True,), (True,)) for name in "abc"]
    [gain] = gains(knew, {"q": [0]})
    assert (gain.before, gain.gain, gain.low) == (1.0, None, None)
    nearly = [*knew, Pair("d", (False,), (True,))]  # drawn without d, there is no gain at all
    [gain] = gains(nearly, {"q": [0]})
    assert (gain.gain, gain.low) == (1.0, None)


def test_answers_that_differ_in_number_or_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="pairs must"):
        gains([], {"q": [0]})
    with pytest.raises(ValueError, match="the answers of b must"):
        gains([Pair("a", (True,), (True,)), Pair("b", (True,), (True, False))], {"q": [0]})
    with pytest.raises(ValueError, match="the questions of q must"):
        gains([Pair("a", (True,), (True,))], {"q": []})
