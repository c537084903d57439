"""What the theme and the notebooks leave for a reader with a keyboard or a screen reader to stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import Element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LANDMARKS = {"sidebar-drawer": "The book", "toc-drawer": "This page"}
HOLDS_TABLES = {"table-wrapper", "explorable"}
"""What sees to it by itself that a wide table scrolls."""


def mend(page: HtmlElement) -> None:
    """Mend a page in place."""
    _drop_repeated_viewport(page)
    _name_landmarks(page)
    _head_search(page)
    _name_folded_code(page)
    _mend_tables(page)
    _mend_bibliography(page)
    _let_code_take_focus(page)


def wrap(element: HtmlElement, kind: str) -> HtmlElement:
    """Put a `div` of some class around an element, in its place, and return it."""
    wrapper = Element("div", {"class": kind})
    wrapper.tail, element.tail = element.tail, None
    element.addprevious(wrapper)
    wrapper.append(element)
    return wrapper


def _drop_repeated_viewport(page: HtmlElement) -> None:
    for meta in page.xpath("//meta[@name='viewport']")[1:]:
        meta.drop_tree()


def _name_landmarks(page: HtmlElement) -> None:
    """Name the two side columns, and give the captions in the first the level that their role asks for."""
    for kind, name in LANDMARKS.items():
        for aside in page.find_class(kind):
            aside.set("aria-label", name)
    for caption in page.xpath("//*[@role='heading'][not(@aria-level)]"):
        caption.set("aria-level", "2")


def _head_search(page: HtmlElement) -> None:
    """Give the search page a heading, which the theme leaves to a script."""
    for results in page.xpath("//*[@id='search-results']"):
        heading = Element("h1")
        heading.text = "Search"
        results.addprevious(heading)


def _name_folded_code(page: HtmlElement) -> None:
    """Let a folded cell say what it opens, instead of looking like a warning without a name."""
    for details in page.iter("details"):
        if "hide" not in details.classes:
            continue
        details.set("class", "code")
        for summary in details.findall("summary"):
            summary.attrib.clear()
            for wording in summary.iter("p"):
                wording.tag = "span"
                wording.set("class", "collapsed" if "collapsed" in wording.classes else "expanded")


def _mend_tables(page: HtmlElement) -> None:
    """Make wordless header cells plain ones, and let a table wider than a phone scroll by itself, by key as well."""
    for cell in list(page.iter("th")):
        if not cell.text_content().strip():
            cell.tag = "td"
            cell.attrib.pop("scope", None)
            _head_rows(cell)
    for table in page.xpath("//article//table"):
        table.attrib.pop("border", None)
        if all(HOLDS_TABLES.isdisjoint(around.classes) for around in table.iterancestors()):
            wrap(table, "table-wrapper")
    for article in page.iter("article"):
        for wrapper in article.find_class("table-wrapper"):
            wrapper.set("tabindex", "0")


def _head_rows(corner: HtmlElement) -> None:
    """Make the first cells of a Markdown table's rows their headers, where the corner above them is wordless."""
    table = next(corner.iterancestors("table"), None)
    if table is not None and "docutils" in table.classes and corner.getprevious() is None:
        for cell in table.xpath("tbody/tr/*[1][self::td]"):
            cell.tag = "th"
            cell.set("scope", "row")


def _mend_bibliography(page: HtmlElement) -> None:
    """Replace the deprecated roles that docutils gives to the parts of a reading list."""
    for entry in page.xpath("//*[@role='doc-biblioentry']"):
        entry.set("role", "listitem")


def _let_code_take_focus(page: HtmlElement) -> None:
    """Code wider than the page scrolls sideways, and must do so by key."""
    for block in page.xpath("//article//pre"):
        block.set("tabindex", "0")
