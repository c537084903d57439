"""What an exercise's design says: its goal, its objectives, and the mistakes that are typical of it.

``design.md`` is written for people. This reads from it what the trainer's copy and the tests need: the terms that
open it, the numbered objectives, and the table of typical mistakes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from pathlib import Path

DESIGN = "design.md"
TERMS = ("Goal", "Time", "Needs")


@dataclass(frozen=True, slots=True)
class TypicalMistake:
    """A row of the table: the question, the mistake's name, and a line of code that makes it."""

    question: str
    name: str
    made_as: str


@dataclass(frozen=True, slots=True)
class Design:
    """An exercise's design, as far as machines need it."""

    goal: str
    time: str
    needs: str
    objectives: tuple[str, ...]
    mistakes: tuple[TypicalMistake, ...]


def read_design(folder: Path) -> Design:
    """Read the design of an exercise.

    Raises
    ------
    ProblemError
        If it lacks its goal, its time or what it needs.
    """
    path = folder / DESIGN
    text = path.read_text("utf-8") if path.is_file() else ""
    terms = {term: _definition(text, term) for term in TERMS}
    if missing := [term for term, meaning in terms.items() if not meaning]:
        raise ProblemError(
            f"{path} does not state {', '.join(missing)}.", "It begins with a line 'Goal', then ': …'."
        )
    return Design(
        goal=terms["Goal"],
        time=terms["Time"],
        needs=terms["Needs"],
        objectives=tuple(
            " ".join(item.split())
            for item in re.findall(r"^\d+\. (.+?)(?=^\d+\. |\Z)", _section(text, "Objectives"), re.M | re.S)
        ),
        mistakes=tuple(_mistakes(_section(text, "Typical mistakes"))),
    )


def _definition(text: str, term: str) -> str:
    """Return what stands after a term and a colon, up to the next blank line."""
    found = re.search(rf"^{term}\n: (.+?)(?:\n\n|\Z)", text, re.M | re.S)
    return " ".join(found[1].split()) if found else ""


def _section(text: str, heading: str) -> str:
    return f"\n{text}\n## ".partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _mistakes(table: str) -> list[TypicalMistake]:
    rows = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [
        TypicalMistake(question.strip(), name.strip(), made_as.strip("`| "))
        for question, name, made_as in rows[1:]
    ]
