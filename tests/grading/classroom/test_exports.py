"""Exports, against what the importers of Canvas and Moodle are known to read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casekit.cli import main
from casekit.exercise.checks import Result
from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.intake.people import Person, known_as, read_people
from casekit.grading.judging.runner import Grade
from casekit.grading.records.gradebook import Entry, Gradebook
from casekit.grading.reports.exports import as_canvas, as_csv, as_moodle, harmless


def entry(learner: str, exercise: str, earned: float, possible: float = 10.0) -> Entry:
    results = (Result("q", earned, possible, "", None),)
    grade = Grade(exercise, "v", None, "s", words.SANDBOXED, 0.0, results, (), 0, ())
    return Entry(learner, grade, late=False, name=f"{learner}/{exercise}.ipynb", graded_at="2026-01-01")


ENTRIES = [entry("ada", "quiz", 8.0), entry("ben", "quiz", 9.126), entry("ada", "second", 0.5, 1.0)]
PEOPLE = [
    Person("ada", "Block, Jasen", "ada@example.com", "A1", "11", "", "jblock3430", "XC 101"),
    Person("ben", "Buckridge, Billy", "ben@example.com", "B2", "", "S2", "", "XC 101"),
    Person("cem", "Nobody", "", "", "", "", "", ""),
]


def test_canvas_reads_the_file_as_one_of_its_own() -> None:
    assert as_canvas(ENTRIES, PEOPLE, {"quiz": "Quiz 1 (23)"}) == (
        "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (23),second\n"
        "    Points Possible,,,,,10,1\n"
        '"Block, Jasen",11,,jblock3430,XC 101,8,0.5\n'
        '"Buckridge, Billy",,S2,,XC 101,9.13,\n'
    )


def test_the_header_is_what_canvas_looks_for() -> None:
    """Its importer wants these words in these places, and takes the number in parentheses for the assignment."""
    text = as_canvas(ENTRIES[:1], PEOPLE, {"quiz": "Quiz 1 (23)"})
    header, points, *_ = csv.reader(io.StringIO(text))
    assert "Student" in header[0] and "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    assert re.fullmatch(r"(.+) \((\d+)\)", header[5])
    assert "Points Possible" in points[0]


def test_moodle_reads_the_file_as_its_documentation_says() -> None:
    """Its own test imports `…,Email address,Manual item 1`, mapped from the address to the grade item."""
    only_mail = [replace(person, idnumber="") for person in PEOPLE]
    assert as_moodle(ENTRIES[:2], only_mail, {"quiz": "Manual item 1"}) == (
        "Email address,Manual item 1\nada@example.com,8\nben@example.com,9.13\n"
    )


def test_moodle_gets_every_column_that_is_complete() -> None:
    text = as_moodle(ENTRIES, PEOPLE, {})
    assert text.splitlines()[0] == "ID number,Email address,quiz,second"
    assert text.splitlines()[2] == "B2,ben@example.com,9.13,"
    mixed = [replace(PEOPLE[0], email=""), replace(PEOPLE[1], idnumber="")]
    with pytest.raises(ProblemError, match="only an idnumber"):
        as_moodle(ENTRIES, mixed, {})


@pytest.mark.parametrize("export", [as_canvas, as_moodle])
def test_nobody_is_left_out_in_silence(export: Callable[..., str]) -> None:
    with pytest.raises(ProblemError, match="would not know cem, dan"):
        export([*ENTRIES, entry("cem", "quiz", 1.0), entry("dan", "quiz", 1.0)], PEOPLE, {})


@pytest.mark.parametrize("export", [as_canvas, as_moodle])
def test_grades_out_of_different_points_are_refused(export: Callable[..., str]) -> None:
    with pytest.raises(ProblemError, match="out of different points"):
        export([entry("ada", "quiz", 1.0, 2.0), entry("ben", "quiz", 1.0, 3.0)], PEOPLE, {})


def test_a_spreadsheet_gets_everything() -> None:
    head, row, *_ = csv.reader(io.StringIO(as_csv([replace(ENTRIES[0], late=True)])))
    assert dict(zip(head, row, strict=True)) == {
        "learner": "ada",
        "exercise": "quiz",
        "earned": "8",
        "possible": "10",
        "late": "late",
        "sandbox": "bubblewrap",
        "graded_at": "2026-01-01",
        "version": "v",
        "submission": "s",
        "file": "ada/quiz.ipynb",
        "unread": "",
    }


@pytest.mark.parametrize(
    "evil",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0", "|x", "%x", "＝1"],
)
def test_no_cell_is_a_formula(evil: str) -> None:
    person = Person(evil, evil, evil, evil, evil, evil, evil, evil)
    entries = [replace(entry(evil, "quiz", 1.0), name=evil)]
    for text in (
        as_canvas(entries, [person], {"quiz": evil}),
        as_moodle(entries, [person], {"quiz": evil}),
        as_csv(entries),
    ):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert f"'{evil}".replace("\r", " ") in cells
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "|", "%", "＝")) for cell in cells)
    assert harmless("Ada") == "Ada"


def test_the_class_list_says_what_platforms_know_a_learner_by(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("Name,SIS_Login ID,learner,ID,shoe size\nAda Doe,ada1,ada,17,38\n,,ben,,\n", "utf-8")
    ada, ben = read_people(path)
    assert ada == Person("ada", "Ada Doe", canvas_id="17", sis_login_id="ada1")
    assert ben == Person("ben")
    assert known_as([ada, ben]) == {"ada": "ada", "ada doe": "ada", "17": "ada", "ada1": "ada", "ben": "ben"}
    path.write_text("ada\nben\n", "utf-8")
    assert read_people(path) == [Person("ada"), Person("ben")]


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., int]:
    book, people = tmp_path / "grades.db", tmp_path / "class.csv"
    people.write_text("learner,canvas id,email\nada,11,a@x\nben,12,b@x\n", "utf-8")
    with Gradebook(str(book)) as gradebook:
        for one in ENTRIES:
            gradebook.record(one)
    common = ["export", "--gradebook", str(book), "--class", str(people)]
    return lambda *options: main([*common, *options])


def test_the_command_prints_or_writes(
    export: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canvas = ("--format", "canvas", "--column", "quiz=Quiz 1 (23)", "--exercise", "quiz")
    assert export(*canvas) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (23)"
    out = tmp_path / "out" / "canvas.csv"
    assert export(*canvas, "--out", str(out)) == 0
    assert capsys.readouterr().out == f"2 grades written to {out}.\n"
    assert out.read_text("utf-8") == printed
    assert export("--format", "moodle", "--json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (document["format"], document["grades"]) == ("moodle", 3)
    assert document["text"].startswith("Email address,quiz,second\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--format", "canvas", "--column", "quiz"], "is no heading"),
        (["--format", "csv", "--exercise", "none"], "There are no grades of none."),
    ],
)
def test_wrong_use_is_a_sentence(
    export: Callable[..., int], options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(*options) == 2
    assert sentence in capsys.readouterr().err


def test_platforms_need_the_class_list(tmp_path: Path, export: Callable[..., int]) -> None:
    book = ["--gradebook", str(tmp_path / "grades.db")]
    assert main(["export", "--format", "canvas", *book]) == 2
    assert main(["export", "--format", "csv", *book]) == 0
