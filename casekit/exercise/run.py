"""Run one notebook of one's own and judge it: for a learner, not for a grade.

The notebook runs here, with all the rights of the person who runs it. A grade comes from a sandbox.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat

from casekit.exercise import words
from casekit.exercise.checks import Result
from casekit.exercise.folder import Exercise, find, load
from casekit.exercise.match import arrange, belonging
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import SOLUTION, learner_copy, read_notebook, role
from casekit.exercise.session import RESULTS
from casekit.exercise.token import numbered

if TYPE_CHECKING:
    from pathlib import Path

CELL_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that stopped: its number from 1 in the learner's notebook, its name if it has one, and the error.

    The number is None for a cell that the exercise brought along because it was missing.
    """

    number: int | None
    name: str
    error: str

    def __str__(self) -> str:
        name = f" ({self.name})" if self.name else ""
        sentence = words.OWN_CELL_FAILED if self.number is None else words.CELL_FAILED
        return sentence.format(number=self.number, name=name, error=self.error)


@dataclass(frozen=True, slots=True)
class Report:
    """What one notebook earns on the checks it can see, and what went wrong on the way.

    `errors` are the cells that stopped, `lost` says for each question whose answer was not found why, and `attempt`
    is above 0 if the learner worked with new numbers.
    """

    exercise: Exercise
    results: tuple[Result, ...]
    errors: tuple[CellError, ...]
    lost: dict[str, str] = field(default_factory=dict)
    attempt: int = 0


def check_notebook(path: Path) -> Report:
    """Run a notebook from top to bottom and judge its answers, whatever the file is called.

    Where the exercise's own solution is at hand (in the kit's checkout), cells that were moved, deleted or doubled
    are put right from it (:mod:`casekit.exercise.match`). A cell that stops with an error or takes longer than two
    minutes is reported, and the rest still counts.

    Raises
    ------
    ProblemError
        If this is no notebook of an exercise, its learner's token does not fit, its checks are not found, or Python
        itself stopped.
    """
    notebook = read_notebook(path)
    name, token = belonging(notebook, path)
    exercise = numbered(load(find(name, near=path.parent)), token)
    arranged = arrange(notebook, exercise, _source(exercise, token))
    notebook.cells = [place.cell for place in arranged.places]
    _run(notebook, path, exercise, token)
    *cells, last = notebook.cells
    attempt, results = _results(last, path)
    return Report(
        exercise=exercise,
        results=tuple(_refused(result, arranged.lost) for result in results),
        errors=tuple(_errors(cells, [place.number for place in arranged.places])),
        lost=arranged.lost,
        attempt=attempt,
    )


def _source(exercise: Exercise, token: str | None) -> Any:
    """Return an untouched copy of the exercise, if there is a solution to make one of."""
    solution = exercise.folder / SOLUTION
    if not solution.is_file():
        return None
    return nbformat.v4.reads(learner_copy(solution, exercise, token))


def _refused(result: Result, lost: dict[str, str]) -> Result:
    """Return a result as it stands, or with the reason why its answer was not found."""
    if result.question not in lost or result.earned > 0:
        return result
    return replace(result, message=lost[result.question], mistake=words.CELL_LOST)


def _run(notebook: Any, path: Path, exercise: Exercise, token: str | None) -> None:
    """Run all cells, and after them one that hands over the results."""
    arguments = f"{str(exercise.folder)!r}, globals(), {token!r}"
    source = f"import casekit.exercise.session as _s; _s.hand_over({arguments})"
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


def _results(cell: Any, path: Path) -> tuple[int, list[Result]]:
    """Return which try this was, from 0, and what every question earned."""
    for output in cell.outputs:
        if bundle := output.get("data", {}).get(RESULTS):
            return bundle["attempt"], [Result(**entry) for entry in bundle["results"]]
    raise ProblemError(
        f"{path} could not be judged.",
        "Something in it keeps the checks from running: restart with a fresh copy and add your answers.",
        status=1,
    )


def _errors(cells: list[Any], numbers: list[int | None]) -> list[CellError]:
    return [
        CellError(number, role(cell).get("grade_id", ""), _error(output["ename"], output["evalue"]))
        for number, cell in zip(numbers, cells, strict=True)
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


def _error(name: str, value: str) -> str:
    if name == "KeyboardInterrupt":  # nobody is at the keyboard: this is how a cell without end is stopped
        return words.NO_END.format(seconds=CELL_TIMEOUT_S)
    return f"{name}: {value}".partition("\n")[0][:200]
