"""Chapter 6's explorable: what a client's calls take from the day, and what an agreement gives back."""

from __future__ import annotations

from typing import Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format
from casekit.models.availability import (
    clear_block_probability,
    lost_minutes,
    price_uplift,
    restart_time,
    resume_time,
)

_DEFAULT = assumptions.availability
_TASK_H = _DEFAULT.task_h.value
_DAY_H = assumptions.calendar.hours_per_day.value
_DAYS_A_WEEK = assumptions.calendar.days_per_week.value


def answer(calls: float, resume_min: float, client_hours: float, agreement: float) -> dict[str, Any]:
    """Take a client's calls out of a day; `agreement` is 1 where set calls have replaced most of them."""
    answered = min(calls, _DEFAULT.ad_hoc_calls_per_week.value / _DAYS_A_WEEK) if agreement else calls
    lost_min = lost_minutes(answered, _DEFAULT.call_min.value, resume_min)
    if agreement:
        set_calls = _DEFAULT.set_calls_per_week.value / _DAYS_A_WEEK
        lost_min += lost_minutes(set_calls, _DEFAULT.set_call_min.value, resume_min)
        lost_min += lost_minutes(calls - answered, _DEFAULT.deferral_min.value, 0)
    lost_h = lost_min / 60
    rate = answered / _DAY_H
    clear_hour = clear_block_probability(rate, 1)
    restart_h = restart_time(_TASK_H, rate)
    return {
        "lost_min": lost_min,
        "clear_hour": clear_hour,
        "restart_h": restart_h,
        "resume_h": resume_time(_TASK_H, rate, resume_min / 60),
        "uplift": price_uplift(min(client_hours + lost_h, _DAY_H), lost_h),
        "verdict": "agreed" if agreement else _verdict(clear_hour, restart_h),
    }


def _verdict(clear_hour: float, restart_h: float) -> str:
    if restart_h > _DAY_H:
        return "hopeless"
    return "patchy" if clear_hour >= 0.5 else "broken"


DESIGN = Design(
    name="availability",
    title="What do the calls leave of the day?",
    invitation=(
        "Set the calls to your own count and watch the two lines part. Then let the client pay for less of your "
        "day: the same calls have to be paid from a smaller bill. Last, make the agreement."
    ),
    model=answer,
    controls=(
        Slider("calls", "Calls a day", 1, 12, 0.5, default=_DEFAULT.calls.value, show=Format(1)),
        Slider.across(
            "resume_min", "Minutes to get back into the work", _DEFAULT.resume_min, 1, Format(0, after=" min")
        ),
        Choice(
            "client_hours",
            "This client pays for",
            {8: "your whole day", 4: "half of your day", 2: "a quarter of your day"},
            default=_DAY_H,
        ),
        Choice(
            "agreement",
            "The telephone",
            {0: "every call is answered", 1: "two set calls a week, two more"},
            default=0,
        ),
    ),
    figures=(
        Figure("lost_min", "Lost to calls, a day", Format(0, after=" min")),
        Figure("clear_hour", "Chance of a clear hour", Format(0, after="%", times=100.0)),
        Figure("restart_h", "Two-hour task, started over", Format(1, after=" h")),
        Figure("uplift", "Rise in the rate that pays for it", Format(0, after="%", times=100.0)),
        Figure("resume_h", "Two-hour task, picked up again", Format(1, after=" h"), headline=False),
    ),
    sentences={
        "patchy": (
            "With {calls} calls a day, an hour begun now is likelier to stay clear than not: the chance is "
            "{clear_hour}. Even so, talking and getting back take {lost_min} a day, and a client who pays for "
            "{client_hours} would have to pay {uplift} more to make that good."
        ),
        "broken": (
            "With {calls} calls a day, an hour begun now will probably be broken: its chance to stay clear is "
            "{clear_hour}. Two hours of work take {resume_h} if you can pick them up again, and {restart_h} if every "
            "call sends you back to the start. The {lost_min} a day are made good if a client who pays for "
            "{client_hours} pays {uplift} more."
        ),
        "hopeless": (
            "With {calls} calls a day, work that needs one sitting does not fit into the day: two hours of it take "
            "{restart_h}. Work that can be picked up again takes {resume_h}. The {lost_min} a day are made good if a "
            "client who pays for {client_hours} pays {uplift} more."
        ),
        "agreed": (
            "With two calls in the diary and two others answered each week, an hour between them stays clear with a "
            "chance of {clear_hour}. The rest of the {calls} calls a day get a short mail, until they stop. Calls and "
            "mails take {lost_min} a day; a client who pays for {client_hours} would have to pay {uplift} more to "
            "make that good."
        ),
    },
    charts=(
        Lines(
            x="calls",
            figures=("restart_h", "resume_h"),
            title="Hours of work that a two-hour task takes, the calls themselves not counted",
        ),
        Lines(
            x="calls",
            figures=("clear_hour",),
            title="Chance of an hour without a call",
        ),
    ),
)
