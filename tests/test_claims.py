"""The evidence ledger and the bibliography as data: nothing dropped, nothing cited that is not there."""

from __future__ import annotations

import csv
import re
import string
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pybtex.database import parse_file
from pybtex.plugin import find_plugin

from casekit import assumptions

if TYPE_CHECKING:
    from pybtex.database import Entry

REFERENCE = Path(__file__).parents[1] / "book" / "reference"
COLUMNS = ["id", "case", "claim", "benefits", "grade", "note", "citations", "checked", "anchors"]
CLAIMS_OF_CASE = {1: 23, 3: 31, 4: 7, 5: 18, 6: 16}
CHAPTER_OF_CASE = {
    "1": "01-retention",
    "3": "03-counteroffers",
    "4": "04-trust",
    "5": "05-partnering",
    "6": "06-availability",
}
SHARED_WITH_CASE_2 = {"1.05", "1.12", "1.13", "1.15", "1.16", "1.19", "1.20", "1.21", "1.22"}
USED_IN_CASE_7 = {f"1.{n:02}" for n in (1, 2, 3, 4, 11, 12, 13, 14, 17, 18, 19, 22, 23)}
GRADED = {"supported", "mixed", "unsupported"}
GRADES = GRADED | {"untested", "circumstance"}
ASCII = str.maketrans({"ø": "o", "ä": "ae", "ö": "oe", "ü": "ue"})


@cache
def ledger() -> tuple[dict[str, str], ...]:
    with (REFERENCE / "claims.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def entries() -> dict[str, Entry]:
    return dict(parse_file(REFERENCE / "references.bib").entries.items())


def is_unverified(entry: Entry) -> bool:
    return "unverified" in entry.fields.get("keywords", "")


def surnames(entry: Entry) -> list[str]:
    people = [person for person in entry.persons["author"] if person.last_names != ["others"]]
    return [" ".join([*person.prelast_names, *person.last_names]) for person in people]


def key_part(name: str) -> str:
    words = re.split(r"[\s-]+", name.translate(ASCII).replace("'", ""))
    return "".join(word[:1].upper() + word[1:] for word in words)


def one_sentence(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z].*[.?]", text)) and not re.search(r"[.?!] [A-Z]", text)


def anchors_expected(row: dict[str, str]) -> list[str]:
    chapters = [CHAPTER_OF_CASE[row["case"]]]
    if row["id"] in SHARED_WITH_CASE_2:
        chapters.append("02-single-point-of-failure")
    if row["id"] in USED_IN_CASE_7:
        chapters.append("07-business-case")
    return [f"cases/{chapter}#c{row['id'].replace('.', '-')}" for chapter in chapters]


def test_the_ledger_has_every_claim_of_every_case_once_and_in_order() -> None:
    expected = [f"{case}.{n:02d}" for case, count in CLAIMS_OF_CASE.items() for n in range(1, count + 1)]
    assert [row["id"] for row in ledger()] == expected
    assert [row["case"] for row in ledger()] == [name.split(".")[0] for name in expected]


def test_the_columns_are_the_promised_ones_in_every_row() -> None:
    assert all(list(row) == COLUMNS and None not in row.values() for row in ledger())


def test_every_claim_is_one_sentence_of_its_own() -> None:
    claims = Counter(row["claim"] for row in ledger())
    assert [claim for claim, count in claims.items() if count > 1 or not one_sentence(claim)] == []


def test_every_note_is_one_sentence_and_repeats_no_other_except_for_circumstances() -> None:
    assert [row["id"] for row in ledger() if not one_sentence(row["note"])] == []
    notes = Counter(row["note"] for row in ledger() if row["grade"] != "circumstance")
    assert [note for note, count in notes.items() if count > 1] == []


def test_who_benefits_is_written_in_the_five_letters_each_once() -> None:
    letters = {row["id"]: row["benefits"].split(" ") if row["benefits"] else [] for row in ledger()}
    wrong = [name for name, who in letters.items() if set(who) - set("RMCKT") or len(who) > len(set(who))]
    assert wrong == []


def test_every_grade_is_one_of_the_five() -> None:
    assert {row["grade"] for row in ledger()} == GRADES


def test_every_citation_is_in_the_bibliography_and_given_once() -> None:
    cited = {row["id"]: row["citations"].split() for row in ledger()}
    missing = {name: set(keys) - set(entries()) for name, keys in cited.items()}
    assert {name: keys for name, keys in missing.items() if keys} == {}
    assert [name for name, keys in cited.items() if len(keys) > len(set(keys))] == []


def test_every_graded_claim_has_a_date_and_a_source_that_was_seen() -> None:
    graded = [row for row in ledger() if row["grade"] in GRADED]
    assert [row["id"] for row in graded if not row["checked"]] == []
    seen = {
        row["id"]: [k for k in row["citations"].split() if not is_unverified(entries()[k])] for row in graded
    }
    assert [name for name, keys in seen.items() if not keys] == []


def test_a_date_is_a_date_and_stands_only_where_there_was_something_to_check() -> None:
    dated = [row for row in ledger() if row["checked"]]
    assert [
        row["id"] for row in dated if date.fromisoformat(row["checked"]).isoformat() != row["checked"]
    ] == []
    assert [row["id"] for row in dated if not row["citations"]] == []


def test_anchors_name_the_chapters_that_treat_the_claim() -> None:
    assert [row["id"] for row in ledger() if row["anchors"].split() != anchors_expected(row)] == []


def test_every_entry_has_author_title_and_year() -> None:
    wrong = [
        key
        for key, entry in entries().items()
        if not surnames(entry)
        or not entry.fields["title"].strip()
        or not re.fullmatch(r"(19|20)\d\d|undated", entry.fields["year"])
    ]
    assert wrong == []


def test_a_key_is_one_or_two_authors_or_the_first_of_more_then_the_year() -> None:
    expected = {}
    for key, entry in entries().items():
        names = [key_part(name) for name in surnames(entry)]
        if len(names) > 2 or len(entry.persons["author"]) > len(names):
            names = names[:1]
        is_person = bool(entry.persons["author"][0].first_names)
        stem = "".join(names) if is_person else re.sub(r"\d{4}$|Undated$", "", key)
        expected[key] = stem + string.capwords(entry.fields["year"])
    assert [key for key, name in expected.items() if key != name] == []


def test_a_doi_is_bare_and_its_own_and_an_address_is_complete() -> None:
    dois = {key: entry.fields["doi"] for key, entry in entries().items() if "doi" in entry.fields}
    urls = {key: entry.fields["url"] for key, entry in entries().items() if "url" in entry.fields}
    assert [k for k, doi in dois.items() if not re.fullmatch(r"10\.\d{4,9}/[^\s{}]+[^\s{}.,;]", doi)] == []
    assert [k for k, url in urls.items() if not re.fullmatch(r"https?://[^\s{}]+", url)] == []
    assert len({doi.lower() for doi in dois.values()}) == len(dois)


def test_an_unverified_entry_says_what_is_missing_and_no_other_says_so() -> None:
    says_so = {
        key for key, entry in entries().items() if entry.fields.get("note", "").startswith("Unverified: ")
    }
    assert {key for key, entry in entries().items() if is_unverified(entry)} == says_so
    assert [key for key in says_so if "doi" in entries()[key].fields] == []


@pytest.mark.parametrize("style", ["unsrt", "plain", "alpha"])
def test_every_entry_can_be_printed(style: str) -> None:
    bibliography = parse_file(REFERENCE / "references.bib")
    formatter = find_plugin("pybtex.style.formatting", style)()
    text = find_plugin("pybtex.backends", "text")()
    formatted = formatter.format_entries(bibliography.entries.values(), bibliography)
    printed = {entry.key: entry.text.render(text) for entry in formatted}
    assert {key for key, line in printed.items() if entries()[key].fields["year"] in line} == set(entries())


def test_every_source_of_an_assumption_is_in_the_bibliography() -> None:
    cited = {key for group in assumptions.GROUPS.values() for default in group for key in default.sources}
    assert cited
    assert cited <= set(entries())
