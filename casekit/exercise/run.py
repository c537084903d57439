"""Run one notebook of one's own and judge it: for a learner, not for a grade.

The notebook runs here, with all the rights of the person who runs it. A grade comes from a sandbox.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat

from casekit.exercise import words
from casekit.exercise.checks import Result
from casekit.exercise.folder import Exercise, find, load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import read_notebook, stamp
from casekit.exercise.session import RESULTS

if TYPE_CHECKING:
    from pathlib import Path

CELL_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that stopped: its number from 1, its name if it has one, and the error in one line."""

    number: int
    name: str
    error: str

    def __str__(self) -> str:
        name = f" ({self.name})" if self.name else ""
        return words.CELL_FAILED.format(number=self.number, name=name, error=self.error)


@dataclass(frozen=True, slots=True)
class Report:
    """What one notebook earns on the checks it can see, and which of its cells stopped."""

    exercise: Exercise
    results: tuple[Result, ...]
    errors: tuple[CellError, ...]


def check_notebook(path: Path) -> Report:
    """Run a notebook from top to bottom and judge its answers, whatever the file is called.

    A cell that stops with an error or takes longer than two minutes is reported, and the rest still counts.

    Raises
    ------
    ProblemError
        If this is no notebook of an exercise, its checks are not found, or Python itself stopped.
    """
    notebook = read_notebook(path)
    name = stamp(notebook).get("exercise")
    if not isinstance(name, str):
        raise ProblemError(
            f"{path} does not say which exercise it belongs to.",
            "Copy your answers into a fresh copy of the exercise: this one has lost its metadata.",
        )
    exercise = load(find(name, near=path.parent))
    _run(notebook, path, exercise)
    *cells, last = notebook.cells
    return Report(exercise, _results(last, path), tuple(_errors(cells)))


def _run(notebook: Any, path: Path, exercise: Exercise) -> None:
    """Run all cells, and after them one that hands over the results."""
    source = f"import casekit.exercise.session as _s; _s.hand_over({str(exercise.folder)!r}, globals())"
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    client = nbclient.NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT_S,
        interrupt_on_timeout=True,
        allow_errors=True,
        kernel_name="python3",  # the kernel beside this package, whatever the notebook names
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's own log is no news to a learner
    except (nbclient.exceptions.DeadKernelError, RuntimeError) as error:
        raise ProblemError(
            f"{path} could not be run to its end.",
            f"Python itself stopped ({error}): look for a cell that quits or uses up the memory.",
            status=1,
        ) from error


def _results(cell: Any, path: Path) -> tuple[Result, ...]:
    for output in cell.outputs:
        if RESULTS in output.get("data", {}):
            return tuple(Result(**entry) for entry in output["data"][RESULTS])
    raise ProblemError(
        f"{path} could not be judged.",
        "Something in it keeps the checks from running: restart with a fresh copy and add your answers.",
        status=1,
    )


def _errors(cells: list[Any]) -> list[CellError]:
    return [
        CellError(
            number=number,
            name=cell.metadata.get("nbgrader", {}).get("grade_id", ""),
            error=_error(output["ename"], output["evalue"]),
        )
        for number, cell in enumerate(cells, 1)
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


def _error(name: str, value: str) -> str:
    if name == "KeyboardInterrupt":  # nobody is at the keyboard: this is how a cell without end is stopped
        return words.NO_END.format(seconds=CELL_TIMEOUT_S)
    return f"{name}: {value}".partition("\n")[0][:200]
