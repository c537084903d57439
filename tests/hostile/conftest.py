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
    "breaks a promise" (see promises.py; nothing but what it prints may stand on the grader's output).
"""

from __future__ import annotations

import ast
import csv
import json
import os
import runpy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import casekit
from casekit.grading import Grade, Grader, Limits

HERE = Path(__file__).parent
TRIAL = HERE.parent / "grading" / "trial"
ATTACKS = sorted((HERE / "attacks").glob("*.py"))
DELIVERIES = sorted((HERE / "deliveries").glob("*.py"))
RESULTS = HERE / "results.csv"
COLUMNS = ("attack", "tries", "defence", "with", "without")
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
MARK = "attack:"
SEEN: dict[str, str] = {}


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
    without: list[tuple[str, str, str]]
    then: str

    @property
    def deserved(self) -> str:
        """What it gets with all defences in place, in a few words."""
        return "refused" if self.says else "taken, and harms nothing"

    @property
    def harm(self) -> str:
        """What it does without the defence, in a few words."""
        return self.then if self.then.startswith("crashes") else f"broken: {self.then}"


def read_attack(path: Path) -> Attack:
    stated = runpy.run_path(str(path))
    cell = stated.get("CELL", "letter-answer")
    return Attack(
        name=path.stem,
        tries=sentence(path),
        cell=cell,
        lay=stated.get("LAY") or laid(stated.get("EDIT") or in_cell(cell, stated["CODE"])),
        earns=FULL | stated.get("EARNS", {}),
        says=stated.get("SAYS"),
        refused=stated.get("REFUSED"),
        without=stated["WITHOUT"],
        then=stated["THEN"],
    )


def read_delivery(path: Path) -> Delivery:
    stated = runpy.run_path(str(path))
    return Delivery(
        name=path.stem,
        tries=sentence(path),
        lay=stated["LAY"],
        says=stated.get("SAYS"),
        without=stated["WITHOUT"],
        then=stated["THEN"],
    )


def sentence(path: Path) -> str:
    return " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())


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
    if "delivery" in metafunc.fixturenames:
        names = [path.stem for path in DELIVERIES]
        metafunc.parametrize("delivery", list(map(read_delivery, DELIVERIES)), ids=names)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what came of every attack to results.csv")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--record", default=False):  # what is about to be written need not be right before
        items[:] = [item for item in items if item.path.name != "test_results.py"]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        SEEN.update((key, str(value)) for key, value in report.user_properties if key.startswith(MARK))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--record", default=False) and not hasattr(session.config, "workerinput"):
        sides = [[f"{MARK}{name}:{side}" for side in ("with", "without")] for name, *_ in stated()]
        if missing := [key for pair in sides for key in pair if key not in SEEN]:
            print(f"\nNothing is recorded, since these did not run to their end: {', '.join(missing)}")
            return
        rows = [(*row, *(SEEN[key] for key in pair)) for row, pair in zip(stated(), sides, strict=True)]
        with RESULTS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def stated() -> list[tuple[str, str, str]]:
    """Return of every attack its name, what it tries, and the modules in which its defence lies."""
    every = [*map(read_attack, ATTACKS), *map(read_delivery, DELIVERIES)]
    return [(a.name, a.tries, " ".join(dict.fromkeys(name for name, _, _ in a.without))) for a in every]


@pytest.fixture
def remember(record_property: Callable[[str, object], None]) -> Callable[[Any, str], None]:
    """Return a function that notes what came of an attack, for the results."""

    def note(attack: Any, outcome: str) -> None:
        side = "with" if outcome == attack.deserved else "without"
        record_property(f"{MARK}{attack.name}:{side}", outcome)

    return note


@pytest.fixture
def results() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of the last recorded run, and what the attacks' files state of them."""
    with RESULTS.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    every = [*map(read_attack, ATTACKS), *map(read_delivery, DELIVERIES)]
    rows = [(*row, a.deserved, a.harm) for row, a in zip(stated(), every, strict=True)]
    return found, [dict(zip(COLUMNS, row, strict=True)) for row in rows]


@pytest.fixture
def deliveries() -> list[Delivery]:
    return list(map(read_delivery, DELIVERIES))


@pytest.fixture
def weakened() -> Callable[[Path, list[tuple[str, str, str]]], Path]:
    """Return a function that makes a folder with a copy of casekit from which a defence was taken away."""

    def weaken(folder: Path, edits: list[tuple[str, str, str]]) -> Path:
        home = folder / "home"
        ours = Path(casekit.__file__).parent
        shutil.copytree(ours, home / "casekit", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("promises.py", "in_process.py", "delivery.py"):
            shutil.copy(HERE / name, home)
        shutil.copytree(TRIAL, home / "trial", ignore=shutil.ignore_patterns("__pycache__"))
        for name, old, new in edits:
            file = home / "casekit" / name
            text = file.read_text("utf-8")
            count = text.count(old)
            assert count == 1, f"{name} has changed: the defence {old!r} is there {count} times"
            file.write_text(text.replace(old, new.replace("HOME", str(home))), "utf-8")
        for path in (home, *home.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        return home

    return weaken


@pytest.fixture
def another_sandbox() -> Callable[[Path], list[str]]:
    """Return a function that gives the command by which another runs where it can write to one folder only."""

    def command(home: Path) -> list[str]:
        rights = ["--cap-add", "ALL"] if os.getuid() == 0 else ["--unshare-user"]
        return [
            *("bwrap", "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc", *rights),
            *(
                "--ro-bind",
                "/",
                "/",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--bind",
                str(home),
                str(home),
                "--",
            ),
        ]

    return command


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
def another_grader() -> Callable[[], Grader]:
    """Return a function that makes a grader of its own, which is still to be started."""
    return lambda: Grader(TRIAL, LIMITS)


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
