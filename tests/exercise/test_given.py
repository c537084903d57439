"""Numbers that differ from learner to learner, and are the same wherever they are worked out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from casekit.exercise import Given, Quantity
from casekit.exercise.problem import ProblemError

STATED = Given(
    hours=Quantity(16, "hours", "two days", varies=(14, 15, 16)),
    rate=Quantity(30, "dollars", "overtime", 20, 40, varies=(27, 30, 33)),
    wage=Quantity(20, "dollars", "pay"),
)


def values(given: Given) -> dict[str, float]:
    return {name: entry.value for name, entry in given.quantities.items()}


@settings(deadline=None)
@given(st.text(), st.integers(0, 5))
def test_a_token_always_gives_the_same_numbers_from_the_list(token: str, attempt: int) -> None:
    own = STATED.of(token, attempt)
    assert values(own) == values(STATED.of(token, attempt))
    assert own.wage == 20
    assert own.hours in (14, 15, 16)
    assert own.ranges == STATED.ranges


def test_tokens_and_tries_reach_every_number() -> None:
    drawn = {(own.hours, own.rate) for own in (STATED.of(str(number)) for number in range(200))}
    assert drawn == {(hours, rate) for hours in (14, 15, 16) for rate in (27, 30, 33)}
    assert values(STATED.of(None)) == values(STATED)


@settings(deadline=None)
@given(st.one_of(st.none(), st.text()), st.integers(1, 6))
def test_no_two_tries_in_a_row_are_the_same(token: str | None, attempt: int) -> None:
    assert values(STATED.of(token, attempt)) != values(STATED.of(token, attempt - 1))


def test_the_numbers_of_one_learner_stay_when_the_kit_changes() -> None:
    """Copies are out there: whatever changes these figures makes every one of them worthless."""
    assert values(STATED.of("0123456789abcdef-01234567")) == {"hours": 15, "rate": 27, "wage": 20}
    assert STATED.version == "be6aa3ba"


def test_a_version_follows_the_numbers_and_not_the_words() -> None:
    words = Given(hours=Quantity(16, "h", "other words", varies=(14, 15, 16)))
    plain = Given(hours=Quantity(16, "hours", "two days", varies=(14, 15, 16)))
    fewer = Given(hours=Quantity(16, "hours", "two days", varies=(14, 16)))
    assert words.version == plain.version != fewer.version


def test_a_retry_changes_the_numbers_in_place_and_says_so() -> None:
    own = STATED.of("a learner")
    before = values(own)
    assert own.retry() is own
    assert values(own) == values(STATED.of("a learner", 1)) != before
    assert "the numbers of try 2, for practice" in repr(own)
    own.retry(0)
    assert values(own) == before
    assert "practice" not in repr(own)
    assert values(STATED) == values(STATED.of(None))  # what is stated never changes


def test_a_retry_without_other_numbers_is_refused() -> None:
    same = Given(hours=Quantity(16, "hours", "two days"))
    assert not same.vary
    with pytest.raises(ProblemError, match="one set of numbers"):
        same.retry()


@pytest.mark.parametrize("attempt", [-1, 1.5, 1_001])
def test_a_try_that_is_none_is_refused(attempt: int) -> None:
    with pytest.raises(ValueError, match="attempt must be"):
        STATED.of("a").retry(attempt)


@pytest.mark.parametrize("varies", [(16,), (14, 15), (16, 16), (16, 25), (16, 7)])
def test_a_list_without_its_own_number_or_out_of_range_is_refused(varies: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="varies must list two or more values, 16 among them"):
        Quantity(16, "hours", "two days", 8, 24, varies=varies)
