"""Notebooks that came back taken apart: every answer is found where it is, or refused in a sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise.folder import load
from casekit.exercise.token import TokenError, mint
from casekit.grading import Grader, Limits, words
from casekit.grading.judging.assignment import Assignment, read_assignment
from casekit.grading.judging.places import names_set
from casekit.grading.judging.submission import Submission, read_submission

Notebook = dict[str, Any]
Find = Callable[[Notebook, str], dict[str, Any]]
Read = Callable[[Notebook], Submission]
EXERCISES = sorted(path.parent for path in (Path(__file__).parents[2] / "exercises").glob("*/solution.ipynb"))
MARKS: list[object] = [None, [], {"nbgrader": {"grade_id": []}}, {}]
each_exercise = pytest.mark.parametrize("folder", EXERCISES, ids=lambda folder: folder.name)


@pytest.fixture
def assignment(trial: Path) -> Assignment:
    return read_assignment(trial)


def read_with(assignment: Assignment, notebook: Notebook, path: Path) -> Submission:
    path.write_text(json.dumps(notebook), "utf-8")
    return read_submission(path, assignment, Limits())


@pytest.fixture
def read(assignment: Assignment, tmp_path: Path) -> Read:
    return lambda notebook: read_with(assignment, notebook, tmp_path / "renamed by a browser (2).ipynb")


def strip(notebook: Notebook, *names: str) -> Notebook:
    """Take the marks off the cells that are named, or off all of them and the notebook itself."""
    for cell in notebook["cells"]:
        if not names or cell["metadata"].get("nbgrader", {}).get("grade_id") in names:
            cell["metadata"] = {}
            cell.pop("id", None)
    if not names:
        notebook["metadata"] = {}
    return notebook


def solved(folder: Path) -> Notebook:
    """Return a learner's copy with the solution's answers in it, the stubs' lines before them."""
    learner, solution = (
        json.loads((folder / f"{name}.ipynb").read_text("utf-8")) for name in ("learner", "solution")
    )
    for mine, right in zip(learner["cells"], solution["cells"], strict=True):
        mine["source"] = "".join(right["source"])
    return learner  # type: ignore[no-any-return]


# On every exercise of the kit.


@each_exercise
def test_a_solution_without_any_metadata_is_found_answer_by_answer(folder: Path, tmp_path: Path) -> None:
    assignment, path = read_assignment(folder), tmp_path / "my copy.ipynb"
    whole = read_with(assignment, solved(folder), path)
    bare = read_with(assignment, strip(solved(folder)), path)
    assert (bare.answers, bare.written, bare.faults) == (whole.answers, whole.written, {})
    assert (bare.own_cells, whole.own_cells) == (0, 0)


@each_exercise
def test_moved_cells_are_found_with_and_without_their_marks(folder: Path, tmp_path: Path) -> None:
    assignment, path = read_assignment(folder), tmp_path / "moved.ipynb"
    whole = read_with(assignment, solved(folder), path)
    moved = solved(folder)
    random.Random(7).shuffle(moved["cells"])
    assert read_with(assignment, moved, path).answers == whole.answers
    bare = read_with(assignment, strip(moved), path)
    assert bare.answers == whole.answers
    assert set(bare.written) | set(bare.faults) == set(assignment.written)


@each_exercise
def test_an_answer_that_was_deleted_is_named_and_costs_no_other(folder: Path, tmp_path: Path) -> None:
    assignment, path = read_assignment(folder), tmp_path / "deleted.ipynb"
    whole = read_with(assignment, solved(folder), path)
    for name in (*assignment.answers, *assignment.written):
        for stripped in (False, True):
            left = solved(folder)
            left["cells"] = [c for c in left["cells"] if c["metadata"]["nbgrader"]["grade_id"] != name]
            found = read_with(assignment, strip(left) if stripped else left, path)
            assert list(found.faults) == [name]
            assert f"`{name}` is missing" in found.faults[name].sentence
            assert "fresh copy" in found.faults[name].sentence
            assert {**found.answers, **found.written} == {
                key: text for key, text in {**whole.answers, **whole.written}.items() if key != name
            }


@each_exercise
def test_every_cell_there_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    assignment, path = read_assignment(folder), tmp_path / "twice.ipynb"
    whole = read_with(assignment, solved(folder), path)
    twice = solved(folder)
    twice["cells"] = [copy for cell in twice["cells"] for copy in (cell, deepcopy(cell))]
    for notebook in (twice, strip(deepcopy(twice))):
        found = read_with(assignment, notebook, path)
        assert (found.answers, found.written, found.faults) == (whole.answers, whole.written, {})


@each_exercise
def test_an_untouched_copy_without_metadata_is_an_untouched_copy(folder: Path, tmp_path: Path) -> None:
    assignment, path = read_assignment(folder), tmp_path / "untouched.ipynb"
    found = read_with(assignment, strip(json.loads((folder / "learner.ipynb").read_text("utf-8"))), path)
    assert (found.answers, found.faults, found.own_cells) == (assignment.stubs, {}, 0)


# One thing at a time.


@pytest.mark.parametrize("gone", [[], ["letter"]], ids=["above its check", "far from any check"])
def test_a_stripped_answer_that_is_set_in_two_ways_is_refused(
    read: Read, notebook: Notebook, find: Find, gone: list[str]
) -> None:
    cell = find(notebook, "letter-answer")
    other = deepcopy(cell) | {"source": 'letter = "D"'}
    notebook["cells"].insert(notebook["cells"].index(cell), other)
    strip(notebook, "letter-answer")
    notebook["cells"] = [
        c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") not in gone
    ]
    found = read(notebook)
    assert found.faults["letter-answer"].mistake == words.CELL_DOUBLE
    assert "2 different cells for `letter-answer`" in found.faults["letter-answer"].sentence


def test_an_answer_in_a_cell_of_ones_own_counts_if_the_given_one_was_left_empty(
    read: Read, notebook: Notebook, find: Find, assignment: Assignment
) -> None:
    find(notebook, "letter-answer")["source"] = assignment.stubs["letter-answer"]
    notebook["cells"].append({"cell_type": "code", "source": 'letter = "C"', "metadata": {}})
    found = read(notebook)
    assert (found.answers["letter-answer"], found.own_cells) == ('letter = "C"', 0)


def test_scratch_work_is_no_answer(
    read: Read, notebook: Notebook, find: Find, assignment: Assignment
) -> None:
    place = notebook["cells"].index(find(notebook, "letter-answer"))
    for text in ("print(letter)", "letter == 3", "if whole:\n    letter = 3", "rows_of_mine = 3"):
        spoilt = deepcopy(notebook)
        spoilt["cells"].insert(place + 1, {"cell_type": "code", "source": text, "metadata": {}})
        found = read(spoilt)
        assert (found.answers["letter-answer"], found.own_cells) == ('letter = "C"', 1)


def test_a_stripped_answer_split_in_two_is_put_together(read: Read, notebook: Notebook, find: Find) -> None:
    cell = find(notebook, "letter-answer")
    place = notebook["cells"].index(cell)
    notebook["cells"].insert(place, deepcopy(cell) | {"source": 'found = "c"'})
    cell["source"] = "letter = found.upper()"
    strip(notebook, "letter-answer")
    assert read(notebook).answers["letter-answer"] == 'found = "c"\n\nletter = found.upper()'


def test_two_answers_in_one_cell_are_found_by_what_they_set(
    read: Read, notebook: Notebook, find: Find
) -> None:
    both = "half = whole / 2\nletter = 'C'"
    find(notebook, "half-answer")["source"] = both
    del notebook["cells"][notebook["cells"].index(find(notebook, "letter-answer"))]
    found = read(strip(notebook))
    assert (found.answers["half-answer"], found.answers["letter-answer"]) == (both, both)


def test_an_answer_that_sets_nothing_in_plain_sight_is_what_stands_above_its_check(
    read: Read, notebook: Notebook, find: Find
) -> None:
    find(notebook, "letter-answer")["source"] = "for letter in 'C':\n    pass"
    assert read(strip(notebook)).answers["letter-answer"] == "for letter in 'C':\n    pass"


def test_text_below_a_written_answer_that_was_left_empty_is_the_answer(
    read: Read, notebook: Notebook, find: Find
) -> None:
    cell = find(notebook, "words")
    cell["source"] = "*YOUR ANSWER HERE*"
    notebook["cells"].insert(
        notebook["cells"].index(cell) + 1, {"cell_type": "markdown", "source": "Two days.", "metadata": {}}
    )
    assert read(notebook).written == {"words": "Two days."}
    assert read(strip(notebook)).written == {"words": "Two days."}


def test_a_written_answer_beside_its_empty_copy_counts(read: Read, notebook: Notebook, find: Find) -> None:
    notebook["cells"].append(deepcopy(find(notebook, "words")) | {"source": "*YOUR ANSWER HERE*"})
    assert read(notebook).written == {"words": "In my own words."}


def test_a_written_answer_there_twice_is_refused_by_name(read: Read, notebook: Notebook, find: Find) -> None:
    notebook["cells"].append(deepcopy(find(notebook, "words")) | {"source": "Other words."})
    found = read(notebook)
    assert found.written == {}
    assert "2 different cells for `words`" in found.faults["words"].sentence


def test_what_a_cell_is_like_may_be_anything(read: Read, notebook: Notebook) -> None:
    notebook["cells"] += [
        {"cell_type": kind, "source": text, "metadata": mark}
        for kind in (None, ["code"], {"a": 1}, "code")
        for text in (None, 3, ["a", 1], "=" * 1000, "a," * 1000 + "=", "def", "def (", "[" * 1000 + "=")
        for mark in MARKS
    ]
    assert len(read(notebook).answers) == 4


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("half = 1", ["half"]),
        ("half: float = 1", ["half"]),
        ("(half, other) = 1, 2", ["half", "other"]),
        ("half = 1 if other == 2 else 3", ["half"]),
        ("half += 1", []),
        ("half == 1", []),
        ("# half = 1", []),
        ("print(half=1)", []),
        ("half['a'] = 1", []),
        ("    half = 1", []),
        ("def half(x):", ["half"]),
        ("\0= 1\ndef", []),
    ],
)
def test_what_a_line_sets(code: str, names: list[str]) -> None:
    assert list(names_set(code)) == names


# The learner's token, which a stripped notebook still has in its first cell.


def with_token(notebook: Notebook, find: Find, in_metadata: object, in_cell: str) -> Notebook:
    notebook["metadata"]["casekit"]["token"] = in_metadata
    start = find(notebook, "start")
    start["source"] = "".join(start["source"]).replace("globals())", f'globals(), "{in_cell}")')
    return notebook


def test_a_stripped_notebook_keeps_its_learners_numbers(
    grader: Grader, trial: Path, tmp_path: Path, notebook: Notebook, find: Find
) -> None:
    tokens = (mint(load(trial)) for _ in range(1_000))
    token = next(token for token in tokens if load(trial).given.of(token).whole == 30)
    path = tmp_path / "stripped.ipynb"
    path.write_text(json.dumps(strip(with_token(notebook, find, token, token))), "utf-8")
    grade = grader.grade(path, [token])
    assert (grade.token, grade.earned, grade.own_cells) == (token, 5.0, 0)


def test_two_tokens_in_one_notebook_are_refused(read: Read, notebook: Notebook, find: Find) -> None:
    with pytest.raises(TokenError, match="two different learner's tokens"):
        read(with_token(notebook, find, "one", "two"))


def test_a_token_taken_out_of_the_first_cell_is_missed(read: Read, notebook: Notebook) -> None:
    notebook["metadata"]["casekit"]["token"] = "one"
    with pytest.raises(TokenError, match="has lost the learner's token"):
        read(notebook)


def test_the_first_cell_of_another_exercise_is_refused(read: Read, notebook: Notebook, find: Find) -> None:
    start = find(notebook, "start")
    start["source"] = "".join(start["source"]).replace('"trial"', '"01-retention"')
    with pytest.raises(Exception, match="belongs to exercise 01-retention, not trial"):
        read(strip(notebook))
