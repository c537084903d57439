"""The same class in nbgrader's and in otter-grader's own format, each in an environment of its own.

Both run the learner's notebook in a kernel beside their tests, and the tests here are the exercise's own visible
checks: nbgrader finds them in the notebook as casekit released it, otter in one test file for each question.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meter import Cost, cost

from casekit.book import ROOT
from casekit.exercise.folder import CHECKS, HINTS, Exercise
from casekit.takeaway import wheel_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "learner.ipynb"
SAME = tuple(f"{name}=={version(name)}" for name in ("pandas", "numpy", "ipykernel"))  # as here
NEEDS = {"nbgrader": ("nbgrader==0.9.6", *SAME), "otter-grader": ("otter-grader==7.0.0", *SAME)}
NBGRADER_CONFIG = (
    "c = get_config()\nc.CourseDirectory.course_id = 'kit'\nc.ExecutePreprocessor.timeout = 120\n"
)

OTTER_TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {id!r}
points = {points!r}


@test_case(points={points!r})
def judged(env):
    import checks
    from casekit.exercise.checks import Question, judge
    from casekit.exercise.plain import Live
    from casekit.exercise.work import Work

    [question] = [v for v in vars(checks).values() if isinstance(v, Question) and v.id == {id!r}]
    result = judge(question, Work(Live(env), checks.GIVEN))
    assert result.earned == result.possible, result.message
"""

# What `otter run` does, for one notebook after the other in one process, so that otter itself is loaded only once.
OTTER_LOOP = """\
import json, sys
from otter.api import grade_submission

autograder, out, *paths = sys.argv[1:]
points = {path: grade_submission(path, autograder, quiet=True).total for path in paths}
with open(out, "w") as file:
    json.dump(points, file)
"""


@dataclass(frozen=True, slots=True)
class Graded:
    """What grading some learners cost, and the points that each got."""

    cost: Cost
    points: Mapping[str, float]


def environment(name: str, home: Path) -> Path:
    """Install a peer and casekit's wheel into an environment of its own; return the folder of its commands."""
    wheel, content = wheel_file()
    (home / wheel).write_bytes(content)
    venv, index = home / f"{name}-venv", os.environ.get("PIP_INDEX_URL")
    options = os.environ | {"UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1", "UV_COMPILE_BYTECODE": "1"}
    options |= {"UV_DEFAULT_INDEX": index} if index else {}
    uv = Path(sys.executable).with_name("uv")
    python = ("--python", venv / "bin" / "python")
    for command in (
        ("venv", "--quiet", "--python", sys.executable, venv),
        ("pip", "install", "--quiet", *python, *NEEDS[name], home / wheel),
    ):
        subprocess.run([uv, *command], check=True, env=options)
    return venv / "bin"


def nbgrader(commands: Path, course: Path, exercise: Exercise, class_: Mapping[str, Path]) -> Graded:
    """Grade a class with nbgrader: one course, one call, as its manual has it."""
    source = course / "source" / exercise.name
    source.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(NBGRADER_CONFIG, "utf-8")
    shutil.copy(exercise.folder / "solution.ipynb", source / FILE)
    for name in (CHECKS, HINTS):
        shutil.copy(exercise.folder / name, source)
    options: dict[str, Any] = {"cwd": course, "env": _own(commands, course)}
    cost([commands / "nbgrader", "generate_assignment", exercise.name, "--create"], **options)
    for learner, path in class_.items():
        submitted = course / "submitted" / learner / exercise.name
        submitted.mkdir(parents=True)
        shutil.copy(path, submitted / FILE)
        for name in (CHECKS, HINTS):
            shutil.copy(exercise.folder / name, submitted)
    spent = cost([commands / "nbgrader", "autograde", exercise.name, "--create"], **options)
    cost([commands / "nbgrader", "export", "--to", "grades.csv"], **options)
    with (course / "grades.csv").open(encoding="utf-8") as file:
        return Graded(spent, {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)})


def otter(commands: Path, home: Path, exercise: Exercise, class_: Mapping[str, Path]) -> Graded:
    """Grade a class with otter as its command has it without containers: ``otter run`` for each notebook."""
    copies = _course(commands, home, exercise, class_)
    command = "otter run --no-logo -a autograder.zip -o {0} {0}.ipynb"
    script = [f"mkdir {learner} && {command.format(learner)}" for learner in copies]
    (home / "run.sh").write_text("\n".join(["set -e", *script]), "utf-8")
    spent = cost(["sh", "run.sh"], cwd=home, env=_own(commands, home))
    return Graded(spent, {learner: _otter_points(home / learner / "results.json") for learner in copies})


def _otter_points(path: Path) -> float:
    return sum(float(test.get("score") or 0) for test in json.loads(path.read_text("utf-8"))["tests"])


def otter_loop(commands: Path, home: Path, exercise: Exercise, class_: Mapping[str, Path]) -> Graded:
    """Grade a class with otter's functions in one process, a program that a trainer would have to write."""
    copies = _course(commands, home, exercise, class_)
    (home / "run.py").write_text(OTTER_LOOP, "utf-8")
    command: Sequence[str | Path] = [commands / "python", "run.py", "autograder.zip", "points.json"]
    spent = cost([*command, *copies.values()], cwd=home, env=_own(commands, home))
    points = json.loads((home / "points.json").read_text("utf-8"))
    return Graded(spent, {learner: points[str(path)] for learner, path in copies.items()})


def _course(commands: Path, home: Path, exercise: Exercise, class_: Mapping[str, Path]) -> dict[str, Path]:
    """Make otter's configuration and the learners' notebooks with otter's checks; return the notebooks."""
    (home / "tests").mkdir(parents=True)
    for number, question in enumerate(exercise.questions):
        text = OTTER_TEST.format(id=question.id, points=question.points)
        (home / "tests" / f"q{number}.py").write_text(text, "utf-8")
    for name in (CHECKS, HINTS):
        shutil.copy(exercise.folder / name, home)
    copies = {learner: home / f"{learner}.ipynb" for learner in class_}
    for learner, path in class_.items():
        copies[learner].write_text(json.dumps(_for_otter(json.loads(path.read_text("utf-8")))), "utf-8")
    command = [commands / "otter", "generate", "-t", "tests", "-o", "autograder.zip", CHECKS, HINTS]
    cost(command, cwd=home, env=_own(commands, home))
    return copies


def _for_otter(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook whose checks are otter's."""
    for cell in notebook["cells"]:
        if "".join(cell["source"]).startswith('check("'):
            cell["source"] = "grader." + "".join(cell["source"])
    setup = {"cell_type": "code", "execution_count": None, "id": "otter", "metadata": {}, "outputs": []}
    source = "import otter\n\ngrader = otter.Notebook()"
    return notebook | {"cells": [setup | {"source": source}, *notebook["cells"]]}


def _own(commands: Path, home: Path) -> dict[str, str]:
    """Return an environment that has nothing of this machine's user in it."""
    own = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
    return {
        "PATH": f"{commands}:/usr/bin:/bin",
        "CASEKIT_DATA": str(ROOT / "datasets"),
        **dict.fromkeys(own, str(home / ".home")),
    }
