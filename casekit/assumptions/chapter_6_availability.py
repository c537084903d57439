"""Chapter 6: a client who calls all day, and what an agreement on calls would change."""

from __future__ import annotations

from typing import NamedTuple

from casekit.assumptions.assumption import Assumption
from casekit.assumptions.chapter_1_retention import calendar

# fmt: off


class Availability(NamedTuple):
    """Chapter 6: a client who calls all day."""

    calls: Assumption = Assumption(
        "calls", 6.5, 6, 7, "calls per day",
        "The letter in the column counts six or seven a day.",
        (), "assumption",
    )
    call_min: Assumption = Assumption(
        "call_min", 8, 3, 15, "minutes",
        "A guess; look at your own call list.",
        (), "assumption",
    )
    resume_min: Assumption = Assumption(
        "resume_min", 5, 1, 15, "minutes",
        "A guess; the famous 23 minutes 15 seconds stands in none of five papers checked, and the study "
        "usually cited for it found interrupted people faster and more stressed.",
        ("Mark2008",), "assumption",
    )
    calls_per_hour: Assumption = Assumption(
        "calls_per_hour",
        calls.value / calendar.hours_per_day.value,
        calls.low / calendar.hours_per_day.value,
        calls.high / calendar.hours_per_day.value, "calls per hour",
        "The day's calls over eight hours.",
        (), "assumption",
    )
    ad_hoc_calls_per_week: Assumption = Assumption(
        "ad_hoc_calls_per_week", 2, 1, 2, "calls per week",
        "The column's advice: still take one or two unplanned calls a week.",
        (), "assumption",
    )
    set_calls_per_week: Assumption = Assumption(
        "set_calls_per_week", 2, 1, 2, "calls per week",
        "The column's advice: offer one or two calls a week at set times.",
        (), "assumption",
    )
    set_call_min: Assumption = Assumption(
        "set_call_min", 20, 10, 40, "minutes",
        "A guess: what was asked in many short calls is asked in one longer one.",
        (), "assumption",
    )
    deferral_min: Assumption = Assumption(
        "deferral_min", 2, 1, 5, "minutes",
        "A guess: a short mail that names a later time, written when it suits the writer.",
        (), "assumption",
    )
    task_h: Assumption = Assumption(
        "task_h", 2, 1, 4, "hours",
        "A piece of work that wants one sitting; chosen to be longer than a gap and shorter than a morning.",
        (), "assumption",
    )
    hourly_fee: Assumption = Assumption(
        "hourly_fee", 100, 50, 200, "USD per hour",
        "Chosen for easy sums.",
        (), "assumption",
    )
    billable_days: Assumption = Assumption(
        "billable_days", 200, 180, 220, "days per year",
        "Working days less holidays, illness and the hunt for work; chosen for easy sums.",
        (), "assumption",
    )
    client_h: Assumption = Assumption(
        "client_h", calendar.hours_per_day.value / 4, calendar.hours_per_day.value / 4, calendar.hours_per_day.value,
        "hours per day",
        "A client who pays for a quarter of the day, since that is where calls weigh most.",
        (), "assumption",
    )
    call_cost: Assumption = Assumption(
        "call_cost", hourly_fee.value / 2, hourly_fee.low / 2, hourly_fee.high / 2, "USD",
        "Half an hour of the fee, whatever is asked.",
        (), "assumption",
    )
    questions_per_day: Assumption = Assumption(
        "questions_per_day", 2, 1, 4, "questions per day",
        "A guess; count the questions in a week of calls, and leave out those already answered.",
        (), "assumption",
    )
    waiting_cost: Assumption = Assumption(
        "waiting_cost", 8, 2, 50, "USD per question and day",
        "Nobody knows it: at the default two calls a week are right, at the low end one, at the high end one a "
        "day.",
        (), "assumption",
    )
    refill_share: Assumption = Assumption(
        "refill_share", 0.5, 0.1, 0.9, "share of the client's value",
        "From hardly anybody waiting to being in demand.",
        (), "assumption",
    )


availability = Availability()
