"""Chapter 1: what a request costs and may save, and the working time that every chapter counts in."""

from __future__ import annotations

from typing import NamedTuple

from casekit.assumptions.assumption import Assumption

# fmt: off


class Calendar(NamedTuple):
    """Chapter 1: the working time that every chapter counts in."""

    hours_per_day: Assumption = Assumption(
        "hours_per_day", 8, 8, 8, "hours",
        "A full working day, without its breaks.",
        (), "assumption",
    )
    days_per_week: Assumption = Assumption(
        "days_per_week", 5, 5, 5, "working days",
        "Monday to Friday; many call centres open longer, and share the week out differently.",
        (), "assumption",
    )
    weeks_per_year: Assumption = Assumption(
        "weeks_per_year", 52, 52, 52, "weeks",
        "Holidays are not taken out, so that a year has 260 working days and 2,080 hours.",
        (), "assumption",
    )


calendar = Calendar()


class Retention(NamedTuple):
    """Chapter 1: what a refusal may cost, and what an absence does cost."""

    annual_hazard: Assumption = Assumption(
        "annual_hazard", 0.20, 0.10, 0.45, "per year",
        "Monthly quits of 1.9 to 2.0 % across the US economy in summer 2025 make .23 to .24 a year; call "
        "centres lose 25 % to more than half of their people, though probably fewer of their veterans.",
        ("BLS2025", "Holman2007"), "assumption",
    )
    hazard_ratio_if_refused: Assumption = Assumption(
        "hazard_ratio_if_refused", 1.5, 1.0, 3.0, "ratio to the ordinary hazard",
        "In one firm, people turned down for an internal job left nearly twice as often as comparison "
        "groups; two days is a smaller request than a job, so 2.0 is kept as an upper-middle scenario.",
        ("DlugosKeller2021",), "assumption",
    )
    hazard_ratio_observed: Assumption = Assumption(
        "hazard_ratio_observed", 2.0, 2.0, 2.0, "ratio to the ordinary hazard",
        "What the one study found, rounded up from nearly twice: applicants for jobs inside one firm, observed "
        "and not drawn by lot.",
        ("DlugosKeller2021",), "published",
    )
    hazard_ratio_if_granted: Assumption = Assumption(
        "hazard_ratio_if_granted", 1.0, 0.5, 1.3, "ratio to the ordinary hazard",
        "No study of granted requests was found; development keeps people who see a career ahead and "
        "drives away those who see none, so the default claims no effect.",
        ("Kraimer2011", "DlugosKeller2021"), "assumption",
    )
    years: Assumption = Assumption(
        "years", 1, 0.25, 1, "years",
        "How long one answer acts: a year is the generous reading, one occasion's quarter the cautious one.",
        (), "assumption",
    )
    salary: Assumption = Assumption(
        "salary", 41_600, 32_300, 42_830, "USD per year",
        "20 dollars an hour for 2,080 hours, chosen for mental arithmetic; the median US customer "
        "service representative earned 32,300 in 2016 and 33,750 in 2018, and the upper end is unverified.",
        ("BLS2016", "BLS2018"), "assumption",
    )
    relative_cost_of_a_quit: Assumption = Assumption(
        "relative_cost_of_a_quit", 0.20, 0.10, 0.40, "share of a year's salary",
        "Case studies of jobs under 50,000 dollars put replacing someone at about a fifth of the salary; "
        "a later review averages .40, with studies from .02 to almost 1.5.",
        ("BousheyGlynn2012", "EquitableGrowth2020"), "published",
    )
    cost_of_a_quit: Assumption = Assumption(
        "cost_of_a_quit",
        relative_cost_of_a_quit.value * salary.value,
        relative_cost_of_a_quit.low * salary.value,
        relative_cost_of_a_quit.high * salary.value, "USD",
        "The salary, which a manager knows, times the share of it that a quit costs, which nobody does.",
        ("BousheyGlynn2012",), "assumption",
    )
    benefit: Assumption = Assumption(
        "benefit", 0, 0, 0, "USD",
        "What the two days produce is left out, so that the retention argument stands or falls by itself.",
        (), "assumption",
    )
    weekly_wage: Assumption = Assumption(
        "weekly_wage",
        salary.value / calendar.weeks_per_year.value,
        salary.low / calendar.weeks_per_year.value,
        salary.high / calendar.weeks_per_year.value, "USD per week",
        "A year's salary over 52 weeks.",
        ("BLS2016", "BLS2018"), "assumption",
    )
    initial_productivity: Assumption = Assumption(
        "initial_productivity", 0.4, 0.2, 0.6, "share of a full agent's output",
        "No measurement found; lost productivity is the largest part of what a departure costs.",
        ("TraceyHinkin2006",), "assumption",
    )
    time_constant_weeks: Assumption = Assumption(
        "time_constant_weeks", 8, 4, 16, "weeks",
        "No measurement found; at eight weeks a newcomer has closed 63 % of the gap.",
        ("TraceyHinkin2006",), "assumption",
    )
    overtime_rate: Assumption = Assumption(
        "overtime_rate", 30, 20, 40, "USD per hour",
        "Time and a half on 20 dollars; the low end is plain time, the high end double time.",
        (), "assumption",
    )
    backfill_hours: Assumption = Assumption(
        "backfill_hours", 2 * calendar.hours_per_day.value, 0, 8 * calendar.hours_per_day.value, "hours per year",
        "Two days of eight hours, once, all replaced; four such grants a year make 64, and none may be "
        "needed.",
        (), "assumption",
    )


retention = Retention()
