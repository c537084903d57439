"""What a published site has beside its pages: a front door, a page for wrong addresses, headers, a site map.

The address of the published site comes from the environment variable `SITE_URL`; without it there is no canonical
address and no site map, since both would be wrong.
"""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml.html import tostring

from casekit.site.page import inline_scripts
from casekit.site.policy import policy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lxml.html import HtmlElement

SITE_URL = "SITE_URL"
UNUSED = (
    "basic.css", "clipboard.min.js", "copybutton*", "copy-button.svg", "check-solid.svg", "debug.css",
    "design-tabs.js", "file.png", "minus.png", "mystnb.*.css", "play-solid.svg", "plus.png", "skeleton.css",
    "sphinx-design.min.css", "sphinx-thebe.*", "sphinx_highlight.js", "togglebutton.*", "scripts/*.map",
    "scripts/*.LICENSE.txt", "styles/*.map", "scripts/sphinx-book-theme.js", "scripts/furo-extensions.js",
    "styles/furo-extensions.css",
)  # fmt: skip
"""Files that extensions copy for features no page of this site uses."""


def address() -> str:
    """Return the address of the published site, with a slash at its end; empty if it is not known."""
    given = os.environ.get(SITE_URL, "")
    return given.rstrip("/") + "/" if given else ""


def complete(site: Path, home: str, title: str, front: HtmlElement) -> None:
    """Write into a built site what stands beside its pages, and drop what no page uses.

    Parameters
    ----------
    site
        The folder of the built site.
    home
        The address of its home page, from that folder.
    title
        What the site is called.
    front
        The home page as it was built.
    """
    for pattern in UNUSED:
        for path in (site / "_static").glob(pattern):
            path.unlink()
    (site / "index.html").write_text(_door(home, title, front), encoding="utf-8")
    (site / "404.html").write_text(_lost(home, title), encoding="utf-8")
    (site / ".nojekyll").write_text("", encoding="utf-8")
    (site / "_headers").write_text(_headers(inline_scripts(front)), encoding="utf-8")
    if address():
        (site / "sitemap.xml").write_text(_map(site), encoding="utf-8")


def missing(site: Path, pages: Iterable[str], explorables: Iterable[str]) -> list[str]:
    """Return what a built site lacks, a sentence each: a page, or an explorable that stands on none.

    Parameters
    ----------
    site
        The folder of the built site.
    pages
        The addresses of its pages, from that folder.
    explorables
        The names of the explorables.
    """
    wanted = list(pages)
    found = {page: site / page for page in wanted if (site / page).is_file()}
    text = "".join(path.read_text(encoding="utf-8") for path in found.values())
    lacking = [f"the page {page} was not built" for page in wanted if page not in found]
    return lacking + [
        f"the explorable {name} stands on no page"
        for name in explorables
        if f'data-explorable="{name}"' not in text
    ]


def _page(title: str, head: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy([]))}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{head}</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _door(home: str, title: str, front: HtmlElement) -> str:
    """Return the page at the site's own address, which leads on, and says of itself what the home page says."""
    cards = front.xpath("//meta[@name='description' or starts-with(@property, 'og:')]")
    said = "".join(tostring(card, encoding="unicode", with_tail=False) + "\n" for card in cards)
    return _page(
        title,
        f'<meta http-equiv="refresh" content="0; url={home}">\n{said}',
        f'<h1>{escape(title)}</h1>\n<p><a href="{home}">Come in.</a></p>\n',
    )


def _lost(home: str, title: str) -> str:
    """Return the page for wrong addresses; it is shown at any depth, so its link is absolute."""
    root = urlsplit(address()).path or "/"
    return _page(
        f"Not here: {title}",
        "",
        "<h1>This page is not here</h1>\n<p>The address may have changed, or never existed. "
        f'<a href="{escape(urljoin(root, home))}">Begin at the front door.</a></p>\n',
    )


def _headers(scripts: list[str]) -> str:
    """Headers for hosts that read such a file; `frame-ancestors` works only there."""
    return (
        f"/*\n  Content-Security-Policy: {policy(scripts)}; frame-ancestors 'none'\n"
        "  Referrer-Policy: no-referrer\n  X-Content-Type-Options: nosniff\n"
    )


def _map(site: Path) -> str:
    pages = sorted(path.relative_to(site).as_posix() for path in site.glob("book/**/*.html"))
    entries = "\n".join(f"<url><loc>{escape(urljoin(address(), page))}</loc></url>" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}\n</urlset>\n"
    )
