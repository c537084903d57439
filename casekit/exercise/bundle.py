"""An exercise as one file to take away: the learner's copy, its data, and the package that checks it.

What makes it run on any machine with Python is in :mod:`casekit.takeaway`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.exercise import words
from casekit.exercise.folder import authored, load
from casekit.exercise.release import Released, learner_files
from casekit.takeaway import README, ROOT, datasets, wheel_file, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from casekit.exercise.folder import Exercise


def write_all(target: Path, wheel: tuple[str, bytes]) -> list[Path]:
    """Write one zip for every exercise of the kit's checkout into a folder, as ``NAME.zip``; return their paths."""
    exercises = map(load, authored([], near=ROOT))
    return [write_zip(exercise, wheel, target).files[0] for exercise in exercises]


def release_zip(folder: Path, out: Path) -> Released:
    """Write one exercise as ``OUT/NAME.zip``, with the numbers for everybody."""
    return write_zip(load(folder), wheel_file(), out)


def write_zip(
    exercise: Exercise, wheel: tuple[str, bytes], target: Path, token: str | None = None
) -> Released:
    """Write one exercise as a zip into a folder, and say what was written."""
    content = bundle(exercise, wheel, token)
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{exercise.name}.zip"
    path.write_bytes(content)
    return Released(exercise.name, exercise.points, (path,))


def bundle(exercise: Exercise, wheel: tuple[str, bytes], token: str | None = None) -> bytes:
    """Return the zip of one exercise.

    Parameters
    ----------
    exercise
        In the kit's checkout, with its solution.
    wheel
        The package as :func:`casekit.takeaway.wheel_file` gives it.
    token
        What decides one learner's numbers; without it, those for everybody.
    """
    files = contents(exercise, wheel[0], token)
    return zipped(exercise.name, {name: text.encode() for name, text in files.items()} | {wheel[0]: wheel[1]})


def contents(exercise: Exercise, wheel: str, token: str | None = None) -> dict[str, str]:
    """Return the text files of an exercise's zip, by name; the package's own file, called `wheel`, comes beside."""
    copy = learner_files(exercise, token, f"{exercise.name}.ipynb")
    how_to = words.HOW_TO.format(exercise=exercise.name, wheel=wheel)
    return {**copy, **datasets(copy.values()), README: how_to}
