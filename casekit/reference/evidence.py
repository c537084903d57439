"""The page of evidence: the whole ledger, case by case, as HTML that reads without JavaScript.

`book/web/site.js` puts a filter before it, which finds its rows by the attributes written here.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import groupby

from casekit.evidence import GRADES, PARTIES, Claim, claims, works
from casekit.reference.text import chapter, first_line

BIBLIOGRAPHY = "bibliography.html"  # where a work without an address is described

MEANINGS = {
    "supported": "More than one good study agrees.",
    "mixed": "There is evidence, and it pulls both ways or measures something next door.",
    "unsupported": "Repeated often, traced to nothing.",
    "untested": "We found nobody who had looked.",
    "circumstance": "Asserts nothing that could be tested, so it gets no grade.",
}

INTRODUCTION = """\
# The evidence ledger

The sources of the cases make {total} claims. Here is every one of them, in our own words, with what we found when \
we looked for evidence. Open a line for the reason, the sources, and the passages of the book that take it up. The \
grade is about the claim as it was made: a sensible piece of advice that nobody has tested is *untested*, and may \
still be sensible."""


def page() -> str:
    """Return the page, as Markdown."""
    ledger = claims()
    cases = [_case(number, list(rows)) for number, rows in groupby(ledger, key=lambda row: row.case)]
    introduction = INTRODUCTION.format(total=len(ledger))
    return (
        "\n\n".join([first_line("book/reference/claims.csv"), introduction, _grades(ledger), *cases]) + "\n"
    )


def _grades(ledger: tuple[Claim, ...]) -> str:
    count = Counter(row.grade for row in ledger)
    items = "\n".join(
        f'<li data-grade="{grade}"><span class="grade grade-{grade}">{word}</span> {MEANINGS[grade]} '
        f"({count[grade]} of {count.total()})</li>"
        for grade, word in GRADES.items()
    )
    return _raw(f'<ul class="claims" data-ledger-grades>\n{items}\n</ul>')


def _case(number: int, rows: list[Claim]) -> str:
    there = chapter(number)
    title = there.title if there else f"Case {number}"
    items = "\n".join(map(_item, rows))
    return f"## {title}\n\n" + _raw(f'<ul class="claims" data-ledger="{escape(title)}">\n{items}\n</ul>')


def _item(row: Claim) -> str:
    details = " ".join(
        filter(None, [escape(row.note), _sources(row), _passages(row), _gain(row), _checked(row)])
    )
    return (
        f'<li id="claim-{row.id.replace(".", "-")}" data-grade="{row.grade}"><details><summary>'
        f'<span class="grade grade-{row.grade}">{GRADES[row.grade]}</span> {escape(row.claim)}</summary>\n'
        f'<p>{details} <span class="claim-id">Claim {row.id}</span></p></details></li>'
    )


def _sources(row: Claim) -> str:
    cited = [works()[key] for key in row.citations]
    texts = [
        _link(work.address or BIBLIOGRAPHY, work.short, work.title)
        + ("" if work.verified else ", details unverified")
        for work in cited
    ]
    return f"Sources: {'; '.join(texts)}." if texts else ""


def _passages(row: Claim) -> str:
    """Return links to the passages that treat a claim, as far as their chapters are written."""
    links = []
    for name, _, fragment in (anchor.partition("#") for anchor in row.anchors):
        there = chapter(int(name.removeprefix("cases/")[:2]))
        if there:
            links.append(_link(f"../{name}.html#{fragment}", there.title))
    return f"Taken up in {' and '.join(links)}." if links else ""


def _gain(row: Claim) -> str:
    return (
        f"Who gains if it holds: {', '.join(PARTIES[letter] for letter in row.benefits)}."
        if row.benefits
        else ""
    )


def _checked(row: Claim) -> str:
    return f"Last looked at on {row.checked}." if row.checked else ""


def _link(address: str, text: str, title: str = "") -> str:
    hint = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(address)}"{hint}>{escape(text)}</a>'


def _raw(html: str) -> str:
    return f"```{{raw}} html\n{html}\n```"
