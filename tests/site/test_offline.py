"""The zip, opened by double click: pages, explorables and search work from a file, with no server and no network."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from casekit.explore import catalogue
from casekit.site import offline
from tests.site.conftest import HTML, chapter_of
from tests.site.test_explorables import check, largest_values


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(offline.pack(HTML, place / "site.zip")) as archive:
        archive.extractall(place)
    return place / offline.FOLDER


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    with browser.new_context() as context:
        errors: list[str] = []
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        opened = context.new_page()
        opened.on("console", lambda message: message.type == "error" and errors.append(message.text))
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        assert errors == []


def test_the_front_door_leads_in(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    expect(page.locator("h1")).to_contain_text("Can we spare you")
    page.get_by_role("link", name="See for yourself in five minutes.").click()
    expect(page.locator("h1")).to_contain_text("For managers")


@pytest.mark.parametrize("name", catalogue())
def test_an_explorable_answers_from_a_file(page: Page, folder: Path, name: str) -> None:
    design = catalogue()[name]
    page.goto((folder / chapter_of(name)).as_uri())
    root = page.locator(f"[data-explorable={name}]")
    expect(root.locator(".explorable-live")).to_be_visible()
    largest = largest_values(design)
    rng = random.Random(name)
    for _ in range(5):
        settings = {control.name: rng.choice(control.values) for control in design.controls}
        check(root, design, settings, largest)


def test_search_works_from_a_file(page: Page, folder: Path) -> None:
    page.goto((folder / "search.html").as_uri() + "?q=hazard")
    expect(page.locator("#search-results li").first).to_be_visible()


def test_the_same_site_packs_to_the_same_bytes(tmp_path: Path) -> None:
    first = offline.pack(HTML, tmp_path / "a.zip").read_bytes()
    assert offline.pack(HTML, tmp_path / "b.zip").read_bytes() == first
