from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casekit.exercise.problem import ProblemError
from casekit.grading.judging.assignment import Step, read_assignment, version


def test_set_up_is_what_comes_before_the_first_answer(trial: Path) -> None:
    assignment = read_assignment(trial)
    assert [name for name, _ in assignment.setup] == ["start", "tools"]
    assert [step.cell for step in assignment.steps] == [
        "half-answer",
        "between",
        "double-answer",
        "letter-answer",
        "table-answer",
    ]
    assert assignment.steps[1] == Step("between", "quarter = whole / 4")
    assert assignment.answers == ("half-answer", "double-answer", "letter-answer", "table-answer")
    assert assignment.written == {"words": 3.0}


def test_each_variable_has_its_cell(trial: Path) -> None:
    assert read_assignment(trial).cell_of == {
        "half": "half-answer",
        "double": "double-answer",
        "letter": "letter-answer",
        "rows": "table-answer",
    }


def test_hidden_questions_are_read_and_may_be_absent(trial: Path, tmp_path: Path) -> None:
    assert [question.id for question in read_assignment(trial).hidden] == ["double"]
    copy = shutil.copytree(trial, tmp_path / "trial")
    (copy / "hidden_checks.py").unlink()
    assert read_assignment(copy).hidden == ()


@pytest.mark.parametrize("name", ["checks.py", "hidden_checks.py", "learner.ipynb"])
def test_the_version_changes_with_everything_that_a_grade_depends_on(
    trial: Path, tmp_path: Path, name: str
) -> None:
    copy = shutil.copytree(trial, tmp_path / "trial")
    assert version(copy) == version(trial)
    with (copy / name).open("a") as file:
        file.write("\n")
    assert version(copy) != version(trial)


def test_a_notebook_without_answers_cannot_be_graded(trial: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(trial, tmp_path / "trial")
    text = (copy / "learner.ipynb").read_text("utf-8")
    (copy / "learner.ipynb").write_text(text.replace('"solution": true', '"solution": false'), "utf-8")
    with pytest.raises(ProblemError, match="no answer cells"):
        read_assignment(copy)
