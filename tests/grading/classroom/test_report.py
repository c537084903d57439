"""The class report: the figures by hand, and a page that needs nothing and runs nothing."""

from __future__ import annotations

import json
import re
import statistics
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casekit.cli import main
from casekit.exercise.checks import Result
from casekit.exercise.folder import load
from casekit.grading import words
from casekit.grading.judging.runner import Grade
from casekit.grading.records.gradebook import Entry, Gradebook
from casekit.grading.reports import report, report_words
from casekit.grading.reports.statistics import FEWEST, ExerciseFigures, figures


def entry(learner: str, half: float, double: float, mistake: str | None = None) -> Entry:
    results = (Result("half", half, 1.0, "So.", mistake), Result("double", double, 2.0, "So.", None))
    grade = Grade("trial", "v", None, "s", words.SANDBOXED, 0.1, results, (), 0, ())
    return Entry(learner, grade, late=False, name="x")


CLASS = [
    entry("ada", 1.0, 2.0),
    entry("ben", 0.0, 1.0, "a third"),
    entry("cem", 0.0, 0.0, "a third"),
    entry("dan", 0.5, 2.0, "rounded"),
    *(entry(f"learner {number}", 1.0, 2.0) for number in range(FEWEST - 4)),
]


@pytest.fixture
def found() -> ExerciseFigures:
    [found] = figures(CLASS)
    return found


def test_the_class_as_a_whole(found: ExerciseFigures) -> None:
    assert (found.exercise, found.learners) == ("trial", 10)
    assert found.mean == pytest.approx((7 * 1 + 1 / 3 + 0 + 2.5 / 3) / 10)
    assert found.median == 1.0
    assert found.bins == (1, 0, 0, 1, 0, 0, 0, 0, 1, 7)


def test_each_question(found: ExerciseFigures) -> None:
    half, double = found.questions
    assert (half.question, half.possible, half.full, half.nothing) == ("half", 1.0, 7, 2)
    assert half.difficulty == pytest.approx(0.75)
    assert double.difficulty == pytest.approx(0.85)
    halves, doubles = [1, 0, 0, 0.5, *[1] * 6], [2, 1, 0, 2, *[2] * 6]
    expected = pytest.approx(statistics.correlation(halves, doubles))
    assert half.discrimination == expected
    assert double.discrimination == expected


def test_with_few_learners_discrimination_is_not_given() -> None:
    [few] = figures(CLASS[:4])
    assert [question.discrimination for question in few.questions] == [None, None]
    assert figures([]) == []


def test_mistakes_and_who_needs_help(found: ExerciseFigures) -> None:
    assert found.mistakes == (("half", "a third", 2), ("half", "rounded", 1))
    assert [(learner, open_) for learner, _, open_ in found.need_help] == [
        ("cem", ("half", "double")),
        ("ben", ("half",)),
    ]


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str]] = {}
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_stands_alone(kit: Path) -> None:
    page = report.report(CLASS, {"trial": load(kit)})
    read = Reader(page)
    assert {"script", "img", "link", "iframe", "a"}.isdisjoint(read.tags)
    assert {"src", "href", "style"}.isdisjoint(read.attributes)
    assert not any(name.startswith("on") for name in read.attributes)
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert read.tags.count("h1") == read.tags.count("main") == read.tags.count("title") == 1
    assert "A trial (trial)" in read.words
    assert "A function that doubles" in read.words


def test_a_chart_says_in_words_what_it_shows_and_its_table_stands_beside_it() -> None:
    read = Reader(report.report(CLASS, {}))
    [said] = read.attributes["aria-label"]
    assert said == f"{report_words.DISTRIBUTION}. 0% to 10%: 1; 30% to 40%: 1; 80% to 90%: 1; 90% to 100%: 7"
    assert read.tags.count("caption") == read.tags.count("table") == 4
    assert read.attributes["scope"].count("row") > 12
    heights = [
        float(value) for value in re.findall(r'<rect [^>]*height="([\d.]+)"', report.report(CLASS, {}))
    ]
    assert max(heights) == heights[9] == 120
    assert heights[0] == pytest.approx(120 / 7, abs=0.1)


def test_what_makes_figures_doubtful_is_said() -> None:
    odd = [
        replace(CLASS[0], late=True),
        replace(CLASS[1], grade=replace(CLASS[1].grade, sandbox=words.UNSAFE, version="w")),
        replace(CLASS[2], grade=replace(CLASS[2].grade, broken=("half: KeyError",))),
    ]
    text = Reader(report.report(odd, {})).words
    assert report_words.LATE.format(learners="ada") in text
    assert report_words.UNSAFE.format(learners="ben") in text
    assert report_words.BROKEN.format(learner="cem", reason="half: KeyError") in text
    assert report_words.VERSIONS.format(count=2) in text
    assert report_words.CARE not in Reader(report.report(CLASS, {})).words


def test_a_learners_name_is_text() -> None:
    evil = "<script>alert(1)</script>"
    read = Reader(report.report([entry(evil, 0.0, 0.0, "<img src=x>")], {}))
    assert {"script", "img"}.isdisjoint(read.tags)
    assert evil in read.words


def test_the_command_writes_one_file(kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = str(tmp_path / "grades.db")
    with Gradebook(book) as gradebook:
        gradebook.record(CLASS[0])
    assert main(["report", "--gradebook", book, "--out", str(tmp_path / "out"), "--json"]) == 0
    written = {"report": str(tmp_path / "out" / report.FILE), "grades": 1}
    assert json.loads(capsys.readouterr().out) == written | {"unread": 0, "similar": 0, "gains": 0}
    assert [path.name for path in (tmp_path / "out").iterdir()] == [report.FILE]
    assert report_words.NOBODY in (tmp_path / "out" / report.FILE).read_text("utf-8")


def test_a_class_without_grades_has_a_report_too() -> None:
    assert report_words.NONE in report.report([], {})
