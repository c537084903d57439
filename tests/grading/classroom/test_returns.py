"""Feedback to a learner: it says why, and it neither leaks nor runs anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from casekit.exercise.checks import Result
from casekit.exercise.folder import Exercise, load
from casekit.grading import words
from casekit.grading.intake.collect import Found
from casekit.grading.judging.runner import Grade
from casekit.grading.records.gradebook import Entry
from casekit.grading.reports import returns, returns_words

EVIL = "<img src=x onerror=alert(1)>`</code><script>alert(2)</script>` $\\href{javascript:x}{y}$ [a](javascript:b)"
GRADE = Grade(
    exercise="trial",
    version="v",
    token=None,
    submission="s",
    sandbox=words.SANDBOXED,
    seconds=0.1,
    results=(
        Result("half", 1.0, 1.0, "Right.", None),
        Result("double", 0.0, 2.0, f"`double(2)` stopped with an error: {EVIL}", "x"),
        Result("letter", 0.0, 1.0, "Not this one.", None),
    ),
    cells=(("double-answer", f"The cell `double-answer` {EVIL}."),),
    own_cells=2,
    broken=("double: KeyError: secret",),
)
ENTRY = Entry("Ada <b>Doe</b>", GRADE, late=True, name="x")


class Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def exercise(kit: Path) -> Exercise:
    return load(kit)


def test_the_page_says_what_was_right_what_was_not_and_why(exercise: Exercise) -> None:
    text = Reader(returns.feedback_page(exercise, ENTRY)).words
    for said in (
        "One half: 1 of 1 points, right",
        "A function that doubles: 0 of 2 points, not yet",
        "Not this one.",
    ):
        assert said in text
    assert "The task: Write one letter, A to E." in text
    assert returns_words.LATE in text
    assert returns_words.OWN_CELLS.format(count=2) in text


def test_a_learners_text_is_text(exercise: Exercise) -> None:
    page = returns.feedback_page(exercise, ENTRY)
    read = Reader(page)
    assert {"script", "img", "b", "a", "iframe", "link"}.isdisjoint(read.tags)
    assert not any(name.startswith("on") or name in ("src", "href") for name in read.attributes)
    assert "<img src=x onerror=alert(1)>" in read.words
    assert "Ada <b>Doe</b>" in read.words
    assert "default-src 'none'" in page.replace("&#x27;", "'")


def test_nothing_is_told_that_only_the_grader_knows(exercise: Exercise) -> None:
    for text in (
        returns.feedback_page(exercise, ENTRY),
        returns.annotated(exercise, ENTRY, b'{"cells": []}'),
    ):
        assert "7171" not in text  # what the hidden check tries
        assert "KeyError" not in text
        assert "secret" not in text


def test_the_notebook_comes_back_annotated(exercise: Exercise, answers: Callable[..., str]) -> None:
    text = returns.annotated(exercise, ENTRY, answers(half="half = 5").encode())
    notebook = nbformat.reads(text, 4)
    nbformat.validate(notebook)
    sources = [cell.source for cell in notebook.cells]
    assert "A trial: 1 of 4 points" in sources[0]
    place = sources.index("half = 5")
    assert any("One half: 1 of 1 points" in source for source in sources[place : place + 3])
    assert sum("Not this one." in source for source in sources) == 1


def test_feedback_on_a_question_whose_cell_is_gone_comes_at_the_end(exercise: Exercise) -> None:
    notebook = json.loads(
        returns.annotated(exercise, ENTRY, b'{"cells": [{"cell_type": "code", "source": ["a"]}]}')
    )
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds == ["markdown", "code", "markdown", "markdown", "markdown"]


def test_only_a_learners_words_come_back(exercise: Exercise) -> None:
    cells = [
        {
            "cell_type": "code",
            "source": "a = 1",
            "outputs": [{"data": {"text/html": "<script>"}}],
            "metadata": {"x": 1},
        },
        {"cell_type": "markdown", "source": [1, "b"], "attachments": {"evil.svg": {}}, "metadata": 5},
        {"cell_type": "evil", "source": "c"},
        {"cell_type": "raw"},
        "no cell",
    ]
    text = returns.annotated(
        exercise, ENTRY, json.dumps({"cells": cells, "metadata": {"widgets": 1}}).encode()
    )
    nbformat.validate(nbformat.reads(text, 4))
    for gone in ("evil", "widgets", "text/html", "no cell"):
        assert gone not in text.replace("&#92;", "")
    assert [c.source for c in nbformat.reads(text, 4).cells[1:4]] == ["a = 1", "1.0b", ""]


def test_an_annotation_is_one_block_without_markdown_or_mathematics(exercise: Exercise) -> None:
    [summary, *_] = json.loads(returns.annotated(exercise, ENTRY, b'{"cells": []}'))["cells"]
    assert summary["source"].startswith('<div class="casekit-panel"')
    assert not set("$\\\n") & set(summary["source"])
    assert "<script" not in summary["source"]


def test_each_learner_gets_a_folder(exercise: Exercise, answers: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(answers(), "utf-8")
    found = Found("ada", "trial", path, "x", "s", False, (0, 0, 0.0, ""))
    written = returns.write(tmp_path / "out", exercise, found, replace(ENTRY, learner="ada"))
    assert [str(path.relative_to(tmp_path)) for path in written] == [
        "out/ada/trial.html",
        "out/ada/trial-feedback.ipynb",
    ]
    assert all(path.is_file() for path in written)
