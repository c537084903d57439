"""Every page, in a real browser with all other origins cut off."""

from __future__ import annotations

import functools
import gzip
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.site.conftest import HTML, PHONE, TWO_FRAMES, Visit, page_paths
from tests.site.cut_off import cut_off

FITS = (1, 0)  # headings, pixels
# The theme lets what stands beside the menu scroll by itself, and with it the page's heading.
SIDEWAYS = """Math.max(...[...document.querySelectorAll(":root, :has(h1)")]
    .filter(e => e === document.documentElement || getComputedStyle(e).overflowX !== "visible")
    .map(e => e.scrollWidth - e.clientWidth))"""
CHAPTER, OTHER, SEARCH = 80_000, 50_000, 80_000  # bytes of all that a page asks for, cold


def budget(path: str) -> int:
    return SEARCH if path == "search.html" else CHAPTER if "/cases/" in path else OTHER


@functools.cache
def compressed(file: Path) -> int:
    """How many bytes of a file travel, as any host sends it."""
    return len(gzip.compress(file.read_bytes(), 6))


@functools.cache
def parsed(path: str) -> BeautifulSoup:
    """A page as it is published, before any script."""
    return BeautifulSoup((HTML / path).read_text(encoding="utf-8"), "html.parser")


def shape(page: Page) -> tuple[int, int]:
    """How many main headings are seen, and by how many pixels the page has to be scrolled sideways."""
    return page.locator("h1:visible").count(), page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("path", [*page_paths(), "search.html"])
def test_a_page_keeps_to_itself_is_light_and_fits(visit: Visit, built: Path, path: str) -> None:
    asked: set[str] = set()
    visit.page.on("request", lambda request: asked.add(urlsplit(request.url).path.lstrip("/")))
    page = visit.open(path + ("?q=hazard" if path == "search.html" else ""))
    page.wait_for_load_state("networkidle")
    assert shape(page) == FITS, "at a desk"
    assert cut_off(page) == [], "at a desk"
    page.set_viewport_size(PHONE)
    page.evaluate(TWO_FRAMES)  # drawings follow the width, and what a phone asks for counts as well
    assert shape(page) == FITS, "on a phone"
    assert cut_off(page) == [], "on a phone"
    assert path in asked
    weights = {name: compressed(built / name) for name in asked if (built / name).is_file()}
    assert sum(weights.values()) <= budget(path), sorted(weights.items(), key=lambda item: -item[1])[:5]
    assert visit.strangers == []
    assert visit.errors == []
    assert page.locator("img:not([alt])").count() == 0


def test_every_page_of_the_contents_is_built(built: Path) -> None:
    missing = [path for path in page_paths() if not (built / path).is_file()]
    assert missing == []


def test_every_link_leads_somewhere(built: Path) -> None:
    soups = {path: parsed(path) for path in page_paths()}
    anchors = {path: {element["id"] for element in soup.find_all(id=True)} for path, soup in soups.items()}
    broken = []
    for path, soup in soups.items():
        for link in soup.find_all("a", href=True):
            address = urljoin(path, link["href"])
            if urlsplit(address).scheme:
                continue
            target, fragment = urldefrag(address)
            exists = (built / target).is_file()
            if fragment.startswith("explorable="):
                fragment = ""  # settings, not an anchor: the next test follows them
            if not exists or (fragment and target in anchors and fragment not in anchors[target]):
                broken.append(f"{path}: {link['href']}")
    assert broken == []


def test_every_link_of_the_gallery_opens_what_it_says(visit: Visit) -> None:
    page = visit.open("book/reference/explorables.html")
    links = page.locator(".said a").evaluate_all("links => links.map(a => [a.href, a.textContent])")
    assert len(links) > 20
    for address, sentence in sorted(links):  # the first of a chapter opens it, and the others find it open
        page.goto(address)
        expect(page.locator(".explorable-sentence")).to_have_text(sentence)
        notice = page.locator(".explorable-notice")
        expect(notice).to_have_text("You see the settings that the link carried.")


@pytest.mark.parametrize("path", page_paths())
def test_a_page_has_no_inline_style_or_handler_and_one_policy(path: str) -> None:
    soup = parsed(path)
    assert soup.find_all("style") == []
    assert soup.find_all(style=True) == []
    assert [e for e in soup.find_all(True) if any(name.startswith("on") for name in e.attrs)] == []
    inline = [s for s in soup.find_all("script") if not s.get("src") and s.get("type") != "application/json"]
    assert len(inline) <= 1
    assert len(soup.select('meta[http-equiv="Content-Security-Policy"]')) == 1


@pytest.mark.parametrize(
    "visit", [pytest.param({"java_script_enabled": False}, id="no-scripts")], indirect=True
)
def test_a_chapter_reads_without_javascript(visit: Visit) -> None:
    page = visit.open("book/cases/01-retention.html")
    still = page.locator("[data-explorable=retention]")
    assert "Net benefit in the year" in still.inner_text()
    assert "$168" in still.inner_text()
    option = page.locator(".quiz details").first
    option.locator("summary").click()
    assert option.locator("p").is_visible()
    assert page.locator(".prediction li").count() == 4
