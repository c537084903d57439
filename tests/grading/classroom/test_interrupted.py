"""A run that is killed in the middle and called again leaves the gradebook of an undisturbed one."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from casekit.grading.records.gradebook import METADATA

CLASS = 60
ENOUGH = 12
DEADLINE_S = 120
VARY = ("seconds", "graded_at")
HALVES = (
    "half = whole / 2",
    "half = whole / 3",
    "half = None",
    "half = 1 / 0",
    "half = float('nan')",
    "raise",
)


def command(source: Path, book: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "casekit.cli",
        "grade",
        str(source),
        "--gradebook",
        str(book),
        "--workers",
        "2",
    ]


def count(book: Path) -> int:
    if not book.exists():
        return 0
    connection = sqlite3.connect(book)
    try:
        return int(connection.execute("SELECT count(*) FROM grade").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        connection.close()


def content(book: Path) -> dict[str, Any]:
    """Return all that a gradebook holds but how long it took and when it was."""
    connection = sqlite3.connect(book)
    tables = {}
    for table in METADATA.sorted_tables:
        kept = ", ".join(column.name for column in table.columns if column.name not in VARY)
        tables[table.name] = sorted(connection.execute(f"SELECT {kept} FROM {table.name}").fetchall())
    connection.close()
    return tables


def alive(mark: str) -> list[int]:
    """Return the processes that were started with this mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_killed_and_called_again(
    kit: Path, hand_in: Callable[..., Path], answers: Callable[..., str], tmp_path: Path
) -> None:
    source = hand_in({f"learner {n:02}": answers(half=HALVES[n % len(HALVES)]) for n in range(CLASS)})
    (source / "learner 07" / "trial.ipynb").write_text("{", "utf-8")
    disturbed, undisturbed = tmp_path / "disturbed.db", tmp_path / "undisturbed.db"

    mark = uuid4().hex
    run = subprocess.Popen(
        command(source, disturbed), env=os.environ | {"MARK": mark}, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + DEADLINE_S
    while count(disturbed) < ENOUGH and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(alive(mark)) > 2  # itself and those that grade
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert ENOUGH <= count(disturbed) < CLASS - 1
    while alive(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(mark) == []

    before = count(disturbed)
    again = subprocess.run(command(source, disturbed), capture_output=True, text=True, check=False)
    assert again.returncode == 1  # learner 07
    assert f"{CLASS - 1 - before} graded, {before} already in the gradebook, 1 could not" in again.stdout
    subprocess.run(command(source, undisturbed), capture_output=True, check=False)
    assert content(disturbed) == content(undisturbed)
    assert len(content(disturbed)["grade"]) == len(content(disturbed)["counting"]) == CLASS - 1
