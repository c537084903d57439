"""How long a learner waits for a check's panel: from running the cell to the panel's arrival at the front end.

    python benchmarks/exercises.py [EXERCISE…]

Each solution runs from top to bottom in `KERNELS` real kernels, one after the other, and every check cell is timed:
the first time, when nothing has been kept from an earlier run, and then `AGAIN` times more. The clock runs from the
moment the request is sent to the moment the panel's message is there: what a front end still does is draw it. The
target is a median under 200 ms for every question, the first time as later; the slowest run stands beside them, and
says more about what else the machine does. Exit status 1 says that the target was missed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from jupyter_client.manager import start_new_kernel

from casekit.exercise.release import read_notebook, role

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
KERNELS = 3
AGAIN = 3
TARGET_MS = 200.0
TIMEOUT_S = 60


class Waits(NamedTuple):
    """The waiting times of one question, in milliseconds."""

    first: list[float]
    again: list[float]


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


def measure(folder: Path, found: dict[str, Waits]) -> None:
    """Run one exercise in a kernel of its own, and add what each of its checks took."""
    cells = [cell for cell in read_notebook(folder / "solution.ipynb").cells if cell.cell_type == "code"]
    checks = {role(cell)["grade_id"]: cell.source for cell in cells if role(cell).get("grade")}
    manager, client = start_new_kernel(cwd=str(folder), stderr=subprocess.DEVNULL)
    try:
        for cell in cells:
            if (wait := panel_ms(client, cell.source)) is not None and role(cell).get("grade"):
                found.setdefault(role(cell)["grade_id"], Waits([], [])).first.append(wait)
        for question, source in checks.items():
            waits = (panel_ms(client, source) for _ in range(AGAIN))
            found[question].again.extend(wait for wait in waits if wait is not None)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main(names: list[str]) -> int:
    """Print a table of the exercises named, or of all; return the exit status."""
    worst = 0.0
    print(f"{'exercise':28} {'question':18} {'first ms':>9} {'later ms':>9} {'slowest ms':>11}")
    for folder in sorted(path.parent for path in EXERCISES.glob("*/solution.ipynb")):
        if names and folder.name not in names:
            continue
        found: dict[str, Waits] = {}
        for _ in range(KERNELS):
            measure(folder, found)
        for question, waits in found.items():
            first, later = statistics.median(waits.first), statistics.median(waits.again)
            worst = max(worst, first, later)
            slowest = max(*waits.first, *waits.again)
            print(f"{folder.name:28} {question:18} {first:9.0f} {later:9.0f} {slowest:11.0f}")
    print(f"highest median: {worst:.0f} ms; target: under {TARGET_MS:.0f} ms")
    return 0 if 0 < worst < TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
