"""The processes that grade: real ones, with real sandboxes, some of which are killed."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casekit.grading import Limits, messages, words
from casekit.grading.judging.runner import Grade
from casekit.grading.running import workers
from casekit.grading.running.desk import Order, Refusal, Setup

SETUP = Setup(Limits(seconds=5), unsafe_no_sandbox=False)


@pytest.fixture
def order(kit: Path, hand_in: Callable[..., Path]) -> Callable[..., list[Order]]:
    def make(*learners: str, exercise: Path = kit) -> list[Order]:
        home = hand_in(learners)
        paths = [home / learner / "trial.ipynb" for learner in learners]
        return [Order(number, exercise, path, ()) for number, path in enumerate(paths)]

    return make


def test_each_submission_is_graded_once_and_a_bad_one_costs_no_other(
    order: Callable[..., list[Order]],
) -> None:
    orders = order("ada", "ben", "cem", "dan")
    orders[1].path.write_text("no notebook", "utf-8")
    outcomes = {order.number: outcome for order, outcome in workers.graded(orders, SETUP, 2)}
    assert sorted(outcomes) == [0, 1, 2, 3]
    refused = outcomes.pop(1)
    assert isinstance(refused, Refusal)
    assert refused.sentence.startswith("trial.ipynb is not a notebook")
    for grade in outcomes.values():
        assert isinstance(grade, Grade)
        assert (grade.earned, grade.sandbox) == (5.0, words.SANDBOXED)
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(order: Callable[..., list[Order]]) -> None:
    outcomes: dict[int, Grade | Refusal] = {}
    for order_, outcome in workers.graded(order("ada", "ben", "cem"), SETUP, 1):
        if not outcomes:
            [process] = multiprocessing.active_children()
            process.kill()
        outcomes[order_.number] = outcome
    assert sorted(outcomes) == [0, 1, 2]
    assert all(isinstance(outcome, Grade) for outcome in outcomes.values())


def test_what_ends_every_worker_is_tried_twice_and_refused(
    kit: Path, order: Callable[..., list[Order]], tmp_path: Path
) -> None:
    deadly = tmp_path / "deadly"
    shutil.copytree(kit, deadly)
    count = tmp_path / "count"
    with (deadly / "checks.py").open("a", encoding="utf-8") as checks:
        checks.write(f"import os\nopen({str(count)!r}, 'a').write('x')\nos._exit(3)\n")
    [(_, outcome)] = list(workers.graded(order("ada", exercise=deadly), SETUP, 2))
    assert isinstance(outcome, Refusal)
    assert (outcome.sentence, outcome.hopeless) == (messages.WORKER_LOST, False)
    assert count.read_text("utf-8") == "xx"


def test_an_exercise_that_cannot_be_graded_is_hopeless(
    kit: Path, order: Callable[..., list[Order]], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    [(_, outcome)] = list(workers.graded(order("ada", exercise=tmp_path / "empty"), SETUP, 1))
    assert isinstance(outcome, Refusal)
    assert outcome.hopeless


def test_no_orders_need_no_process() -> None:
    assert list(workers.graded([], SETUP, 2)) == []


def test_there_is_a_processor() -> None:
    assert workers.cores() >= 1
