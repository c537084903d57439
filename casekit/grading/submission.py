"""A submission as it lies on the disk: read as data, with every limit applied, and nothing in it believed.

Only the source of the answer cells is taken from it, each found by its grade_id. Two rules decide the rest:
a cell that is there several times counts if all its copies are the same, else not at all; a cell that is
missing or no longer code costs its own question and no other, and the learner is told so.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.parse import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from casekit.grading.assignment import Assignment
    from casekit.grading.limits import Limits


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer cell: a sentence, and the name to count it by."""

    sentence: str
    mistake: str


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers of one notebook, by cell; `faults` has those that cannot be taken, and why.

    `written` are the texts that a person reads, `own_cells` counts code cells that are no part of the
    exercise and are not run, `sha256` is the hash of the exact file.
    """

    answers: Mapping[str, str]
    faults: Mapping[str, Fault]
    written: Mapping[str, str]
    own_cells: int
    sha256: str


def read_submission(path: Path, assignment: Assignment, limits: Limits) -> Submission:
    """Read a learner's notebook.

    Raises
    ------
    ProblemError
        If it is no notebook of this exercise, or larger than the limits allow.
    """
    content = _bytes(path, limits.notebook_bytes)
    name = printable(path.name)
    cells = list(_cells(content, name, assignment.exercise.name, limits))
    found = {
        cell: [c for c in cells if _grade_id(c) == cell]
        for cell in (*assignment.answers, *assignment.written)
    }
    faults = {
        cell: fault for cell in assignment.answers if (fault := _fault(cell, "code", found[cell])) is not None
    }
    if not any(found.values()):
        raise _refusal(words.NO_ANSWER_CELLS, words.FRESH_COPY, name=name, wanted=assignment.exercise.name)
    answers = {cell: _source(found[cell][0]) for cell in assignment.answers if cell not in faults}
    if sum(len(source.encode("utf-8", "replace")) for source in answers.values()) > limits.source_bytes:
        raise _refusal(words.SOURCE_TOO_LARGE, words.FRESH_COPY, name=name, most=limits.source_bytes)
    return Submission(
        answers=answers,
        faults=faults,
        written={
            cell: _source(found[cell][0])
            for cell in assignment.written
            if _fault(cell, "markdown", found[cell]) is None
        },
        own_cells=sum(cell.get("cell_type") == "code" and _grade_id(cell) is None for cell in cells),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _bytes(path: Path, most: int) -> bytes:
    """Return a plain file's content: a link is not followed, a pipe not waited for."""
    name = printable(path.name)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _refusal(words.NO_FILE, words.SEND_AGAIN, name=name, reason=error.strerror) from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _refusal(words.NOT_A_FILE, words.SEND_AGAIN, name=name)
        content = file.read(most + 1)
    if len(content) > most:
        raise _refusal(words.FILE_TOO_LARGE, words.CLEAR_OUTPUTS, name=name, most=most)
    return content


def _cells(content: bytes, name: str, exercise: str, limits: Limits) -> Iterator[dict[str, Any]]:
    try:
        notebook = json.loads(content.decode("utf-8"), parse_int=float)
    except RecursionError:
        raise _refusal(words.DAMAGED, words.SEND_AGAIN, name=name, reason="it is nested too deep") from None
    except ValueError as error:
        reason = printable(str(error))
        raise _refusal(words.DAMAGED, words.SEND_AGAIN, name=name, reason=reason) from error
    match notebook:
        case {"nbformat": 4.0, "cells": list(cells)}:
            pass
        case _:
            raise _refusal(words.OLD_FORMAT, words.SEND_AGAIN, name=name)
    if len(cells) > limits.cells:
        raise _refusal(words.TOO_MANY_CELLS, words.FRESH_COPY, name=name, found=len(cells), most=limits.cells)
    match notebook:
        case {"metadata": {"casekit": {"exercise": str(found)}}} if found != exercise:
            raise _refusal(
                words.OTHER_EXERCISE, words.FRESH_COPY, name=name, found=printable(found), wanted=exercise
            )
    yield from (cell for cell in cells if isinstance(cell, dict))


def _grade_id(cell: Mapping[str, Any]) -> str | None:
    match cell:
        case {"metadata": {"nbgrader": {"grade_id": str(name)}}}:
            return name
    return None


def _source(cell: Mapping[str, Any]) -> str:
    """Return a cell's source, which Jupyter writes as text or as a list of lines; "" if it is neither."""
    match cell.get("source"):
        case str(text):
            return text
        case list(lines) if all(isinstance(line, str) for line in lines):
            return "".join(lines)
    return ""


def _fault(cell: str, kind: str, found: list[dict[str, Any]]) -> Fault | None:
    if not found:
        return Fault(words.MISSING_CELL.format(cell=cell), words.CELL_MISSING)
    if any(copy.get("cell_type") != kind for copy in found):
        return Fault(words.NOT_A_CODE_CELL.format(cell=cell), words.CELL_MISSING)
    if len({_source(copy) for copy in found}) > 1:
        return Fault(words.DOUBLE_CELL.format(cell=cell, count=len(found)), words.CELL_DOUBLE)
    return None


def _refusal(sentence: str, hint: str, **parts: object) -> ProblemError:
    return ProblemError(sentence.format(**parts), hint, status=1)
