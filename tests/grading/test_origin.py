"""Sandboxes that come from one process: they share what it has loaded, and nothing else."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from casekit.exercise import Given
from casekit.grading import Grader, Limits
from casekit.grading.judging.datasets import data_folder
from casekit.grading.running import workers
from casekit.grading.running.orders import Order, Setup
from casekit.grading.sandbox.attempt import LostError
from casekit.grading.sandbox.host import Sandbox
from casekit.grading.sandbox.origin import Origin
from tests.grading.processes import descendants, run

SETUP = Setup(Limits(seconds=5), unsafe_no_sandbox=False)


@pytest.fixture
def origin() -> Iterator[Origin]:
    with Origin(None) as origin:
        yield origin


def test_sandboxes_of_one_origin_know_nothing_of_each_other(origin: Origin, limits: Limits) -> None:
    first = Sandbox([("start", "mine = 1")], Given(), limits, origin=origin)
    second = Sandbox([("start", "yours = 2")], Given(), limits, origin=origin)
    with first, second:
        for _ in range(2):
            assert run(first, "assert mine == 1 and 'yours' not in globals(); open('note', 'x')") is None
            assert run(second, "assert yours == 2 and 'mine' not in globals(); open('note', 'x')") is None
        assert (first.pid, second.pid) == (None, None), "neither started a process of its own"


def test_a_closed_sandbox_leaves_nothing_running_and_the_next_begins(origin: Origin, limits: Limits) -> None:
    assert origin.pid is not None
    with Sandbox([], Given(), limits, origin=origin) as sandbox:
        run(sandbox, "pass")
        left = sandbox.begin()  # and nobody ends it
        there = len(descendants(origin.pid))
    with pytest.raises(LostError):
        left.end()
    deadline = time.monotonic() + 10
    while len(descendants(origin.pid)) > there - 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(descendants(origin.pid)) == there - 2
    with Sandbox([], Given(), limits, origin=origin) as sandbox:
        assert run(sandbox, "pass") is None


def test_who_loses_a_shared_origin_starts_one_of_its_own(trial: Path) -> None:
    with Origin(data_folder(trial)) as origin, Grader(trial, origin=origin) as grader:
        assert grader.grade(trial / "honest.ipynb").earned == 5
        assert grader.sandbox.pid is None
        assert origin.pid is not None
        os.kill(origin.pid, signal.SIGKILL)
        assert grader.grade(trial / "honest.ipynb").earned == 5
        assert grader.sandbox.pid is not None


@pytest.mark.parametrize("unsafe", [False, True])
def test_an_origin_of_another_kind_is_not_taken(origin: Origin, limits: Limits, unsafe: bool) -> None:
    data = None if unsafe else Path(__file__).parents[2] / "datasets"
    with Sandbox([], Given(), limits, data, unsafe_no_sandbox=unsafe, origin=origin) as sandbox:
        assert sandbox.pid is not None


def test_an_origin_that_was_never_started_has_no_twins() -> None:
    with pytest.raises(LostError):
        Origin(None).twin()


def test_an_origin_is_not_sent_to_a_file(origin: Origin) -> None:
    with pytest.raises((TypeError, RuntimeError), match=r"pickle|inheritance"):
        pickle.dumps(origin)


@pytest.fixture
def orders(trial: Path) -> list[Order]:
    return [Order(number, trial, trial / "honest.ipynb", ()) for number in range(6)]


def test_workers_share_one_and_leave_it(trial: Path, orders: list[Order]) -> None:
    with Origin(data_folder(trial)) as origin:
        grades = [grade for _, grade in workers.graded(orders, SETUP, 2, origin)]
        assert [getattr(grade, "earned", None) for grade in grades] == [5.0] * 6
        with Grader(trial, origin=origin) as grader:
            assert grader.grade(trial / "honest.ipynb").earned == 5
            assert grader.sandbox.pid is None


def test_workers_go_on_without_it(trial: Path, orders: list[Order]) -> None:
    with Origin(data_folder(trial)) as origin:
        earned = []
        for _, grade in workers.graded(orders, SETUP, 2, origin):
            if not earned:
                assert origin.pid is not None
                os.kill(origin.pid, signal.SIGKILL)
            earned.append(getattr(grade, "earned", None))
    assert earned == [5.0] * 6


def running(sign: Path) -> list[int]:
    """Return the processes that were started with a path."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(sign).encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it ended meanwhile
            continue
    return found


def test_nothing_is_left_of_one_that_is_closed_while_it_still_starts(tmp_path: Path) -> None:
    for wait in (0, 0.001, 0.003, 0.01, 0.03):
        with Origin(tmp_path):
            time.sleep(wait)
        assert running(tmp_path) == []


def test_it_ends_with_who_started_it_however_that_ends(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, signal, sys, time; from casekit.grading.sandbox.origin import Origin\n"
        "Origin(pathlib.Path(sys.argv[1])).start(); time.sleep(float(sys.argv[2]))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    for wait in ("0", "0.001", "0.003", "0.01", "0.03"):
        place = tmp_path / wait
        place.mkdir()
        ended = subprocess.run([sys.executable, "-c", code, str(place), wait], timeout=60)
        assert ended.returncode == -signal.SIGKILL
        deadline = time.monotonic() + 10
        while running(place) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert running(place) == []
