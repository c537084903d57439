"""The days cut up by calls: what is drawn is what the log says, and nothing overlaps."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from casekit.data import load_client_calls
from casekit.pictures.day_of_calls import DAY_MIN, Day, day_of_calls, gaps, working_days
from casekit.pictures.picture import NARROW, Picture

MONDAY = pd.Timestamp("2008-03-24")
BROKEN = Day(MONDAY, ((30, 40), (45, 60), (200, 210)))
QUIET = Day(MONDAY + pd.Timedelta(days=1), ())


@cache
def small() -> Picture:
    return day_of_calls({"a loud week": [BROKEN], "a quiet week": [QUIET]}, resume_min=5, caption="Two days")


def drawings() -> list[str]:
    return re.findall(r'<svg class="drawing" width="(?:700|340)".*?</svg>', small().html)


@st.composite
def a_days_calls(draw: st.DrawFn) -> list[tuple[float, float]]:
    edges = sorted(draw(st.lists(st.integers(0, DAY_MIN), unique=True, max_size=20)))
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]


@given(a_days_calls(), st.integers(0, 15))
def test_calls_getting_back_and_gaps_fill_the_day_exactly_once(
    calls: list[tuple[float, float]], resume_min: int
) -> None:
    free = gaps(calls, resume_min)
    busy = {
        minute for start, end in calls for minute in range(int(start), min(int(end) + resume_min, DAY_MIN))
    }
    clear = [minute for start, end in free for minute in range(int(start), int(end))]
    assert len(clear) == len(set(clear))
    assert sorted({*clear, *busy}) == list(range(DAY_MIN))
    assert not busy & set(clear)


def test_a_stretch_shorter_than_an_hour_is_not_clear() -> None:
    assert BROKEN.clear(resume_min=5) == [(65, 200), (215, 480)]
    assert BROKEN.clear_h(resume_min=5) == pytest.approx(400 / 60)
    assert BROKEN.clear(resume_min=81) == [(291, 480)]
    assert BROKEN.clear(resume_min=80)[0] == (140, 200)
    assert QUIET.clear_h(resume_min=5) == 8


def test_the_table_has_every_day_s_numbers() -> None:
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', small().html)
    assert [(day, *cells.split("</td><td>")) for day, cells in rows] == [
        ("Mon 24 March", "3", "35", "265 min", "6.7 h"),
        ("Tue 25 March", "0", "0", "480 min", "8.0 h"),
    ]


def test_the_finding_is_the_alternative_text_and_the_caption() -> None:
    finding = (
        "In a loud week, 3 calls left 7 of 8 hours clear; in a quiet week, 0 calls left 8 of 8 hours clear, "
        "counting only stretches of an hour or more."
    )
    assert f'role="img" aria-label="{finding}"' in small().html
    assert f"<figcaption>{finding}</figcaption>" in small().html


@pytest.mark.parametrize("which", [0, 1])
def test_both_widths_draw_every_call_and_every_clear_stretch(which: int) -> None:
    drawing, samples = drawings()[which], 1  # and the legend's own
    assert drawing.count('class="fill-second"') == len(BROKEN.calls) + samples
    assert drawing.count('class="fill-first"') == len(BROKEN.clear(5)) + len(QUIET.clear(5)) + samples


def test_bars_are_to_scale() -> None:
    for drawing in drawings():
        bars = re.findall(
            r'<rect class="fill-first" x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="14">', drawing
        )
        lengths = [float(width) for width in bars[1:]]
        assert [length / lengths[-1] for length in lengths] == pytest.approx(
            [135 / 480, 265 / 480, 1], abs=1e-3
        )


def test_on_a_phone_no_words_run_into_others_or_out_of_the_drawing() -> None:
    taken: dict[float, list[tuple[float, float]]] = {}
    texts = re.findall(
        r'<text class="\w+" x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">(.*?)</text>', drawings()[1]
    )
    for x, y, anchor, words in texts:
        length = 7 * len(words)
        start = float(x) - {"start": 0, "middle": length / 2, "end": length}[anchor]
        taken.setdefault(float(y), []).append((start, start + length))
    assert len(texts) == 3 + 2 * 4 + 5
    for stretches in taken.values():
        stretches.sort()
        assert stretches[0][0] >= 0
        assert stretches[-1][1] <= NARROW
        assert all(end <= start for (_, end), (start, _) in pairwise(stretches))


def test_a_log_is_cut_into_its_working_days() -> None:
    log = load_client_calls()
    days = working_days(log, "2008-03-03", 40)
    assert sum(len(day.calls) for day in days) == len(log)
    assert {day.date.dayofweek for day in days} == set(range(5))
    assert days[0].calls[0] == (106, 113)
    assert all(end <= DAY_MIN for day in days for _, end in day.calls)


def test_the_agreement_leaves_more_of_the_day_clear() -> None:
    log = load_client_calls()
    before, after = (
        sum(day.clear_h(5) for day in working_days(log, first, 20)) / 20
        for first in ("2008-03-03", "2008-03-31")
    )
    assert [round(before, 1), round(after, 1)] == [5.0, 7.7]
