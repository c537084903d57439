"""The reading lists' style: in the order of names, without numbers, since the text cites by author and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels import BaseLabelStyle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pybtex.database import Entry

STYLE = "author_year_list"


class _KeyLabels(BaseLabelStyle):  # type: ignore[misc]
    """Labels that no two works of the book share; `site.css` hides them."""

    def format_labels(self, entries: Iterable[Entry]) -> list[str]:
        return [entry.key for entry in entries]


class _AuthorYearList(PlainStyle):  # type: ignore[misc]
    default_label_style = _KeyLabels


def setup() -> None:
    """Make the style known by its name, for `bibtex_default_style`."""
    register_plugin("pybtex.style.formatting", STYLE, _AuthorYearList)
