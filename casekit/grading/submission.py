"""A submission as it lies on the disk: read as data, with every limit applied, and nothing in it believed.

Only the source of the answer cells is taken from it, each found by its grade_id. Three rules decide the rest.
Of several cells with one id, those that still are as they were handed out do not count; if the others are all
the same, they are the answer, else there is none. A cell that is missing, or no longer code, costs its own
question and no other, and the learner is told so. Cells of the learner's own are not run, and counted.
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
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from casekit.grading.assignment import Assignment
    from casekit.grading.limits import Limits

Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer cell: a sentence, and the name to count it by."""

    sentence: str
    mistake: str


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers of one notebook, by cell; `faults` has those that cannot be taken, and why.

    `written` are the texts that a person reads, `own_cells` counts code cells that are no part of the
    exercise, `token` is the learner's token that the notebook bears, `sha256` the hash of the exact file.
    """

    answers: Mapping[str, str]
    faults: Mapping[str, Fault]
    written: Mapping[str, str]
    own_cells: int
    token: str | None
    sha256: str


def read_submission(path: Path, assignment: Assignment, limits: Limits) -> Submission:
    """Read a learner's notebook.

    Raises
    ------
    ProblemError
        If it is no notebook of this exercise, or larger than the limits allow.
    """
    name, wanted = printable(path.name), assignment.exercise.name
    content = _bytes(path, name, limits.notebook_bytes)
    notebook = _notebook(content, name)
    cells = _cells(notebook, name, limits.cells)
    stamp = _stamp(notebook)
    if stamp.get("exercise", wanted) != wanted:
        found = printable(str(stamp["exercise"]))
        raise _refusal(words.OTHER_EXERCISE, words.FRESH_COPY, name=name, found=found, wanted=wanted)
    marked = {cell: _marked(cells, cell) for cell in (*assignment.answers, *assignment.written)}
    if not any(marked.values()):
        raise _refusal(words.NO_ANSWER_CELLS, words.FRESH_COPY, name=name, wanted=wanted)
    found_answers = {
        cell: _answer(cell, marked[cell], "code", stub) for cell, stub in assignment.stubs.items()
    }
    answers = {cell: found for cell, found in found_answers.items() if isinstance(found, str)}
    if sum(len(source.encode("utf-8", "replace")) for source in answers.values()) > limits.source_bytes:
        raise _refusal(words.SOURCE_TOO_LARGE, words.FRESH_COPY, name=name, most=limits.source_bytes)
    texts = {cell: _answer(cell, marked[cell], "markdown", "") for cell in assignment.written}
    return Submission(
        answers=answers,
        faults={cell: found for cell, found in found_answers.items() if isinstance(found, Fault)},
        written={cell: text for cell, text in texts.items() if isinstance(text, str)},
        own_cells=sum(cell.get("cell_type") == "code" and _grade_id(cell) is None for cell in cells),
        token=None if stamp.get("token") is None else str(stamp["token"]),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _bytes(path: Path, name: str, most: int) -> bytes:
    """Return a plain file's content: a link is not followed, a pipe not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _refusal(words.NO_FILE, words.SEND_AGAIN, name=name, reason=error.strerror) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _refusal(words.NOT_A_FILE, words.SEND_AGAIN, name=name)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise _refusal(words.FILE_TOO_LARGE, words.CLEAR_OUTPUTS, name=name, most=most)
    return content


def _notebook(content: bytes, name: str) -> dict[str, Any]:
    try:
        notebook = json.loads(content.decode("utf-8"), parse_int=float)  # int() is slow on many digits
    except RecursionError:
        raise _refusal(words.DAMAGED, words.SEND_AGAIN, name=name, reason="it is nested too deep") from None
    except ValueError as error:
        reason = printable(str(error))
        raise _refusal(words.DAMAGED, words.SEND_AGAIN, name=name, reason=reason) from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise _refusal(words.OLD_FORMAT, words.SEND_AGAIN, name=name)
    return notebook


def _cells(notebook: Mapping[str, Any], name: str, most: int) -> list[Cell]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise _refusal(words.OLD_FORMAT, words.SEND_AGAIN, name=name)
    if len(cells) > most:
        raise _refusal(words.TOO_MANY_CELLS, words.FRESH_COPY, name=name, found=len(cells), most=most)
    return [cell for cell in cells if isinstance(cell, dict)]


def _stamp(notebook: Mapping[str, Any]) -> Mapping[str, Any]:
    match notebook:
        case {"metadata": {"casekit": dict(stamp)}}:
            return stamp
    return {}


def _grade_id(cell: Cell) -> str | None:
    match cell:
        case {"metadata": {"nbgrader": {"grade_id": str(name)}}}:
            return name
    return None


def _marked(cells: Sequence[Cell], name: str) -> list[Cell]:
    return [cell for cell in cells if _grade_id(cell) == name]


def _source(cell: Cell) -> str:
    """Return a cell's source, which Jupyter writes as text or as a list of lines; "" if it is neither."""
    match cell.get("source"):
        case str(text):
            return text
        case list(lines) if all(isinstance(line, str) for line in lines):
            return "".join(lines)
    return ""


def _answer(name: str, marked: Sequence[Cell], kind: str, stub: str) -> str | Fault:
    """Return what a learner wrote into a cell, or what is wrong with it."""
    if not marked:
        return Fault(words.MISSING_CELL.format(cell=name), words.CELL_MISSING)
    if any(cell.get("cell_type") != kind for cell in marked):
        return Fault(words.OTHER_KIND_OF_CELL.format(cell=name), words.CELL_MISSING)
    texts = list(dict.fromkeys(map(_source, marked)))
    written = [text for text in texts if text.split() != stub.split()] or texts[:1]
    if len(written) > 1:
        return Fault(words.DOUBLE_CELL.format(cell=name, count=len(written)), words.CELL_DOUBLE)
    return written[0]


def _refusal(sentence: str, hint: str, **parts: object) -> ProblemError:
    return ProblemError(sentence.format(**parts), hint, status=1)
