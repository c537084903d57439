"""Whether a long run holds out: killed in the middle and called again, and over many thousands of submissions."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from meter import adopt_orphans, cpu_so_far_s, pss_mb
from models import line

from casekit.book import ROOT
from casekit.grading.records.gradebook import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GRADE = (sys.executable, "-m", "casekit.cli", "grade")
VARY = ("seconds", "graded_at")
LOOK_S = 0.5
STEPS = 10


def survive(home: Path, count: int, *, cluster: bool) -> None:
    """Kill the grader, or a worker of a cluster, in the middle; say whether the gradebook is that of a quiet run."""
    quiet, killed = home / "quiet.db", home / "killed.db"
    subprocess.run(_command(home, quiet), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if cluster:
        with _cluster() as (address, workers):
            run = _begun(home, killed, "--scheduler", address)
            before = _wait_until(run, killed, count // 2)
            os.kill(workers()[0], signal.SIGKILL)
            print(f"a worker was killed with {before} of {count} grades in the gradebook", flush=True)
            run.wait()
    else:
        for part in (1, 2):
            run = _begun(home, killed)
            before = _wait_until(run, killed, count * part // 3)
            run.send_signal(signal.SIGKILL)
            run.wait()
            print(f"the grader was killed with {before} of {count} grades in the gradebook", flush=True)
        subprocess.run(_command(home, killed), cwd=ROOT, check=True)
    same, grades = content(quiet) == content(killed), _count(killed)
    print(f"{grades} grades; the gradebook {'equals' if same else 'IS NOT'} that of an undisturbed run")
    if not same or grades != count:
        raise SystemExit(1)


def scale(home: Path, count: int) -> None:
    """Print, for each tenth of a long run, how quick it was, what it cost and how much memory it took."""
    adopt_orphans()
    book, began = home / "grades.db", time.perf_counter()
    heads = ["Submissions graded", "seconds", "a second", "CPU ms each", "MB (PSS)", "load"]
    print(line(heads), flush=True)
    run = _begun(home, book)
    before, last, spent, most = 0, began, 0.0, 0.0
    while run.poll() is None:
        time.sleep(LOOK_S)
        done, now, cpu, most = _count(book), time.perf_counter(), cpu_so_far_s(), max(most, pss_mb())
        if done < before + count // STEPS:
            continue
        figures = (now - began, (done - before) / (now - last), 1e3 * (cpu - spent) / (done - before))
        shown = [f"{figures[0]:,.0f}", f"{figures[1]:.1f}", f"{figures[2]:.0f}"]
        print(line([f"{done:,}", *shown, f"{most:,.0f}", f"{os.getloadavg()[0]:.1f}"]), flush=True)
        before, last, spent, most = done, now, cpu, 0.0
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in home.glob("grades.db*")) / 1e6
    print(f"{_count(book):,} in {seconds:,.0f} s: {count / seconds:.1f} a second; gradebook {size:.1f} MB")


def content(book: Path) -> dict[str, Any]:
    """Return all that a gradebook holds but how long it took and when it was."""
    tables = {}
    with closing(sqlite3.connect(book)) as connection:
        for table in METADATA.sorted_tables:
            kept = ", ".join(column.name for column in table.columns if column.name not in VARY)
            tables[table.name] = sorted(
                connection.execute(f"SELECT {kept} FROM {table.name}").fetchall(), key=repr
            )
    return tables


@contextmanager
def _cluster() -> Iterator[tuple[str, Any]]:
    """Give a dask cluster of two workers: its address, and a function that names their processes."""
    dask: Any = import_module("distributed")
    with dask.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:

        def workers() -> list[int]:
            with dask.Client(local, set_as_default=False) as client:
                return list(client.run(os.getpid).values())

        yield local.scheduler_address, workers


def _command(home: Path, book: Path, *options: str) -> list[str]:
    return [*GRADE, str(home / "class"), "--gradebook", str(book), *options]


def _begun(home: Path, book: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_command(home, book, *options), cwd=ROOT, stdout=subprocess.DEVNULL)


def _wait_until(run: subprocess.Popen[bytes], book: Path, count: int) -> int:
    while (found := _count(book)) < count:
        if run.poll() is not None:
            raise SystemExit(f"the run ended with {found} grades, before it could be disturbed")
        time.sleep(0.05)
    return found


def _count(book: Path) -> int:
    if not book.exists():
        return 0
    with closing(sqlite3.connect(book)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM grade").fetchone()[0])
        except sqlite3.OperationalError:  # not made yet
            return 0
