"""The evidence ledger: every claim of every case, what research makes of it, and where the book treats it.

`book/reference/claims.csv` is its one home and `references.bib` the bibliography's; chapters show their own
claims from them, and the site is not built while a claim lacks a home, a grade lacks a source, or a citation is
missing (:func:`problems`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pybtex.database import Entry, parse_file

from casekit.data import homes

if TYPE_CHECKING:
    from collections.abc import Sequence

CLAIMS = "claims.csv"
REFERENCE = next(
    (folder for home in homes() if (folder := home / "book" / "reference").joinpath(CLAIMS).is_file()),
    Path("book", "reference"),
)

GRADES = {
    "supported": "Supported",
    "mixed": "Mixed",
    "unsupported": "Unsupported",
    "untested": "Untested",
    "circumstance": "Circumstance",
}
"""The grades, and how a page writes them; a circumstance asserts nothing that could be tested."""

PARTIES = {"R": "employee", "M": "manager", "C": "company", "K": "customer", "T": "team"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the ledger.

    Attributes
    ----------
    id
        The case and the claim's number in it: `1.07`.
    claim, note
        The claim in our words, and what the evidence does and does not show.
    benefits
        Letters of `PARTIES`: who gains if the claim holds.
    grade
        A key of `GRADES`.
    citations
        Keys of the bibliography.
    checked
        The date the row was last looked at, ISO.
    anchors
        Where the book treats it: `cases/01-retention#c1-07`.
    """

    id: str
    case: int
    claim: str
    benefits: tuple[str, ...]
    grade: str
    note: str
    citations: tuple[str, ...]
    checked: str
    anchors: tuple[str, ...]


@cache
def claims() -> tuple[Claim, ...]:
    """Return the whole ledger, in its order."""
    with (REFERENCE / CLAIMS).open(encoding="utf-8", newline="") as file:
        return tuple(
            Claim(
                id=row["id"],
                case=int(row["case"]),
                claim=row["claim"],
                benefits=tuple(row["benefits"].split()),
                grade=row["grade"],
                note=row["note"],
                citations=tuple(row["citations"].split()),
                checked=row["checked"],
                anchors=tuple(row["anchors"].split()),
            )
            for row in csv.DictReader(file)
        )


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the bibliography, as a page cites it: `Dlugos and Keller (2021)`, and where it can be read."""

    key: str
    short: str
    title: str
    address: str
    verified: bool


@cache
def works() -> dict[str, Work]:
    """Return the bibliography by key."""
    entries = parse_file(str(REFERENCE / "references.bib")).entries
    return {key: _work(key, entry) for key, entry in entries.items()}


def _work(key: str, entry: Entry) -> Work:
    names = [
        " ".join([*person.prelast_names, *person.last_names]) for person in entry.persons.get("author", [])
    ]
    doi = entry.fields.get("doi", "")
    return Work(
        key=key,
        short=f"{_plain(_people(names or [entry.key]))} ({entry.fields.get('year', 'n.d.')})",
        title=_plain(entry.fields["title"]),
        address=f"https://doi.org/{doi}" if doi else entry.fields.get("url", ""),
        verified="unverified" not in entry.fields.get("keywords", ""),
    )


def _people(names: Sequence[str]) -> str:
    """Return the authors as a sentence cites them; BibTeX writes `others` for those a list leaves out."""
    if len(names) > 2 or names[-1] == "others":
        return f"{names[0]} et al."
    return " and ".join(names)


def _plain(tex: str) -> str:
    from pybtex.richtext import Text

    return str(Text.from_latex(tex))


def problems(rows: Sequence[Claim] | None = None, bibliography: dict[str, Work] | None = None) -> list[str]:
    """Return what is wrong with the ledger, a sentence each; an empty list is a sound one."""
    known = works() if bibliography is None else bibliography
    found = []
    for row in claims() if rows is None else rows:
        if row.grade not in GRADES:
            found.append(f"claim {row.id} has the grade {row.grade!r}; it must be one of {', '.join(GRADES)}")
        if not row.anchors:
            found.append(f"claim {row.id} has no home: no page treats it")
        if row.grade in {"supported", "mixed", "unsupported"} and not row.citations:
            found.append(f"claim {row.id} is graded {row.grade} without a source")
        if row.grade in {"untested", "unsupported"} and not row.note:
            found.append(f"claim {row.id} is {row.grade} and does not say what was looked for")
        found += [
            f"claim {row.id} cites {key}, which the bibliography lacks"
            for key in row.citations
            if key not in known
        ]
    return found


@dataclass(frozen=True, slots=True)
class Ledger:
    """Some claims with their grades, to be shown: a list that reads without JavaScript."""

    rows: tuple[Claim, ...]
    page: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        items = "\n".join(self._item(row) for row in self.rows)
        return {
            "text/html": f'<ul class="claims">\n{items}\n</ul>',
            "text/plain": "\n".join(f"{row.id}  {GRADES[row.grade]:<12}  {row.claim}" for row in self.rows),
        }

    def _item(self, row: Claim) -> str:
        here = [anchor.partition("#")[2] for anchor in row.anchors if anchor.partition("#")[0] == self.page]
        passage = f' <a href="#{here[0]}">Where this page takes it up.</a>' if here else ""
        gain = ", ".join(PARTIES[letter] for letter in row.benefits)
        return (
            f'<li><details><summary><span class="grade grade-{row.grade}">{GRADES[row.grade]}</span> '
            f"{escape(row.claim)}</summary>\n<p>{escape(row.note)}{_sources(row)}{passage}"
            f'{f" Who gains if it holds: {gain}." if gain else ""} <span class="claim-id">Claim {row.id}</span></p>'
            "</details></li>"
        )


def _sources(row: Claim) -> str:
    texts = []
    for work in (works()[key] for key in row.citations):
        text = escape(work.short)
        if work.address:
            text = f'<a href="{escape(work.address)}" title="{escape(work.title)}">{text}</a>'
        texts.append(text if work.verified else f"{text}, details unverified")
    return f" Sources: {'; '.join(texts)}." if texts else ""


def ledger(page: str) -> Ledger:
    """Return the claims that a page treats, to be shown on it.

    Parameters
    ----------
    page
        The page's name in the anchors: `cases/01-retention`.

    Raises
    ------
    ValueError
        If no claim has its home on that page.
    """
    rows = tuple(row for row in claims() if any(anchor.partition("#")[0] == page for anchor in row.anchors))
    if not rows:
        raise ValueError(f"no claim of the ledger has its home on {page!r}")
    return Ledger(rows, page)
