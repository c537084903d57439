"""The quarter in dots: one for every day somebody was away, one for every day asked for, a line for each person."""

from __future__ import annotations

from bs4 import BeautifulSoup

from casekit.pictures.picture import NARROW, WIDE
from casekit.pictures.quarter import quarter

MADE = quarter(absent=[0, 2, 0, 1, 0], agents=4, asked=[2, 4])
FIGURE = BeautifulSoup(MADE.html, "html.parser")


def test_every_dot_is_a_day_of_somebody() -> None:
    for drawing in FIGURE.select("svg"):
        step = float(drawing["width"]) / 5
        away = [(float(dot["cx"]), float(dot["cy"])) for dot in drawing.select(".fill-second")]
        asked = [(float(dot["cx"]), float(dot["cy"])) for dot in drawing.select(".fill-first")]
        assert len(drawing.select("line.dots")) == 4
        assert away == [(1.5 * step, 4 * step), (1.5 * step, 3 * step), (3.5 * step, 4 * step)]
        assert asked == [(2.5 * step, step), (4.5 * step, step)]
    assert [int(drawing["width"]) for drawing in FIGURE.select("svg")] == [WIDE, NARROW]


def test_the_words_count_the_dots() -> None:
    assert "3 of 20 working days were lost without notice. The request is for 2" in MADE.text
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in FIGURE.select("tbody tr")]
    assert rows == [["At work", "15"], ["Away without notice", "3"], ["Asked for", "2"]]
