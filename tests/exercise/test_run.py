"""Running one's own notebook in a real kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import casekit.exercise.run
from casekit.exercise import words
from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import learner_copy
from casekit.exercise.run import check_notebook
from casekit.exercise.token import mint

if TYPE_CHECKING:
    from pathlib import Path


def test_a_renamed_notebook_is_judged_and_a_failing_cell_loses_nothing_else(
    folder: Path, notebook: Any
) -> None:
    (folder / "solution.ipynb").unlink()  # a learner has none, so that nothing can be put right from it
    del notebook.cells[0]  # even without its first cell, and so with every check() cell failing
    notebook.cells[0].source = "twice = 32"
    notebook.cells[2].source = "letter = undefined"
    notebook.cells.insert(
        0, new_code_cell("import sys; print('noise'); print('noise', file=sys.stderr); 1 / 0")
    )
    nbformat.write(notebook, folder / "Copy (2) of mine.ipynb")
    report = check_notebook(folder / "Copy (2) of mine.ipynb")
    assert [(result.question, result.earned) for result in report.results] == [("double", 2.0), ("word", 0.0)]
    assert report.results[1].mistake == words.UNANSWERED
    assert [(error.number, error.name, error.error) for error in report.errors] == [
        (1, "", "ZeroDivisionError: division by zero"),
        (3, "double", "NameError: name 'check' is not defined"),
        (4, "letter", "NameError: name 'undefined' is not defined"),
        (5, "word", "NameError: name 'check' is not defined"),
        (7, "", "NameError: name 'summary' is not defined"),
    ]
    assert str(report.errors[2]) == (
        "Cell 4 (letter) stopped with NameError: name 'undefined' is not defined; the other cells ran."
    )


def test_a_notebook_that_ends_python_is_named(folder: Path, notebook: Any) -> None:
    notebook.cells[1].source = "import os; os._exit(3)"
    nbformat.write(notebook, folder / "mine.ipynb")
    with pytest.raises(ProblemError, match=r"mine.ipynb could not be run to its end") as problem:
        check_notebook(folder / "mine.ipynb")
    assert problem.value.status == 1


def test_a_cell_without_end_is_stopped_and_the_rest_counts(
    folder: Path, notebook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casekit.exercise.run, "CELL_TIMEOUT_S", 1)
    notebook.cells.insert(1, new_code_cell("import time; time.sleep(600)"))
    nbformat.write(notebook, folder / "mine.ipynb")
    report = check_notebook(folder / "mine.ipynb")
    assert [error.error for error in report.errors] == ["no end in sight after 1 seconds"]
    assert sum(result.earned for result in report.results) == 3.0


def test_a_notebook_without_its_exercise_is_refused(folder: Path, notebook: Any) -> None:
    del notebook.metadata["casekit"], notebook.cells[0]
    nbformat.write(notebook, folder / "mine.ipynb")
    with pytest.raises(ProblemError, match=r"mine.ipynb does not say which exercise it belongs to"):
        check_notebook(folder / "mine.ipynb")


def test_a_notebook_in_pieces_is_put_right_from_the_solution(folder: Path, notebook: Any) -> None:
    answers = [cell for cell in notebook.cells if cell.id in ("twice", "letter")]
    cells = [new_code_cell(cell.source) for cell in [*reversed(answers), *notebook.cells[2:3]]]
    mine = new_notebook(cells=cells, metadata={"casekit": {"exercise": "00-small"}})
    nbformat.write(mine, folder / "mine.ipynb")
    report = check_notebook(folder / "mine.ipynb")  # two unnamed cells above one check: both belong to it
    assert [(result.question, result.earned) for result in report.results] == [("double", 2.0), ("word", 1.0)]
    assert report.errors == ()
    assert set(report.lost) == {"word", "essay"}


def test_an_answer_that_is_gone_is_refused_with_its_own_sentence(folder: Path, notebook: Any) -> None:
    del notebook.cells[3]
    nbformat.write(notebook, folder / "mine.ipynb")
    word = check_notebook(folder / "mine.ipynb").results[1]
    assert (word.earned, word.mistake) == (0.0, words.CELL_LOST)
    assert word.message.startswith("The cell with the answer to “A word” is gone from this notebook")


def test_a_copy_with_a_token_is_judged_by_its_own_numbers(folder: Path) -> None:
    exercise = load(folder)
    token = next(
        token for token in iter(lambda: mint(exercise), None) if exercise.given.of(token).hours == 14
    )
    mine = nbformat.reads(learner_copy(folder / "solution.ipynb", exercise, token), as_version=4)
    mine.cells[1].source = "twice = 28"
    nbformat.write(mine, folder / "mine.ipynb")
    assert check_notebook(folder / "mine.ipynb").results[0].earned == 2.0


def test_a_retry_is_judged_by_the_new_numbers_and_called_practice(folder: Path, notebook: Any) -> None:
    notebook.cells.insert(1, new_code_cell("given.retry()"))
    nbformat.write(notebook, folder / "mine.ipynb")
    report = check_notebook(folder / "mine.ipynb")
    assert (report.attempt, [result.earned for result in report.results]) == (1, [2.0, 1.0])
