"""The last hand on a page: drop what it does not need, mend what the theme leaves, add the content policy.

Jupyter Book adds scripts for features this site does not use (thebe, which throws on every page; toggle and
copy buttons; tabs), some of them inline. A page keeps the theme's own script, ours, and the explorables' where one
is; the search page has Sphinx's in place of ours. One inline script stays, the theme's one line that sets light or
dark before the page is painted; the policy names it by its hash, and nothing else inline runs.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from casekit.site.chapters import offer
from casekit.site.describe import describe
from casekit.site.mend import mend
from casekit.site.policy import policy
from casekit.site.room import make_room

SCRIPTS = {"furo.js"}
PAGE_SCRIPTS = {"site.js"}
SEARCH_SCRIPTS = {
    "documentation_options.js", "doctools.js", "language_data.js", "searchindex.js", "searchtools.js",
}  # fmt: skip
STYLES = {"furo.css", "site.css"}
CODE_STYLES = {"pygments.css"}
EXPLORABLE = {"explorable.js", "explorable.css"}
INLINE_SCRIPT = "document.body.dataset.theme"


def finish(html: str, pagename: str) -> str:
    """Return a rendered page as it is published."""
    if "<html" not in html:  # a part of a page, or a data file made from a template
        return html
    soup = BeautifulSoup(html, "html.parser")
    explorable = EXPLORABLE if soup.select_one("[data-explorable]") else set()
    code = CODE_STYLES if soup.select_one(".highlight") else set()
    _drop_scripts(soup, SCRIPTS | explorable | (SEARCH_SCRIPTS if pagename == "search" else PAGE_SCRIPTS))
    _drop_styles(soup, STYLES | explorable | code)
    _drop_neighbours(soup)
    mend(soup)
    make_room(soup)
    offer(soup, pagename)
    describe(soup)
    _add_policy(soup)
    return soup.decode(formatter="html5")


def _drop_scripts(soup: BeautifulSoup, wanted: set[str]) -> None:
    for script in soup.find_all("script"):
        source = script.get("src")
        keep = (
            _file(source) in wanted
            if source
            else script.get("type") == "application/json" or INLINE_SCRIPT in script.get_text()
        )
        if not keep:
            script.decompose()


def _drop_styles(soup: BeautifulSoup, wanted: set[str]) -> None:
    for link in soup.find_all("link", rel="stylesheet"):
        if _file(link.get("href")) not in wanted:
            link.decompose()
    for style in soup.find_all("style"):
        style.decompose()
    for element in soup.find_all(style=True):
        if "display:none" in "".join(str(element["style"]).split()):
            element["hidden"] = ""
        del element["style"]


def _drop_neighbours(soup: BeautifulSoup) -> None:
    """Drop what names the next page to browsers: Firefox would load it in advance, which the policy refuses."""
    for link in soup.find_all("link", rel=["next", "prev"]):
        link.decompose()


def inline_scripts(soup: BeautifulSoup) -> list[str]:
    """Return the texts of the scripts that stand in the page itself; data blocks are no scripts."""
    scripts = soup.find_all("script", src=False)
    return [script.get_text() for script in scripts if script.get("type") != "application/json"]


def _add_policy(soup: BeautifulSoup) -> None:
    head = soup.head
    if head is None:
        raise ValueError("a page without a head can't carry a content policy")
    content = policy(inline_scripts(soup))
    meta = soup.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": content})
    charset = head.find("meta", charset=True)
    if isinstance(charset, Tag):
        charset.insert_after(meta)
    else:
        head.insert(0, meta)


def _file(address: object) -> str:
    return PurePosixPath(urlsplit(str(address)).path).name
