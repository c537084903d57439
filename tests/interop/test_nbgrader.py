"""Each exercise is an assignment to the real nbgrader, and on the visible questions both give the same points.

nbgrader makes its own release from the solution notebook; an untouched copy of it, a half-right one and casekit's own
learner's copy, all right, are handed in; and what nbgrader exports is compared with casekit's points for the same.
"""

from __future__ import annotations

import contextlib
import csv
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import nbformat
import pytest

from casekit.book import ROOT
from casekit.exercise.checks import judge
from casekit.exercise.folder import Exercise, load
from casekit.exercise.plain import Live
from casekit.exercise.release import read_notebook, role
from casekit.exercise.work import Work
from casekit.takeaway import wheel_file
from tests.elsewhere import fresh

NBGRADER = "nbgrader==0.9.6"
FOLDERS = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.ipynb"))
FILE = "learner.ipynb"
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'kit'\nc.ExecutePreprocessor.timeout = 120\n"


@pytest.fixture(scope="session")
def nbgrader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of an nbgrader in an environment of its own, with casekit's wheel beside it."""
    return fresh(tmp_path_factory.mktemp("nbgrader"), wheel_file(), NBGRADER).with_name("nbgrader")


def run(nbgrader: Path, course: Path, *arguments: str) -> None:
    """Run nbgrader in a course, far from this checkout."""
    own = {
        name: str(course / ".home")
        for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
    }
    environment = {"PATH": f"{nbgrader.parent}:/usr/bin:/bin", "CASEKIT_DATA": str(ROOT / "datasets"), **own}
    ran = subprocess.run(
        [nbgrader, *arguments], cwd=course, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def half_of(exercise: Exercise) -> set[str]:
    """Return questions that make up half of the visible points."""
    points = {question.id: question.points for question in exercise.questions}
    choices = (set(some) for size in range(len(points)) for some in combinations(points, size))
    return next(some for some in choices if 2 * sum(map(points.__getitem__, some)) == sum(points.values()))


def answer(notebook: Any, solution: Any, solved: set[str]) -> None:
    """Answer some questions as in the solution."""
    answers = {role(cell).get("grade_id"): cell.source for cell in solution.cells}
    question = ""
    for cell in reversed(notebook.cells):
        name = role(cell).get("grade_id", "")
        question = name if role(cell).get("grade") else question
        if role(cell).get("solution") and cell.cell_type == "code" and question in solved:
            cell.source = answers[name]


def points(notebook: Any, exercise: Exercise) -> float:
    """Return what casekit gives for a notebook's answers; a cell that fails ends only itself."""
    namespace: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(exercise.folder)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                with contextlib.suppress(NotImplementedError):  # nbgrader's own stub
                    exec(cell.source, namespace)
    work = Work(Live(namespace), exercise.given)
    return sum(judge(question, work).earned for question in exercise.questions)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nbgrader_gives_the_points_that_casekit_gives(nbgrader: Path, folder: Path, tmp_path: Path) -> None:
    exercise, course = load(folder), tmp_path / "course"
    source = course / "source" / exercise.name
    source.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    shutil.copy(folder / "solution.ipynb", source / FILE)
    for name in ("checks.py", "hints.md"):
        shutil.copy(folder / name, source)
    run(nbgrader, course, "generate_assignment", exercise.name, "--create")

    release, own = course / "release" / exercise.name, folder
    everything = {question.id for question in exercise.questions}
    ours = {}
    for learner, copy, solved in (
        ("untouched", release, set[str]()), ("half", release, half_of(exercise)), ("all", own, everything)
    ):  # fmt: skip
        notebook = read_notebook(copy / FILE)
        answer(notebook, read_notebook(folder / "solution.ipynb"), solved)
        submitted = course / "submitted" / learner / exercise.name
        submitted.mkdir(parents=True)
        nbformat.write(notebook, submitted / FILE)
        for name in ("checks.py", "hints.md"):
            shutil.copy(release / name, submitted)
        ours[learner] = points(notebook, exercise)
    run(nbgrader, course, "autograde", exercise.name, "--create")
    run(nbgrader, course, "export", "--to", "grades.csv")

    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    visible = sum(question.points for question in exercise.questions)
    theirs = {learner: float(row["raw_score"]) for learner, row in rows.items()}
    assert theirs == ours == {"untouched": 0.0, "half": visible / 2, "all": visible}
    assert {float(row["max_score"]) for row in rows.values()} == {exercise.points}
