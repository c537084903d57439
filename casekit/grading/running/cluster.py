"""Grading on a cluster of machines that dask.distributed runs: any of them can grade any submission.

An order carries all it needs: the notebook, the exercise's checks and the tables they use. So a worker needs nothing
but casekit and the sandbox. If workers end, their submissions go to others; since the gradebook knows a grade by its
key, none is lost and none is there twice.

A cluster is trusted: whoever can reach the scheduler can run anything on its workers, and what they send back is
unpickled. Keep it on a network of its own, or have dask use TLS. Submissions are not trusted there either: they run in
each worker's own sandbox.
"""

from __future__ import annotations

import hashlib
import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from casekit.exercise.folder import CHECKS, HINTS
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import LEARNER
from casekit.grading import messages
from casekit.grading.judging.assignment import HIDDEN
from casekit.grading.judging.datasets import data_folder
from casekit.grading.running.orders import Order, Refusal, Setup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casekit.grading.judging.grade import Grade
    from casekit.grading.running.desk import Desk

CONNECT_S = 15
AT_ONCE = 8  # orders under way for each of the cluster's threads, so that none waits for work
TABLES = (".csv", ".json")
START_AGAIN = "Several workers ended over it. Grade it again on one machine, without --scheduler."


@dataclass(frozen=True, slots=True)
class Kit:
    """An exercise to send: its name, its files, the tables, and a hash by which a worker knows it again."""

    name: str
    files: Mapping[str, bytes]
    tables: Mapping[str, bytes]
    key: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An order to send: which, the notebook and what it is called, and the tokens."""

    number: int
    name: str
    content: bytes
    tokens: tuple[str, ...]


def graded(orders: Sequence[Order], setup: Setup, address: str) -> Iterator[tuple[Order, Grade | Refusal]]:
    """Yield each order with its grade, or with the reason why there is none, as soon as the cluster has it.

    Parameters
    ----------
    orders
        What to grade.
    setup
        What it is graded with.
    address
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    ProblemError
        If the scheduler does not answer, or is lost on the way.
    """
    if not orders:
        return
    dask = _dask()
    try:
        client = dask.Client(address, timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        sentence = messages.NO_SCHEDULER.format(address=address)
        raise ProblemError(sentence, messages.NO_SCHEDULER_HINT, status=1) from error
    with client:
        # A task, and not scattered: what a worker held when it ended can then be had again.
        kits = {
            folder: client.submit(_kept, kit(folder), pure=False) for folder in {o.exercise for o in orders}
        }
        waiting = iter(orders)
        under_way: dict[Any, Order] = {}

        def send(some: int) -> list[Any]:
            sent = {
                client.submit(_grade, kits[order.exercise], _packed(order), setup, pure=False): order
                for order in itertools.islice(waiting, some)
            }
            under_way.update(sent)
            return list(sent)

        threads = sum(client.nthreads().values())
        results = dask.as_completed(send(AT_ONCE * max(threads, 1)))
        for future in results:
            order = under_way.pop(future)
            results.update(send(1))
            yield order, _outcome(future, address)


def _dask() -> Any:
    return import_module("distributed")  # whose functions have only some of their types


def kit(folder: Path) -> Kit:
    """Return what a worker needs of an exercise to grade it."""
    data = data_folder(folder)
    files = _contents(folder / name for name in (LEARNER, CHECKS, HIDDEN, HINTS))
    tables = _contents(path for path in data.iterdir() if path.suffix in TABLES) if data else {}
    digest = hashlib.sha256(repr((folder.name, sorted(files.items()), sorted(tables.items()))).encode())
    return Kit(folder.name, files, tables, digest.hexdigest())


def _contents(paths: Iterable[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _packed(order: Order) -> Sent:
    return Sent(order.number, order.path.name, order.path.read_bytes(), order.tokens)


def _outcome(future: Any, address: str) -> Grade | Refusal:
    if future.cancelled():
        sentence = messages.LOST_SCHEDULER.format(address=address)
        raise ProblemError(sentence, messages.STOPPED_HINT, status=1)
    try:
        outcome: Grade | Refusal = future.result()
    except _dask().KilledWorker:
        return Refusal(messages.WORKER_LOST, START_AGAIN)
    return outcome


# From here on: in a worker.


class _Bench:
    """A worker's desk, and the exercises that were sent to it; it lives in one thread, as a sandbox has to."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "casekit")
        place = _dask().get_worker().local_directory  # which dask clears after a worker that was killed
        self._home = TemporaryDirectory(prefix="casekit-", dir=place)
        self._desk: Desk | None = None
        self._setup: Setup | None = None

    def grade(self, kit: Kit, sent: Sent, setup: Setup) -> Grade | Refusal:
        """Return the grade of what was sent, after all that was sent before."""
        return self._thread.submit(self._grade, kit, sent, setup).result()

    def _grade(self, kit: Kit, sent: Sent, setup: Setup) -> Grade | Refusal:
        from casekit.grading.running.desk import Desk  # who only sends orders needs none of what it loads

        if self._desk is None or setup != self._setup:
            if self._desk:
                self._desk.__exit__(None, None, None)
            self._desk, self._setup = Desk(setup), setup
        path = Path(self._home.name) / "submission" / Path(sent.name).name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(sent.content)
        try:
            return self._desk.grade(Order(sent.number, self._unpacked(kit), path, sent.tokens))
        finally:
            path.unlink()

    def _unpacked(self, kit: Kit) -> Path:
        """Return the exercise's folder, with the tables where an exercise finds them."""
        home = Path(self._home.name) / kit.key
        folder = home / "exercises" / kit.name
        if not folder.is_dir():
            for place, files in ((home / "datasets", kit.tables), (folder, kit.files)):
                place.mkdir(parents=True)
                for name, content in files.items():
                    (place / name).write_bytes(content)
        return folder


_bench: _Bench | None = None


def _kept(kit: Kit) -> Kit:
    return kit


def _grade(kit: Kit, sent: Sent, setup: Setup) -> Grade | Refusal:
    """Grade one order in this worker."""
    global _bench
    _bench = _bench or _Bench()
    return _bench.grade(kit, sent, setup)
