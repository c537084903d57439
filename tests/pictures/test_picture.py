"""The pictures' common language: drawn for two widths, said in words, and listed in numbers."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, strategies as st

from casekit.pictures.picture import NARROW, WIDE, Plot, picture, svg, table, text, ticks


def drawn() -> BeautifulSoup:
    made = picture(
        caption="Hours & days",
        finding="It <falls>.",
        draw=lambda width: svg(width, 100, text(10, 20.5, "a < b", anchor="end", role="strong")),
        head=("Day", "Hours"),
        rows=[("Mon", "8"), ("Tue", "7 & a half")],
        key=("all there", "one away"),
    )
    assert made._repr_mimebundle_() == {"text/html": made.html, "text/plain": made.text}
    assert made.text == "Hours & days\nIt <falls>.\nDay | Hours\nMon | 8\nTue | 7 & a half"
    return BeautifulSoup(made.html, "html.parser")


def test_a_picture_is_drawn_once_for_a_page_and_once_for_a_phone() -> None:
    figure = drawn()
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        drawing = figure.select_one(f".drawing-{name} > svg")
        assert (drawing["width"], drawing["viewbox"]) == (str(width), f"0 0 {width} 100")
        assert drawing["aria-hidden"] == "true"
    assert "style=" not in str(figure)
    assert "id=" not in str(figure)


def test_a_picture_says_what_to_see_and_lists_its_numbers() -> None:
    figure = drawn()
    assert figure.select_one('[role="img"]')["aria-label"] == "It <falls>."
    assert figure.figcaption.get_text() == "It <falls>."
    assert figure.select_one(".picture-title").get_text() == "Hours & days"
    assert [[cell.get_text() for cell in row.select("th, td")] for row in figure.select("tr")] == [
        ["Day", "Hours"], ["Mon", "8"], ["Tue", "7 & a half"],
    ]  # fmt: skip


def test_the_key_names_the_lines_in_the_order_of_their_roles() -> None:
    entries = drawn().select("ul.key li")
    assert [(entry.line["class"], entry.get_text().strip()) for entry in entries] == [
        (["line-first"], "all there"), (["line-second"], "one away"),
    ]  # fmt: skip


def test_a_picture_whose_lines_are_labelled_has_no_key() -> None:
    assert '<ul class="key">' not in picture("c", "f", lambda _: "", ("a",), [("b",)]).html


def test_a_table_s_first_column_heads_its_rows() -> None:
    made = BeautifulSoup(table(("a", "b"), [("1", "2")], "c"), "html.parser")
    assert [head["scope"] for head in made.select("thead th")] == ["col", "col"]
    assert made.select_one("tbody th")["scope"] == "row"


PLOT = Plot(width=400, x=(0, 10), y=(-1, 1), height=200, left=50, right=20, top=10, bottom=40)


def test_the_corners_of_a_plot_are_where_its_margins_end() -> None:
    assert (PLOT.across(0), PLOT.across(10)) == (50, 380)
    assert (PLOT.up(1), PLOT.up(-1)) == (10, 160)
    assert (PLOT.across(5), PLOT.up(0)) == (215, 85)


def test_what_is_plotted_lies_where_the_plane_says() -> None:
    assert (
        PLOT.line([(0, -1), (10, 1)], "second")
        == '<path class="line-second" d="M50.0 160.0L380.0 10.0"></path>'
    )
    assert PLOT.dot(5, 0, "first") == '<circle class="fill-first" cx="215.0" cy="85.0" r="4"></circle>'
    level = BeautifulSoup(PLOT.level(0, "Target"), "html.parser")
    assert (level.line["y1"], level.line["y2"]) == ("85.0", "85.0")
    assert float(level.find("text")["y"]) < 85


def test_axes_write_each_tick_and_what_runs_along() -> None:
    axes = BeautifulSoup(
        PLOT.axes([0, 5, 10], [-1, 0, 1], "{:g} d".format, "{:g} h".format, "Days"), "html.parser"
    )
    assert [words.get_text() for words in axes.select("text")] == [
        "-1 h", "0 h", "1 h", "0 d", "5 d", "10 d", "Days",
    ]  # fmt: skip
    assert len(axes.select("line.grid")) == 3


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(0, 100, [0, 25, 50, 75, 100]), (-3, 9, [-5, 0, 5, 10]), (0, 0, [0]), (0.2, 0.2, [0, 0.25])],
)
def test_ticks_are_round_and_span_the_range(low: float, high: float, found: list[float]) -> None:
    assert ticks(low, high) == found


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_even_and_enclose(low: float, length: float) -> None:
    marks = ticks(low, low + length)
    slack = 1e-6 * max(abs(low), length)
    assert marks[0] <= low + slack
    assert marks[-1] >= low + length - slack
    steps = [b - a for a, b in pairwise(marks)]
    assert 2 <= len(marks) <= 7
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)
