"""The trial exercise, one grader for all tests of a run, notebooks made from the honest one, and databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine

from casekit.grading import Grader, Limits
from casekit.grading.records.gradebook import METADATA
from tests.grading.server import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casekit.grading import Grade

ISOLATED = "?options=-c%20default_transaction_isolation%3Dserializable"
TRIAL = Path(__file__).with_name("trial")
LIMITS = Limits(
    seconds=2,
    total_seconds=12,
    cpu_seconds=8,
    memory_bytes=128_000_000,
    threads=8,
    disk_bytes=2_000_000,
    files=50,
    answer_bytes=100_000,
    notebook_bytes=1_000_000,
    cells=100,
    source_bytes=50_000,
)


def honest() -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((TRIAL / "honest.ipynb").read_text("utf-8"))
    return notebook


def cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name]
    return found  # type: ignore[no-any-return]  # read from JSON


@pytest.fixture
def trial() -> Path:
    return TRIAL


@pytest.fixture
def limits() -> Limits:
    return LIMITS


@pytest.fixture
def notebook() -> dict[str, Any]:
    """Return the honest notebook, to be spoilt."""
    return honest()


@pytest.fixture
def find() -> Callable[[dict[str, Any], str], dict[str, Any]]:
    """Return a function that finds a cell by its name."""
    return cell


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    with Grader(TRIAL, LIMITS) as grader:
        yield grader


@pytest.fixture
def grade(grader: Grader, tmp_path: Path) -> Callable[..., Grade]:
    """Return a function that grades the honest notebook with some answers in place of its own."""

    def grade(**answers: str) -> Grade:
        notebook = honest()
        for name, source in answers.items():
            cell(notebook, f"{name}-answer")["source"] = source
        path = tmp_path / "trial.ipynb"
        path.write_text(json.dumps(notebook), "utf-8")
        return grader.grade(path)

    return grade


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A gradebook's address, on SQLite and on PostgreSQL, which is stricter by default if it is to be "isolated"."""
    if request.param == "sqlite":
        yield str(tmp_path / "grades.db")
        return
    url: str = request.getfixturevalue("postgres")
    yield url + (ISOLATED if request.param == "isolated" else "")
    engine = create_engine(url.replace("postgresql", "postgresql+psycopg"))
    METADATA.drop_all(engine)
    engine.dispose()
