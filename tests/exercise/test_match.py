"""Which cell is which, in a notebook that was taken apart: matched, or refused in a sentence, never lost."""

from __future__ import annotations

import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from casekit.exercise import words
from casekit.exercise.folder import Exercise, load
from casekit.exercise.match import Belonging, arrange, belonging
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import learner_copy, read_notebook
from casekit.exercise.token import TokenError, mint

ANSWERS = {"twice": "twice = 32", "letter": 'letter = "A"', "essay": "All is well."}


@pytest.fixture
def exercise(folder: Path) -> Exercise:
    return load(folder)


@pytest.fixture
def source(folder: Path, exercise: Exercise) -> Any:
    return nbformat.v4.reads(learner_copy(folder / "solution.ipynb", exercise))


@pytest.fixture
def mine(source: Any) -> Any:
    """Return the learner's notebook, all answered."""
    answered = deepcopy(source)
    for cell in answered.cells:
        cell.source = ANSWERS.get(cell.id, cell.source)
    return answered


def texts(arranged: Any) -> list[str]:
    return [place.cell.source for place in arranged.places if place.cell.source != "summary()"]


def strip(cell: Any) -> None:
    cell.metadata, cell.id = nbformat.NotebookNode(), f"new-{cell.id}"


def whole(source: Any) -> list[str]:
    return [ANSWERS.get(cell.id, cell.source) for cell in source.cells if cell.source != "summary()"]


def test_a_notebook_as_it_was_handed_out_keeps_its_order(mine: Any, source: Any, exercise: Exercise) -> None:
    arranged = arrange(mine, exercise, source)
    assert texts(arranged) == whole(source)
    assert arranged.lost == {}
    assert [place.number for place in arranged.places[:6]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("seed", range(12))
def test_moved_cells_go_back_to_their_places(mine: Any, source: Any, exercise: Exercise, seed: int) -> None:
    random.Random(seed).shuffle(mine.cells)
    arranged = arrange(mine, exercise, source)
    assert [text for text in texts(arranged) if text] == whole(source)
    assert arranged.lost == {}


def test_without_any_metadata_answers_are_found_above_their_checks(
    mine: Any, source: Any, exercise: Exercise
) -> None:
    for cell in mine.cells:
        strip(cell)
    mine.cells.insert(2, new_markdown_cell("note to self"))
    del mine.cells[6]  # the written answer: nothing says any more what that was
    arranged = arrange(mine, exercise, source)
    assert [text for text in texts(arranged) if text != "note to self"] == [*whole(source)[:5], ""]
    assert arranged.lost == {"essay": words.ANSWER_GONE.format(title="In your words")}


def test_a_changed_or_missing_cell_of_the_exercise_is_replaced(
    mine: Any, source: Any, exercise: Exercise
) -> None:
    mine.cells[2].source = "2.0  # check('double')"
    del mine.cells[0]
    assert texts(arrange(mine, exercise, source)) == whole(source)


def test_an_answer_in_two_halves_is_joined(mine: Any, source: Any, exercise: Exercise) -> None:
    half = deepcopy(mine.cells[1])
    mine.cells[1].source, half.source = "twice = 16", "twice = 2 * twice"
    mine.cells.insert(2, half)
    assert texts(arrange(mine, exercise, source))[1] == "twice = 16\n\ntwice = 2 * twice"


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_an_untouched_double_never_wins(
    mine: Any, source: Any, exercise: Exercise, first: bool, copies: bool
) -> None:
    stub = deepcopy(source.cells[1])
    mine.cells.insert(0 if first else 5, stub)
    arranged = arrange(mine, exercise, source if copies else None)
    assert texts(arranged).count("twice = 32") == 1
    assert stub.source not in texts(arranged)
    assert arranged.lost == {}


@pytest.mark.parametrize("copies", [True, False])
def test_two_answers_that_differ_are_refused_with_their_numbers(
    mine: Any, source: Any, exercise: Exercise, copies: bool
) -> None:
    other = deepcopy(mine.cells[1])
    other.source = "twice = 33"
    mine.cells.insert(4, other)
    lost = arrange(mine, exercise, source if copies else None).lost
    assert lost == {"double": words.ANSWER_TWICE.format(title="Twice the hours", numbers="2 and 5")}


def test_an_answer_that_is_gone_or_of_another_kind_is_named(
    mine: Any, source: Any, exercise: Exercise
) -> None:
    del mine.cells[3]
    mine.cells[1].cell_type = "markdown"
    arranged = arrange(mine, exercise, source)
    assert arranged.lost["word"] == words.ANSWER_GONE.format(title="A word")
    assert arranged.lost["double"].startswith("The answer to “Twice the hours” belongs into a code cell")
    assert texts(arranged)[1] == ""  # the stub would undo what another cell may have set


def test_what_a_learner_added_stays_behind_the_cell_it_followed(
    mine: Any, source: Any, exercise: Exercise
) -> None:
    mine.cells.insert(1, new_code_cell("import math"))
    mine.cells.insert(0, new_code_cell("first = 1"))
    mine.cells.append(mine.cells.pop(1))  # the first cell is moved to the end
    assert texts(arrange(mine, exercise, source))[:4] == [
        "first = 1", "import math", whole(source)[0], "twice = 32"
    ]  # fmt: skip


def test_an_example_that_a_learner_changed_is_run_after_the_original(
    mine: Any, source: Any, exercise: Exercise
) -> None:
    for notebook in (mine, source):
        example = deepcopy(notebook.cells[0])
        example.source, example.metadata.nbgrader.grade_id = "shown = 1", "example"
        notebook.cells.insert(1, example)
    mine.cells[1].source = "shown = 2"
    assert texts(arrange(mine, exercise, source))[1:3] == ["shown = 1", "shown = 2"]


def test_a_learner_without_the_solution_keeps_every_cell(mine: Any, exercise: Exercise) -> None:
    mine.cells.insert(2, new_code_cell("extra = 1"))
    assert [place.number for place in arrange(mine, exercise).places] == list(range(1, len(mine.cells) + 1))


def test_every_edit_of_every_cell_is_matched_or_refused(mine: Any, source: Any, exercise: Exercise) -> None:
    """Whatever is done to one cell, an answer is either in the notebook that runs, or named as lost."""
    questions = {"twice": "double", "letter": "word", "essay": "essay"}
    for place in range(len(mine.cells)):
        for edit in ("delete", "double", "strip", "first", "last"):
            notebook = deepcopy(mine)
            cell = notebook.cells[place]
            match edit:
                case "delete":
                    del notebook.cells[place]
                case "double":
                    notebook.cells.insert(len(notebook.cells) // 2, deepcopy(cell))
                case "strip":
                    strip(cell)
                case "first" | "last":
                    notebook.cells.insert(0 if edit == "first" else 99, notebook.cells.pop(place))
            arranged = arrange(notebook, exercise, source)
            for key, answer in ANSWERS.items():
                assert (texts(arranged).count(answer) == 1) or questions[key] in arranged.lost, (
                    place,
                    edit,
                    key,
                )


# Whose it is.


def test_the_exercise_is_known_by_metadata_or_by_its_first_cell(mine: Any, folder: Path) -> None:
    path = folder / "x.ipynb"
    assert belonging(mine, path) == Belonging("00-small", None)
    del mine.metadata["casekit"]
    assert belonging(mine, path) == Belonging("00-small", None)
    del mine.cells[0]
    with pytest.raises(ProblemError, match=r"x.ipynb does not say which exercise it belongs to"):
        belonging(mine, path)


def test_two_exercises_in_one_notebook_are_refused(mine: Any, folder: Path) -> None:
    mine.cells.append(new_code_cell('start("01-retention", globals())'))
    with pytest.raises(ProblemError, match="two exercises, 00-small and 01-retention"):
        belonging(mine, folder / "x.ipynb")


def test_a_token_is_read_from_either_place_and_must_be_one(folder: Path, exercise: Exercise) -> None:
    token, path = mint(exercise), folder / "x.ipynb"
    (folder / "copy.ipynb").write_text(learner_copy(folder / "solution.ipynb", exercise, token), "utf-8")
    copy = read_notebook(folder / "copy.ipynb")
    assert belonging(copy, path) == Belonging("00-small", token)
    copy.metadata.casekit.pop("token")
    assert belonging(copy, path).token == token
    copy.metadata.casekit["token"] = mint(exercise)
    with pytest.raises(TokenError, match="bears two different") as problem:
        belonging(copy, path)
    assert problem.value.fault == "mismatched"
    copy.cells[0].source = copy.cells[0].source.replace(f', "{token}"', "")
    with pytest.raises(TokenError, match="has lost the learner's token") as problem:
        belonging(copy, path)
    assert problem.value.fault == "missing"
    del copy.cells[0]
    assert belonging(copy, path).token == copy.metadata.casekit["token"]


# The kit's own exercises.


FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "exercises").glob("*/solution.ipynb"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_exercise_is_put_together_again_without_metadata_or_order(folder: Path) -> None:
    exercise = load(folder)
    source = nbformat.v4.reads(learner_copy(folder / "solution.ipynb", exercise))
    solved = deepcopy(source)
    for cell, solution in zip(solved.cells, read_notebook(folder / "solution.ipynb").cells, strict=True):
        cell.source = solution.source
    bare, shuffled = deepcopy(solved), deepcopy(solved)
    for cell in bare.cells:
        strip(cell)
    random.Random(7).shuffle(shuffled.cells)
    for handed in (solved, bare, shuffled):
        arranged = arrange(handed, exercise, source)
        assert [place.cell.source for place in arranged.places] == [cell.source for cell in solved.cells]
        assert arranged.lost == {}
