"""The panels: every word in both forms, nothing unescaped, nothing told by colour alone."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from casekit.exercise import words
from casekit.exercise.checks import Result
from casekit.exercise.feedback import Panel, result_panel, summary_panel
from casekit.exercise.folder import load

if TYPE_CHECKING:
    from pathlib import Path

RESULT = Result("double", 2.0, 2.0, "Two times is twice.", None)


class Reader(HTMLParser):
    """Collects the tags, the attributes' names and the text of some HTML, as a screen reader meets them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        if self.tags[-1] != "style":
            self.text += data


@pytest.mark.parametrize(
    ("earned", "state"), [(2.0, words.STATE_FULL), (0.5, words.STATE_PART), (0.0, words.STATE_NONE)]
)
def test_the_points_and_the_state_are_said_in_words(folder: Path, earned: float, state: str) -> None:
    question = load(folder).question("double")
    panel = result_panel(question, replace(RESULT, earned=earned), "Stuck?")
    assert panel.head == f"Twice the hours: {earned:g} of 2 points, {state}"
    assert panel.paragraphs[0] == RESULT.message
    assert ("The task: Give a number, right within 0.5." in panel.paragraphs) == (earned < 2)


def test_text_and_html_say_the_same(folder: Path) -> None:
    exercise = load(folder)
    for panel in (
        result_panel(exercise.question("double"), replace(RESULT, earned=0.5), "Stuck? `hint`"),
        summary_panel(exercise, [RESULT, Result("word", 0.0, 1.0, "", None)]),
    ):
        html, plain = Reader(panel._repr_html_()), str(panel).replace("`", "")
        for said in panel.head, *panel.paragraphs, *sum(panel.rows, ()):
            assert said.replace("`", "") in plain
            assert said.replace("`", "") in html.text


def test_the_html_needs_no_script_and_names_its_tables_heads(folder: Path) -> None:
    html = Reader(summary_panel(load(folder), [RESULT])._repr_html_())
    assert "script" not in html.tags
    assert html.attributes == {"class", "data-tone", "scope"}  # no style, no handlers
    assert 'role="status"' in Panel("Right.")._repr_html_()
    assert html.tags.count("th") == 3 + 2
    assert html.tags.count("td") == 2 * 2


def test_the_style_takes_its_colours_from_the_theme() -> None:
    html = Panel("Head")._repr_html_()
    style = html[html.index("<style>") : html.index("</style>")]
    colours = re.findall(r"--tone: ([^;]+);", style)
    assert len(colours) == 4
    assert all(colour.startswith("var(--jp-") for colour in colours)
    assert not re.search(r"[^-]color\s*:|background|url\(|@import", style)


def test_what_a_learner_wrote_is_never_markup() -> None:
    panel = Panel(
        "<b>head</b>", ("`<i>` & <script>x</script>",), rows=(("<u>", "</div>"),), columns=("<a>", "b")
    )
    html = Reader(panel._repr_html_())
    assert set(html.tags) == {
        "div",
        "style",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
    }
    assert "<i> & <script>x</script>" in html.text


def test_the_summary_is_never_called_a_grade(folder: Path) -> None:
    exercise = load(folder)
    some = summary_panel(exercise, [RESULT, Result("word", 0.0, 1.0, "", None)])
    full = summary_panel(exercise, [RESULT, Result("word", 1.0, 1.0, "", None)])
    assert some.head == "A small exercise: 2 of 3 points on the checks you can see"
    assert some.paragraphs[0].startswith("Full points on 1 of 2 questions. This is not a grade")
    assert full.paragraphs[0].startswith("All visible checks pass. This is not a grade")
    assert full.rows[-1] == ("In your words", "of 3", "a person reads it")
