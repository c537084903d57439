"""Where an exercise's tables come from: its own kit, whoever calls the grader and from where."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import casekit

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = "CASEKIT_DATA"


def data_folder(folder: Path) -> Path | None:
    """Return the datasets that belong to an exercise: never those that lie near the submissions."""
    if chosen := os.environ.get(DATA):
        return Path(chosen).resolve()
    places = (*folder.resolve().parents, Path(casekit.__file__).parents[1])
    return next((place / "datasets" for place in places if (place / "datasets").is_dir()), None)


@contextlib.contextmanager
def data_from(folder: Path | None) -> Iterator[None]:
    """Let the checks take their data from one folder, wherever the grader was called."""
    before = os.environ.get(DATA)
    if folder:
        os.environ[DATA] = str(folder)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(DATA, None)
        else:
            os.environ[DATA] = before
