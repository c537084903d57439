"""The ledger's filter, by real choices in a real browser; and the page without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from casekit.evidence import GRADES, claims
from tests.site.conftest import PHONE, Visit

LEDGER = "book/reference/evidence.html"


def visible(page: Page) -> list[str]:
    ids = page.locator("[data-ledger] > li:visible").evaluate_all("rows => rows.map(row => row.id)")
    return [name.removeprefix("claim-").replace("-", ".") for name in ids]


@pytest.mark.parametrize("visit", [{}, {"viewport": PHONE}], ids=["desktop", "phone"], indirect=True)
def test_choices_by_grade_and_case_narrow_the_ledger_and_say_how_far(visit: Visit) -> None:
    page = visit.open(LEDGER)
    total = len(claims())
    status = page.locator(".ledger-filter [role=status]")
    expect(status).to_have_text(f"All {total} claims are shown.")
    for grade, word in GRADES.items():
        page.get_by_label("Grade").select_option(word)
        wanted = [claim.id for claim in claims() if claim.grade == grade]
        assert visible(page) == wanted
        expect(status).to_have_text(f"{len(wanted)} of {total} claims are shown.")
    page.get_by_label("Grade").select_option("untested")
    page.get_by_label("Case").select_option(index=2)
    case = sorted({claim.case for claim in claims()})[1]
    assert visible(page) == [
        claim.id for claim in claims() if claim.case == case and claim.grade == "untested"
    ]
    page.get_by_label("Grade").select_option("")
    page.get_by_label("Case").select_option("")
    assert visible(page) == [claim.id for claim in claims()]
    assert visit.errors == []


def test_a_case_without_a_claim_of_the_grade_hides_its_heading_until_it_is_asked_for(visit: Visit) -> None:
    page = visit.open(LEDGER)
    headings = page.locator("article section section > h2")
    everything = headings.all()
    page.get_by_label("Grade").select_option("unsupported")
    cases = {claim.case for claim in claims() if claim.grade == "unsupported"}
    assert sum(heading.is_visible() for heading in everything) == len(cases) < len(everything)
    page.evaluate("location.hash = 'claim-1-01'")
    expect(page.locator("#claim-1-01")).to_be_in_viewport()
    assert visible(page) == [claim.id for claim in claims()]


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], ids=["no-scripts"], indirect=True)
def test_the_ledger_reads_without_javascript(visit: Visit) -> None:
    page = visit.open(LEDGER)
    assert visible(page) == [claim.id for claim in claims()]
    assert page.locator("select").count() == 0
    first = page.locator("#claim-1-01")
    first.locator("summary").click()
    assert first.locator("p").is_visible()
