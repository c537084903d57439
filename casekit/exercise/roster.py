"""A class: who is in it, which tokens they were given, and their copies.

The list of the class is the trainer's own CSV file, with a column ``learner``. Beside it lies a file that this
module keeps, ``NAME.tokens.csv``: the only place that says whose token is whose, and all that a grade needs.
Releasing again gives everybody the copy they have; a retry adds a new token, and the old ones stay good.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import Released, learner_files, write
from casekit.exercise.token import fits, mint, numbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from casekit.exercise.folder import Exercise

COLUMN = "learner"
LONGEST = 100
UNSAFE = '/\\:*?"<>|'
HINT = f"Give a CSV file with a column {COLUMN!r}, or with one learner a line."


class Handed(NamedTuple):
    """One copy that was handed out: to whom, of what, with which token."""

    learner: str
    exercise: str
    token: str


def read_class(path: Path) -> list[str]:
    """Return the learners of a class, as its file names them.

    Raises
    ------
    ProblemError
        If the file has no such column, names nobody, or names somebody twice or in a way no folder can be called.
    """
    rows = [row for row in csv.reader(io.StringIO(_text(path))) if any(cell.strip() for cell in row)]
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if COLUMN in head:
        place, rows = head.index(COLUMN), rows[1:]
    elif len(head) == 1:
        place = 0
    else:
        raise ProblemError(f"{path} has no column {COLUMN!r}.", HINT)
    learners = [row[place].strip() if place < len(row) else "" for row in rows]
    for number, learner in enumerate(learners):
        _refuse_name(learner, learners[:number], path)
    if not learners:
        raise ProblemError(f"{path} names no learners.", HINT)
    return learners


def tokens_file(class_file: Path) -> Path:
    """Return where the tokens of a class are kept."""
    return class_file.with_suffix(".tokens.csv")


def read_tokens(class_file: Path) -> list[Handed]:
    """Return what was handed out to a class, the oldest first; nothing if nothing was."""
    path = tokens_file(class_file)
    if not path.exists():
        return []
    rows = list(csv.reader(io.StringIO(_text(path))))
    if not rows or rows[0] != list(Handed._fields) or any(len(row) != len(Handed._fields) for row in rows):
        raise ProblemError(
            f"{path} is not what `casekit release` wrote.",
            "Bring back the file as it was: without it nobody can tell whose numbers are whose.",
        )
    return [Handed(*row) for row in rows[1:]]


def handed_out(class_file: Path, learner: str, exercise: str) -> tuple[str, ...]:
    """Return the tokens that one learner was given for one exercise, the newest last."""
    rows = read_tokens(class_file)
    return tuple(row.token for row in rows if (row.learner, row.exercise) == (learner, exercise))


def release_class(
    folders: Sequence[Path],
    class_file: Path,
    out: Path,
    retry: Collection[str] = (),
    *,
    zipped: bool = False,
) -> list[Released]:
    """Write a copy of each exercise for each learner, as ``OUT/learner/exercise``, with the learner's own numbers.

    Parameters
    ----------
    folders
        The exercises.
    class_file
        The list of the class.
    out
        Where each learner gets a folder.
    retry
        Learners who are to get new numbers; then only they get a copy.
    zipped
        Whether each copy is to be one file, ``OUT/learner/exercise.zip``, with the data and casekit's wheel in it.

    Raises
    ------
    ProblemError
        If the class file or a solution is malformed, or somebody in `retry` is not in the class.
    """
    learners = read_class(class_file)
    if strangers := [name for name in retry if name not in learners]:
        raise ProblemError(
            f"{class_file} does not name {', '.join(strangers)}.", f"It names {_some(learners)}."
        )
    handed = read_tokens(class_file)
    copies: list[tuple[Handed, Exercise]] = []
    for exercise in map(load, folders):
        learner_files(exercise)  # refuses a malformed solution before anything is written
        for learner in retry or learners:
            row = _last(handed, learner, exercise)
            if row is None or retry:
                handed.append(row := Handed(learner, exercise.name, _new_token(exercise, row)))
            copies.append((row, exercise))
    _keep(class_file, handed)  # before any copy exists that it does not list
    wheel = _wheel() if zipped else None
    return [_write(row, exercise, out / row.learner, wheel) for row, exercise in copies]


def _wheel() -> tuple[str, bytes]:
    from casekit.takeaway import wheel_file  # it loads pandas, which reading a class does not need

    return wheel_file()


def _write(row: Handed, exercise: Exercise, home: Path, wheel: tuple[str, bytes] | None) -> Released:
    if wheel:
        from casekit.exercise.bundle import write_zip

        return write_zip(exercise, wheel, home, row.token)
    return write(exercise, learner_files(exercise, row.token, f"{exercise.name}.ipynb"), home / exercise.name)


def _last(handed: Iterable[Handed], learner: str, exercise: Exercise) -> Handed | None:
    """Return the newest token that still fits: one of an older version of the exercise would be refused."""
    of_learner = [row for row in handed if (row.learner, row.exercise) == (learner, exercise.name)]
    return next((row for row in reversed(of_learner) if fits(exercise, row.token)), None)


def _new_token(exercise: Exercise, before: Handed | None) -> str:
    """Return a token that gives other numbers than the last one did."""
    while True:
        token = mint(exercise)
        if (
            before is None
            or not exercise.given.vary
            or _numbers(exercise, token) != _numbers(exercise, before.token)
        ):
            return token


def _keep(class_file: Path, handed: Iterable[Handed]) -> None:
    path = tokens_file(class_file)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([Handed._fields, *handed])
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text.getvalue(), "utf-8")
    unfinished.replace(path)  # all of it or none of it, whatever happens meanwhile


def _numbers(exercise: Exercise, token: str) -> object:
    return numbered(exercise, token).given.quantities


def _text(path: Path) -> str:
    if not path.is_file():
        raise ProblemError(f"{path} does not exist.", HINT)
    try:
        return path.read_text("utf-8-sig")  # Excel begins a CSV file with a mark
    except UnicodeDecodeError as error:
        raise ProblemError(f"{path} is not a text file in UTF-8.", "Save it again as “CSV UTF-8”.") from error


def _refuse_name(learner: str, before: Sequence[str], path: Path) -> None:
    """Refuse a learner whose copy could not have a folder of its own, on any system."""
    if not learner or len(learner) > LONGEST or learner != learner.strip(". "):
        fault = "empty, too long, or begins or ends with a dot"
    elif any(sign in UNSAFE or not sign.isprintable() for sign in learner):
        fault = f"not fit for a folder's name, since it has one of {UNSAFE}"
    elif learner.casefold() in map(str.casefold, before):
        fault = "there twice"
    else:
        return
    raise ProblemError(
        f"{path}: the learner {learner[:LONGEST]!r} is {fault}.", "Give everybody a name of their own."
    )


def _some(learners: Sequence[str]) -> str:
    return ", ".join(learners[:5]) + (", …" if len(learners) > 5 else "")
