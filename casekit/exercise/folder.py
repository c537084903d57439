"""An exercise's folder: where it lies, and what its checks and hints say."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import casekit
from casekit.exercise.checks import Question, Written
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from casekit.exercise.given import Given

CHECKS = "checks.py"
HINTS = "hints.md"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as its folder states it; `hints` maps a question to its hints in their order."""

    name: str
    title: str
    folder: Path
    given: Given
    questions: tuple[Question, ...]
    written: tuple[Written, ...]
    hints: dict[str, tuple[str, ...]]

    @property
    def entries(self) -> tuple[Question | Written, ...]:
        """All questions, those that a check judges and those that a person does."""
        return (*self.questions, *self.written)

    @property
    def points(self) -> float:
        """All points, those of the written answers included."""
        return sum(entry.points for entry in self.entries)

    @property
    def titles(self) -> dict[str, str]:
        """The title of every question by its id, those that a person judges included."""
        return {entry.id: entry.title for entry in self.entries}

    def question(self, name: str) -> Question:
        """Return the question whose id is `name`."""
        for entry in self.questions:
            if entry.id == name:
                return entry
        ids = ", ".join(f'"{entry.id}"' for entry in self.questions)
        raise ProblemError(f'There is no question "{name}" in {self.name}.', f"Its questions are {ids}.")


def find(name: str, near: Path) -> Path:
    """Return the folder of an exercise: beside the notebook, above it, or in the kit's own checkout.

    Raises
    ------
    ProblemError
        If the exercise's checks lie in none of these places.
    """
    checkout = Path(casekit.__file__).parents[1]
    for start in (near.resolve(), *near.resolve().parents, checkout):
        for folder in (start, start / name, start / "exercises" / name):
            if _name(folder / CHECKS) == name:
                return folder
    raise ProblemError(
        f'The checks of exercise "{name}" were not found near {near}.',
        f"Keep {CHECKS} and {HINTS} in the same folder as the notebook.",
    )


def authored(names: Sequence[str], near: Path) -> list[Path]:
    """Return the folders of the exercises that have a solution: those named, or all, sorted by name.

    Raises
    ------
    ProblemError
        If one of the names is no such exercise.
    """
    checkout = Path(casekit.__file__).parents[1]
    places = [start / "exercises" for start in (near.resolve(), *near.resolve().parents, checkout)]
    home = next((place for place in places if place.is_dir()), near)
    known = {path.parent.name: path.parent for path in sorted(home.glob("*/solution.ipynb"))}
    folders = [known.get(name, near / name) for name in names or known]
    for folder in folders:
        if not (folder / "solution.ipynb").is_file():
            raise ProblemError(f"There is no exercise {folder.name!r}.", f"There are {', '.join(known)}.")
    return folders


def load(folder: Path) -> Exercise:
    """Read an exercise's folder.

    Raises
    ------
    ProblemError
        If there are no checks, two questions have one id, or a hint belongs to no question.
    """
    path = folder / CHECKS
    if not path.is_file():
        raise ProblemError(f"{path} does not exist.", f"An exercise is a folder with a {CHECKS} in it.")
    module = _module(path)
    entries = [value for value in vars(module).values() if isinstance(value, Question | Written)]
    ids = [entry.id for entry in entries]
    hints = read_hints((folder / HINTS).read_text("utf-8")) if (folder / HINTS).is_file() else {}
    if len(set(ids)) < len(ids):
        raise ProblemError(f"{path} has two questions of one id.", f"Its ids are {', '.join(ids)}.")
    if strays := hints.keys() - set(ids):
        raise ProblemError(
            f"{folder / HINTS} has hints for {', '.join(sorted(strays))}.",
            f"The questions are {', '.join(ids)}.",
        )
    return Exercise(
        name=module.EXERCISE,
        title=module.TITLE,
        folder=folder,
        given=module.GIVEN,
        questions=tuple(entry for entry in entries if isinstance(entry, Question)),
        written=tuple(entry for entry in entries if isinstance(entry, Written)),
        hints=hints,
    )


def read_hints(text: str) -> dict[str, tuple[str, ...]]:
    r"""Return the hints of each question: a section is a question, a paragraph is a stage.

    >>> read_hints("# Hints\n\n## one\n\nLook\nhere.\n\nThen there.\n")
    {'one': ('Look here.', 'Then there.')}
    """
    sections = (section.partition("\n") for section in f"\n{text}".split("\n## ")[1:])
    return {
        head.strip(): tuple(" ".join(stage.split()) for stage in body.split("\n\n") if stage.strip())
        for head, _, body in sections
    }


def _name(path: Path) -> str | None:
    """Return which exercise some checks belong to, without running them."""
    if not path.is_file():
        return None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("EXERCISE = "):
            return line.removeprefix("EXERCISE = ").strip("\"' ")
    return None


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"checks_of_{path.parent.name}", path)
    assert spec is not None and spec.loader is not None  # a path that ends in .py always has both
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
