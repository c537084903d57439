"""A submission as it lies on the disk: read as data, with every limit applied, and nothing in it believed.

Only the source of the answers is taken from it; `places` says which cells those are. An answer that cannot be told
costs its own question and no other, and the learner is told so. Cells of the learner's own are not run, and counted.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casekit.exercise import words as exercise_words
from casekit.exercise.match import START
from casekit.exercise.problem import ProblemError
from casekit.exercise.token import TokenError
from casekit.grading import words
from casekit.grading.judging.parse import printable
from casekit.grading.judging.places import Cell, Fault, Places, source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from casekit.grading.judging.assignment import Assignment
    from casekit.grading.limits import Limits


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers of one notebook, by cell; `faults` has those that cannot be taken, written ones too, and why.

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
    token = _token(notebook, cells, name, wanted)
    places = Places(cells, assignment)
    found = {cell: places.answer(cell) for cell in (*assignment.answers, *assignment.written)}
    texts = {cell: text for cell, text in found.items() if isinstance(text, str)}
    if not texts:
        raise _refusal(words.NO_ANSWER_CELLS, words.FRESH_COPY, name=name, wanted=wanted)
    answers = {cell: text for cell, text in texts.items() if cell in assignment.stubs}
    if sum(len(source.encode("utf-8", "replace")) for source in answers.values()) > limits.source_bytes:
        raise _refusal(words.SOURCE_TOO_LARGE, words.FRESH_COPY, name=name, most=limits.source_bytes)
    return Submission(
        answers=answers,
        faults={cell: fault for cell, fault in found.items() if isinstance(fault, Fault)},
        written={cell: text for cell, text in texts.items() if cell in assignment.written},
        own_cells=places.own_cells,
        token=token,
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


def _token(notebook: Mapping[str, Any], cells: Sequence[Cell], name: str, wanted: str) -> str | None:
    """Return the learner's token: the metadata have it, and the cell that begins the exercise.

    Raises
    ------
    ProblemError
        If one of them names another exercise, or they disagree.
    """
    stamp = _stamp(notebook)
    begun = {found.groups() for cell in cells for found in START.finditer(source(cell))}
    others = {str(exercise) for exercise in (stamp.get("exercise", wanted), *(named for named, _ in begun))}
    if others := others - {wanted}:
        found = printable(" and ".join(sorted(others)))
        raise _refusal(words.OTHER_EXERCISE, words.FRESH_COPY, name=name, found=found, wanted=wanted)
    tokens = {token for _, token in begun}
    if stamp.get("token") is not None:
        if None in tokens:
            raise TokenError("missing", exercise_words.TOKEN_NOT_USED.format(exercise=wanted))
        tokens.add(str(stamp["token"]))
    if len(tokens - {None}) > 1:
        raise TokenError("mismatched", exercise_words.TOKEN_TWO.format(exercise=wanted))
    return next(iter(tokens - {None}), None)


def _refusal(sentence: str, hint: str, **parts: object) -> ProblemError:
    return ProblemError(sentence.format(**parts), hint, status=1)
