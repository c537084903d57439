"""What a page weighs, cold: everything it asks for, compressed as any host sends it."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site.conftest import Visit, page_paths

CHAPTER, OTHER, SEARCH = 80_000, 50_000, 80_000


def budget(path: str) -> int:
    return SEARCH if path == "search.html" else CHAPTER if "/cases/" in path else OTHER


@pytest.mark.parametrize("path", [*page_paths(), "search.html"])
def test_a_page_and_all_it_asks_for_stay_within_the_budget(visit: Visit, built: Path, path: str) -> None:
    asked: set[str] = set()
    visit.page.on("response", lambda response: asked.add(urlsplit(response.url).path.lstrip("/")))
    visit.open(path + ("?q=hazard" if path == "search.html" else "")).wait_for_load_state("networkidle")
    weights = {
        name: len(gzip.compress((built / name).read_bytes(), 6)) for name in asked if (built / name).is_file()
    }
    assert path in weights
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:5]
    assert sum(weights.values()) <= budget(path), heaviest
