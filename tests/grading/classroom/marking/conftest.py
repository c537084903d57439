"""A class of four that is graded, and the desk at which its written answers are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casekit.cli import main
from casekit.grading.marking.desk import MarkingDesk
from tests.grading.classroom.marking.at_the_desk import RUBRIC, TEXTS


@pytest.fixture
def home(kit: Path) -> Path:
    (kit / "rubric.yml").write_text(RUBRIC, "utf-8")
    return kit


@pytest.fixture
def book(
    home: Path, hand_in: Callable[..., Path], answers: Callable[..., str], clerk: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:  # fmt: skip
    """A gradebook in which a class of four is graded, one of whom wrote nothing."""
    from casekit.grading.running import workers

    monkeypatch.setattr(workers, "graded", clerk.in_place_of_workers)
    source = hand_in({learner: answers(words=text) for learner, text in TEXTS.items()})
    address = str(tmp_path / "grades.db")
    assert main(["grade", str(source), "--gradebook", address]) == 0
    return address


@pytest.fixture
def desk(book: str, home: Path) -> Iterator[MarkingDesk]:
    desk = MarkingDesk(book, home)
    yield desk
    desk.book.__exit__(None, None, None)
