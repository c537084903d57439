"""The reading lists' style: in the order of names, without numbers, since the text cites by author and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pybtex.backends.plaintext import Backend as PlainText
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names.plain import NameStyle as PlainNames
from pybtex.style.sorting.author_year_title import SortingStyle as ByAuthorYearTitle

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
    default_name_style = PlainNames
    default_sorting_style = ByAuthorYearTitle


def setup() -> None:
    """Make the style known by its name, for `bibtex_default_style`.

    The extension asks for plain text by name at every citation, and each time every installed package is asked who
    has it. What is registered here is found at once.
    """
    register_plugin("pybtex.style.formatting", STYLE, _AuthorYearList)
    register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
