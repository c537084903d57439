"""Grading on a dask cluster: real workers with real sandboxes, one of which is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from casekit.cli import main
from casekit.grading import Limits, messages
from casekit.grading.judging.runner import Grade
from casekit.grading.running import cluster, workers
from casekit.grading.running.desk import Order, Refusal, Setup

DASK: Any = import_module("distributed")
SETUP = Setup(Limits(seconds=10), unsafe_no_sandbox=False)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    soon = {
        "distributed.comm.timeouts.connect": "2s"
    }  # how long a worker that is gone is still asked for data
    config = import_module("dask.config")
    with (
        config.set(soon),
        DASK.LocalCluster(
            n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None, silence_logs=50
        ) as local,
    ):
        yield local


@pytest.fixture
def orders(kit: Path, hand_in: Callable[..., Path], answers: Callable[..., str]) -> list[Order]:
    wrong = {1: "letter = 'A'", 2: "letter = 1 / 0"}
    names = [f"learner {number:02}" for number in range(12)]
    home = hand_in({name: answers(letter=wrong.get(n % 3, 'letter = "C"')) for n, name in enumerate(names)})
    (home / names[5] / "trial.ipynb").write_text("no notebook", "utf-8")
    return [Order(n, kit, home / name / "trial.ipynb", ()) for n, name in enumerate(names)]


def said(outcome: Grade | Refusal) -> Any:
    """Return an outcome without how long it took."""
    return replace(outcome, seconds=0.0) if isinstance(outcome, Grade) else outcome


def test_a_cluster_grades_as_this_machine_does_though_a_worker_is_killed(
    scheduler: Any, orders: list[Order]
) -> None:
    with DASK.Client(scheduler, set_as_default=False) as client:
        before = client.run(os.getpid)
    found: dict[int, Any] = {}
    for order, outcome in cluster.graded(orders, SETUP, scheduler.scheduler_address):
        if not found:
            os.kill(next(iter(before.values())), signal.SIGKILL)
        assert order.number not in found
        found[order.number] = said(outcome)
    with DASK.Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)
        assert set(client.run(os.getpid).values()) != set(before.values())
    here = {order.number: said(outcome) for order, outcome in workers.graded(orders, SETUP, 2)}
    assert found == here
    assert {outcome.earned for outcome in here.values() if isinstance(outcome, Grade)} == {4.0, 5.0}


def test_the_command_grades_on_a_cluster_once(
    scheduler: Any, orders: list[Order], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["grade", str(tmp_path / "class"), "--gradebook", str(tmp_path / "grades.db")]
    address = ["--scheduler", scheduler.scheduler_address]
    assert main([*command, *address]) == 1
    assert messages.GRADED.format(graded=11, already=0, refused=1) in capsys.readouterr().out
    assert main([*command, *address]) == 1
    assert messages.GRADED.format(graded=0, already=11, refused=1) in capsys.readouterr().out


def test_a_kit_is_all_that_a_worker_needs_and_no_more(kit: Path) -> None:
    sent = cluster.kit(kit)
    assert sorted(sent.files) == ["checks.py", "hidden_checks.py", "learner.ipynb"]
    assert "reps_tenure.csv" in sent.tables
    assert not any(name.endswith(".py") for name in sent.tables)
    (kit / "hidden_checks.py").write_text("", "utf-8")
    assert cluster.kit(kit).key != sent.key


def test_a_scheduler_that_does_not_answer_is_a_sentence(
    orders: list[Order], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.5)
    command = ["grade", str(tmp_path / "class"), "--gradebook", str(tmp_path / "grades.db")]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert messages.NO_SCHEDULER.format(address="tcp://127.0.0.1:9") in capsys.readouterr().err


def test_workers_and_a_scheduler_do_not_go_together(kit: Path) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["grade", ".", "--gradebook", "g.db", "--workers", "2", "--scheduler", "tcp://x"])
    assert leaving.value.code == 2
