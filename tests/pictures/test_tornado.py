"""The tornado: a bar for each input, where its net benefits lie, and every number in words."""

from __future__ import annotations

from bs4 import BeautifulSoup

from casekit.explore.formats import Format, money
from casekit.models.retention import RetentionCase, TornadoBar, tornado as bars_of
from casekit.pictures.tornado import tornado

BARS = [
    TornadoBar("hazard_ratio_if_refused", 1.0, 3.0, net_at_low=-500.0, net_at_high=1500.0, swing=2000.0),
    TornadoBar("cost_of_absence", 320, 640, net_at_low=300.0, net_at_high=-100.0, swing=400.0),
]
LABELS = {"hazard_ratio_if_refused": "Leaving after a <no>", "cost_of_absence": "Overtime"}
SHOWS = {"hazard_ratio_if_refused": Format(1, after=" times"), "cost_of_absence": money}


def drawn(bars: list[TornadoBar]) -> BeautifulSoup:
    return BeautifulSoup(tornado(bars, LABELS, SHOWS, money, "The ratio & the rest").html, "html.parser")


def test_each_bar_lies_between_its_two_net_benefits_on_one_scale() -> None:
    rects = [(float(rect["x"]), float(rect["width"])) for rect in drawn(BARS).select("rect")]
    assert rects == [(0, 100), (20, 20)]
    assert {line["x1"] for line in drawn(BARS).select("line")} == {"25"}, "nought"


def test_each_row_says_its_input_its_range_and_its_nets() -> None:
    rows = [[cell.get_text(" ") for cell in row.select("th, td")] for row in drawn(BARS).select("tbody tr")]
    assert [[row[0], row[2]] for row in rows] == [
        ["Leaving after a <no> 1.0 times to 3.0 times", "−$500 to $1,500"],
        ["Overtime $320 to $640", "$300 to −$100"],
    ]
    assert drawn(BARS).caption.get_text() == "The ratio & the rest"


def test_the_plain_text_says_the_same() -> None:
    assert tornado(BARS, LABELS, SHOWS, money, "Finding").text.splitlines() == [
        "Finding",
        "Leaving after a <no> (1.0 times to 3.0 times): −$500 to $1,500",
        "Overtime ($320 to $640): $300 to −$100",
    ]


def test_inputs_that_move_nothing_are_drawn_as_nothing() -> None:
    case = RetentionCase(0, 1, 1, 1, cost_of_a_quit=8_320, cost_of_absence=0)
    still = bars_of(case, {"cost_of_a_quit": (4_160, 16_640)})
    picture = tornado(still, {"cost_of_a_quit": "Cost"}, {"cost_of_a_quit": money}, money, "Nothing moves")
    assert BeautifulSoup(picture.html, "html.parser").rect["width"] == "0"
