"""A learner's token: what it gives, and the three ways in which it can be wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casekit.exercise import Given, Quantity, start
from casekit.exercise.folder import Exercise, load
from casekit.exercise.token import TokenError, confirm, mint, numbered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def exercise(folder: Path) -> Exercise:
    return load(folder)


def test_a_token_gives_its_own_numbers_here_and_in_a_grader(
    exercise: Exercise, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for token in (mint(exercise) for _ in range(5)):
        own = numbered(exercise, token).given.hours
        assert start("00-small", {}, token).given.hours == own
        assert confirm(exercise, token, [mint(exercise), token]).given.hours == own
    assert numbered(exercise, None) is confirm(exercise, None, ()) is exercise


def test_tokens_say_nothing_of_the_learner_and_never_meet(exercise: Exercise) -> None:
    assert len({mint(exercise) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: "f" + t[1:] if t[0] != "f" else "e" + t[1:],
        str.upper,
        lambda t: t[:-1],
        lambda t: "",
        lambda t: t + "0",
    ],
)
def test_a_changed_token_is_refused(exercise: Exercise, spoil: object) -> None:
    token = "0a1b2c3d4e5f6071"
    whole = next(t for t in (mint(exercise) for _ in range(100)) if t.upper() != t and token)
    with pytest.raises(TokenError, match="was changed, or it belongs to another exercise") as problem:
        numbered(exercise, spoil(whole))  # type: ignore[operator]  # one of several spoilers
    assert problem.value.fault == "changed"


def test_the_token_of_another_exercise_or_version_is_refused(exercise: Exercise) -> None:
    other = replace(exercise, name="00-other")
    newer = replace(exercise, given=Given(hours=Quantity(16, "hours", "two days", varies=(15, 16))))
    for of_another in (other, newer):
        with pytest.raises(TokenError):
            numbered(exercise, mint(of_another))


def test_a_missing_and_a_mismatched_token_are_refused_by_name(exercise: Exercise) -> None:
    mine, yours = mint(exercise), mint(exercise)
    with pytest.raises(TokenError) as problem:
        confirm(exercise, None, [mine])
    assert (problem.value.fault, problem.value.status) == ("missing", 1)
    for handed in ([mine], []):
        with pytest.raises(TokenError) as problem:
            confirm(exercise, yours, handed)
        assert problem.value.fault == "mismatched"
