"""The reference pages that are made from data: explorables, assumptions, datasets, evidence, attacks, models.

Each has one source (the designs in :mod:`casekit.explore.cases`, :mod:`casekit.assumptions`,
``datasets/datapackage.json``, ``book/reference/claims.csv``, ``tests/hostile/results.csv``, the modules of
:mod:`casekit.models`) and is written from it by ``python -m casekit.reference``; with ``--check`` nothing is
written, each stale page is named, and the exit status is 1 if there is one. The pages of the models hold no
docstring: Sphinx reads those itself (:mod:`casekit.site.api`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casekit.reference import assumptions, attacks, datasets, evidence, explorables, models
from casekit.reference.text import GENERATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = Path(__file__).resolve().parents[2] / "book" / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "assumptions.md": assumptions.page,
    "attacks.md": attacks.page,
    "datasets.md": datasets.page,
    "evidence.md": evidence.page,
    "explorables.md": explorables.page,
    **models.pages(),
}
"""The generated pages by file name, and what writes each."""


def is_generated(markdown: str) -> bool:
    """Say whether a page is written from here: then its numbers are computed, though no fact marks them."""
    return markdown.startswith(GENERATED)


def stale(folder: Path = FOLDER) -> list[Path]:
    """Return the pages that are missing, or not what their source gives."""
    return [
        folder / name
        for name, page in PAGES.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != page()
    ]


def write(folder: Path = FOLDER) -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")
