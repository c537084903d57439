"""The page on the attacks says all that the recorded results say, as text."""

from __future__ import annotations

import csv

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from casekit import book
from casekit.reference import attacks

PAGE = BeautifulSoup(MarkdownIt().enable("table").render(attacks.page()), "html.parser")


@pytest.fixture
def rows() -> list[dict[str, str]]:
    with (book.ROOT / attacks.RESULTS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_there_word_for_word(rows: list[dict[str, str]]) -> None:
    shown = [[cell.get_text() for cell in row.find_all("td")] for row in PAGE.select("tbody tr")]
    assert shown == [
        [
            row["attack"].replace("_", " "),
            row["tries"].replace("`", ""),
            row["defence"].replace(" ", ", "),
            row["with"],
            row["without"],
        ]
        for row in rows
    ]


def test_the_page_says_how_many_there_are(rows: list[dict[str, str]]) -> None:
    assert f"all {len(rows)} attacks" in PAGE.get_text().replace("\n", " ")


def test_every_defence_is_a_module_of_the_package(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert row["defence"]
        for module in row["defence"].split():
            assert (book.ROOT / "casekit" / module).is_file()


@pytest.mark.parametrize("text", ["a|b", "<b>x</b>", "2*3*4 _x_", "[a](b)", "back\\slash", "$x$ ~~y~~"])
def test_whatever_an_attack_says_is_text(text: str) -> None:
    table = f"| a |\n|---|\n| {attacks.plain(text)} |\n"
    [cell] = BeautifulSoup(MarkdownIt().enable("table").render(table), "html.parser").find_all("td")
    assert (cell.get_text(), cell.find()) == (text, None)
