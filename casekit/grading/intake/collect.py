"""The submissions of a class, from a folder or a zip: every file is attributed, or refused with a sentence.

One bad file costs nobody else anything. How files are read is in :mod:`casekit.grading.intake.delivered`, how names are
read in :mod:`casekit.grading.intake.names`.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from casekit.exercise.match import START
from casekit.exercise.problem import ProblemError
from casekit.grading import messages
from casekit.grading.intake import delivered, names
from casekit.grading.intake.delivered import File, RefusalError, Refused
from casekit.grading.judging.places import source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from casekit.grading.limits import Limits

__all__ = ["Collected", "Found", "Refused", "collected"]

HOME = "casekit-submissions-"


@dataclass(frozen=True, slots=True)
class Found:
    """One submission: whose, of which exercise, where it lies now and what it was called; `late` if marked so."""

    learner: str
    exercise: str
    path: Path
    name: str
    sha256: str
    late: bool
    newness: tuple[int, int, float, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a delivery holds: what counts, what a newer file replaced, what cannot be taken, how much is no notebook."""

    counting: tuple[Found, ...]
    superseded: tuple[Found, ...]
    refused: tuple[Refused, ...]
    ignored: int


@contextlib.contextmanager
def collected(
    source: Path, exercises: Collection[str], limits: Limits, known: Mapping[str, str] | None = None
) -> Iterator[Collected]:
    """Give the submissions of a folder or a zip, for as long as they are needed.

    Parameters
    ----------
    source
        Where they lie.
    exercises
        The names of the exercises they may belong to.
    limits
        How large a notebook may be.
    known
        From every name that a learner of the class goes by to the one in the class list; None without a list.

    Raises
    ------
    ProblemError
        If it is neither a folder nor a zip, is damaged as a whole, or has too many files.
    """
    refused: list[Refused] = []
    with contextlib.ExitStack() as stack:
        if source.is_dir():
            files = delivered.in_folder(source, limits.notebook_bytes, refused)
        elif source.is_file():
            _clear_away_what_was_left()
            home = stack.enter_context(TemporaryDirectory(prefix=f"{HOME}{os.getpid()}-"))
            files = delivered.in_zip(source, Path(home), limits.notebook_bytes, refused)
        else:
            raise ProblemError(messages.NO_SUBMISSIONS.format(path=source), messages.NO_SUBMISSIONS_HINT)
        notebooks = [file for file in files if names.is_notebook(file.parts[-1])]
        named = _named([file.parts for file in notebooks], [file.parts for file in refused], exercises)
        found = _attributed(notebooks, named, exercises, known, refused)
        counting, superseded = _newest(found)
        whose = tuple(_whose(file, named, exercises, known) for file in refused)
        yield Collected(counting, superseded, whose, ignored=len(files) - len(notebooks))


def _clear_away_what_was_left() -> None:
    """Remove the submissions that a run which was killed has left unpacked."""
    for left in Path(gettempdir()).glob(f"{HOME}[0-9]*-*"):
        process = left.name.removeprefix(HOME).partition("-")[0]
        if process.isdigit() and left.lstat().st_uid == os.getuid() and not Path("/proc", process).exists():
            shutil.rmtree(left, ignore_errors=True)


def _newest(found: Iterable[Found]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Return the newest of each learner and exercise, sorted by exercise, and all others."""
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for entry in found:
        groups[entry.exercise, entry.learner].append(entry)
    ordered = [sorted(groups[key], key=lambda entry: entry.newness) for key in sorted(groups)]
    return tuple(group[-1] for group in ordered), tuple(old for group in ordered for old in group[:-1])


def _named(
    taken: list[names.Parts], refused: list[names.Parts], exercises: Collection[str]
) -> dict[names.Parts, names.Named]:
    """Return what each path says of whose it is, for those that say anything."""
    skip = names.wrapper(taken, exercises) if taken else 0
    read = {path: named for path in (*taken, *refused) if path[skip:] and (named := names.read(path[skip:]))}
    return dict(zip(read, names.tell_apart(list(read.values())), strict=True))


def _attributed(
    files: list[File],
    named: Mapping[names.Parts, names.Named],
    exercises: Collection[str],
    known: Mapping[str, str] | None,
    refused: list[Refused],
) -> Iterator[Found]:
    """Yield the files of which it can be told whose they are and of which exercise; refuse the others."""
    for file in files:
        try:
            if file.parts not in named:
                raise RefusalError(messages.NOBODY)
            yield _found(file, named[file.parts], exercises, known)
        except RefusalError as refusal:
            refused.append(Refused(file.name, str(refusal), parts=file.parts))


def _whose(
    refused: Refused,
    named: Mapping[names.Parts, names.Named],
    exercises: Collection[str],
    known: Mapping[str, str] | None,
) -> Refused:
    """Return a file that is refused with whose it is, if its name says so, and of which exercise."""
    if refused.parts not in named:
        return refused
    said = named[refused.parts]
    try:
        return replace(refused, learner=_learner(said, known), exercise=_exercise(said, exercises))
    except RefusalError:
        return refused


def _exercise(named: names.Named, exercises: Collection[str]) -> str | None:
    """Return the exercise that a file is called after, or the nearest folder that is."""
    places = (named.rest, *reversed(named.folders))
    return next((name for place in places if (name := names.exercise_in(place, exercises))), None)


def _found(
    file: File, named: names.Named, exercises: Collection[str], known: Mapping[str, str] | None
) -> Found:
    exercise = _exercise(named, exercises) or _stamped(file.path, exercises)
    if exercise is None:
        raise RefusalError(messages.WHICH_EXERCISE)
    number = names.copy_number(named.rest, exercise)
    return Found(
        learner=_learner(named, known),
        exercise=exercise,
        path=file.path,
        name=file.name,
        sha256=file.sha256,
        late=named.late,
        newness=(named.sent, number, file.modified, file.name),
    )


def _learner(named: names.Named, known: Mapping[str, str] | None) -> str:
    if known is None:
        return named.aliases[0]
    for alias in named.aliases:
        if learner := known.get(alias.casefold()):
            return learner
    raise RefusalError(messages.NOT_IN_CLASS.format(learner=named.aliases[0]))


def _stamped(path: Path, exercises: Collection[str]) -> str | None:
    """Return the exercise that a notebook names in its metadata, else in the cell that begins it; None if neither."""
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8"), parse_int=float)
    except (ValueError, RecursionError):
        return None
    match notebook:
        case {"metadata": {"casekit": {"exercise": str(name)}}} if name in exercises:
            return name
        case {"cells": list(cells)}:
            sources = (source(cell) for cell in cells if isinstance(cell, dict))
            begun = {found[1] for text in sources for found in START.finditer(text)}
            return begun.pop() if len(begun) == 1 and begun <= {*exercises} else None
    return None
