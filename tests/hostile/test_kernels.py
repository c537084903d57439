"""Attacks that reach for the machine and for other learners, from a Jupyter kernel: there they may as little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casekit.grading import Grader

REACHING = (
    "endless_loop", "exit", "fill_disk", "fork", "keep_capabilities", "keyring", "kill_group", "leave_file", "memory",
    "network", "new_namespace", "open_files", "raise_limits", "read_solutions", "snoop_environment", "snoop_memory",
    "snoop_proc", "tell_hidden_inputs", "threads", "write_package",
)  # fmt: skip


@pytest.fixture(scope="module")
def slow(grader: Grader) -> Iterator[Grader]:
    folder = grader.assignment.exercise.folder
    with Grader(folder, grader.sandbox.limits, kernel="python3") as slow:
        yield slow


@pytest.mark.parametrize("name", REACHING)
def test_an_attack_from_a_kernel_earns_what_it_deserves_and_harms_nobody(
    name: str, slow: Grader, attacks: list[Any], tmp_path: Path
) -> None:
    [attack] = [attack for attack in attacks if attack.name == name]
    attack.lay(tmp_path / "trial.ipynb")
    grade = slow.grade(tmp_path / "trial.ipynb")
    assert {result.question: result.earned for result in grade.results} == attack.earns
    [told] = [result.message for result in grade.results if result.question == attack.question]
    assert attack.says in told


def test_the_next_submission_is_graded_right(slow: Grader) -> None:
    folder = slow.assignment.exercise.folder
    grade = slow.grade(folder / "honest.ipynb")
    assert grade.earned == grade.possible
