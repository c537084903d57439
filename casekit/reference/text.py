"""What the generated pages share: their first line, numbers, and the chapters they point to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from casekit.book import ROOT, read

CASES = ROOT / "book" / "cases"
GENERATED = "<!-- Generated from "


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the book: the name of its file without ending, and its title."""

    name: str
    title: str


def first_line(source: str) -> str:
    """Return the line that marks a page as generated, and says where to change it.

    >>> first_line("casekit/models/")
    '<!-- Generated from casekit/models/ by `python -m casekit.reference`: change that, not this. -->'
    """
    return f"{GENERATED}{source} by `python -m casekit.reference`: change that, not this. -->"


@cache
def chapter(number: int) -> Chapter | None:
    """Return the chapter of that number, or None while it is not written."""
    for path in CASES.glob(f"{number:02}-*.ipynb"):
        heading = next(cell.source for cell in read(path).cells if cell.source.startswith("# "))
        return Chapter(path.stem, heading.splitlines()[0].removeprefix("# "))
    return None


def figure(value: float) -> str:
    """Return a number as a page writes it: no more digits than anybody would read.

    >>> [figure(value) for value in (0.2, 0.8125, 1 / 3, 8, 621.15, 41_600)]
    ['0.2', '0.8125', '0.3333', '8', '621', '41,600']
    """
    return f"{value:,.0f}" if value >= 100 else f"{value:.4f}".rstrip("0").rstrip(".")
