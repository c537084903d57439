"""What tests ask of a sandbox and of the machine: run a piece of source, and say which processes there are."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.grading.sandbox.host import Sandbox


def run(sandbox: Sandbox, source: str, seconds: float = 10) -> object:
    """Return the error that some source ends with in a process of its own, or None."""
    process = sandbox.begin()
    try:
        return json.loads(process.ask({"run": source, "name": "cell"}, time.monotonic() + seconds))["error"]
    finally:
        process.end()


def descendants(parent: int) -> list[int]:
    """Return the processes that descend from one."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            stat = path.read_text()
        except OSError:  # it ended meanwhile
            continue
        parents[int(path.parent.name)] = int(stat.rpartition(")")[2].split()[1])
    return list(_below(parent, parents))


def _below(parent: int, parents: dict[int, int]) -> list[int]:
    children = [pid for pid, of in parents.items() if of == parent]
    return [*children, *(further for child in children for further in _below(child, parents))]
