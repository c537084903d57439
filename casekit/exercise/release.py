"""From the solution, the only notebook written by hand, to the learner's copy.

What stands outside the solution markers is what the learner gets: a cell keeps its first lines, such as
``ratio = ...  # YOUR ANSWER HERE``, and loses its solution. A notebook that would leak an answer, lose a
question or add up to other points than its checks is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casekit.exercise.folder import CHECKS, HINTS, Exercise, load
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SOLUTION = "solution.ipynb"
LEARNER = "learner.ipynb"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
LOOKS_LIKE_A_MARKER = re.compile(r"\b(begin|end)[\s_-]*solution\b", re.IGNORECASE)
STUB = "YOUR ANSWER HERE"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
START = 'start("{exercise}", globals())'
SCHEMA = {"grade": bool, "solution": bool, "locked": bool, "grade_id": str, "cell_type": str}


@dataclass(frozen=True, slots=True)
class Released:
    """One exercise as handed out: its name, the points in it, and the files written."""

    exercise: str
    points: float
    files: tuple[Path, ...]


def release(folder: Path, out: Path) -> Released:
    """Write a learner's copy of one exercise: the notebook without solutions, the shown checks, the hints.

    Parameters
    ----------
    folder
        The exercise, with its ``solution.ipynb``.
    out
        Where a folder of the exercise's name is to be written.

    Raises
    ------
    ProblemError
        If there is no solution or it is malformed, naming file and cell.
    """
    exercise = load(folder)
    return write(exercise, learner_files(exercise), out / exercise.name)


def learner_files(exercise: Exercise, token: str | None = None, notebook: str = LEARNER) -> dict[str, str]:
    """Return the files of a learner's copy, as texts by name; `notebook` is what the notebook is called."""
    copy = learner_copy(exercise.folder / SOLUTION, exercise, token)
    shown = {name: (exercise.folder / name).read_text("utf-8") for name in (CHECKS, HINTS)}
    return {notebook: copy, **shown}


def write(exercise: Exercise, files: Mapping[str, str], target: Path) -> Released:
    """Write the files of a copy into a folder of its own, and say what was written."""
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, "utf-8")
    return Released(exercise.name, exercise.points, tuple(target / name for name in files))


def sound(path: Path, exercise: Exercise) -> Any:
    """Return the solution notebook at `path`, or refuse it with its first fault."""
    notebook = read_notebook(path)
    for fault in faults(notebook, exercise):
        raise ProblemError(f"{path}, {fault}", "Correct the solution notebook and release again.", status=1)
    return notebook


def learner_copy(path: Path, exercise: Exercise, token: str | None = None) -> str:
    """Return the text of the learner's notebook, made from the solution at `path`.

    `token`, if there is one, decides the copy's numbers; it goes into the metadata, and into the first cell, since
    a notebook's code cannot see its own metadata.
    """
    notebook = sound(path, exercise)
    begin = START.format(exercise=exercise.name)
    for cell in notebook.cells:
        solution = role(cell).get("solution")
        cell.source = "\n".join(_kept(cell.source))
        if token is not None:
            cell.source = cell.source.replace(begin, f'{begin[:-1]}, "{token}")')
        cell.metadata = _metadata(cell, editable=bool(solution))
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata = {
        "casekit": stamp(notebook) | ({} if token is None else {"token": token}),
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    return as_text(notebook)


def as_text(notebook: Any) -> str:
    """Return a notebook as a file has it."""
    from casekit.exercise.quick import nbformat

    text: str = nbformat.writes(notebook)
    return text.rstrip("\n") + "\n"


def read_notebook(path: Path) -> Any:
    """Return the notebook in a file, or say why it is none."""
    from casekit.exercise.quick import nbformat  # what only looks for exercises does without

    if not path.is_file():
        raise ProblemError(f"{path} does not exist.", "Give the path of a notebook.")
    try:
        # Unlike nbformat.reads, this repairs nothing: two cells of one id stay two cells of one id.
        return nbformat.v4.reads(path.read_text("utf-8"))
    except Exception as error:  # whatever json and nbformat stumble over
        reason = str(error).partition("\n")[0]
        raise ProblemError(f"{path} is not a notebook.", f"It could not be read: {reason}.") from error


def stamp(notebook: Any) -> dict[str, Any]:
    """Return what a notebook says of its exercise, in its metadata: the name, and all its points."""
    said = notebook.metadata.get("casekit")
    return said if isinstance(said, dict) else {}


def faults(notebook: Any, exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with a solution notebook, a sentence each, beginning with the cell."""
    if stamp(notebook).get("exercise") != exercise.name:
        yield f'metadata: casekit.exercise is not "{exercise.name}".'
    for number, cell in enumerate(notebook.cells, 1):
        place = f"cell {number} ({role(cell).get('grade_id', cell.get('id', 'no id'))})"
        yield from (f"{place}: {fault}" for fault in (*_role_faults(cell), *_region_faults(cell)))
    yield from _start_faults(notebook, exercise)
    yield from _id_faults(notebook)
    yield from _question_faults(notebook, exercise)
    total = stamp(notebook).get("points")
    if total != exercise.points:
        yield f"metadata: casekit.points is {total}, but the questions add up to {exercise.points:g}."


def role(cell: Any) -> dict[str, Any]:
    """Return what nbgrader's metadata say of a cell; nothing for a cell that is no part of the exercise."""
    said = cell.metadata.get("nbgrader", {})
    return said if isinstance(said, dict) else {}


def _role_faults(cell: Any) -> Iterator[str]:
    says = role(cell)
    if not says:
        return
    wrong = [name for name, kind in SCHEMA.items() if not isinstance(says.get(name), kind)]
    if wrong or says.get("schema_version") != 3:
        yield f"its nbgrader metadata need {', '.join(wrong) or 'schema_version 3'}."
    elif says["cell_type"] != cell.cell_type:
        yield f"its nbgrader metadata say {says['cell_type']}, but it is a {cell.cell_type} cell."
    elif cell.cell_type == "markdown" and says["grade"] != says["solution"]:
        yield "a text cell is graded only as a written answer, with both grade and solution true."
    elif cell.cell_type == "code" and says["grade"] and says["solution"]:
        yield "a code cell holds either an answer or a check, not both."


def _region_faults(cell: Any) -> Iterator[str]:
    is_open = False
    regions = 0
    for line in cell.source.splitlines():
        marker = line.strip()
        if marker == BEGIN:
            if is_open:
                yield f"a second {BEGIN} before the first one has ended."
            is_open, regions = True, regions + 1
        elif marker == END:
            if not is_open:
                yield f"{END} without a {BEGIN} before it."
            is_open = False
        elif LOOKS_LIKE_A_MARKER.search(line):
            yield f"{marker!r} is neither {BEGIN!r} nor {END!r}."
    if is_open:
        yield f"{BEGIN} without an {END} after it."
    if regions and not role(cell).get("solution"):
        yield "a solution in a cell whose metadata do not say solution."
    if not regions and role(cell).get("solution"):
        yield "an answer without a marked solution, which learners would get as it is."
    elif regions and STUB not in "\n".join(_kept(cell.source)):
        yield f"nothing outside the solution says {STUB}, so learners would not know where to write."


def _start_faults(notebook: Any, exercise: Exercise) -> Iterator[str]:
    begin = START.format(exercise=exercise.name)
    calls = sum(cell.source.count(begin) for cell in notebook.cells if cell.cell_type == "code")
    if calls != 1:
        yield f"cells: {calls} of them begin the exercise with {begin}."


def _id_faults(notebook: Any) -> Iterator[str]:
    roles = [role(cell) for cell in notebook.cells]
    names: dict[str, list[Any]] = {
        "grade_id": [said["grade_id"] for said in roles if "grade_id" in said],
        "id": [cell.get("id") for cell in notebook.cells],
    }
    for key, ids in names.items():
        for name, count in Counter(ids).items():
            if count > 1 or not name:
                yield f"cells: {count} of them have the {key} {name!r}."


def _question_faults(notebook: Any, exercise: Exercise) -> Iterator[str]:
    graded = {
        str(role(cell).get("grade_id")): (number, cell)
        for number, cell in enumerate(notebook.cells, 1)
        if role(cell).get("grade")
    }
    questions = {entry.id: entry for entry in exercise.entries}
    for name in questions:
        if name not in graded:
            yield f"questions: {CHECKS} asks {name!r}, but no graded cell has that grade_id."
    for name, (number, cell) in graded.items():
        place = f"cell {number} ({name})"
        if name not in questions:
            yield f"{place}: {CHECKS} has no question of that id."
            continue
        if (points := role(cell).get("points")) != questions[name].points:
            yield f"{place}: {points} points, but {CHECKS} gives {questions[name].points:g}."
        if cell.cell_type == "code" and cell.source.strip() != f'check("{name}")':
            yield f'{place}: a check cell holds check("{name}") and nothing else.'


def _kept(source: str) -> Iterator[str]:
    """Yield the lines outside the solutions."""
    inside = False
    for line in source.splitlines():
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif not inside:
            yield line


def _metadata(cell: Any, editable: bool) -> dict[str, Any]:
    kept = {name: cell.metadata[name] for name in ("nbgrader", "tags") if name in cell.metadata}
    return {**kept, "deletable": False, "editable": editable} if "nbgrader" in kept else kept
