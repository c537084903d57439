"""The ledger as pages show it: each claim with its grade, its sources and its place; a hole in it is named."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string

from casekit import evidence
from casekit.evidence import GRADES, Claim, Ledger, claims, ledger, problems, works

PAGE = "cases/01-retention"
CLAIM = Claim(
    id="1.01",
    case=1,
    claim="Two days <cost> nothing.",
    benefits=("R", "M"),
    grade="mixed",
    note="One study says so & another does not.",
    citations=("DlugosKeller2021", "Kerwin2005"),
    checked="2026-01-31",
    anchors=(f"{PAGE}#c1-01", "cases/07-business-case#c1-01"),
)


def shown(row: Claim, page: str = PAGE) -> BeautifulSoup:
    return BeautifulSoup(Ledger((row,), page)._repr_mimebundle_()["text/html"], "html.parser")


def work(fields: str) -> evidence.Work:
    """The work that an entry of a bibliography with these fields becomes."""
    (entry,) = parse_string(f"@misc{{Key2000, {fields}}}", "bibtex").entries.values()
    return evidence._work("Key2000", entry)


# ---- a work as it is cited


@pytest.mark.parametrize(
    ("authors", "cited"),
    [
        ("Slovic, Paul", "Slovic (1993)"),
        ("Dlugos, Kathryn and Keller, JR", "Dlugos and Keller (1993)"),
        ("Mark, Gloria and Gudith, Daniela and Klocke, Ulrich", "Mark et al. (1993)"),
        ("Palmer, Geraint and others", "Palmer et al. (1993)"),
        ("{U.S. Bureau of Labor Statistics}", "U.S. Bureau of Labor Statistics (1993)"),
        ("de Matos, Celso", "de Matos (1993)"),
        ('J{\\o}sang, Audun and M{\\"u}ller, Max', "Jøsang and Müller (1993)"),
    ],
)
def test_a_work_is_cited_by_its_authors_and_year(authors: str, cited: str) -> None:
    assert work(f"author = {{{authors}}}, title = {{T}}, year = {{1993}}").short == cited


def test_a_work_without_an_author_or_a_year_is_still_cited() -> None:
    assert work("title = {T}").short == "Key2000 (n.d.)"


def test_a_work_is_found_at_its_doi_or_else_at_its_address() -> None:
    base = "author = {A, B}, title = {T}, year = {2000}"
    assert (
        work(f"{base}, doi = {{10.1000/1}}, url = {{https://x.org}}").address == "https://doi.org/10.1000/1"
    )
    assert work(f"{base}, url = {{https://x.org}}").address == "https://x.org"
    assert work(base).address == ""
    assert work(base).verified
    assert not work(f"{base}, keywords = {{unverified}}").verified


def test_no_work_of_the_bibliography_is_cited_with_tex_or_braces_in_it() -> None:
    texts = [text for entry in works().values() for text in (entry.short, entry.title)]
    assert [text for text in texts if re.search(r"[{}\\]|others|^ | $", text)] == []


# ---- a claim as it is shown


def test_a_claim_shows_its_grade_note_place_and_number_escaped() -> None:
    item = shown(CLAIM)
    assert item.select_one("summary .grade-mixed").get_text() == GRADES["mixed"]
    assert "Two days <cost> nothing." in item.summary.get_text()
    assert "One study says so & another does not." in item.p.get_text()
    assert item.select_one('a[href="#c1-01"]').get_text() == "Where this page takes it up."
    assert "Who gains if it holds: employee, manager." in item.p.get_text()
    assert item.select_one(".claim-id").get_text() == "Claim 1.01"


def test_a_source_is_linked_and_one_not_seen_says_so() -> None:
    item = shown(CLAIM)
    assert "Sources: Dlugos and Keller (2021); Kerwin (2005), details unverified." in item.p.get_text()
    link = item.find("a", string="Dlugos and Keller (2021)")
    assert link["href"].startswith("https://doi.org/10.")
    assert link["title"] == works()["DlugosKeller2021"].title


def test_a_claim_without_sources_or_gainers_claims_none() -> None:
    words = shown(replace(CLAIM, citations=(), benefits=())).get_text()
    assert "Sources" not in words
    assert "Who gains" not in words


def test_a_claim_treated_elsewhere_has_no_place_on_this_page() -> None:
    assert shown(CLAIM, "cases/02-single-point-of-failure").select("a[href^='#']") == []


def test_a_ledger_reads_as_plain_text_line_by_line() -> None:
    assert (
        Ledger((CLAIM,), PAGE)._repr_mimebundle_()["text/plain"]
        == "1.01  Mixed         Two days <cost> nothing."
    )


def test_a_page_shows_the_claims_that_have_their_home_on_it() -> None:
    rows = ledger(PAGE).rows
    assert rows
    assert all(any(anchor.startswith(f"{PAGE}#") for anchor in row.anchors) for row in rows)
    assert len(rows) == sum(f"{PAGE}#" in " ".join(row.anchors) for row in claims())


def test_a_page_without_claims_is_refused() -> None:
    with pytest.raises(ValueError, match="no claim of the ledger has its home on 'cases/99-nothing'"):
        ledger("cases/99-nothing")


# ---- what is wrong with a ledger


def test_a_sound_claim_has_no_problem() -> None:
    assert problems([CLAIM]) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"grade": "proved"}, "has the grade 'proved'; it must be one of supported, mixed"),
        ({"anchors": ()}, "has no home: no page treats it"),
        ({"grade": "unsupported", "citations": ()}, "is graded unsupported without a source"),
        ({"grade": "untested", "note": ""}, "is untested and does not say what was looked for"),
        ({"citations": ("Nobody1900",)}, "cites Nobody1900, which the bibliography lacks"),
    ],
)
def test_a_hole_is_named_in_a_sentence(change: dict[str, object], sentence: str) -> None:
    (found,) = problems([replace(CLAIM, **change)])  # type: ignore[arg-type]
    assert found.startswith("claim 1.01 ")
    assert sentence in found


def test_a_ledger_is_judged_by_the_bibliography_it_is_given() -> None:
    assert len(problems([CLAIM], bibliography={})) == len(CLAIM.citations)


def test_the_ledger_is_read_from_its_file_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "id,case,claim,benefits,grade,note,citations,checked,anchors\n"
    row = '9.01,9,"A claim, with a comma.",R T,mixed,A note.,A2000 B2001,2026-01-31,cases/x#c9-01 cases/y#c9-01\n'
    (tmp_path / "claims.csv").write_text(header + row, encoding="utf-8")
    monkeypatch.setattr(evidence, "REFERENCE", tmp_path)
    assert claims.__wrapped__() == (
        Claim(
            "9.01", 9, "A claim, with a comma.", ("R", "T"), "mixed", "A note.", ("A2000", "B2001"),
            "2026-01-31", ("cases/x#c9-01", "cases/y#c9-01"),
        ),
    )  # fmt: skip
