"""From solution to learner's copy: what goes, what stays, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import faults, learner_copy, release

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def released(folder: Path) -> Any:
    return nbformat.reads(learner_copy(folder / "solution.ipynb", load(folder)), as_version=4)


def test_a_copy_keeps_what_stands_outside_the_solution(folder: Path) -> None:
    cells = {cell.id: cell.source for cell in released(folder).cells}
    assert cells["twice"] == "twice = ...  # YOUR ANSWER HERE"
    assert cells["double"] == 'check("double")'
    assert cells["essay"].strip() == "YOUR ANSWER HERE"


def test_a_copy_has_no_outputs_and_only_the_metadata_that_mean_something(folder: Path, notebook: Any) -> None:
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="32\n")]
    notebook.cells[1].execution_count = 7
    nbformat.write(notebook, folder / "solution.ipynb")
    copy = released(folder)
    assert all(
        cell.outputs == [] and cell.execution_count is None for cell in copy.cells if "outputs" in cell
    )
    assert set(copy.metadata) == {"casekit", "kernelspec", "language_info"}
    by_id = {cell.id: cell.metadata for cell in copy.cells}
    assert (by_id["twice"].editable, by_id["twice"].deletable) == (True, False)
    assert (by_id["double"].editable, by_id["double"].deletable) == (False, False)
    assert by_id["summary"] == {"tags": ["summary"]}


def test_an_indented_solution_leaves_the_function_around_it(folder: Path, notebook: Any) -> None:
    kept = 'def f():\n    """Say."""\n    # YOUR ANSWER HERE'
    notebook.cells[1].source = f"{kept}\n    {BEGIN}\n    return 1\n    {END}"
    nbformat.write(notebook, folder / "solution.ipynb")
    assert released(folder).cells[1].source == kept


def test_release_writes_notebook_checks_and_hints_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    (folder / "hidden_checks.py").write_text("secret = 1", "utf-8")
    result = release(folder, tmp_path / "out")
    assert (result.exercise, result.points) == ("00-small", 6)
    names = sorted(path.name for path in (tmp_path / "out" / "00-small").iterdir())
    assert names == ["checks.py", "hints.md", "learner.ipynb"]
    assert sorted(path.name for path in result.files) == names


def test_release_in_place_adds_the_copy_and_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    release(folder, folder.parent)
    first = (folder / "learner.ipynb").read_bytes()
    release(folder, folder.parent)
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before | {"learner.ipynb": first}


def change(cell: int, **fields: Any) -> Callable[[Any], None]:
    def edit(notebook: Any) -> None:
        notebook.cells[cell].metadata.nbgrader.update(fields)

    return edit


def write(cell: int, old: str, new: str) -> Callable[[Any], None]:
    def edit(notebook: Any) -> None:
        assert old in notebook.cells[cell].source
        notebook.cells[cell].source = notebook.cells[cell].source.replace(old, new)

    return edit


def drop(cell: int) -> Callable[[Any], None]:
    def edit(notebook: Any) -> None:
        del notebook.cells[cell]

    return edit


def metadata(name: str, value: Any) -> Callable[[Any], None]:
    def edit(notebook: Any) -> None:
        notebook.metadata.casekit[name] = value

    return edit


def twice(key: str) -> Callable[[Any], None]:
    def edit(notebook: Any) -> None:
        first, second = notebook.cells[1], notebook.cells[3]
        if key == "id":
            second.id = first.id
        else:
            second.metadata.nbgrader.grade_id = first.metadata.nbgrader.grade_id

    return edit


REFUSALS = [
    (write(1, END, BEGIN), f"cell 2 (twice): a second {BEGIN} before the first one has ended."),
    (write(1, END, ""), f"cell 2 (twice): {BEGIN} without an {END} after it."),
    (write(1, BEGIN, ""), f"cell 2 (twice): {END} without a {BEGIN} before it."),
    (
        write(1, BEGIN, "# begin solution"),
        f"cell 2 (twice): '# begin solution' is neither '{BEGIN}' nor '{END}'.",
    ),
    (write(1, END, f"{END} "), None),
    (
        write(1, "YOUR ANSWER HERE", ""),
        "cell 2 (twice): nothing outside the solution says YOUR ANSWER HERE, ",
    ),
    (
        write(1, "### ", "# "),
        "cell 2 (twice): '# BEGIN SOLUTION' is neither",
    ),
    (change(1, solution=False), "cell 2 (twice): a solution in a cell whose metadata do not say solution."),
    (
        change(0, solution=True),
        "cell 1 (start): an answer without a marked solution, which learners would get",
    ),
    (change(1, schema_version=2), "cell 2 (twice): its nbgrader metadata need schema_version 3."),
    (change(1, locked="no"), "cell 2 (twice): its nbgrader metadata need locked."),
    (
        change(1, cell_type="markdown"),
        "cell 2 (twice): its nbgrader metadata say markdown, but it is a code cell.",
    ),
    (change(1, grade=True), "cell 2 (twice): a code cell holds either an answer or a check, not both."),
    (change(5, grade=False), "cell 6 (essay): a text cell is graded only as a written answer, with both"),
    (twice("id"), "cells: 2 of them have the id 'twice'."),
    (twice("grade_id"), "cells: 2 of them have the grade_id 'twice'."),
    (change(1, grade_id=""), "cells: 1 of them have the grade_id ''."),
    (drop(2), "questions: checks.py asks 'double', but no graded cell has that grade_id."),
    (drop(5), "questions: checks.py asks 'essay', but no graded cell has that grade_id."),
    (change(2, grade_id="triple"), "cell 3 (triple): checks.py has no question of that id."),
    (change(2, points=3), "cell 3 (double): 3 points, but checks.py gives 2."),
    (change(5, points=None), "cell 6 (essay): None points, but checks.py gives 3."),
    (write(2, "double", "word"), 'cell 3 (double): a check cell holds check("double") and nothing else.'),
    (metadata("points", 7), "metadata: casekit.points is 7, but the questions add up to 6."),
    (metadata("exercise", "00-big"), 'metadata: casekit.exercise is not "00-small".'),
]


@pytest.mark.parametrize(("edit", "fault"), REFUSALS)
def test_a_malformed_notebook_is_refused_with_file_and_cell(
    folder: Path, notebook: Any, edit: Callable[[Any], None], fault: str | None
) -> None:
    edit(notebook)
    (folder / "solution.ipynb").write_text(json.dumps(notebook), "utf-8")
    found = list(faults(notebook, load(folder)))
    if fault is None:
        assert found == []
        return
    assert any(sentence.startswith(fault) for sentence in found), found
    with pytest.raises(ProblemError) as problem:
        learner_copy(folder / "solution.ipynb", load(folder))
    assert problem.value.sentence == f"{folder / 'solution.ipynb'}, {found[0]}"
    assert problem.value.status == 1


def test_a_sound_notebook_has_no_faults(folder: Path, notebook: Any) -> None:
    assert list(faults(notebook, load(folder))) == []


def test_what_is_no_notebook_is_refused(folder: Path) -> None:
    path = folder / "solution.ipynb"
    path.write_text("{}", "utf-8")
    with pytest.raises(ProblemError, match=r"solution.ipynb is not a notebook"):
        learner_copy(path, load(folder))
    path.unlink()
    with pytest.raises(ProblemError, match=r"solution.ipynb does not exist"):
        learner_copy(path, load(folder))
