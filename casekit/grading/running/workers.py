"""Processes that grade side by side, each with a warm sandbox of its own.

They are told one submission at a time. A process that ends is replaced and its submission tried once more; when
this process ends, however it does, they find their line closed and end too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from casekit.grading import messages
from casekit.grading.running.orders import Order, Refusal, Setup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.process import BaseProcess

    from casekit.grading.judging.grade import Grade
    from casekit.grading.sandbox.origin import Origin

DESK = "casekit.grading.running.desk"
START_AGAIN = "Grade it again by itself; if that fails too, its exercise is to blame."


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def graded(
    orders: Sequence[Order], setup: Setup, workers: int, origin: Origin | None = None
) -> Iterator[tuple[Order, Grade | Refusal]]:
    """Yield each order with its grade, or with the reason why there is none, as soon as it is there.

    Parameters
    ----------
    orders
        Those of one exercise together, so that sandboxes stay warm.
    setup
        What they are graded with.
    workers
        How many processes to use; no more than there are orders.
    origin
        Where the sandboxes of all of them come from; without it, each starts its own.
    """
    waiting = deque(orders)
    tried_again: set[int] = set()
    crew = [_Worker(setup, origin) for _ in range(min(workers, len(orders)))]
    try:
        for worker in crew:
            worker.take(waiting)
        while busy := {worker.line: worker for worker in crew if worker.order}:
            for line in wait(list(busy)):
                worker = busy[line]
                order, outcome = worker.order, worker.answer()
                assert order is not None
                if outcome is None:
                    crew[crew.index(worker)] = worker = _Worker(setup, origin)
                    if order.number not in tried_again:
                        tried_again.add(order.number)
                        waiting.appendleft(order)
                        worker.take(waiting)
                        continue
                    outcome = Refusal(messages.WORKER_LOST, START_AGAIN)
                worker.take(waiting)
                yield order, outcome
    finally:
        for worker in crew:
            worker.end()


def _context() -> Any:
    """Return how processes are started: from one that has loaded everything, and holds no other worker's line."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([DESK])
    return context


class _Worker:
    """One process, the line to it, and what it is grading at the moment."""

    def __init__(self, setup: Setup, origin: Origin | None) -> None:
        context = _context()
        self.line, theirs = context.Pipe()
        self.order: Order | None = None
        self._process: BaseProcess = context.Process(target=_work, args=(theirs, setup, origin), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, waiting: deque[Order]) -> None:
        """Begin with the next order, if there is one."""
        self.order = waiting.popleft() if waiting else None
        if self.order:
            try:
                self.line.send(self.order)
            except OSError:
                return  # it has ended, which its answer will say

    def answer(self) -> Grade | Refusal | None:
        """Return what came back; None if the process has ended, and is then cleared away."""
        try:
            outcome: Grade | Refusal = self.line.recv()
        except (EOFError, OSError):
            self.end()
            return None
        return outcome

    def end(self) -> None:
        """Let the process end: at once if it is grading, else by closing its line."""
        self.line.close()
        if self.order:
            self._process.terminate()
        self._process.join()
        self._process.close()


def _work(line: Connection, setup: Setup, origin: Origin | None) -> None:
    """Grade what comes until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that was called
    signal.signal(signal.SIGTERM, _leave)
    from casekit.grading.running.desk import Desk  # who only waits for grades needs none of what it loads

    with Desk(setup, origin) as desk:
        while True:
            try:
                line.send(desk.grade(line.recv()))
            except (EOFError, OSError):
                return


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)
