"""The whole book as one PDF: every page is in it, with bookmarks, page numbers, links, and explorables that speak."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import Destination

from casekit.explore import catalogue
from tests.site.conftest import page_paths


@pytest.fixture(scope="module")
def printed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    command = [
        sys.executable,
        "-m",
        "casekit.site.pdf",
        target,
    ]  # a browser of its own, in a process of its own
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return PdfReader(target)


@pytest.fixture(scope="module")
def sheets(printed: PdfReader) -> list[str]:
    """The words of every sheet, letters that were drawn as one taken apart again."""
    return [" ".join(normalize("NFKC", page.extract_text()).split()) for page in printed.pages]


def bookmarks(printed: PdfReader) -> list[str]:
    """The titles of all bookmarks, in the order of the book."""
    found: list[str] = []
    waiting = list(printed.outline)
    while waiting:
        entry = waiting.pop(0)
        if isinstance(entry, Destination):
            found.append(str(entry.title))
        else:
            waiting = [*entry, *waiting]
    return found


def heading(page: Path) -> str:
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    title = soup.select_one("article h1")
    assert title is not None
    return "".join(title.find_all(string=True, recursive=False)).strip()


def test_every_page_of_the_book_has_a_bookmark_in_the_book_s_order(printed: PdfReader, built: Path) -> None:
    wanted = [heading(built / path) for path in page_paths()]
    marks = iter(bookmarks(printed))
    assert [title for title in wanted if title in marks] == wanted


def test_every_sheet_is_numbered_and_named(printed: PdfReader, sheets: list[str]) -> None:
    for number, words in enumerate(sheets, start=1):
        assert re.search(rf"two days\? · {number} of {len(sheets)}\b", words)
    assert printed.metadata is not None
    assert printed.metadata.title == "Can we spare you for two days?"


def test_every_explorable_says_its_default_sentence(sheets: list[str]) -> None:
    for design in catalogue().values():
        said = design.sentence(design.defaults)
        assert any(said in words for words in sheets), said


def test_links_lead_inside_and_nothing_is_offered_that_paper_cannot_do(
    printed: PdfReader, sheets: list[str]
) -> None:
    assert len(printed.named_destinations) > 100
    for offer in ("Run this chapter", "Copy link"):
        assert not any(offer in words for words in sheets)
