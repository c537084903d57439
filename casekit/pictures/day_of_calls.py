"""Working days cut up by calls: what clear time is left, a strip for each day of two weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from casekit.pictures.picture import Picture, picture, svg, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPENS_H, CLOSES_H = 9, 17
DAY_MIN = 60 * (CLOSES_H - OPENS_H)
CLEAR_MIN = 60
"""From this length on, a stretch without calls counts as clear."""

LEFT, RIGHT, STEP, HEADING, GAP = 40, 46, 24, 22, 14
CHARACTER = 6.6
"""Pixels that a character of a remark takes, with some to spare."""
LEGEND = (
    ("first", 14, "clear for an hour or more"),
    ("second", 20, "call"),
    ("quiet", 4, "scraps, and getting back"),
)
"""Each kind of bar: its colour, its height in pixels, and what it means."""

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Day:
    """A working day: its date, and its calls as minutes after opening, begin and end."""

    date: pd.Timestamp
    calls: tuple[Stretch, ...]

    def clear(self, resume_min: float) -> list[Stretch]:
        """Return the stretches of at least `CLEAR_MIN` that neither a call nor getting back breaks."""
        return [(start, end) for start, end in gaps(self.calls, resume_min) if end - start >= CLEAR_MIN]

    def clear_h(self, resume_min: float) -> float:
        """Return the hours in those stretches."""
        return sum(end - start for start, end in self.clear(resume_min)) / 60


def gaps(calls: Sequence[Stretch], resume_min: float) -> list[Stretch]:
    """Return what calls, in their order, leave of a day; each takes `resume_min` more to get back into the work.

    >>> gaps([(60, 70), (72, 80)], resume_min=5)
    [(0, 60), (85, 480)]
    """
    found: list[Stretch] = []
    free: float = 0
    for start, end in [*calls, (DAY_MIN, DAY_MIN)]:
        if start > free:
            found.append((free, start))
        free = max(free, end + resume_min)
    return found


def working_days(calls: pd.DataFrame, first: str, number: int = 5) -> list[Day]:
    """Return so many working days, from the first on, of a call log with the columns `ts` and `minutes`."""
    return [_day(calls, date) for date in pd.bdate_range(first, periods=number)]


def _day(calls: pd.DataFrame, date: pd.Timestamp) -> Day:
    todays = calls[calls["ts"].dt.normalize() == date].sort_values("ts")
    starts = [(ts - date).total_seconds() / 60 - 60 * OPENS_H for ts in todays["ts"]]
    ends = [min(start + minutes, DAY_MIN) for start, minutes in zip(starts, todays["minutes"], strict=True)]
    return Day(date, tuple(zip(starts, ends, strict=True)))


def day_of_calls(weeks: Mapping[str, Sequence[Day]], resume_min: float, caption: str) -> Picture:
    """Draw the days of some weeks as strips: calls, clear time, and the scraps between.

    Parameters
    ----------
    weeks
        For each week its heading, as it stands in a sentence, and its days; the first and the last are compared.
    resume_min
        Minutes to get back into the work after a call.
    caption
        What is drawn.
    """
    return picture(
        caption=caption,
        finding=_finding(weeks, resume_min),
        draw=lambda width: _draw(width, weeks, resume_min),
        head=(
            "Day",
            "Calls",
            "Minutes on the telephone",
            "Longest clear stretch",
            "Clear in an hour or more",
        ),
        rows=[_row(day, resume_min) for days in weeks.values() for day in days],
    )


def _finding(weeks: Mapping[str, Sequence[Day]], resume_min: float) -> str:
    parts = []
    for name, days in weeks.items():
        calls = sum(len(day.calls) for day in days)
        clear = sum(day.clear_h(resume_min) for day in days)
        parts.append(f"in {name}, {calls} calls left {clear:.0f} of {DAY_MIN * len(days) // 60} hours clear")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}, counting only stretches of an hour or more."


def _row(day: Day, resume_min: float) -> tuple[str, ...]:
    longest = max((end - start for start, end in gaps(day.calls, resume_min)), default=0)
    return (
        f"{day.date:%a} {day.date.day} {day.date:%B}",
        f"{len(day.calls)}",
        f"{sum(end - start for start, end in day.calls):.0f}",
        f"{longest:.0f} min",
        f"{day.clear_h(resume_min):.1f} h",
    )


def _draw(width: int, weeks: Mapping[str, Sequence[Day]], resume_min: float) -> str:
    legend, row = _legend(width)
    parts = [legend]
    for name, days in weeks.items():
        parts.append(text(0, row + 14, f"{name[0].upper()}{name[1:]}", role="strong"))
        parts.append(text(width, row + 14, "clear", anchor="end"))
        parts += [
            _hour_line(width, hour, row + HEADING, STEP * len(days))
            for hour in range(OPENS_H, CLOSES_H + 1, 2)
        ]
        row += HEADING
        for day in days:
            parts.append(_strip(width, row, day, resume_min))
            row += STEP
        row += GAP
    hours = [
        text(_across(width, 60 * (hour - OPENS_H)), row, f"{hour}:00", anchor="middle")
        for hour in range(OPENS_H, CLOSES_H + 1, 2)
    ]
    return svg(width, row + 6, *parts, *hours)


def _across(width: int, minute: float) -> float:
    return round(LEFT + minute / DAY_MIN * (width - LEFT - RIGHT), 2)


def _hour_line(width: int, hour: int, top: float, height: float) -> str:
    x = _across(width, 60 * (hour - OPENS_H))
    return f'<line class="grid" x1="{x}" x2="{x}" y1="{top}" y2="{top + height}"></line>'


def _strip(width: int, top: float, day: Day, resume_min: float) -> str:
    middle = top + STEP / 2
    bars = [_bar(width, (0, DAY_MIN), middle, 4, "quiet")]
    bars += [_bar(width, stretch, middle, 14, "first") for stretch in day.clear(resume_min)]
    bars += [_bar(width, call, middle, 20, "second") for call in day.calls]
    name = text(0, middle + 4, f"{day.date:%a}")
    return "".join([name, *bars, text(width, middle + 4, f"{day.clear_h(resume_min):.1f} h", anchor="end")])


def _bar(width: int, stretch: Stretch, middle: float, height: float, fill: str) -> str:
    start, end = (_across(width, minute) for minute in stretch)
    return (
        f'<rect class="fill-{fill}" x="{start}" y="{middle - height / 2:g}" '
        f'width="{max(end - start, 2):.2f}" height="{height}"></rect>'
    )


def _legend(width: int) -> tuple[str, int]:
    """Return what the bars mean, in one line or two, and the row below it."""
    parts, x, row = [], 0.0, 14
    for fill, height, words in LEGEND:
        needs = 18 + CHARACTER * len(words)
        if x and x + needs > width:
            x, row = 0.0, row + 20
        parts.append(
            f'<rect class="fill-{fill}" x="{x:g}" y="{row - 4 - height / 2:g}" width="12" height="{height}"></rect>'
        )
        parts.append(text(x + 18, row, words))
        x += needs + 14
    return "".join(parts), row + 16
