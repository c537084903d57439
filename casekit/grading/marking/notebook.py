"""The notebook of the marking desk: made for one exercise and one gradebook, opened in JupyterLab, and thrown away.

It holds nobody's words and no password: an address that has one is handed over in the environment.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes
from sqlalchemy.engine import make_url

from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.grading.marking import words
from casekit.grading.marking.desk import MarkingDesk, needed_rubrics, to_read
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Gradebook

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "CASEKIT_GRADEBOOK"
FILE = "marking-desk.ipynb"
PREFIX = "casekit-marking-"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be marked: an exercise's folder, a gradebook's address, and whether names are shown."""

    exercise: Path
    gradebook: str
    names: bool = False

    @property
    def has_password(self) -> bool:
        """Whether the address may be written into no file."""
        return "://" in self.gradebook and make_url(self.gradebook).password is not None

    @property
    def address(self) -> str:
        """The gradebook's address as it holds from any folder."""
        return self.gradebook if "://" in self.gradebook else str(Path(self.gradebook).resolve())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far marking is."""

    marked: int
    total: int


def progress(task: Task) -> Progress:
    """Return how many written answers there are, and how many of them are marked.

    Raises
    ------
    ProblemError
        If there are none, or a rubric is missing.
    """
    with Gradebook(task.gradebook, make=False) as book:
        name = load(task.exercise).name
        answers, found = to_read(book, name), marks.marks(book, name)
    needed_rubrics(task.exercise, answers)
    whole = [key for key, mark in found.items() if mark.earned is not None]
    return Progress(sum(answer.key in whole for answer in answers), len(answers))


def make(task: Task, folder: Path) -> Path:
    """Write the notebook into a folder; return its path."""
    exercise = task.exercise.resolve()
    where = [] if task.has_password else [f"gradebook={task.address!r}"]
    arguments = ", ".join([repr(str(exercise)), *where, *(["names=True"] if task.names else [])])
    source = f"from casekit.grading.marking.notebook import desk\n\ndesk({arguments})"
    cells = [
        new_markdown_cell(words.NOTEBOOK.format(title=load(exercise).title), id="how"),
        new_code_cell(source, id="desk"),
    ]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(writes(new_notebook(cells=cells, metadata=metadata)), "utf-8")
    return path


def desk(exercise: str, *, gradebook: str = "", names: bool = False) -> MarkingDesk:
    """Return the desk that the notebook shows.

    Parameters
    ----------
    exercise
        The exercise's folder.
    gradebook
        Its address; without one, the environment has it.
    names
        Whether to show whose answer it is.

    Raises
    ------
    ProblemError
        If nothing says where the gradebook is, or there is nothing to mark in it.
    """
    address = gradebook or os.environ.get(ADDRESS, "")
    if not address:
        raise ProblemError(words.NO_GRADEBOOK, words.NO_GRADEBOOK_HINT.format(variable=ADDRESS))
    return MarkingDesk(address, Path(exercise), names=names)


def environment(task: Task) -> Mapping[str, str]:
    """Return the environment that JupyterLab needs to open the notebook."""
    return os.environ | {ADDRESS: task.address}


def run(task: Task, folder: Path | None, *, opening: bool) -> Path:
    """Make the notebook and open it; return where it is, or was.

    Parameters
    ----------
    task
        What is to be marked.
    folder
        Where the notebook goes; without one, into a temporary folder, which goes when JupyterLab ends.
    opening
        Whether to open it, or only to make it.
    """
    if opening and folder is None:
        with TemporaryDirectory(prefix=PREFIX) as temporary:
            path = make(task, Path(temporary))
            open_in_lab(task, path)
            return path
    path = make(task, folder or Path(mkdtemp(prefix=PREFIX)))
    if opening:
        open_in_lab(task, path)
    return path


def open_in_lab(task: Task, notebook: Path) -> None:
    """Open the notebook in a JupyterLab of its own, and wait until that is closed.

    Raises
    ------
    ModuleNotFoundError
        If there is no JupyterLab.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise ModuleNotFoundError("No JupyterLab", name="jupyterlab")
    command = [sys.executable, "-m", "jupyter", "lab", notebook.name]
    with subprocess.Popen(command, cwd=notebook.parent, env=environment(task)) as lab:
        while lab.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # JupyterLab hears it too, and asks whether to end
                lab.wait()
