"""Files to take away: one zip that runs on any machine with Python, and nothing else of the kit near it.

Exercises (:mod:`casekit.exercise.bundle`) and chapters (:mod:`casekit.site.chapters`) are handed out so. The same
sources give the same bytes, so that a rebuilt site offers the same files.
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(casekit.__file__).parents[1]
README = "README.txt"
LOADS = re.compile(r"\bload_(\w+)\b")
LONG_AGO = (2020, 2, 2, 0, 0, 0)  # when hatchling says that a wheel's files are from
READABLE = 0o644 << 16


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


def datasets(texts: Iterable[str]) -> dict[str, str]:
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


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files in a folder of that name."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = ZipInfo(f"{folder}/{name}", LONG_AGO)
            entry.external_attr, entry.compress_type = READABLE, ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return buffer.getvalue()
