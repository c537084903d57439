"""Grade submissions of one exercise, one after the other, with one warm sandbox.

    with Grader(Path("exercises/01-retention")) as grader:
        grade = grader.grade(Path("submissions/ada/01-retention.ipynb"))

The answers come out of the sandbox as plain values; the checks, the shown and the hidden, run here, where no
submission ever runs. The lower of the two results counts. What a learner is told of a hidden check is that it
was not met, never what it tried.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from casekit.exercise.checks import Question, Result, judge
from casekit.exercise.token import confirm
from casekit.exercise.work import Work
from casekit.grading import words
from casekit.grading.judging.answers import SandboxAnswers
from casekit.grading.judging.assignment import Assignment, read_assignment
from casekit.grading.judging.datasets import data_folder, data_from
from casekit.grading.judging.grade import Grade
from casekit.grading.judging.parse import printable
from casekit.grading.judging.remember import remember
from casekit.grading.judging.submission import Submission, read_submission
from casekit.grading.judging.texts import texts
from casekit.grading.limits import Limits
from casekit.grading.sandbox import kernels
from casekit.grading.sandbox.attempt import LostError
from casekit.grading.sandbox.host import Sandbox

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from casekit.exercise.given import Given
    from casekit.grading.sandbox.origin import Origin

__all__ = ["Grade", "Grader"]

LONGEST_MESSAGE = 2_000


class Grader:
    """Grades submissions of one exercise.

    Parameters
    ----------
    folder
        The exercise, with its hidden checks.
    limits
        How much one submission may use.
    unsafe_no_sandbox
        Run submissions with all the rights of this process; every grade then says so.
    kernel
        Run answers in the Jupyter kernel of that name, through nbclient, which is slow; every grade then says so.
    origin
        Where the sandbox comes from, if that is shared with others.

    Keep it in the thread that made it: the sandbox ends with that thread.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits | None = None,
        *,
        unsafe_no_sandbox: bool = False,
        kernel: str | None = None,
        origin: Origin | None = None,
    ) -> None:
        self.assignment = read_assignment(folder)
        _remember_what_is_expected(self.assignment)
        self._data = data_folder(folder)
        self._limits = limits or Limits()
        self.sandbox = Sandbox(
            self.assignment.setup,
            self.assignment.exercise.given,
            self._limits,
            self._data,
            rehearsal=[(step.cell, step.source) for step in self.assignment.steps if step.source],
            unsafe_no_sandbox=unsafe_no_sandbox,
            kernel=None if kernel is None else kernels.find(kernel),
            origin=origin,
        )

    def __enter__(self) -> Self:
        self.sandbox.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.sandbox.close()

    def grade(self, path: Path, tokens: Collection[str] = ()) -> Grade:
        """Grade one notebook.

        Parameters
        ----------
        path
            The notebook; what it is called does not matter.
        tokens
            Those that the class list has for this learner and exercise; none without a class list.

        Raises
        ------
        ProblemError
            If it cannot be graded at all, with a sentence for the person who grades.
        """
        began = time.perf_counter()
        submission = read_submission(path, self.assignment, self._limits)
        exercise = confirm(self.assignment.exercise, submission.token, tokens)
        try:
            grade = self._graded(submission, exercise.given)
        except LostError:  # somebody ended the sandbox from outside: what it left undone is done again
            self.sandbox.close()
            self.sandbox.start()
            grade = self._graded(submission, exercise.given)
        return replace(grade, seconds=time.perf_counter() - began)

    def _graded(self, submission: Submission, given: Given) -> Grade:
        broken: list[str] = []
        own = None if submission.token is None else given
        with (
            data_from(self._data),
            SandboxAnswers(self.sandbox, self.assignment, submission, own) as answers,
        ):
            work = Work(answers, given)
            shown = _shown(self.assignment, work, broken)
            # Before a hidden check has asked: cells that run again afterwards could tell what it tried.
            cells = {cell: fault.sentence for cell, fault in submission.faults.items()} | {
                cell: words.CELL.format(cell=cell, reason=reason) for cell, reason in answers.errors.items()
            }
            results = _results(self.assignment, shown, work, broken)
        return Grade(
            exercise=self.assignment.exercise.name,
            version=self.assignment.version,
            token=submission.token,
            submission=submission.sha256,
            sandbox=self.sandbox.mode,
            seconds=0.0,
            results=results,
            cells=tuple(cells.items()),
            own_cells=submission.own_cells,
            broken=tuple(broken),
            texts=tuple(texts(self.assignment, submission)),
        )


def _remember_what_is_expected(assignment: Assignment) -> None:
    for question in (*assignment.exercise.questions, *assignment.hidden):
        remember(getattr(question.check, "__globals__", {}))


def _shown(assignment: Assignment, work: Work, broken: list[str]) -> dict[str, Result]:
    """Judge all questions by the shown checks: first, so that no hidden one leaves a trace in their messages."""
    return {question.id: _judged(question, work, broken) for question in assignment.exercise.questions}


def _results(
    assignment: Assignment, shown: Mapping[str, Result], work: Work, broken: list[str]
) -> tuple[Result, ...]:
    """Judge by the hidden checks what the shown ones gave points for; the lower of the two counts."""
    hidden = {
        question.id: _judged(question, work, broken)
        for question in assignment.hidden
        if shown[question.id].earned > 0
    }
    return tuple(_lower(result, hidden) for result in shown.values())


def _judged(question: Question, work: Work, broken: list[str]) -> Result:
    try:
        result = judge(question, work)
    except LostError:
        raise
    except Exception as error:  # a check that does not stand what came is the kit's fault, not the learner's
        broken.append(printable(f"{question.id}: {type(error).__name__}: {error}"))
        return Result(question.id, 0.0, question.points, words.COULD_NOT_JUDGE, words.UNJUDGED)
    return replace(result, message=printable(result.message, LONGEST_MESSAGE))


def _lower(shown: Result, hidden: Mapping[str, Result]) -> Result:
    other = hidden.get(shown.question, shown)
    if other.earned >= shown.earned:
        return shown
    return replace(other, message=words.HIDDEN_LOWER)
