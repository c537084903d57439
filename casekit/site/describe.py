"""What a page says about itself to those who have not opened it: a description, and a card for shared links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import XPath
from lxml.html import Element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 160
SHORTEST = 60
"""A sentence that is shorter says too little alone."""

_DESCRIPTION = XPath("string(//meta[@name='description']/@content)")
_SENTENCE = re.compile(rf".{{{SHORTEST},{LONGEST}}}[.!?](?= )")


def describe(page: HtmlElement) -> None:
    """Add a description, and a title and description for links that are shared, from the page's own words."""
    head, article = page.find("head"), page.find(".//article")
    if head is None or article is None:
        return
    title = article.find(".//h1")
    paragraphs = article.xpath(".//blockquote//p") or article.xpath(".//p[not(ancestor::noscript)]")
    if not paragraphs:
        return
    words = shorten(paragraphs[0].text_content())
    cards = {"og:type": "article", "og:description": words}
    if title is not None:
        cards["og:title"] = "".join(title.xpath("text()")).strip()
    head.append(Element("meta", {"name": "description", "content": words}))
    for name, content in cards.items():
        head.append(Element("meta", {"property": name, "content": content}))


def description(page: HtmlElement) -> str:
    """Return what a page says about itself; nothing if it says nothing."""
    return str(_DESCRIPTION(page))


def shorten(text: str) -> str:
    """Return as many of a text's first sentences as search engines show, or as much of the first one.

    >>> shorten("The answer in a minute. It is yes.")
    'It is yes.'
    """
    plain = " ".join(text.split()).removeprefix("The answer in a minute. ")
    if len(plain) <= LONGEST:
        return plain
    sentences = _SENTENCE.match(plain[: LONGEST + 1])
    return sentences[0] if sentences else plain[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
