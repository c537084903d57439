"""A small exercise of two questions and a written answer, with its solution notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

if TYPE_CHECKING:
    from pathlib import Path

CHECKS = '''\
from casekit.exercise import Given, Mistake, Quantity, Written, compare, question

EXERCISE = "00-small"
TITLE = "A small exercise"
GIVEN = Given(hours=Quantity(16, "hours", "two days", varies=(14, 16, 18)))
essay = Written("essay", "In your words", points=3)


@question("double", "Twice the hours", points=2)
def double(work):
    """Give a number, right within 0.5."""
    return compare(
        work.number("twice"),
        2 * work.given.hours,
        within=0.5,
        right="Two times is twice.",
        otherwise="Not twice.",
        mistakes=[Mistake("hours as they are", work.given.hours, "Once.", share=0.5)],
    )


@question("word", "A word", points=1)
def word(work):
    """Write one letter, A or B."""
    return compare(work.choice("letter", "AB"), "A", right="A comes first.", otherwise="Not first.")
'''
HIDDEN = '''\
from casekit.exercise import compare, question


@question("double", "Twice the hours", points=2)
def double(work):
    """Give a number, right within 0.5."""
    secret = 2 * work.given.hours
    return compare(work.number("twice"), secret, within=0.1, right="Twice.", otherwise="Not quite.")
'''
DESIGN = """# Design

Goal
: The learner can
  double.

Time
: A minute.

Needs
: Nothing.

## Objectives

1. Double a number
   (`double`).
2. Say so (`essay`).

## Typical mistakes

| Question | Mistake | Made as |
|---|---|---|
| double | hours as they are | `twice = given.hours` |
"""
RUBRIC = """exercise: 00-small
answers:
  - id: essay
    points: 3
    scale: [0, 1]
    criteria:
      - name: Calm
        0: Loud.
        1: All is well.
"""
HINTS = "# Hints\n\n## double\n\nThink of `2`.\n\nMultiply.\n"


def role(name: str, kind: str = "code", **flags: Any) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": False, "schema_version": 3, "task": False}
    return {"nbgrader": {**plain, "grade_id": name, "cell_type": kind, **flags}}


def solution() -> Any:
    answer = "{0} = ...  # YOUR ANSWER HERE\n### BEGIN SOLUTION\n{0} = {1}\n### END SOLUTION"
    written = "YOUR ANSWER HERE\n\n### BEGIN SOLUTION\nAll is well.\n### END SOLUTION"
    start = 'from casekit.exercise import start\n\ncheck, hint, summary, given = start("00-small", globals())'
    cells = [
        new_code_cell(start, id="start", metadata=role("start", locked=True)),
        new_code_cell(
            answer.format("twice", "2 * given.hours"), id="twice", metadata=role("twice", solution=True)
        ),
        new_code_cell(
            'check("double")', id="double", metadata=role("double", grade=True, locked=True, points=2)
        ),
        new_code_cell(answer.format("letter", '"A"'), id="letter", metadata=role("letter", solution=True)),
        new_code_cell('check("word")', id="word", metadata=role("word", grade=True, locked=True, points=1)),
        new_markdown_cell(
            written, id="essay", metadata=role("essay", "markdown", grade=True, solution=True, points=3)
        ),
        new_code_cell("summary()", id="summary", metadata={"tags": ["summary"], "trusted": True}),
    ]
    metadata = {
        "casekit": {"exercise": "00-small", "points": 6},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "widgets": {},
    }
    return new_notebook(cells=cells, metadata=metadata)


@pytest.fixture
def notebook() -> Any:
    """Return the solution notebook, as yet in no file."""
    return solution()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the exercise, and return its folder."""
    home = tmp_path / "exercises" / "00-small"
    home.mkdir(parents=True)
    (home / "checks.py").write_text(CHECKS, "utf-8")
    (home / "hints.md").write_text(HINTS, "utf-8")
    (home / "hidden_checks.py").write_text(HIDDEN, "utf-8")
    (home / "design.md").write_text(DESIGN, "utf-8")
    (home / "rubric.yml").write_text(RUBRIC, "utf-8")
    nbformat.write(solution(), home / "solution.ipynb")
    return home
