"""The attack suite: every attack as a test's argument, the grader that all of them meet, and the recorded results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from casekit.grading import Grade, Grader, Limits
from tests.grading.processes import descendants
from tests.hostile import recorded, stated
from tests.hostile.stated import TRIAL, Attack, Delivery

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
SECRET = "CASEKIT_TEST_SECRET"
SEEN: dict[str, str] = {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for argument, every in (("attack", stated.attacks), ("delivery", stated.deliveries)):
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, every(), ids=lambda one: one.name)


@pytest.fixture
def attacks() -> list[Attack]:
    return stated.attacks()


@pytest.fixture
def deliveries() -> list[Delivery]:
    return stated.deliveries()


# ---- the recorded results


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what came of every attack to results.csv")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--record", default=False):  # what is about to be written need not be right before
        items[:] = [item for item in items if item.path.name != "test_results.py"]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        noted = ((key, str(value)) for key, value in report.user_properties)
        SEEN.update((key, value) for key, value in noted if key.startswith(recorded.MARK))


def pytest_sessionfinish(session: pytest.Session) -> None:
    recording = session.config.getoption("--record", default=False)
    if recording and not hasattr(session.config, "workerinput") and (missing := recorded.write(SEEN)):
        print(f"\nNothing is recorded, since these did not run to their end: {', '.join(missing)}")


@pytest.fixture
def remember(record_property: Callable[[str, object], None]) -> Callable[[Attack | Delivery, str], None]:
    """Return a function that notes what came of an attack, for the results."""

    def note(attack: Attack | Delivery, outcome: str) -> None:
        side = "with" if outcome == attack.deserved else "without"
        record_property(recorded.key(attack.name, side), outcome)

    return note


# ---- the grader


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
def honest(grader: Grader) -> Callable[[], Grade]:
    """Return a function that grades the honest notebook; how long it takes is another matter."""
    return lambda: replace(grader.grade(TRIAL / "honest.ipynb"), seconds=0.0)


@pytest.fixture
def left_running(grader: Grader) -> Callable[[], int]:
    """Return a function that counts the processes that descend from the worker."""

    def left_running() -> int:
        assert grader.sandbox.pid is not None
        return len(descendants(grader.sandbox.pid))

    return left_running
