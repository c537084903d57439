"""The results of the attack suite: what each attack tries, where the defence lies, what comes of it with and without.

``tests/hostile/results.csv`` is written by the suite itself (``python -m pytest tests/hostile --record``), and a
test fails as soon as an attack has no row in it, or another one than its file states.
"""

from __future__ import annotations

import csv
import re

from casekit.book import ROOT
from casekit.reference.text import first_line

RESULTS = "tests/hostile/results.csv"
INTRODUCTION = """\
# Attacks on the grader

Learners' code and files are hostile until proven otherwise. Each attack below is one small file in `tests/hostile`, \
and every run of the tests carries all of them out twice: against the grader as it is, and, in a sandbox of its own, \
against a copy from which the one defence was taken away that it aims at. So the suite proves that the defence \
holds, and that it is the defence and not the attack's bad luck that holds.

In the last recorded run all {count} attacks got what they deserved, harmed nothing, and left the next honest \
submission graded right; and without its defence each of them did what the last column says. A promise is what holds \
for every grade whatever was handed in (`promises.py`, `delivery.py`). This list is of the attacks that somebody \
thought of: it cannot say that there are no others."""
HEAD = """\
| Attack | What it tries | Where the defence is | With it | Without it |
|---|---|---|---|---|
"""
SPECIAL = re.compile(r"([\\|<>*_\[\]$~])")


def page() -> str:
    """Return the page, as Markdown."""
    with (ROOT / RESULTS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = HEAD + "\n".join(map(_row, rows))
    return "\n\n".join([first_line(RESULTS), INTRODUCTION.format(count=len(rows)), table]) + "\n"


def _row(row: dict[str, str]) -> str:
    name = row["attack"].replace("_", " ")
    defence = ", ".join(f"`{module}`" for module in row["defence"].split())
    return f"| {name} | {plain(row['tries'])} | {defence} | {plain(row['with'])} | {plain(row['without'])} |"


def plain(text: str) -> str:
    r"""Return text as Markdown that says just that; what stands between backticks stays code.

    >>> plain("a|b in `check_*`")
    'a\\|b in `check_*`'
    """
    parts = text.split("`")
    return "`".join(part if place % 2 else SPECIAL.sub(r"\\\1", part) for place, part in enumerate(parts))
