"""Chapter 2: the team on the phones, its target, and how many people it can lose."""

from __future__ import annotations

from typing import NamedTuple

from casekit.assumptions.assumption import Assumption

# fmt: off


class Staffing(NamedTuple):
    """Chapter 2: a team that meets its target at full strength and misses it one short."""

    calls_per_hour: Assumption = Assumption(
        "calls_per_hour", 90, 40, 200, "calls per hour",
        "Chosen so that eleven agents meet 80/20 and ten do not.",
        (), "assumption",
    )
    handle_time_s: Assumption = Assumption(
        "handle_time_s", 300, 180, 600, "seconds",
        "Chosen with the volume, to make a load of 7.5 agents.",
        (), "assumption",
    )
    agents: Assumption = Assumption(
        "agents", 11, 5, 30, "agents on the phones",
        "The fewest that meet 80/20 at this load by Erlang C.",
        (), "assumption",
    )
    patience_s: Assumption = Assumption(
        "patience_s", 180, 60, 600, "seconds, on average",
        "The model with abandonment is well founded; how long callers of this desk would hold is a guess.",
        ("Garnett2002",), "assumption",
    )
    service_level: Assumption = Assumption(
        "service_level", 0.80, 0.80, 0.80, "share of calls",
        "The usual target, agreed and not derived: its origin is lost, and no research shows it to be "
        "the best.",
        ("BaronMilner2009", "Fonolo2014"), "convention",
    )
    threshold_s: Assumption = Assumption(
        "threshold_s", 20, 20, 20, "seconds",
        "The other half of 80/20.",
        ("BaronMilner2009", "Fonolo2014"), "convention",
    )
    shrinkage: Assumption = Assumption(
        "shrinkage", 0.30, 0.20, 0.40, "share of paid time",
        "The share of paid time away from the phones that staffing examples commonly use.",
        ("Arenas2021",), "convention",
    )
    absence_rate: Assumption = Assumption(
        "absence_rate", 0.014, 0.010, 0.030, "share of work time",
        "Working time that US full-timers lost to illness and the like in 2017, holidays excluded; the "
        "2.8 % often quoted counts people with any absence in a week.",
        ("BLS2017",), "published",
    )
    days: Assumption = Assumption(
        "days", 65, 65, 65, "working days",
        "A quarter of 13 five-day weeks.",
        (), "assumption",
    )
    short_days: Assumption = Assumption(
        "short_days", 2, 0, 65, "working days",
        "The two days of the request, in one quarter.",
        (), "assumption",
    )


class Skills(NamedTuple):
    """Chapter 2: how many people the team can lose."""

    coverage: Assumption = Assumption(
        "coverage", 0.5, 0.5, 0.5, "share of skills",
        "The measure stops once fewer than half are covered; it was made for source files, we apply it "
        "to skills.",
        ("Avelino2016",), "convention",
    )


staffing = Staffing()
skills = Skills()
