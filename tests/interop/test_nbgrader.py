"""Each exercise is an assignment to the real nbgrader, and on the visible questions both give the same points.

nbgrader makes its own release from the solution notebook, three learners hand in (untouched, half right, all right),
and what it exports is compared with what casekit's own judging says of the same notebooks.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import nbformat
import pytest

from casekit.book import ROOT
from casekit.exercise.bundle import wheel_file
from casekit.exercise.folder import Exercise, load
from casekit.exercise.release import read_notebook, role
from casekit.exercise.run import check_notebook

NBGRADER = "nbgrader==0.9.6"
FOLDERS = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.ipynb"))
FILE = "learner.ipynb"
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'kit'\nc.ExecutePreprocessor.timeout = 120\n"


@pytest.fixture(scope="session")
def nbgrader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of an nbgrader in an environment of its own, with casekit's wheel beside it."""
    home = tmp_path_factory.mktemp("nbgrader")
    name, content = wheel_file()
    (home / name).write_bytes(content)
    venv, index = home / "venv", os.environ.get("PIP_INDEX_URL")
    environment = os.environ | {"UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1"}
    environment |= {"UV_DEFAULT_INDEX": index} if index else {}
    uv = [ROOT / ".venv" / "bin" / "uv"]
    for command in (
        ["venv", "--quiet", "--python", ROOT / ".venv" / "bin" / "python", venv],
        ["pip", "install", "--quiet", "--python", venv / "bin" / "python",
         "-c", ROOT / "constraints.txt", NBGRADER, home / name],
    ):  # fmt: skip
        subprocess.run([*uv, *command], check=True, env=environment)
    return venv / "bin" / "nbgrader"


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


def hand_in(notebook: Any, solution: Any, solved: set[str], path: Path) -> None:
    """Write a copy of nbgrader's release in which some questions are answered as in the solution."""
    answers = {role(cell).get("grade_id"): cell.source for cell in solution.cells}
    question = ""
    for cell in reversed(notebook.cells):
        name = role(cell).get("grade_id", "")
        question = name if role(cell).get("grade") else question
        if role(cell).get("solution") and cell.cell_type == "code" and question in solved:
            cell.source = answers[name]
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


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

    everything = {question.id for question in exercise.questions}
    learners = {"untouched": set[str](), "half": half_of(exercise), "all": everything}
    ours = {}
    for learner, solved in learners.items():
        release = course / "release" / exercise.name
        submitted = course / "submitted" / learner / exercise.name
        hand_in(
            read_notebook(release / FILE), read_notebook(folder / "solution.ipynb"), solved, submitted / FILE
        )
        for name in ("checks.py", "hints.md"):
            shutil.copy(release / name, submitted)
        ours[learner] = sum(result.earned for result in check_notebook(submitted / FILE).results)
    run(nbgrader, course, "autograde", exercise.name, "--create")
    run(nbgrader, course, "export", "--to", "grades.csv")

    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    visible = sum(question.points for question in exercise.questions)
    theirs = {learner: float(row["raw_score"]) for learner, row in rows.items()}
    assert theirs == ours == {"untouched": 0.0, "half": visible / 2, "all": visible}
    assert {float(row["max_score"]) for row in rows.values()} == {exercise.points}
