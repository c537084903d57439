"""What a page says about itself to those who have not opened it: a description, and a card for shared links."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

LONGEST = 160


def describe(soup: BeautifulSoup) -> None:
    """Add a description, and a title and description for links that are shared, from the page's own words."""
    head, article = soup.head, soup.find("article")
    if head is None or not isinstance(article, Tag):
        return
    title = article.find("h1")
    first = article.select_one("blockquote p") or article.find("p")
    if first is None:
        return
    words = shorten(first.get_text())
    cards = {"og:type": "article", "og:description": words}
    if title is not None:
        cards["og:title"] = "".join(title.find_all(string=True, recursive=False)).strip()
    head.append(soup.new_tag("meta", attrs={"name": "description", "content": words}))
    for name, content in cards.items():
        head.append(soup.new_tag("meta", attrs={"property": name, "content": content}))


def shorten(text: str) -> str:
    """Return the text's beginning, cut at a word, as long as search engines show.

    >>> shorten("The answer in a minute. It is yes.")
    'It is yes.'
    """
    plain = " ".join(text.split()).removeprefix("The answer in a minute. ")
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
