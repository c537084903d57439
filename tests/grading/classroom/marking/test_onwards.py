"""Marks go where grades go: totals, feedback, exports and the report."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from casekit.cli import main
from casekit.grading import messages
from casekit.grading.marking import words
from casekit.grading.marking.desk import MarkingDesk
from tests.grading.classroom.marking.at_the_desk import EVIL, TEXTS, Reader, go_to, mark


def test_marks_are_in_totals_feedback_export_and_report(
    desk: MarkingDesk, book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner, levels in {"ada": (2, 2), "ben": (0, 0), "dan": (1, 1)}.items():
        go_to(desk, learner)
        mark(desk, *levels)
    go_to(desk, "dan")
    desk.form.text.value = f"Good.\nBut {EVIL}"
    go_to(desk, "ben")
    [box] = desk.form.outright.values()
    box.value = True

    capsys.readouterr()
    assert main(["export", "--format", "csv", "--gradebook", book]) == 0
    lines = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    assert {(line[0], line[2], line[3]) for line in lines} == {
        *(("ada", "4", "4"), ("ben", "1", "4"), ("cem", "1", "4"), ("dan", "2.5", "4"))
    }

    assert main(["report", "--gradebook", book, "--out", str(tmp_path / "report")]) == 0
    page = Reader((tmp_path / "report" / "class-report.html").read_text("utf-8"))
    assert "4 learners" in page.words and "words" in page.words
    assert words.EMPTY in page.words

    feedback = tmp_path / "feedback"
    main(["grade", str(tmp_path / "class"), "--gradebook", book, "--feedback", str(feedback)])
    dan = Reader((feedback / "dan" / "trial.html").read_text("utf-8"))
    assert "A trial: 2.5 of 4 points" in dan.words
    assert "Plain." in dan.words and "Good." in dan.words and "<script>alert(2)</script>" in dan.words
    assert {"script", "img"}.isdisjoint(dan.tags)
    ben = Reader((feedback / "ben" / "trial.html").read_text("utf-8")).words
    assert words.FAILED.format(sentence="It threatens <somebody>.") in ben
    assert words.NOTHING_WRITTEN in (feedback / "cem" / "trial.html").read_text("utf-8")
    returned = nbformat.read(feedback / "dan" / "trial-feedback.ipynb", 4)
    nbformat.validate(returned)
    place = next(place for place, cell in enumerate(returned.cells) if cell.source == TEXTS["dan"])
    assert "Plain." in returned.cells[place + 1].source


def test_before_anything_is_marked_the_checks_alone_count(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["export", "--format", "csv", "--gradebook", book]) == 0
    lines = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    assert {(line[0], line[2], line[3], line[-1]) for line in lines} == {
        *(("ada", "1", "1", "1"), ("ben", "1", "1", "1"), ("cem", "1", "1", ""), ("dan", "1", "1", "1"))
    }
    assert main(["report", "--gradebook", book, "--out", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unread"] == 3
    assert "Written answers still to be read: 3 (casekit mark trial)" in (
        tmp_path / "class-report.html"
    ).read_text("utf-8")


def test_a_class_that_is_half_marked_is_not_exported_to_a_platform(
    desk: MarkingDesk, book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "class.csv"
    people.write_text("learner,idnumber\n" + "".join(f"{who},{who}\n" for who in TEXTS), "utf-8")
    command = ["export", "--format", "moodle", "--gradebook", book, "--class", str(people)]
    assert main(command) == 0
    mark(desk, 1, 1)
    assert main(command) == 1
    assert messages.HALF_MARKED.format(count=2, exercise="trial") in capsys.readouterr().err
    assert main([*command, "--only-checks"]) == 0
    assert "ada,1" in capsys.readouterr().out
