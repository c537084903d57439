"""The command line: one line and a hint for what goes wrong, one document for --json, and exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import casekit.exercise.run
from casekit.cli import main
from casekit.exercise import words
from casekit.exercise.checks import Result
from casekit.exercise.folder import find, load
from casekit.exercise.run import CellError, Report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Stand in for a notebook's run: one question right, one cell stopped."""
    exercise = load(find("01-retention", near=tmp_path))
    result = Report(
        exercise,
        (
            Result("break-even", 2.0, 2.0, "Right.", None),
            Result("overshoot", 0.0, 1.0, "It asks for no day.", "no day"),
        ),
        (CellError(3, "chance-answer", "NameError: x"),),
        {"reply": "The answer is gone."},
    )
    monkeypatch.setattr(casekit.exercise.run, "check_notebook", lambda path: result)
    return result


def test_release_writes_copies_and_names_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "01-retention", "--out", str(tmp_path)]) == 0
    copy = tmp_path / "01-retention" / "learner.ipynb"
    assert copy.is_file()
    assert capsys.readouterr().out == f"01-retention: 15 points, {copy}\n"


def test_release_as_json_is_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--out", str(tmp_path), "--json"]) == 0
    released = json.loads(capsys.readouterr().out)["released"]
    assert "01-retention" in [entry["exercise"] for entry in released]
    assert all((tmp_path / entry["exercise"]).is_dir() for entry in released)


def test_release_to_a_class_says_what_to_keep(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "class.csv").write_text("anna\nben\n", "utf-8")
    command = ["release", "01-retention", "--class", str(tmp_path / "class.csv"), "--out", str(tmp_path)]
    assert main(command) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"01-retention: 15 points, {tmp_path / 'anna/01-retention/01-retention.ipynb'}"
    assert lines[2] == words.KEEP_TOKENS.format(path=tmp_path / "class.tokens.csv")
    assert main([*command, "--retry", "anna", "--zip", "--json"]) == 0
    [released] = json.loads(capsys.readouterr().out)["released"]
    assert released["files"] == [str(tmp_path / "anna" / "01-retention.zip")]


def test_release_to_a_trainer_goes_into_a_folder_of_its_own(tmp_path: Path) -> None:
    assert main(["release", "01-retention", "--trainer", "--out", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["01-retention-solutions"]


@pytest.mark.parametrize("options", [["--retry", "anna"], ["--trainer", "--class", "class.csv"]])
def test_options_that_disagree_are_wrong_use(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "--out", str(tmp_path), *options]) == 2
    assert "--class" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_check_says_that_nothing_is_sandboxed_and_what_each_answer_earns(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "mine.ipynb"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == words.UNSANDBOXED
    assert "Cell 3 (chance-answer) stopped with NameError: x; the other cells ran." in lines
    assert "The ratio at which one occasion pays: 2 of 2 points, right" in lines
    assert "It asks for no day." in lines
    assert "The answer is gone." in lines
    assert words.NOT_A_GRADE in lines[-1]


def test_check_as_json_is_one_document(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "mine.ipynb", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == {
        "notebook": "mine.ipynb",
        "exercise": "01-retention",
        "sandboxed": False,
        "earned": 2.0,
        "possible": 3.0,
        "questions": [
            {"question": "break-even", "earned": 2.0, "possible": 2.0, "message": "Right.", "mistake": None},
            {
                "question": "overshoot",
                "earned": 0.0,
                "possible": 1.0,
                "message": "It asks for no day.",
                "mistake": "no day",
            },
        ],
        "errors": [{"number": 3, "name": "chance-answer", "error": "NameError: x"}],
        "lost": {"reply": "The answer is gone."},
        "attempt": 0,
        "note": words.NOT_A_GRADE,
    }


def test_wrong_use_is_one_line_and_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none.ipynb")]) == 2
    assert capsys.readouterr().err == (
        f"casekit: {tmp_path / 'none.ipynb'} does not exist.\n  Give the path of a notebook.\n"
    )
    assert main(["release", "09-none", "--out", str(tmp_path), "--json"]) == 2
    problem = json.loads(capsys.readouterr().out)
    assert problem["error"] == "There is no exercise '09-none'."
    assert problem["hint"].startswith("There are 01-retention")


def test_what_nobody_foresaw_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(path: Path) -> Report:
        raise KeyError("oops")

    monkeypatch.setattr(casekit.exercise.run, "check_notebook", broken)
    assert main(["check", "mine.ipynb"]) == 1
    assert capsys.readouterr().err.startswith("casekit: KeyError: 'oops'\n  This was not foreseen; --debug")
    with pytest.raises(KeyError):
        main(["check", "mine.ipynb", "--debug"])


@pytest.mark.parametrize("arguments", [[], ["check"], ["release"], ["grind"], ["check", "a", "b"]])
def test_a_command_that_cannot_be_read_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "casekit.cli", "check", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith(f"casekit: {tmp_path} does not exist.")
