"""The whole book as one PDF: every page is in it, with bookmarks, page numbers, links, and explorables that speak."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_CountNamedDests

from casekit.explore import catalogue
from tests.site.conftest import page_paths


@pytest.fixture(scope="module")
def printed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfDocument:
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    command = [sys.executable, "-m", "casekit.site.pdf", target]  # with a browser of its own
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return PdfDocument(target)


@pytest.fixture(scope="module")
def sheets(printed: PdfDocument) -> list[str]:
    """The words of every sheet, letters that were drawn as one taken apart again."""
    texts = (page.get_textpage().get_text_range() for page in printed)
    return [" ".join(normalize("NFKC", text).split()) for text in texts]


def heading(page: Path) -> str:
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    title = soup.select_one("article h1")
    assert title is not None
    return "".join(title.find_all(string=True, recursive=False)).strip()


def test_every_page_of_the_book_has_a_bookmark_in_the_book_s_order(printed: PdfDocument, built: Path) -> None:
    wanted = [heading(built / path) for path in page_paths()]
    marks = iter([mark.get_title() for mark in printed.get_toc()])
    assert [title for title in wanted if title in marks] == wanted


def test_every_sheet_is_numbered_and_named(printed: PdfDocument, sheets: list[str]) -> None:
    for number, words in enumerate(sheets, start=1):
        assert re.search(rf"two days\? · {number} of {len(sheets)}\b", words)
    assert printed.get_metadata_value("Title") == "Can we spare you for two days?"


def test_every_explorable_says_its_default_sentence(sheets: list[str]) -> None:
    for design in catalogue().values():
        said = design.sentence(design.defaults)
        assert any(said in words for words in sheets), said


def test_links_lead_inside_and_nothing_is_offered_that_paper_cannot_do(
    printed: PdfDocument, sheets: list[str]
) -> None:
    assert FPDF_CountNamedDests(printed) > 100
    for offer in ("Run this chapter", "Copy link"):
        assert not any(offer in words for words in sheets)
