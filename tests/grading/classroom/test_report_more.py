"""What the report says beside the grades: resemblance with care, and what was gained, in a chart and its table."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casekit.cli import main
from casekit.exercise.gain import CANNOT_SAY, Gain
from casekit.exercise.parallel import read_items
from casekit.grading.records.gradebook import Gradebook
from casekit.grading.reports import report, report_words as words
from casekit.grading.reports.report_more import MOST_PAIRS, More, chart
from casekit.grading.reports.similar import Similar

EVIL = "<script>alert(1)</script>"
PAIR = Similar("trial", "words", "written", "ada", "ben", 0.83)
GAINS = [
    Gain("all questions", 12, 0.4, 0.7, 0.5, 0.25, 0.75),
    Gain("case 1", 12, 0.5, 0.25, -0.5, -0.9, 0.1),
    Gain("q1: an idea", 12, 1.0, 1.0, None, None, None),
]


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.labels += [value or "" for name, value in attrs if name == "aria-label"]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_without_anything_more_nothing_is_said() -> None:
    page = Reader(report.report([], {})).words
    assert words.SIMILAR not in page
    assert words.GAINS not in page


def test_answers_that_resemble_each_other_come_with_care() -> None:
    page = Reader(report.report([], {}, More(similar=[PAIR]))).words
    assert "ada, ben" in page and "83%" in page and "text" in page
    assert "Worth a conversation; proves nothing" in page
    assert "30" in page and "50%" in page and "80%" in page  # how it is measured
    assert not re.search(r"plagiar|cheat|dishonest|guilt|suspect|offen[cs]e", page, re.I)


def test_a_long_list_says_how_much_is_left_out() -> None:
    page = Reader(report.report([], {}, More(similar=[PAIR] * (MOST_PAIRS + 3)))).words
    assert words.SIMILAR_LEFT.format(count=3) in page
    assert words.SIMILAR_LEFT.format(count=0) not in Reader(report.report([], {}, More(similar=[PAIR]))).words


def test_names_beside_the_grades_are_text() -> None:
    more = More({}, [PAIR._replace(one=EVIL)], [GAINS[0]], [EVIL])
    read = Reader(report.report([], {}, more))
    assert "script" not in read.tags
    assert read.words.count(EVIL) == 2


def test_the_chart_says_in_words_what_it_shows() -> None:
    [label] = Reader(chart(GAINS[:2])).labels
    assert label == f"{words.GAINS}. all questions: 40% before, 70% after; case 1: 50% before, 25% after"
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', chart(GAINS[:2]))]
    assert widths == pytest.approx([160, 280, 200, 100])


def test_the_gain_has_a_table_beside_its_chart_and_what_it_cannot_say() -> None:
    read = Reader(report.report([], {}, More(gains=GAINS, left_out=["cem"])))
    assert read.tags.count("svg") == read.tags.count("table") == 1
    assert "0.25 to 0.75" in read.words and "none left" in read.words
    assert CANNOT_SAY in read.words
    assert "cem" in read.words
    [label] = read.labels
    assert "q1" not in label  # single questions stand in the table


def sheet(path: Path, form: str, right: dict[str, int]) -> Path:
    """Write a test's results as they are typed off paper: how many of the first questions each learner has right."""
    items = read_items()
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["learner", "form", *(item.id for item in items)])
        for learner, count in right.items():
            letters = [item.forms[form].right if n < count else "E" for n, item in enumerate(items)]
            table.writerow([learner, form, *letters])
    return path


def test_the_command_takes_both_tests(tmp_path: Path, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = str(tmp_path / "grades.db")
    with Gradebook(address):
        pass
    questions = len(read_items())
    before = sheet(tmp_path / "before.csv", "A", {"ada": 0, "ben": 1, "cem": 2})
    after = sheet(tmp_path / "after.csv", "B", {"ada": questions, "ben": questions, "dan": 1})
    command = ["report", "--gradebook", address, "--out", str(tmp_path), "--json"]
    assert main([*command, "--before", str(before), "--after", str(after)]) == 0
    assert json.loads(capsys.readouterr().out)["gains"] > questions
    page = Reader((tmp_path / report.FILE).read_text("utf-8"))
    assert "2 learners who took both tests" in page.words
    assert "cem, dan" in page.words
    assert f"{0.5 / questions:.0%} before, 100% after" in page.labels[0]


def test_one_test_alone_is_no_gain(tmp_path: Path, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["report", "--gradebook", "none.db", "--out", str(tmp_path), "--before", "before.csv"]
    assert main(command) == 2
    assert words.ONE_TEST in capsys.readouterr().err
