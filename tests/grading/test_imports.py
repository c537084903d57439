"""What a process loads: the sandbox nothing of the grader, and who only waits for grades nothing that grades."""

from __future__ import annotations

import subprocess
import sys

import pytest

from casekit import grading
from casekit.grading import limits
from casekit.grading.judging import runner


def loaded(*modules: str) -> set[str]:
    """Return all that a new interpreter has after importing these."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_the_sandbox_has_no_grader_in_it() -> None:
    inside = loaded("casekit.grading.sandbox.warm")
    assert not inside & {"nbformat", "IPython", "sqlalchemy", "jupyter_client", "nbclient", "zmq"}
    graders = tuple(f"casekit.grading.{part}." for part in ("intake", "records", "reports", "running"))
    assert not [name for name in inside if name.startswith(graders)]
    assert not inside & {f"casekit.grading.judging.{name}" for name in ("runner", "assignment", "submission")}


def test_who_waits_for_grades_needs_no_tables() -> None:
    parts = ("running.batch", "running.workers", "running.cluster", "records.gradebook")
    waiting = loaded(*(f"casekit.grading.{name}" for name in parts))
    assert not waiting & {
        "pandas",
        "numpy",
        "nbformat",
        "IPython",
        "distributed",
        "casekit.grading.running.desk",
    }


def test_graders_share_the_tables_library_and_no_threads() -> None:
    code = "import threading, casekit.grading.running.desk, sys; from pathlib import Path; "
    code += "print('pandas' in sys.modules, len(list(Path('/proc/self/task').iterdir())))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "1"]


def test_the_package_gives_what_it_names_and_no_more() -> None:
    assert (grading.Grader, grading.Limits) == (runner.Grader, limits.Limits)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        grading.Nothing  # noqa: B018  # asking is the test
