"""What a command costs, with all processes that it starts: time by the clock, processor time, and memory.

Memory is PSS, the proportional set size: a page that several processes share counts once, divided among them. That is
what forked and mapped memory really takes (Linux: Documentation/filesystems/proc.rst, smaps_rollup).
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EVERY_S = 0.25  # between two looks
KB = 1_000
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: seconds by the clock and of processors, and the most memory at once, in MB."""

    seconds: float
    cpu_s: float
    peak_mb: float


@dataclass(slots=True)
class Most:
    """The most that was seen so far: memory at once, in MB, and processor seconds in all."""

    mb: float = 0.0
    cpu_s: float = 0.0


def cost(command: Sequence[str | Path], **options: Any) -> Cost:
    """Run a command to its end and say what it cost; if it fails, print what it said and give up.

    The kernel adds up what processes have used when they are waited for; what a sandbox used that is killed with all
    in it is lost then. So processor time is also added up while they live, and the larger sum counts.
    """
    adopt_orphans()
    before = _cpu()
    with tempfile.TemporaryFile() as said, watched(before) as most:
        began = time.perf_counter()
        status = subprocess.call(command, stdout=said, stderr=subprocess.STDOUT, **options)
        seconds = time.perf_counter() - began
        _wait_for_all()
        said.seek(0)
        if status:
            raise SystemExit(f"{command[0]} failed: {said.read().decode(errors='replace')[-2_000:]}")
    return Cost(seconds, max(_cpu() - before, most.cpu_s), most.mb)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parents end, so that what they used is counted."""
    if ctypes.CDLL(None, use_errno=True).prctl(
        PR_SET_CHILD_SUBREAPER, ctypes.c_ulong(1), *[ctypes.c_ulong(0)] * 3
    ):
        code = ctypes.get_errno()
        raise OSError(code, f"prctl: {os.strerror(code)}")


@contextmanager
def watched(before_s: float) -> Iterator[Most]:
    """Look at all processes below this one for as long as the block runs; processor time counts from `before_s`."""
    most, over = Most(), threading.Event()

    def look() -> None:
        while not over.wait(EVERY_S):
            most.mb = max(most.mb, pss_mb())
            most.cpu_s = max(most.cpu_s, cpu_so_far_s() + _cpu() - before_s)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def pss_mb() -> float:
    """Return how much memory all processes below this one take together, in MB."""
    return sum(map(_pss_mb, _below()))


def cpu_so_far_s() -> float:
    """Return the processor seconds of all processes below this one, and of those they have waited for."""
    return sum(sum(map(int, _status(process)[11:15])) for process in _below()) / os.sysconf("SC_CLK_TCK")


def _below() -> list[int]:
    """Return all processes that descend from this one."""
    children = defaultdict(list)
    for process in (int(path.name) for path in Path("/proc").glob("[0-9]*")):
        if status := _status(process):
            children[int(status[1])].append(process)
    waiting, found = [os.getpid()], []
    while waiting:
        found += (young := children[waiting.pop()])
        waiting += young
    return found


def _status(process: int) -> list[str]:
    """Return what stands in a process' status behind its name; nothing if it has just ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _pss_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / KB**2


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_for_all() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return
