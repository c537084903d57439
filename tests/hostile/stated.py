"""What the attacks' files state: each file in `attacks` is one attack on the grader, in the trial exercise.

An attack's first sentence says what it tries. It has

CODE, or EDIT
    what it writes into one answer cell (CELL, else `letter-answer`), or a function that is given the honest
    notebook and returns another, as a dictionary or as bytes; or LAY, a function that lays it at a path itself;
EARNS
    the points it deserves, where these are not those of the honest notebook;
SAYS, or REFUSED
    what the learner is told about that cell's question, or why the whole submission is refused;
WITHOUT
    the defence it aims at: edits (file below `casekit`, text, other text) that take it away, in which HOME
    stands for the folder of the weakened copy;
THEN
    what happens without it: points by question where they differ, or "hangs", "crashes: ERROR" or
    "breaks a promise" (see promises.py; nothing but what it prints may stand on the grader's output).

What a file in `deliveries` has, test_deliveries.py says.
"""

from __future__ import annotations

import ast
import json
import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TRIAL = HERE.parent / "grading" / "trial"
FULL = {"half": 1.0, "double": 2.0, "letter": 1.0, "table": 1.0}

Edits = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Attack:
    """One attack, as its file states it."""

    name: str
    tries: str
    cell: str
    lay: Callable[[Path], None]
    earns: dict[str, float]
    says: str | None
    refused: str | None
    without: Edits
    then: dict[str, float] | str

    @property
    def question(self) -> str:
        return self.cell.removesuffix("-answer")

    @property
    def deserved(self) -> str:
        """What it gets with all defences in place, in a few words."""
        if self.refused:
            return "refused"
        return f"{sum(self.earns.values()):g} of {sum(FULL.values()):g} points, as earned"

    @property
    def harm(self) -> str:
        """What it does without the defence, in a few words."""
        if isinstance(self.then, str):
            return {"hangs": "the grader hangs"}.get(self.then, self.then)
        points = f"{sum((self.earns | self.then).values()):g} of {sum(FULL.values()):g} points"
        return f"taken: {points}" if self.refused else points


@dataclass(frozen=True)
class Delivery:
    """One attack on what is around the grader, as its file states it."""

    name: str
    tries: str
    lay: Callable[[Path, bytes], None]
    says: str | None
    without: Edits
    then: str

    @property
    def deserved(self) -> str:
        """What it gets with all defences in place, in a few words."""
        return "refused" if self.says else "taken, and harms nothing"

    @property
    def harm(self) -> str:
        """What it does without the defence, in a few words."""
        return self.then if self.then.startswith("crashes") else f"broken: {self.then}"


def attacks() -> list[Attack]:
    """Return every attack on the grader, by name."""
    return [_attack(path) for path in sorted((HERE / "attacks").glob("*.py"))]


def deliveries() -> list[Delivery]:
    """Return every attack on what is around the grader, by name."""
    return [_delivery(path) for path in sorted((HERE / "deliveries").glob("*.py"))]


def _attack(path: Path) -> Attack:
    stated = runpy.run_path(str(path))
    cell = stated.get("CELL", "letter-answer")
    return Attack(
        name=path.stem,
        tries=_sentence(path),
        cell=cell,
        lay=stated.get("LAY") or _laid(stated.get("EDIT") or _in_cell(cell, stated["CODE"])),
        earns=FULL | stated.get("EARNS", {}),
        says=stated.get("SAYS"),
        refused=stated.get("REFUSED"),
        without=stated["WITHOUT"],
        then=stated["THEN"],
    )


def _delivery(path: Path) -> Delivery:
    stated = runpy.run_path(str(path))
    return Delivery(
        name=path.stem,
        tries=_sentence(path),
        lay=stated["LAY"],
        says=stated.get("SAYS"),
        without=stated["WITHOUT"],
        then=stated["THEN"],
    )


def _sentence(path: Path) -> str:
    return " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())


def _in_cell(name: str, code: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def edit(notebook: dict[str, Any]) -> dict[str, Any]:
        for cell in notebook["cells"]:
            if cell["metadata"]["nbgrader"]["grade_id"] == name:
                cell["source"] = code
        return notebook

    return edit


def _laid(edit: Callable[[dict[str, Any]], dict[str, Any] | bytes]) -> Callable[[Path], None]:
    def lay(path: Path) -> None:
        content = edit(json.loads((TRIAL / "honest.ipynb").read_text("utf-8")))
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())

    return lay
