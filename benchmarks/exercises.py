"""How long a learner waits for a check's panel: from running the cell to the panel's arrival at the front end.

    python benchmarks/exercises.py [EXERCISE…]

Each solution runs in a real kernel of its own. Every check cell is then run `ROUNDS` times, and timed from the moment
the request is sent to the moment the panel's message is there: what a front end still does is draw it. The target is
a median under 200 ms for every question; the slowest round stands beside it, and says more about what else the
machine does. Exit status 1 says that the target was missed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

from casekit.exercise.release import read_notebook, role

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
ROUNDS = 7
TARGET_MS = 200.0
TIMEOUT_S = 60


def panel_ms(client: Any, source: str) -> float | None:
    """Run a cell; return after how many milliseconds its first display came, None if it has none."""
    sent = time.perf_counter()
    request = client.execute(source)
    shown = None
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT_S)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "error":
            raise RuntimeError(f"{source}: {message['content']['ename']}: {message['content']['evalue']}")
        if message["msg_type"] == "display_data" and shown is None:
            shown = 1000 * (time.perf_counter() - sent)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return shown


def waits(folder: Path) -> dict[str, list[float]]:
    """Return the waiting times of each question of one exercise, in milliseconds."""
    cells = [cell for cell in read_notebook(folder / "solution.ipynb").cells if cell.cell_type == "code"]
    manager, client = start_new_kernel(cwd=str(folder), stderr=subprocess.DEVNULL)
    try:
        for cell in cells:
            panel_ms(client, cell.source)
        checks = [cell for cell in cells if role(cell).get("grade")]
        timed = {
            cell.metadata.nbgrader.grade_id: [panel_ms(client, cell.source) for _ in range(ROUNDS)]
            for cell in checks
        }
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return {name: [wait for wait in found if wait is not None] for name, found in timed.items()}


def main(names: list[str]) -> int:
    """Print a table of the exercises named, or of all; return the exit status."""
    folders = sorted(path.parent for path in EXERCISES.glob("*/solution.ipynb"))
    worst = 0.0
    print(f"{'exercise':28} {'question':18} {'median ms':>10} {'slowest ms':>11}")
    for folder in folders:
        if names and folder.name not in names:
            continue
        for question, found in waits(folder).items():
            worst = max(worst, statistics.median(found))
            print(f"{folder.name:28} {question:18} {statistics.median(found):10.0f} {max(found):11.0f}")
    print(f"highest median: {worst:.0f} ms; target: under {TARGET_MS:.0f} ms")
    return 0 if 0 < worst < TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
