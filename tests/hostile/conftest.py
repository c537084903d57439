"""The attack suite: each file in `attacks` is one attack on the grader, in the trial exercise of `tests/grading`.

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
    "breaks a promise" (see promises.py).
"""

from __future__ import annotations

import ast
import json
import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from casekit.grading import Grade, Grader, Limits

HERE = Path(__file__).parent
TRIAL = HERE.parent / "grading" / "trial"
ATTACKS = sorted((HERE / "attacks").glob("*.py"))
LIMITS = Limits(
    seconds=2,
    total_seconds=8,
    cpu_seconds=4,
    memory_bytes=128_000_000,
    threads=8,
    disk_bytes=2_000_000,
    files=50,
    answer_bytes=100_000,
    notebook_bytes=1_000_000,
    cells=100,
    source_bytes=50_000,
)
FULL = {"half": 1.0, "double": 2.0, "letter": 1.0, "table": 1.0}
SECRET = "CASEKIT_TEST_SECRET"


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
    without: list[tuple[str, str, str]]
    then: dict[str, float] | str

    @property
    def question(self) -> str:
        return self.cell.removesuffix("-answer")


def read_attack(path: Path) -> Attack:
    stated = runpy.run_path(str(path))
    cell = stated.get("CELL", "letter-answer")
    tries = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return Attack(
        name=path.stem,
        tries=" ".join(tries.split()),
        cell=cell,
        lay=stated.get("LAY") or laid(stated.get("EDIT") or in_cell(cell, stated["CODE"])),
        earns=FULL | stated.get("EARNS", {}),
        says=stated.get("SAYS"),
        refused=stated.get("REFUSED"),
        without=stated["WITHOUT"],
        then=stated["THEN"],
    )


def in_cell(name: str, code: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def edit(notebook: dict[str, Any]) -> dict[str, Any]:
        for cell in notebook["cells"]:
            if cell["metadata"]["nbgrader"]["grade_id"] == name:
                cell["source"] = code
        return notebook

    return edit


def laid(edit: Callable[[dict[str, Any]], dict[str, Any] | bytes]) -> Callable[[Path], None]:
    def lay(path: Path) -> None:
        content = edit(json.loads((TRIAL / "honest.ipynb").read_text("utf-8")))
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())

    return lay


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "attack" in metafunc.fixturenames:
        metafunc.parametrize("attack", list(map(read_attack, ATTACKS)), ids=[path.stem for path in ATTACKS])


@pytest.fixture
def full() -> dict[str, float]:
    return dict(FULL)


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    """One worker for all attacks; a secret lies in the environment of the process that grades."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET, "hunter2")
        with Grader(TRIAL, LIMITS) as grader:
            yield grader


@pytest.fixture
def attacks() -> list[Attack]:
    return list(map(read_attack, ATTACKS))


@pytest.fixture
def honest(grader: Grader) -> Callable[[], Grade]:
    """Return a function that grades the honest notebook; how long it takes is another matter."""
    return lambda: replace(grader.grade(TRIAL / "honest.ipynb"), seconds=0.0)


@pytest.fixture
def left_running(grader: Grader) -> Callable[[], int]:
    """Return a function that counts the processes that descend from the worker."""

    def descendants(parent: int) -> int:
        children = [pid for pid, of in parents().items() if of == parent]
        return len(children) + sum(map(descendants, children))

    def parents() -> dict[int, int]:
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    status = (entry / "stat").read_text()
                except OSError:  # it ended meanwhile
                    continue
                found[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
        return found

    def left_running() -> int:
        assert grader.sandbox.pid is not None
        return descendants(grader.sandbox.pid)

    return left_running
