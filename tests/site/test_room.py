"""What scripts put on a page takes the room that was kept for it, so that nothing moves when they come late."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.site.conftest import DESKTOP, PHONE, Visit, page_paths
from tests.site.cut_off import cut_off

SIZES = [pytest.param({"viewport": DESKTOP}, id="desktop"), pytest.param({"viewport": PHONE}, id="phone")]
OURS = ("**/explorable.js*", "**/site.js*")
GROWING = "[data-explorable], [data-prediction], #the-evidence-ledger > section"
TOPS_AND_BOTTOMS = """selector => [...document.querySelectorAll(selector)].map((e) => {
    const { top, bottom } = e.getBoundingClientRect();
    return [top, bottom].map((y) => Math.round(y + window.scrollY));
})"""


def places(page: Page) -> list[list[int]]:
    """Where everything that scripts add to begins and ends, in pixels from the top of the page."""
    found: list[list[int]] = page.evaluate(TOPS_AND_BOTTOMS, GROWING)
    return found


@pytest.mark.parametrize("visit", SIZES, indirect=True)
def test_nothing_moves_when_the_scripts_arrive(visit: Visit) -> None:
    paths = [path for path in page_paths() if "/cases/" in path or "evidence" in path]
    for path in paths:
        for script in OURS:
            visit.page.route(script, lambda route: route.abort())
        before = places(visit.open(path))
        assert cut_off(visit.page) == [], f"{path}, before its scripts"
        visit.page.unroute_all()
        after = places(visit.open(path))
        assert len(before) >= 2, path
        for old, new in zip(before, after, strict=True):
            assert old == pytest.approx(new, abs=3), path


@pytest.mark.parametrize(
    "visit", [pytest.param({"java_script_enabled": False}, id="no-scripts")], indirect=True
)
def test_without_scripts_no_room_is_kept(visit: Visit) -> None:
    page = visit.open("book/cases/01-retention.html")
    assert page.locator(".explorable-still").first.is_visible()
    assert page.locator(".explorable-room").first.bounding_box() is None
