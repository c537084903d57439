"""`casekit mark`: a notebook that opens the desk, and goes afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from casekit.cli import main
from casekit.exercise.problem import ProblemError
from casekit.grading import messages
from casekit.grading.marking import notebook as marking_notebook, words
from casekit.grading.marking.desk import MarkingDesk
from casekit.grading.records.gradebook import Gradebook
from tests.grading.classroom.marking.at_the_desk import RUBRIC, mark


def test_the_command_makes_a_notebook_and_says_where(
    book: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    folder = tmp_path / "desk"
    assert main(["mark", "trial", "--gradebook", book, "--no-open", "--folder", str(folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == {"notebook": str(folder / marking_notebook.FILE), "marked": 0, "to_mark": 3}
    notebook = nbformat.read(document["notebook"], 4)
    nbformat.validate(notebook)
    source = notebook.cells[1].source
    ran = subprocess.check_output(
        [sys.executable, "-c", f"{source.replace('desk(', 'print(desk(', 1)[:-1]}).answers[0].exercise)"],
        text=True, cwd=tmp_path,
    )  # fmt: skip
    assert ran == "trial\n"


def test_it_opens_jupyterlab_on_a_notebook_that_goes_afterwards(
    book: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Path] = []

    class Lab:
        """Stands in for JupyterLab: somebody marks, presses Ctrl+C, and marks again before it ends."""

        def __init__(self, command: list[str], *, cwd: Path, env: dict[str, str]) -> None:
            assert command[1:] == ["-m", "jupyter", "lab", marking_notebook.FILE]
            assert env[marking_notebook.ADDRESS] == book
            assert (cwd / marking_notebook.FILE).is_file()
            seen.append(cwd)
            self.waited = 0

        def __enter__(self) -> Lab:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def poll(self) -> int | None:
            return None if self.waited < 2 else 0

        def wait(self) -> None:
            desk = MarkingDesk(book, home)
            mark(desk, 2, 2)
            self.waited += 1
            if self.waited == 1:
                raise KeyboardInterrupt

    monkeypatch.setattr(marking_notebook.subprocess, "Popen", Lab)
    capsys.readouterr()
    assert main(["mark", "trial", "--gradebook", book]) == 0
    assert capsys.readouterr().out == words.OPENED.format(marked=2, total=3) + "\n"
    [folder] = seen
    assert not folder.exists()


def test_a_password_stands_in_no_file(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://trainer:secret@host/grades"
    task = marking_notebook.Task(home, address)
    path = marking_notebook.make(task, tmp_path)
    assert "secret" not in path.read_text("utf-8")
    assert marking_notebook.environment(task)[marking_notebook.ADDRESS] == address
    opened: list[tuple[str, Path, bool]] = []
    monkeypatch.setattr(
        marking_notebook, "MarkingDesk", lambda book, folder, *, names: opened.append((book, folder, names))
    )
    monkeypatch.setenv(marking_notebook.ADDRESS, address)
    marking_notebook.desk(str(home), names=True)
    assert opened == [(address, home, True)]
    monkeypatch.delenv(marking_notebook.ADDRESS)
    with pytest.raises(ProblemError, match="which gradebook"):
        marking_notebook.desk(str(home))


def test_what_is_missing_is_a_sentence(
    book: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert main(["mark", *arguments, "--no-open", "--folder", str(tmp_path / "x")]) in (1, 2)
        return capsys.readouterr().err

    assert "does not exist" in said("trial", "--gradebook", str(tmp_path / "none.db"))
    assert "There is no exercise 'none'" in said("none", "--gradebook", book)
    with Gradebook(str(tmp_path / "empty.db")):
        pass
    assert "holds no written answers of trial" in said("trial", "--gradebook", str(tmp_path / "empty.db"))
    (home / "rubric.yml").write_text("answers: []", "utf-8")
    assert "has no rubric for words" in said("trial", "--gradebook", book)
    (home / "rubric.yml").write_text(RUBRIC, "utf-8")
    monkeypatch.setattr(marking_notebook.importlib.util, "find_spec", lambda name: None)
    assert main(["mark", "trial", "--gradebook", book]) == 1
    assert messages.NO_PACKAGE.format(name="jupyterlab") in capsys.readouterr().err
