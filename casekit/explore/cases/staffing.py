"""Chapter 2's explorable: what one person away does to a day's service, and to the quarter's."""

from __future__ import annotations

import math
from typing import Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format, percent
from casekit.models.staffing import erlang_a_queue, period_service_level, short_days_affordable

_DEFAULT = assumptions.staffing
_TARGET = _DEFAULT.service_level.value
DAY_H = assumptions.calendar.hours_per_day.value


def answer(calls: float, agents: float, hang_up: float) -> dict[str, Any]:
    """Take one agent away; `hang_up` is 1 where callers lose patience, as in Erlang A, and 0 for Erlang C."""
    patience_s = _DEFAULT.patience_s.value if hang_up else math.inf
    full, short = (
        erlang_a_queue(calls, _DEFAULT.handle_time_s.value, patience_s, team, _DEFAULT.threshold_s.value)
        for team in (int(agents), int(agents) - 1)
    )
    levels = (full.service_level, short.service_level)
    days, short_days = _DEFAULT.days.value, _DEFAULT.short_days.value
    quarter = period_service_level(days, short_days, *levels)
    return {
        "full": full.service_level,
        "short": short.service_level,
        "quarter": quarter,
        "wait_short": short.mean_wait_s,
        "cover_h": cover_h(*levels),
        "days": math.floor(short_days_affordable(days, _TARGET, *levels)),
        "target": _TARGET,
        "verdict": _verdict(*levels, quarter, short.mean_wait_s),
    }


def cover_h(full: float, short: float) -> float:
    """Return the least hours of a short day that must be covered to meet the target; infinite if none are enough."""
    if full < _TARGET:
        return math.inf
    return DAY_H * (1 - short_days_affordable(1, _TARGET, full, short))


def _verdict(full: float, short: float, quarter: float, wait_short_s: float) -> str:
    if short >= _TARGET:
        return "holds"
    if full >= _TARGET:
        return "day" if quarter >= _TARGET else "quarter"
    return "endless" if math.isinf(wait_short_s) else "everybody"


DESIGN = Design(
    name="staffing",
    title="Can the team spare one?",
    invitation=(
        "Lower the calls, one step at a time, until the day holds with one away. Then go back, and let callers hang "
        "up: the same day holds at once. Ask yourself which of the two you would promise."
    ),
    model=answer,
    controls=(
        Slider("calls", "Calls per hour", 70, 110, 1, default=_DEFAULT.calls_per_hour.value, show=Format(0)),
        Slider(
            "agents", "Agents when all are there", 8, 14, 1, default=_DEFAULT.agents.value, show=Format(0)
        ),
        Choice(
            "hang_up",
            "Callers who must wait",
            {0: "hold the line", 1: "hang up, after three minutes on average"},
            default=0,
        ),
    ),
    figures=(
        Figure("full", "All there", percent),
        Figure("short", "One away", percent),
        Figure("quarter", "Quarter with two such days", percent),
        Figure("wait_short", "Mean wait, one away", Format(0, after=" s", none="no end")),
        Figure("cover_h", "Cover that saves the day", Format(1, after=" h"), headline=False),
        Figure("days", "Such days the quarter can bear", Format(0), headline=False),
        Figure("target", "Target", Format(0, after="%", times=100.0), headline=False),
    ),
    sentences={
        "holds": (
            "One can be spared. By the day, {short} are answered in time with one away, against a target of {target}, "
            "and nobody has to be paid to cover. By the quarter, two such days leave {quarter}. The mean wait on them "
            "is {wait_short}."
        ),
        "day": (
            "It depends on who counts, and how. By the day, one away means {short} and a missed target, unless "
            "{cover_h} of the eight are covered. By the quarter, two such days move {full} to {quarter}; it "
            "could bear {days} before it fell below {target}."
        ),
        "quarter": (
            "The team has nothing to spare. All there, it scrapes past the target with {full}; by the day, one away "
            "means {short}, and even by the quarter two such days are too many: {quarter}."
        ),
        "everybody": (
            "The two days are not the trouble. With all there, {full} are answered in time, below {target} by the day "
            "and by the quarter. One away makes it {short}, and covering for one cannot mend it."
        ),
        "endless": (
            "With one away, calls come in faster than they can be answered, and while everybody holds the line the "
            "queue grows without end. Yet the two days are not the trouble: with all there the level is {full}, "
            "below {target} by the day and by the quarter."
        ),
    },
    charts=(
        Lines(
            x="calls",
            figures=("full", "short"),
            title="Share of calls answered within twenty seconds, all there and one away",
        ),
        Lines(
            x="agents",
            figures=("full", "short"),
            title="The same two shares, by how many agents there are when all are there",
        ),
    ),
)
