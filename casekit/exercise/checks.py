"""The contract of an exercise's checks: plain functions that judge one learner's work.

    @question("break-even", "The ratio at which it pays", points=2)
    def break_even(work: Work) -> Verdict:
        "Give a hazard ratio, right within 0.01."
        return compare(work.number("break_even_ratio"), weigh(...).break_even_hazard_ratio, within=0.01, ...)

The function's docstring says what is asked for, tolerance included, and is shown to the learner. A check
recomputes what it expects and stores no answer; it recognises a typical mistake by recomputing that too. Its
messages say why, never what the answer is. It sees nothing but `work`, so that the same function serves in
the learner's notebook and in a grader that has only JSON.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casekit.exercise.work import AnswerError, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

Check = Callable[[Work], "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says: the share of the points earned, why, and the mistake's name if it has one.

    `about` is the one of several answers that it is about, if the message does not say so itself.
    """

    share: float
    message: str
    mistake: str | None = None
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a check judges; `expects` says in a sentence what is asked for."""

    id: str
    title: str
    points: float
    expects: str
    check: Check


@dataclass(frozen=True, slots=True)
class Written:
    """A question that a person judges."""

    id: str
    title: str
    points: float


@dataclass(frozen=True, slots=True)
class Result:
    """What one learner earned on one question, and why."""

    question: str
    earned: float
    possible: float
    message: str
    mistake: str | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A typical mistake: its name, the answer it leads to, why that is wrong, and what it is still worth."""

    name: str
    value: float | str
    why: str
    share: float = 0.0


def question(name: str, title: str, points: float) -> Callable[[Check], Question]:
    """Make a question of a check, whose docstring says what is asked for.

    Raises
    ------
    ValueError
        If the points are not positive or the check has no docstring.
    """

    def make(check: Check) -> Question:
        expects = " ".join((check.__doc__ or "").split())
        if not expects or points <= 0:
            raise ValueError(
                f"question {name!r} needs points above 0 and a docstring that says what it asks for"
            )
        return Question(name, title, float(points), expects, check)

    return make


def compare(
    answer: float | str,
    expected: float | str,
    *,
    right: str,
    otherwise: str,
    mistakes: Sequence[Mistake] = (),
    within: float = 0.0,
) -> Verdict:
    """Judge one answer: right, a typical mistake, or wrong in some other way.

    Parameters
    ----------
    answer, expected
        Two numbers or two texts.
    right, otherwise
        What to say to the right answer, and to a wrong one that is no typical mistake.
    mistakes
        Typical mistakes; of those whose value fits, the nearest is named, and the first of equals.
    within
        How far a number may lie from the expected one, in its own unit.

    >>> compare(1.30, 1.2952, within=0.01, right="Yes.", otherwise="No.")
    Verdict(share=1.0, message='Yes.', mistake=None)
    >>> compare(0.06, 1.2952, within=0.01, right="Yes.", otherwise="No.",
    ...         mistakes=[Mistake("probability, not ratio", 0.06, "That is a probability.")])
    Verdict(share=0.0, message='That is a probability.', mistake='probability, not ratio')
    """
    if _same(answer, expected, within):
        return Verdict(1.0, right)
    fitting = [mistake for mistake in mistakes if _same(answer, mistake.value, within)]
    if not fitting:
        return Verdict(0.0, otherwise)
    made = min(fitting, key=lambda mistake: _distance(answer, mistake.value))
    return Verdict(made.share, made.why, made.name)


def part(check: Callable[..., Verdict], *arguments: object, about: str = "") -> Verdict:
    """Judge one part of an answer by itself: if it cannot be judged, the others still count.

    `about` is what the part is called in the message, such as the name of a variable.
    """
    try:
        return replace(check(*arguments), about=about)
    except AnswerError as refusal:
        return Verdict(0.0, refusal.message, refusal.mistake)


def together(*parts: Verdict, right: str) -> Verdict:
    """Judge an answer of several equal parts: the mean of their shares, and each reason once, with what it is about.

    `right` is what to say when every part is right.

    >>> together(Verdict(1.0, "First: right."), Verdict(0.0, "Second: no.", "swapped"), right="Both.")
    Verdict(share=0.5, message='First: right. Second: no.', mistake='swapped')
    >>> together(*(Verdict(0.0, "this is in percent.", about=name) for name in "ab"), right="Both.").message
    '`a`, `b`: this is in percent.'
    """
    share = sum(entry.share for entry in parts) / len(parts)
    if share == 1.0:
        return Verdict(share, right)
    names: dict[str, list[str]] = {}
    for entry in parts:
        names.setdefault(entry.message, []).extend([f"`{entry.about}`"] if entry.about else [])
    reasons = (f"{', '.join(about)}: {message}" if about else message for message, about in names.items())
    return Verdict(share, " ".join(reasons), next((entry.mistake for entry in parts if entry.mistake), None))


def judge(question: Question, work: Work) -> Result:
    """Judge a learner's work on one question; an answer that cannot be judged earns nothing and says why."""
    verdict = part(question.check, work)
    earned = round(question.points * verdict.share, 2)
    return Result(question.id, earned, question.points, verdict.message, verdict.mistake)


def _distance(answer: float | str, value: float | str) -> float:
    """Return how far an answer lies from a value that it fits, rounding errors left out."""
    if isinstance(answer, str) or isinstance(value, str) or not math.isfinite(value):
        return 0.0
    return round(abs(answer - value), 9)


def _same(answer: float | str, value: float | str, within: float) -> bool:
    if isinstance(answer, str) or isinstance(value, str):
        return answer == value
    if not math.isfinite(value):  # no answer lies near it, though every slack around it would hold
        return answer == value
    slack = 1e-9 * max(1.0, abs(value))  # an answer rounded to the very edge counts
    return abs(answer - value) <= within + slack
