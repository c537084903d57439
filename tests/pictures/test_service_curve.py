"""The service-level curve draws, tells and tabulates what the models give."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from casekit.models.staffing import erlang_a_queue, erlang_c_queue, max_calls_per_hour
from casekit.pictures.picture import Picture
from casekit.pictures.service_curve import Team, service_curve

TEAM = Team(agents=11, handle_time_s=300, threshold_s=20, target=0.8, patience_s=180)
CALLS = range(70, 115, 5)
LIMITS = {"85.6": 85.56241, "96.0": 95.95209, "96.4": 96.44537, "107.9": 107.86483}


@pytest.fixture(scope="module")
def drawn() -> Picture:
    return service_curve(TEAM, CALLS)


def rows(drawn: Picture) -> dict[str, list[str]]:
    found = re.findall(r'<tr><th scope="row">([\d.]+)</th><td>(.*?)</td></tr>', drawn.html)
    return {volume: cells.split("</td><td>") for volume, cells in found}


def test_the_table_has_the_models_numbers(drawn: Picture) -> None:
    volumes = {f"{calls:.1f}": float(calls) for calls in CALLS} | LIMITS
    expected = {
        name: [
            *(f"{erlang_c_queue(calls, 300, n, 20).service_level:.1%}" for n in (11, 10)),
            *(f"{erlang_a_queue(calls, 300, 180, n, 20).service_level:.1%}" for n in (11, 10)),
        ]
        for name, calls in volumes.items()
    }
    assert rows(drawn) == expected
    assert rows(drawn)["90.0"] == ["86.1%", "74.0%", "90.9%", "84.7%"]


def test_each_line_meets_the_target_at_its_limit(drawn: Picture) -> None:
    at_target = {(name, cells.index("80.0%")) for name, cells in rows(drawn).items() if "80.0%" in cells}
    assert at_target == {("85.6", 1), ("96.0", 0), ("96.4", 3), ("107.9", 2)}


def test_the_finding_is_the_alternative_text_and_the_caption(drawn: Picture) -> None:
    finding = (
        "The target is 80%. If everybody holds the line, 11 agents meet it up to 96.0 calls an hour and 10 up to "
        "85.6; if callers hang up after 180 seconds on average, 11 agents meet it up to 107.9 calls an hour and 10 up "
        "to 96.4."
    )
    assert f'role="img" aria-label="{finding}"' in drawn.html
    assert f"<figcaption>{finding}</figcaption>" in drawn.html
    assert finding in drawn.text


def test_both_widths_draw_two_planes_with_two_lines_and_two_labelled_limits(drawn: Picture) -> None:
    wide, narrow = drawn.html.split('<div class="drawing-narrow">')
    for drawing in (wide, narrow):
        assert drawing.count('<path class="line-first"') == drawing.count('<path class="line-second"') == 2
        assert re.findall(r'<text class="(first|second)"[^>]*>([\d.]+)</text>', drawing) == [
            ("first", "96.0"),
            ("second", "85.6"),
            ("first", "107.9"),
            ("second", "96.4"),
        ]


def test_the_lines_pass_through_the_marked_limits(drawn: Picture) -> None:
    for role, cx, cy in re.findall(r'<circle class="fill-(\w+)" cx="([\d.]+)" cy="([\d.]+)"', drawn.html):
        lines = re.findall(rf'<path class="line-{role}" d="M([^"]+)"', drawn.html)
        points = [[tuple(map(float, p.split())) for p in line.split("L")] for line in lines]
        nearest = min(abs(x - float(cx)) + abs(y - float(cy)) for line in points for x, y in line)
        assert nearest < 5


def test_planes_stand_side_by_side_on_a_page_and_below_one_another_on_a_phone(drawn: Picture) -> None:
    moves = re.findall(r'<g transform="translate\((\d+) (\d+)\)">', drawn.html)
    assert moves == [("0", "0"), ("362", "0"), ("0", "0"), ("0", "280")]


def test_a_limit_beyond_the_axis_is_told_and_not_drawn() -> None:
    small = service_curve(replace(TEAM, agents=6), CALLS)
    assert "<circle" not in small.html
    assert f"6 agents meet it up to {max_calls_per_hour(6, 300, 0.8, 20):.1f} calls an hour" in small.text
    assert [line.split(" | ")[0] for line in small.text.splitlines()[3:]] == [
        f"{calls:.1f}" for calls in CALLS
    ]
