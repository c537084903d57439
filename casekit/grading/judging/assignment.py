"""What a grade is made from, apart from the answers: all of it from the kit's own source.

The cells of a learner's notebook run in their order: what comes before the first answer is the set-up, run
once, and what lies between two answers runs again for each submission. Cells after the last answer and cells
that call a check are not run; no answer depends on them.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casekit.exercise.checks import Question
from casekit.exercise.folder import CHECKS, Exercise, load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import LEARNER, read_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HIDDEN = "hidden_checks.py"


@dataclass(frozen=True, slots=True)
class Step:
    """One cell between the first answer and the last: the kit's own source, or None for the learner's."""

    cell: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """One of the exercise's own cells, as it is handed out.

    `answer` says whether a learner is to write into it, `question` which question comes of it, `before` which cell
    stands above it.
    """

    name: str
    kind: str
    source: str
    answer: bool
    question: str
    before: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One exercise as it is graded.

    `hidden` judges again, `own` are all its cells, `setup` has names and sources, `stubs` has every answer cell as
    it was handed out, `written` has the points of each cell that a person reads, and `cell_of` says which answer cell
    sets a variable.
    """

    exercise: Exercise
    own: tuple[Own, ...]
    hidden: tuple[Question, ...]
    setup: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    stubs: dict[str, str]
    written: dict[str, float]
    cell_of: dict[str, str]
    version: str

    @property
    def answers(self) -> tuple[str, ...]:
        """The answer cells."""
        return tuple(self.stubs)


def read_assignment(folder: Path) -> Assignment:
    """Read an exercise's folder for grading.

    Raises
    ------
    ProblemError
        If the folder has no exercise, or nothing in it can be graded.
    """
    exercise = load(folder)
    cells = [cell for cell in read_notebook(folder / LEARNER).cells if "nbgrader" in cell.metadata]
    code = [cell for cell in cells if cell.cell_type == "code" and not cell.metadata.nbgrader.grade]
    places = [place for place, cell in enumerate(code) if cell.metadata.nbgrader.solution]
    if not places:
        raise ProblemError(f"{folder / LEARNER} has no answer cells.", "Release the exercise again.")
    first, last = places[0], places[-1]
    return Assignment(
        exercise=exercise,
        own=tuple(_own(cells)),
        hidden=tuple(_hidden(folder / HIDDEN)),
        setup=tuple((_id(cell), cell.source) for cell in code[:first]),
        steps=tuple(_step(cell) for cell in code[first : last + 1]),
        stubs={_id(code[place]): code[place].source for place in places},
        written={
            _id(cell): float(cell.metadata.nbgrader.points)
            for cell in cells
            if cell.cell_type == "markdown" and cell.metadata.nbgrader.grade
        },
        cell_of={name: _id(code[place]) for place in places for name in _names(code[place].source)},
        version=version(folder),
    )


def version(folder: Path) -> str:
    """Return a hash of all files of an exercise that a grade depends on, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in (LEARNER, CHECKS, HIDDEN):
        content = (folder / name).read_bytes() if (folder / name).is_file() else b""
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _id(cell: Any) -> str:
    return str(cell.metadata.nbgrader.grade_id)


def _own(cells: list[Any]) -> Iterator[Own]:
    graded = [_id(cell) if cell.metadata.nbgrader.grade else "" for cell in cells]
    before = ""
    for place, cell in enumerate(cells):
        question = next(filter(None, graded[place:]), "")
        yield Own(_id(cell), cell.cell_type, cell.source, cell.metadata.nbgrader.solution, question, before)
        before = _id(cell)


def _step(cell: Any) -> Step:
    return Step(_id(cell), None if cell.metadata.nbgrader.solution else cell.source)


def _names(source: str) -> Iterator[str]:
    """Yield the variables and functions that a cell of the kit's own sets."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (
                name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
            )


def _hidden(path: Path) -> Iterator[Question]:
    if not path.is_file():
        return
    spec = importlib.util.spec_from_file_location(f"hidden_checks_of_{path.parent.name}", path)
    assert spec is not None and spec.loader is not None  # a path that ends in .py always has both
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from (value for value in vars(module).values() if isinstance(value, Question))
