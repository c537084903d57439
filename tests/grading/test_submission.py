from __future__ import annotations

import copy
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise.problem import ProblemError
from casekit.grading import Limits, words
from casekit.grading.judging.assignment import Assignment, read_assignment
from casekit.grading.judging.submission import Submission, read_submission

Notebook = dict[str, Any]
Find = Callable[[Notebook, str], dict[str, Any]]
Read = Callable[[object], Submission]


@pytest.fixture
def assignment(trial: Path) -> Assignment:
    return read_assignment(trial)


@pytest.fixture
def read(assignment: Assignment, limits: Limits, tmp_path: Path) -> Read:
    """Return a function that reads a notebook, or any JSON, or bytes, as a submission."""

    def read(content: object) -> Submission:
        path = tmp_path / "trial (1).ipynb"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return read_submission(path, assignment, limits)

    return read


def test_an_honest_notebook(read: Read, notebook: Notebook) -> None:
    found = read(notebook)
    assert list(found.answers) == ["half-answer", "double-answer", "letter-answer", "table-answer"]
    assert found.answers["letter-answer"] == 'letter = "C"'
    assert (found.faults, found.own_cells, found.token) == ({}, 0, None)
    assert found.written == {"words": "In my own words."}


def test_nothing_but_answers_is_taken(read: Read, notebook: Notebook, find: Find) -> None:
    before = read(notebook).answers
    for name in ("start", "tools", "between", "double", "summary"):
        find(notebook, name)["source"] = "raise SystemExit"
    notebook["cells"].append({"cell_type": "code", "source": "check = None", "metadata": {}})
    found = read(notebook)
    assert (found.answers, found.own_cells) == (before, 1)


def test_cells_may_come_in_any_order_and_lines_in_a_list(read: Read, notebook: Notebook) -> None:
    before = read(notebook).answers
    notebook["cells"].reverse()
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    assert dict(read(notebook).answers) == before


def test_a_missing_cell_is_named(read: Read, notebook: Notebook, find: Find) -> None:
    notebook["cells"].remove(find(notebook, "letter-answer"))
    found = read(notebook)
    assert "letter-answer" not in found.answers
    assert list(found.faults) == ["letter-answer"]
    assert found.faults["letter-answer"].mistake == words.CELL_MISSING
    assert "`letter-answer` is missing" in found.faults["letter-answer"].sentence


def test_a_cell_of_another_kind_is_named(read: Read, notebook: Notebook, find: Find) -> None:
    find(notebook, "letter-answer")["cell_type"] = "raw"
    assert "another kind" in read(notebook).faults["letter-answer"].sentence


def doubled(notebook: Notebook, find: Find, *sources: str) -> Notebook:
    original = find(notebook, "letter-answer")
    original["source"] = sources[0]
    notebook["cells"] += [copy.deepcopy(original) | {"source": source} for source in sources[1:]]
    return notebook


def test_equal_copies_of_a_cell_are_one(read: Read, notebook: Notebook, find: Find) -> None:
    found = read(doubled(notebook, find, "letter = 1", "letter = 1"))
    assert found.answers["letter-answer"] == "letter = 1"


@pytest.mark.parametrize("turn", [1, -1])
def test_a_copy_left_as_it_was_handed_out_does_not_count(
    read: Read, notebook: Notebook, find: Find, turn: int
) -> None:
    sources = ["letter = ...  # YOUR ANSWER HERE, between quotes\n", 'letter = "C"'][::turn]
    assert read(doubled(notebook, find, *sources)).answers["letter-answer"] == 'letter = "C"'


def test_different_copies_are_refused_by_name(read: Read, notebook: Notebook, find: Find) -> None:
    found = read(doubled(notebook, find, "letter = 1", "letter = 2", "letter = 3"))
    assert "letter-answer" not in found.answers
    assert found.faults["letter-answer"].mistake == words.CELL_DOUBLE
    assert "3 different cells" in found.faults["letter-answer"].sentence


@pytest.mark.parametrize("source", [None, 7, {"a": 1}, ["a", 7], [["a"]]])
def test_a_damaged_source_is_an_empty_answer(
    read: Read, notebook: Notebook, find: Find, source: object
) -> None:
    find(notebook, "letter-answer")["source"] = source
    assert read(notebook).answers["letter-answer"] == ""


@pytest.mark.parametrize("metadata", [None, [], "x", {"nbgrader": 1}, {"nbgrader": {"grade_id": ["a"]}}, {}])
def test_damaged_metadata_never_break_the_reading(read: Read, notebook: Notebook, metadata: object) -> None:
    notebook["cells"][0]["metadata"] = metadata
    notebook["cells"] += [None, 1, "cell", [], {}, {"cell_type": "code", "metadata": metadata}]
    notebook["metadata"] = metadata
    assert len(read(notebook).answers) == 4


def refusal(read: Read, content: object) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read(content)
    assert caught.value.status == 1
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a notebook"),
        (b"{", "is not a notebook"),
        (b"\xff\xfe", "is not a notebook"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        ([], "version 4"),
        ({"nbformat": 3, "worksheets": []}, "version 4"),
        ({"nbformat": 4, "cells": {}}, "version 4"),
        ({"nbformat": 4, "cells": []}, "none of the answer cells"),
        ({"nbformat": 4, "cells": [{}] * 101}, "101 cells"),
        (b" " * 1_000_001, "more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_notebook_of_the_exercise_is_refused_in_a_sentence(
    read: Read, content: object, sentence: str
) -> None:
    assert sentence in refusal(read, content).sentence


def test_huge_numbers_are_read_in_no_time(read: Read, notebook: Notebook) -> None:
    text = json.dumps(notebook).replace('"nbformat_minor": 5', f'"nbformat_minor": {"9" * 500_000}')
    assert len(read(text.encode()).answers) == 4


def test_answers_above_the_limit_are_refused(read: Read, notebook: Notebook, find: Find) -> None:
    find(notebook, "letter-answer")["source"] = "#" * 50_001
    assert "50,000 bytes" in refusal(read, notebook).sentence


def test_another_exercise_is_refused_by_name(read: Read, notebook: Notebook) -> None:
    notebook["metadata"]["casekit"]["exercise"] = "07-business-case\u202e"
    assert "exercise 07-business-case?, not trial" in refusal(read, notebook).sentence


def test_the_token_is_read_not_believed(read: Read, notebook: Notebook, find: Find) -> None:
    notebook["metadata"]["casekit"]["token"] = ["a"]
    find(notebook, "start")["source"] = ""
    assert read(notebook).token == "['a']"


def test_a_link_is_not_followed(assignment: Assignment, limits: Limits, trial: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ipynb"
    link.symlink_to(trial / "honest.ipynb")
    with pytest.raises(ProblemError, match=r"link\.ipynb cannot be opened"):
        read_submission(link, assignment, limits)


def test_a_pipe_is_not_waited_for(assignment: Assignment, limits: Limits, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ipynb")
    with pytest.raises(ProblemError, match="not a plain file"):
        read_submission(tmp_path / "pipe.ipynb", assignment, limits)


@pytest.mark.parametrize("name", [".", "nowhere.ipynb"])
def test_a_folder_and_nothing_are_no_file(
    assignment: Assignment, limits: Limits, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ProblemError, match=r"not a plain file|cannot be opened"):
        read_submission(tmp_path / name, assignment, limits)


def test_the_hash_is_that_of_the_file(read: Read) -> None:
    content = json.dumps(
        {
            "nbformat": 4,
            "cells": [{"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "letter-answer"}}}],
        }
    ).encode()
    assert read(content).sha256 == hashlib.sha256(content).hexdigest()
