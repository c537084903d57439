"""Finding and reading an exercise's folder."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from casekit.exercise.folder import authored, find, load, read_hints
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_exercise_is_found_beside_above_and_in_the_checkout(folder: Path, tmp_path: Path) -> None:
    assert find("00-small", near=folder) == folder
    assert find("00-small", near=tmp_path) == folder
    (deep := tmp_path / "downloads" / "mine").mkdir(parents=True)
    assert find("00-small", near=deep) == folder
    assert find("01-retention", near=deep).parent.name == "exercises"


def test_the_checks_of_another_exercise_are_not_taken(folder: Path, tmp_path: Path) -> None:
    shutil.copy(find("01-retention", near=tmp_path) / "checks.py", tmp_path)
    assert find("00-small", near=tmp_path) == folder
    with pytest.raises(ProblemError, match='The checks of exercise "09-none" were not found'):
        find("09-none", near=folder)


def test_a_folder_states_its_questions_in_their_order(folder: Path) -> None:
    exercise = load(folder)
    assert [entry.id for entry in exercise.entries] == ["double", "word", "essay"]
    assert (exercise.name, exercise.title, exercise.points) == ("00-small", "A small exercise", 6)
    assert exercise.hints == {"double": ("Think of `2`.", "Multiply.")}
    assert exercise.given.hours == 16


def test_hints_may_be_missing_but_not_astray(folder: Path) -> None:
    (folder / "hints.md").write_text("## tripel\n\nOops.\n", "utf-8")
    with pytest.raises(
        ProblemError, match=r"hints.md has hints for tripel. The questions are essay, double, word"
    ):
        load(folder)
    (folder / "hints.md").unlink()
    assert load(folder).hints == {}
    assert read_hints("# Hints\n\nNo section yet.\n") == {}


def test_two_questions_of_one_id_are_refused(folder: Path) -> None:
    checks = folder / "checks.py"
    checks.write_text(checks.read_text("utf-8").replace('"word"', '"double"'), "utf-8")
    with pytest.raises(ProblemError, match="has two questions of one id"):
        load(folder)


def test_a_folder_without_checks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match=re.escape(f"{tmp_path / 'checks.py'} does not exist.")):
        load(tmp_path)


def test_exercises_are_named_or_all_or_given_by_path(folder: Path, tmp_path: Path) -> None:
    assert authored([], near=tmp_path) == authored(["00-small"], near=tmp_path) == [folder]
    assert authored([str(folder)], near=tmp_path / "elsewhere") == [folder]
    with pytest.raises(ProblemError, match=r"There is no exercise '03-none'. There are 00-small."):
        authored(["03-none"], near=tmp_path)
