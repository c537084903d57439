"""Where submissions are graded: a process with one warm sandbox, for whatever exercise is asked for.

It is the same in a process of this machine and on another one: an order comes in, a grade or a sentence goes out,
both of them plain records, so that they can be sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import casekit.grading.running.ahead  # noqa: F401  # so that processes that are forked from here share it
from casekit.exercise.problem import ProblemError
from casekit.grading.judging.runner import Grader
from casekit.grading.running.orders import Order, Refusal, Setup

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from casekit.grading.judging.grade import Grade
    from casekit.grading.sandbox.origin import Origin

__all__ = ["Desk", "Order", "Refusal", "Setup"]


class Desk:
    """Grades one submission after the other; the sandbox stays warm while the exercise stays the same."""

    def __init__(self, setup: Setup, origin: Origin | None = None) -> None:
        self._setup, self._origin = setup, origin
        self._exercise: Path | None = None
        self._grader: Grader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def grade(self, order: Order) -> Grade | Refusal:
        """Return the grade of a submission, or why there is none."""
        try:
            grader = self._open(order.exercise)
        except ProblemError as problem:
            return Refusal(problem.sentence, problem.hint, hopeless=True)
        try:
            return grader.grade(order.path, order.tokens)
        except ProblemError as problem:
            return Refusal(problem.sentence, problem.hint)

    def _open(self, exercise: Path) -> Grader:
        if self._grader is None or self._exercise != exercise:
            self._close()
            setup = self._setup
            grader = Grader(
                exercise,
                setup.limits,
                unsafe_no_sandbox=setup.unsafe_no_sandbox,
                kernel=setup.kernel,
                origin=self._origin,
            )
            self._grader, self._exercise = grader.__enter__(), exercise
        return self._grader

    def _close(self) -> None:
        if self._grader:
            self._grader.__exit__(None, None, None)
        self._grader = None
