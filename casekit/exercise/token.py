"""A learner's token: an opaque word in each copy that decides which numbers its exercise gives.

A trainer's class list says whose token is whose; the copy does not. The word ends in a mark of the exercise and
of the version of its numbers, so that a notebook notices by itself when its token was changed, or belongs to
another exercise; whether it is the right learner's, the class list knows.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from casekit.exercise import words
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Collection

    from casekit.exercise.folder import Exercise

Fault = Literal["missing", "changed", "mismatched"]
SHAPE = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}")


class TokenError(ProblemError):
    """A copy whose numbers cannot be told: its token is missing, was changed, or is not this learner's."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence, words.TOKEN_HINT, status=1)
        self.fault = fault


def mint(exercise: Exercise) -> str:
    """Return a new token for one learner's copy of an exercise, which nobody can guess from the learner."""
    return marked(secrets.token_hex(8), exercise)


def numbered(exercise: Exercise, token: str | None) -> Exercise:
    """Return the exercise with the numbers that belong to a token; without one, with those for everybody.

    Raises
    ------
    TokenError
        If the token is none, was changed, or belongs to another exercise or another version of this one.
    """
    if token is None:
        return exercise
    if not isinstance(token, str) or not fits(exercise, token):
        raise TokenError("changed", words.TOKEN_CHANGED.format(exercise=exercise.name))
    return replace(exercise, given=exercise.given.of(token))


def confirm(exercise: Exercise, token: str | None, handed_out: Collection[str]) -> Exercise:
    """Return the exercise with the numbers of a token, if that is one handed out to this learner.

    Parameters
    ----------
    exercise
        With the numbers for everybody.
    token
        The one that the learner's copy bears, None if it bears none.
    handed_out
        The tokens that the class list has for this learner and this exercise; none if there is no class list.

    Raises
    ------
    TokenError
        If the token is missing though one was handed out, was changed, or is not this learner's.
    """
    if handed_out and token is None:
        raise TokenError("missing", words.TOKEN_MISSING.format(exercise=exercise.name))
    found = numbered(exercise, token)
    if token is not None and token not in handed_out:
        raise TokenError("mismatched", words.TOKEN_MISMATCHED.format(exercise=exercise.name))
    return found


def fits(exercise: Exercise, token: str) -> bool:
    """Say whether a token is whole and belongs to this exercise and this version of its numbers."""
    return SHAPE.fullmatch(token) is not None and marked(token[:16], exercise) == token


def marked(word: str, exercise: Exercise) -> str:
    """Return a token: a word of 16 hexadecimal digits, and the mark of the exercise behind it."""
    mark = sha256(f"{exercise.name}/{exercise.given.version}/{word}".encode()).hexdigest()[:8]
    return f"{word}-{mark}"
