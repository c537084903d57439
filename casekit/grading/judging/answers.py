"""A submission's answers, asked for one by one, whatever the submission does to keep them back.

A process that ends or does not answer is replaced: a new one runs all cells again but those that ended one
before. What ended a process is remembered with the reason and asked for no more, so that it costs its own
question and no other.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from casekit.exercise.work import AnswerError
from casekit.grading import words
from casekit.grading.judging import parse
from casekit.grading.sandbox.attempt import DiedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from casekit.exercise.given import Given
    from casekit.exercise.plain import Json, Plain
    from casekit.grading.judging.assignment import Assignment
    from casekit.grading.judging.submission import Submission
    from casekit.grading.sandbox.attempt import Attempt
    from casekit.grading.sandbox.host import Sandbox

Read = TypeVar("Read")


class SandboxAnswers:
    """The answers of one submission, for `Work`.

    A variable is read once: it stays what it was at first. `given` are the learner's own numbers, if there
    are any.
    """

    def __init__(
        self, sandbox: Sandbox, assignment: Assignment, submission: Submission, given: Given | None = None
    ) -> None:
        self._sandbox, self._assignment, self._submission = sandbox, assignment, submission
        self._given = given
        self._limits = sandbox.limits
        self._end = time.monotonic() + self._limits.total_seconds
        self._attempt: Attempt | None = None
        self._values: dict[str, Plain] = {}
        self._stopped: dict[str, str] = {}  # cells that stopped with an error in this process
        self._deadly: dict[str, str] = {}  # cells that ended a process
        self._refused: dict[str, str] = {}  # requests that did

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_up()

    @property
    def errors(self) -> dict[str, str]:
        """Every cell that stopped, and how, as a clause."""
        return self._stopped | self._deadly

    def value(self, name: str) -> Plain:
        """Return the learner's variable of that name.

        Raises
        ------
        AnswerError
            If it cannot be had, saying why: its cell is missing or stopped, say.
        """
        if name not in self._values:
            self._values[name] = self._ask(name, {"value": name})
        found = self._values[name]
        if found["kind"] in ("missing", "nothing"):
            self._explain(name)
        return found

    def call(self, name: str, arguments: tuple[Json, ...]) -> Plain:
        """Return what the learner's function gives for these arguments.

        Raises
        ------
        AnswerError
            If it gives nothing that can be had.
        """
        return self._ask(name, {"call": name, "arguments": list(arguments)})

    def _ask(self, name: str, request: dict[str, Json]) -> Plain:
        key = repr(request)
        if key not in self._refused:
            try:
                self._run_cells()
                return self._exchange(request, parse.answer)
            except DiedError as died:
                self._refused[key] = str(died)
        self._explain(name)
        raise AnswerError(words.UNREADABLE.format(name=name, reason=self._refused[key]), words.RESOURCES)

    def _explain(self, name: str) -> None:
        """Say why a variable is not there, if its cell is to blame."""
        cell = self._assignment.cell_of.get(name, "")
        if fault := self._submission.faults.get(cell):
            raise AnswerError(fault.sentence, fault.mistake)
        if reason := self.errors.get(cell):
            own = words.OWN_CELLS if "NameError" in reason and self._submission.own_cells else ""
            sentence = words.CELL_STOPPED.format(cell=cell, reason=reason, name=name)
            raise AnswerError(sentence + own, words.CELL_ERROR)

    def _run_cells(self) -> None:
        """Have a process that has run all cells that can be run."""
        while self._attempt is None:
            if time.monotonic() >= self._end:
                raise DiedError(words.NO_TIME_LEFT)
            self._attempt = self._sandbox.begin(self._given)
            self._stopped = {}
            for step in self._assignment.steps:
                source = self._submission.answers.get(step.cell) if step.source is None else step.source
                if source is not None and self._attempt is not None:
                    self._run(step.cell, source)

    def _run(self, cell: str, source: str) -> None:
        """Run one cell, unless it ended a process before; if it ends this one, there is none afterwards."""
        if cell in self._deadly:
            return
        try:
            error = self._exchange({"run": source, "name": cell}, parse.error)
        except DiedError as died:
            self._deadly[cell] = str(died)
            return
        if error and error.startswith("MemoryError"):  # what took the memory may still hold it
            self._deadly[cell] = words.NO_MEMORY
            self._give_up()
        elif error:
            self._stopped[cell] = words.CELL_FAILED.format(error=error.replace("`", "'"))

    def _exchange(self, request: dict[str, Json], read: Callable[[bytes, int], Read]) -> Read:
        assert self._attempt is not None
        now = time.monotonic()
        if now >= self._end:
            self._give_up()
            raise DiedError(words.NO_TIME_LEFT)
        deadline = min(now + self._limits.seconds, self._end)
        try:
            return read(self._attempt.ask(request, deadline), self._limits.depth)
        except DiedError:
            self._attempt = None
            raise
        except parse.MalformedError as error:
            self._give_up()
            raise DiedError(words.NOT_THE_PROTOCOL) from error

    def _give_up(self) -> None:
        if self._attempt:
            self._attempt.end()
            self._attempt = None
