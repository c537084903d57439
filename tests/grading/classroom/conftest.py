"""A kit with one small exercise, a class that handed it in, and a pool that grades without running anything."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from casekit.exercise.checks import Result
from casekit.grading import Limits, words
from casekit.grading.judging.assignment import version
from casekit.grading.judging.grade import Grade
from casekit.grading.running.desk import Order, Refusal, Setup
from casekit.grading.sandbox.origin import Origin
from tests.grading.written import written

if TYPE_CHECKING:
    from collections.abc import Mapping

TRIAL = Path(__file__).parents[1] / "trial"


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the trial exercise's folder in a kit of its own, which commands find."""
    folder = tmp_path / "kit" / "exercises" / "trial"
    shutil.copytree(TRIAL, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "honest.ipynb").rename(folder / "solution.ipynb")
    monkeypatch.chdir(tmp_path / "kit")
    return folder


@pytest.fixture
def answers() -> Callable[..., str]:
    """Return a function that writes the honest notebook with some answers in place of its own."""

    def write(**sources: str) -> str:
        notebook: dict[str, Any] = json.loads((TRIAL / "honest.ipynb").read_text("utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
            cell["source"] = sources.get(name, cell["source"])
        return json.dumps(notebook)

    return write


@pytest.fixture
def hand_in(tmp_path: Path, answers: Callable[..., str]) -> Callable[..., Path]:
    """Return a function that puts notebooks where submissions lie, by learner."""

    def put(notebooks: Mapping[str, str] | Sequence[str]) -> Path:
        named = notebooks if isinstance(notebooks, dict) else dict.fromkeys(notebooks, answers())
        for learner, text in named.items():
            path = tmp_path / "class" / learner / "trial.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "class"

    return put


class Clerk:
    """Stands in for the processes that grade: it remembers its orders, and can be stopped after some."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.stop_after = 1_000
        self.refusals: dict[str, Refusal] = {}
        self.earned = 1.0
        self.kernel: str | None = None

    def __call__(self, orders: Sequence[Order], setup: Setup) -> Iterator[tuple[Order, Grade | Refusal]]:
        import hashlib

        self.kernel = setup.kernel
        for place, order in enumerate(orders):
            if place == self.stop_after:
                raise KeyboardInterrupt
            self.orders.append(order)
            grade = Grade(
                exercise=order.exercise.name,
                version=version(order.exercise),
                token=None,
                submission=hashlib.sha256(order.path.read_bytes()).hexdigest(),
                sandbox=words.UNSAFE if setup.unsafe_no_sandbox else words.SANDBOXED,
                seconds=0.0,
                results=(Result("half", self.earned, 1.0, "So.", None),),
                cells=(),
                own_cells=0,
                broken=(),
                texts=written(order.exercise, order.path, Limits()),
            )
            yield order, self.refusals.get(order.path.parent.name, grade)

    def in_place_of_workers(
        self, orders: Sequence[Order], setup: Setup, workers: int, origin: Origin | None
    ) -> Iterator[tuple[Order, Grade | Refusal]]:
        return self(orders, setup)


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.setattr(Origin, "start", lambda origin: None)  # nobody will ask for a sandbox
    return Clerk()
