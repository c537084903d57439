"""A class and its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casekit.exercise.folder import load
from casekit.exercise.match import belonging
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import read_notebook
from casekit.exercise.roster import handed_out, read_class, release_class, tokens_file
from casekit.exercise.token import confirm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def class_file(tmp_path: Path) -> Path:
    path = tmp_path / "class.csv"
    path.write_text("learner,name\nanna,Anna A.\nben,Ben B.\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "learners"),
    [
        ("learner,name\nanna,A\nben,B\n", ["anna", "ben"]),
        ("\ufeffName, Learner \nA, anna\n\nB,ben\n", ["anna", "ben"]),
        ("anna\nÖzge Ö.\n", ["anna", "Özge Ö"]),
        ('learner\n"Doe, Jane"\n', ["Doe, Jane"]),
    ],
)
def test_a_class_is_a_column_or_a_list(tmp_path: Path, text: str, learners: list[str]) -> None:
    path = tmp_path / "class.csv"
    path.write_text(text.replace("Ö.", "Ö"), "utf-8")
    assert read_class(path) == learners


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no column 'learner'"),
        ("name,mail\na,b\n", "has no column 'learner'"),
        ("learner\n", "names no learners"),
        ("learner,name\nanna,A\nAnna,B\n", "the learner 'Anna' is there twice"),
        ("learner,name\n,A\n", "the learner '' is empty"),
        ("learner\n../anna\n", "the learner '../anna' is empty, too long, or begins or ends with a dot"),
        ("learner\na/b\n", "the learner 'a/b' is not fit for a folder's name"),
    ],
)
def test_a_class_that_cannot_have_folders_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemError) as problem:
        read_class(path)
    assert sentence in problem.value.sentence


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes("learner\nJürgen\n".encode("latin-1"))
    with pytest.raises(ProblemError, match="is not a text file in UTF-8"):
        read_class(path)
    with pytest.raises(ProblemError, match=r"none.csv does not exist"):
        read_class(tmp_path / "none.csv")


def token(copies: Path, learner: str) -> str:
    path = copies / learner / "00-small" / "00-small.ipynb"
    found = belonging(read_notebook(path), path).token
    assert found
    return found


def test_everybody_gets_a_copy_with_a_token_that_only_the_trainer_can_tell(
    folder: Path, class_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    released = release_class([folder], class_file, out)
    assert [entry.files[0].relative_to(out).as_posix() for entry in released] == [
        "anna/00-small/00-small.ipynb", "ben/00-small/00-small.ipynb"
    ]  # fmt: skip
    assert {path.name for path in (out / "anna" / "00-small").iterdir()} == {
        "00-small.ipynb", "checks.py", "hints.md"
    }  # fmt: skip
    for learner in ("anna", "ben"):
        assert handed_out(class_file, learner, "00-small") == (token(out, learner),)
        text = (out / learner / "00-small" / "00-small.ipynb").read_text("utf-8")
        assert "anna" not in text
        assert "ben" not in text.replace("benutz", "")
    assert token(out, "anna") != token(out, "ben")


def test_releasing_again_changes_nothing_and_newcomers_are_added(
    folder: Path, class_file: Path, tmp_path: Path
) -> None:
    release_class([folder], class_file, tmp_path / "one")
    class_file.write_text(class_file.read_text("utf-8") + "cem,Cem C.\n", "utf-8")
    release_class([folder], class_file, tmp_path / "two")
    for learner in ("anna", "ben"):
        assert token(tmp_path / "one", learner) == token(tmp_path / "two", learner)
    assert len(tokens_file(class_file).read_text("utf-8").splitlines()) == 1 + 3


def test_a_retry_gives_one_learner_other_numbers_and_the_old_copy_stays_good(
    folder: Path, class_file: Path, tmp_path: Path
) -> None:
    exercise = load(folder)
    release_class([folder], class_file, tmp_path / "one")
    released = release_class([folder], class_file, tmp_path / "two", retry=["anna"])
    assert len(released) == 1
    tokens = handed_out(class_file, "anna", "00-small")
    assert tokens == (token(tmp_path / "one", "anna"), token(tmp_path / "two", "anna"))
    first, second = (confirm(exercise, entry, tokens).given.hours for entry in tokens)
    assert first != second
    with pytest.raises(ProblemError, match="does not name dora"):
        release_class([folder], class_file, tmp_path / "two", retry=["dora"])


def test_new_numbers_in_the_exercise_make_new_tokens(folder: Path, class_file: Path, tmp_path: Path) -> None:
    release_class([folder], class_file, tmp_path / "one")
    checks = folder / "checks.py"
    checks.write_text(checks.read_text("utf-8").replace("(14, 16, 18)", "(15, 16, 17)"), "utf-8")
    release_class([folder], class_file, tmp_path / "two")
    assert token(tmp_path / "one", "anna") != token(tmp_path / "two", "anna")


def test_a_malformed_solution_leaves_nothing_behind(folder: Path, class_file: Path, tmp_path: Path) -> None:
    (folder / "solution.ipynb").write_text("{}", "utf-8")
    with pytest.raises(ProblemError):
        release_class([folder], class_file, tmp_path / "out")
    assert not tokens_file(class_file).exists()
    assert not (tmp_path / "out").exists()


def test_a_damaged_list_of_tokens_is_refused(folder: Path, class_file: Path, tmp_path: Path) -> None:
    tokens_file(class_file).write_text("learner;exercise;token\n", "utf-8")
    with pytest.raises(ProblemError, match="is not what `casekit release` wrote"):
        release_class([folder], class_file, tmp_path / "out")
