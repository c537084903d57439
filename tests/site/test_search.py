"""What people look for stands among the first three things found, chapters first, and the page stays light."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from casekit.site.describe import description
from tests.site.conftest import Visit
from tests.site.test_pages import compressed

CASES, START, REFERENCE = "book/cases", "book/start", "book/reference"
LOOKED_FOR = {
    "counteroffer": f"{CASES}/03-counteroffers.html",
    "resign": f"{CASES}/03-counteroffers.html",
    "single point of failure": f"{CASES}/02-single-point-of-failure.html",
    "erlang": f"{CASES}/02-single-point-of-failure.html",
    "two days": "book/index.html",
    "overtime": f"{CASES}/01-retention.html",
    "business case": f"{CASES}/07-business-case.html",
    "trust": f"{CASES}/04-trust.html",
    "broken promise": f"{CASES}/04-trust.html",
    "bus factor": f"{CASES}/02-single-point-of-failure.html",
    "retention": f"{CASES}/01-retention.html",
    "turnover": f"{CASES}/01-retention.html",
    "coaching": f"{CASES}/05-partnering.html",
    "availability": f"{CASES}/06-availability.html",
    "interruptions": f"{CASES}/06-availability.html",
    "grade a class": f"{START}/for-trainers.html",
    "privacy": f"{START}/privacy.html",
    "evidence": f"{REFERENCE}/evidence.html",
    "datasets": f"{REFERENCE}/datasets.html",
    "shrinkage": f"{REFERENCE}/glossary.html#term-shrinkage",
    "erlang_c": f"{REFERENCE}/models/staffing.html#casekit.models.staffing.erlang_c",
}
LIGHT = 50_000
"""Less than a twentieth of what the page of a plain Jupyter Book asks for, its other hosts included."""


def found(page: Page, address: str) -> list[str]:
    """Search, wait until all results stand there, and return where they lead, from the site's root."""
    page.goto(address)
    expect(page.locator("#search-results .search-summary")).to_contain_text("Search finished")
    links = page.locator("#search-results li a")
    root = address.split("search.html")[0]
    return [str(link).removeprefix(root) for link in links.evaluate_all("links => links.map(a => a.href)")]


def described(page: Page, address: str) -> str:
    """Return what a page says about itself."""
    return description(html.document_fromstring(page.request.get(address).text()))


@pytest.mark.parametrize("words", LOOKED_FOR)
def test_what_is_looked_for_is_among_the_first_three(visit: Visit, words: str) -> None:
    assert LOOKED_FOR[words] in found(visit.page, f"{visit.site}/search.html?q={quote(words)}")[:3]
    assert visit.errors == []


def test_chapters_come_before_references_and_functions_last(visit: Visit) -> None:
    results = found(visit.page, f"{visit.site}/search.html?q=trust")
    kinds = [
        0 if path.startswith((CASES, START, "book/index")) else 2 if "#casekit." in path else 1
        for path in results
    ]
    assert set(kinds) == {0, 1, 2}
    assert kinds == sorted(kinds)


def test_what_a_page_says_about_itself_stands_below_its_first_result(visit: Visit) -> None:
    addresses = found(visit.page, f"{visit.site}/search.html?q=staffing")
    results = visit.page.locator("#search-results li")
    pages = [address.partition("#")[0] for address in addresses]
    assert len(set(pages)) < len(pages), "a page that is found twice"
    for place, (page, address) in enumerate(zip(pages, addresses, strict=True)):
        summary = results.nth(place).locator("p.context")
        if page in pages[:place] or "#casekit." in address:
            expect(summary).to_have_count(0)
        else:
            expect(summary).to_have_text(described(visit.page, f"{visit.site}/{page}"))


def test_a_copy_on_the_disk_finds_the_same_in_the_same_order(
    visit: Visit, browser: Browser, built: Path
) -> None:
    online = found(visit.page, f"{visit.site}/search.html?q=counteroffer")
    with browser.new_context() as context:
        page = context.new_page()
        assert found(page, f"{built.as_uri()}/search.html?q=counteroffer") == online
        expect(page.locator("p.context").first).to_contain_text("An offer from elsewhere")


def test_the_search_page_is_light_with_its_results(visit: Visit, built: Path) -> None:
    asked: set[str] = set()
    visit.page.on("response", lambda response: asked.add(urlsplit(response.url).path.lstrip("/")))
    assert found(visit.page, f"{visit.site}/search.html?q=hazard")
    visit.page.wait_for_load_state("networkidle")
    weights = {name: compressed(built / name) for name in asked if (built / name).is_file()}
    assert {"search.html", "searchindex.js"} <= weights.keys()
    assert sum(weights.values()) <= LIGHT, weights


def test_the_words_looked_for_are_not_kept(visit: Visit) -> None:
    assert found(visit.page, f"{visit.site}/search.html?q=resign")
    assert visit.page.evaluate("Object.keys(localStorage)") == []
    assert visit.strangers == []
