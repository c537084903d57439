"""The last hand on a page: drop what it does not need, mend what the theme leaves, add the content policy.

Jupyter Book adds scripts for features this site does not use (thebe, which throws on every page; toggle and
copy buttons; tabs), some of them inline. A page keeps the theme's own script, ours, and the explorables' where one
is; the search page has Sphinx's in place of ours. One inline script stays, the theme's one line that sets light or
dark before the page is painted; the policy names it by its hash, and nothing else inline runs.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.html import Element, HtmlElement, document_fromstring, tostring

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

_GAPS = XPath("//text()[not(normalize-space())][string-length() > 1][not(ancestor::pre)]")


def finish(html: str, pagename: str) -> str:
    """Return a rendered page as it is published."""
    if "<html" not in html:  # a part of a page, or a data file made from a template
        return html
    page = document_fromstring(html)
    explorable = EXPLORABLE if page.xpath("//*[@data-explorable]") else set()
    code = CODE_STYLES if page.find_class("highlight") else set()
    _drop_scripts(page, SCRIPTS | explorable | (SEARCH_SCRIPTS if pagename == "search" else PAGE_SCRIPTS))
    _drop_styles(page, STYLES | explorable | code)
    _drop_neighbours(page)
    mend(page)
    make_room(page)
    offer(page, pagename)
    describe(page)
    _add_policy(page)
    _close_gaps(page)
    return tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")


def _drop_scripts(page: HtmlElement, wanted: set[str]) -> None:
    for script in list(page.iter("script")):
        source = script.get("src")
        keep = (
            _file(source) in wanted
            if source
            else script.get("type") == "application/json" or INLINE_SCRIPT in (script.text or "")
        )
        if not keep:
            script.drop_tree()


def _drop_styles(page: HtmlElement, wanted: set[str]) -> None:
    for link in page.xpath("//link[@rel='stylesheet']"):
        if _file(link.get("href")) not in wanted:
            link.drop_tree()
    for style in list(page.iter("style")):
        style.drop_tree()
    for element in page.xpath("//*[@style]"):
        if "display:none" in "".join(element.attrib.pop("style").split()):
            element.set("hidden")


def _drop_neighbours(page: HtmlElement) -> None:
    """Drop what names the next page to browsers: Firefox would load it in advance, which the policy refuses."""
    for link in page.xpath("//link[@rel='next' or @rel='prev']"):
        link.drop_tree()


def inline_scripts(page: HtmlElement) -> list[str]:
    """Return the texts of the scripts that stand in the page itself; data blocks are no scripts."""
    return [
        script.text or ""
        for script in page.iter("script")
        if not script.get("src") and script.get("type") != "application/json"
    ]


def _add_policy(page: HtmlElement) -> None:
    head = page.find("head")
    if head is None:
        raise ValueError("a page without a head can't carry a content policy")
    content = policy(inline_scripts(page))
    meta = Element("meta", {"http-equiv": "Content-Security-Policy", "content": content})
    charset = head.find("meta[@charset]")
    if charset is None:
        head.insert(0, meta)
    else:
        charset.addnext(meta)


def _close_gaps(page: HtmlElement) -> None:
    """Leave one line's end of what templates leave between two tags, and of what was dropped there."""
    for gap in _GAPS(page):
        if gap.is_tail:
            gap.getparent().tail = "\n"
        else:
            gap.getparent().text = "\n"


def _file(address: object) -> str:
    return PurePosixPath(urlsplit(str(address)).path).name
