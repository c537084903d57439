"""An exercise as one file to take away: the learner's copy, its data, and the package that checks it.

Unpacked on any machine with Python, and nothing else of the kit near it, the notebook runs. The same sources give
the same bytes, so that a rebuilt site offers the same file.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import casekit
from casekit import data
from casekit.exercise import words
from casekit.exercise.folder import authored, load
from casekit.exercise.release import Released, learner_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casekit.exercise.folder import Exercise

ROOT = Path(casekit.__file__).parents[1]
README = "README.txt"
LOADS = re.compile(r"\bload_(\w+)\b")
LONG_AGO = (2020, 2, 2, 0, 0, 0)  # when hatchling says that a wheel's files are from
READABLE = 0o644 << 16


def write_all(target: Path) -> list[Path]:
    """Write one zip for every exercise of the kit's checkout into a folder, as ``NAME.zip``; return their paths."""
    wheel = wheel_file()
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
        The package as :func:`wheel_file` gives it.
    token
        What decides one learner's numbers; without it, those for everybody.
    """
    files = contents(exercise, wheel[0], token)
    return _zipped(
        exercise.name, {name: text.encode() for name, text in files.items()} | {wheel[0]: wheel[1]}
    )


def contents(exercise: Exercise, wheel: str, token: str | None = None) -> dict[str, str]:
    """Return the text files of an exercise's zip, by name; the package's own file, called `wheel`, comes beside."""
    copy = learner_files(exercise, token, f"{exercise.name}.ipynb")
    how_to = words.HOW_TO.format(exercise=exercise.name, wheel=wheel)
    return {**copy, **_datasets(copy.values()), README: how_to}


def wheel_file() -> tuple[str, bytes]:
    """Return casekit's wheel, built from this checkout: its name and its content."""
    from hatchling.builders.wheel import (
        WheelBuilder,
    )  # of the kit's workshop, not of a learner's installation

    with TemporaryDirectory() as folder:
        [path] = WheelBuilder(str(ROOT)).build(directory=folder, versions=["standard"])
        return Path(path).name, Path(path).read_bytes()


def tables_used(texts: Iterable[str]) -> list[str]:
    """Return the names of the kit's tables that some code loads."""
    return sorted({name for text in texts for name in LOADS.findall(text) if hasattr(data, f"load_{name}")})


def _datasets(texts: Iterable[str]) -> dict[str, str]:
    """Return the tables that some code loads, with a description of these and no others."""
    named = tables_used(texts)
    if not named:
        return {}
    home = ROOT / "datasets"
    package = json.loads((home / data.PACKAGE_FILE).read_text("utf-8"))
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in named]
    for entry in package["resources"]:
        keys = entry["schema"].pop("foreignKeys", [])
        if kept := [key for key in keys if key["reference"]["resource"] in (*named, "")]:
            entry["schema"]["foreignKeys"] = kept
    described = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    tables = {f"datasets/{name}.csv": (home / f"{name}.csv").read_text("utf-8") for name in named}
    return {**tables, f"datasets/{data.PACKAGE_FILE}": described}


def _zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = ZipInfo(f"{folder}/{name}", LONG_AGO)
            entry.external_attr, entry.compress_type = READABLE, ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return buffer.getvalue()
