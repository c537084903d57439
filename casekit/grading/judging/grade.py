"""One grade, as plain values: it can be sent, stored and compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.exercise.checks import Result


WRITTEN, CODE = "written", "code"


@dataclass(frozen=True, slots=True)
class Text:
    """What was handed in for one question, without what was given, to be read by a person or compared.

    `kind` is "written", or "code" for a function, which no person marks. `text` is "" if nothing was written and
    None if it could not be taken. `possible` are the points there are.
    """

    question: str
    kind: str
    text: str | None
    possible: float


@dataclass(frozen=True, slots=True)
class Grade:
    """What one submission earned, and what it was graded with.

    Attributes
    ----------
    exercise, version
        The exercise's name, and a hash of everything in it that a grade depends on.
    token
        The learner's token, which the numbers were drawn from; None if everybody has the same.
    submission
        SHA-256 of the exact file.
    sandbox
        How it was run; a grade without a sandbox says so here.
    seconds
        How long grading took, by the clock.
    results
        Points, reason and typical mistake for each question; written for the learner.
    cells
        Every answer cell that did not run to its end, and why; written for the learner.
    own_cells
        How many code cells of the learner's own were not run.
    broken
        Checks that failed themselves, and how; for the trainer only.
    texts
        What is kept beside the grade for a person to read; a grade that is read from a gradebook comes without.
    """

    exercise: str
    version: str
    token: str | None
    submission: str
    sandbox: str
    seconds: float
    results: tuple[Result, ...]
    cells: tuple[tuple[str, str], ...]
    own_cells: int
    broken: tuple[str, ...]
    texts: tuple[Text, ...] = field(default=(), compare=False)

    @property
    def earned(self) -> float:
        """The points earned on all questions that a check judges."""
        return sum(result.earned for result in self.results)

    @property
    def possible(self) -> float:
        """The points there are for them."""
        return sum(result.possible for result in self.results)
