"""What of a submission is kept to be read by a person: the written answers, and functions for comparison.

What was given with the exercise is taken out, so that nobody reads or compares the kit's own words.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casekit.exercise.problem import ProblemError
from casekit.exercise.release import LEARNER, read_notebook
from casekit.grading.judging.assignment import Assignment, read_assignment
from casekit.grading.judging.submission import read_submission
from casekit.grading.limits import Limits
from casekit.grading.records import marks
from casekit.grading.records.marks import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from casekit.grading.intake.collect import Found
    from casekit.grading.judging.submission import Submission
    from casekit.grading.records.gradebook import Entry, Gradebook

LONGEST = 50_000  # of one text; nobody reads more


@dataclass(frozen=True, slots=True)
class _Given:
    """An exercise, and of its written answers what their cells hold when they are handed out, and their points."""

    assignment: Assignment
    written: dict[str, tuple[str, float]]


@dataclass(slots=True)
class Keeper:
    """Keeps what a class wrote, as its grades come in; `folders` has the exercises by name.

    It writes when it has something of `together` submissions, and at the end. What a run that is stopped has not
    written, the next one does: it asks for everything that counts.
    """

    book: Gradebook
    folders: Mapping[str, Path]
    together: int = 200
    limits: Limits = field(default_factory=Limits)
    _waiting: list[Answer] = field(default_factory=list)
    _submissions: int = 0
    _held: set[tuple[str, str, str]] | None = None
    _given: dict[str, _Given] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()

    def keep(self, found: Found, entry: Entry) -> None:
        """Keep one submission's answers, unless they are kept already."""
        key = (entry.learner, found.exercise, entry.grade.submission)
        self._held = marks.held(self.book) if self._held is None else self._held
        if key in self._held:
            return
        given = self._read(found.exercise)
        try:
            submission = read_submission(found.path, given.assignment, self.limits)
        except ProblemError:  # it was readable when it was graded: it has been taken away since
            return
        self._waiting += _answers(key, given, submission)
        self._submissions += 1
        self._held.add(key)
        if self._submissions >= self.together:
            self._write()

    def _write(self) -> None:
        marks.keep(self.book, self._waiting)
        self._waiting, self._submissions = [], 0

    def _read(self, exercise: str) -> _Given:
        if exercise not in self._given:
            self._given[exercise] = _given(self.folders[exercise])
        return self._given[exercise]


def _given(folder: Path) -> _Given:
    assignment = read_assignment(folder)
    cells = {
        cell.metadata.get("nbgrader", {}).get("grade_id"): cell
        for cell in read_notebook(folder / LEARNER).cells
    }
    written = {
        name: (cells[name].source, float(cells[name].metadata.nbgrader.points)) for name in assignment.written
    }
    return _Given(assignment, written)


def _answers(key: tuple[str, str, str], given: _Given, submission: Submission) -> Iterator[Answer]:
    for name, (stub, possible) in given.written.items():
        text = submission.written.get(name)
        own = None if text is None else without(text, stub)[:LONGEST]
        yield Answer(*key, name, marks.WRITTEN, own, possible)
    for name, stub in given.assignment.stubs.items():
        source = submission.answers.get(name, "")
        if source.split() != stub.split() and defines_a_function(stub):
            yield Answer(*key, name, marks.CODE, storable(source)[:LONGEST], 0.0)


def without(text: str, stub: str) -> str:
    r"""Return what a learner wrote, without the line that was to be replaced, where it was left.

    >>> without("*YOUR ANSWER HERE*\n\nTwo days. ", "*YOUR ANSWER HERE*\n")
    'Two days.'
    """
    given = stub.strip()
    return storable(text.replace(given, "", 1) if given else text).strip()


def storable(text: str) -> str:
    r"""Return text as every database takes it: no lone surrogate, no NUL.

    >>> storable("a\ud800\x00b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def defines_a_function(source: str) -> bool:
    """Say whether a cell of the kit's own asks for a function."""
    return any(isinstance(node, ast.FunctionDef) for node in ast.parse(source).body)
