"""What the theme and the notebooks leave for a reader with a keyboard or a screen reader to stumble over."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

LANDMARKS = {"sidebar-drawer": "The book", "toc-drawer": "This page"}


def mend(soup: BeautifulSoup) -> None:
    """Mend a page in place."""
    _drop_repeated_viewport(soup)
    _name_landmarks(soup)
    _head_search(soup)
    _name_folded_code(soup)
    _mend_tables(soup)
    _mend_bibliography(soup)
    _let_code_take_focus(soup)


def _drop_repeated_viewport(soup: BeautifulSoup) -> None:
    for meta in soup.find_all("meta", attrs={"name": "viewport"})[1:]:
        meta.decompose()


def _name_landmarks(soup: BeautifulSoup) -> None:
    """Name the two side columns, and give the captions in the first the level that their role asks for."""
    for kind, name in LANDMARKS.items():
        for aside in soup.find_all("aside", class_=kind):
            aside["aria-label"] = name
    for caption in soup.find_all(role="heading"):
        caption.attrs.setdefault("aria-level", "2")


def _head_search(soup: BeautifulSoup) -> None:
    """Give the search page a heading, which the theme leaves to a script."""
    results = soup.find(id="search-results")
    if isinstance(results, Tag):
        heading = soup.new_tag("h1")
        heading.string = "Search"
        results.insert_before(heading)


def _name_folded_code(soup: BeautifulSoup) -> None:
    """Let a folded cell say what it opens, instead of looking like a warning without a name."""
    for details in soup.select("details.hide"):
        details["class"] = "code"
        summary = details.find("summary")
        if isinstance(summary, Tag):
            summary.attrs.clear()
            for wording in summary.find_all("p"):
                wording.name = "span"
                wording["class"] = "collapsed" if "collapsed" in wording["class"] else "expanded"


def _mend_tables(soup: BeautifulSoup) -> None:
    """Make wordless header cells plain ones, and let a table wider than a phone scroll by itself, by key as well."""
    for cell in soup.find_all("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
            cell.attrs.pop("scope", None)
            _head_rows(cell)
    for table in soup.select("article table"):
        table.attrs.pop("border", None)
        if not table.find_parent(class_="table-wrapper") and not table.find_parent(class_="explorable"):
            table.wrap(soup.new_tag("div", attrs={"class": "table-wrapper"}))
    for wrapper in soup.select("article .table-wrapper"):
        wrapper["tabindex"] = "0"


def _head_rows(corner: Tag) -> None:
    """Make the first cells of a Markdown table's rows their headers, where the corner above them is wordless."""
    table = corner.find_parent("table", class_="docutils")
    if isinstance(table, Tag) and corner.find_previous_sibling() is None:
        for cell in table.select("tbody td:first-child"):
            cell.name = "th"
            cell["scope"] = "row"


def _mend_bibliography(soup: BeautifulSoup) -> None:
    """Replace the deprecated roles that docutils gives to the parts of a reading list."""
    for entry in soup.find_all(role="doc-biblioentry"):
        entry["role"] = "listitem"


def _let_code_take_focus(soup: BeautifulSoup) -> None:
    """Code wider than the page scrolls sideways, and must do so by key."""
    for block in soup.select("article pre"):
        block["tabindex"] = "0"
