"""Chapter 4: how a record of promises becomes trust."""

from __future__ import annotations

from typing import NamedTuple

from casekit.assumptions.assumption import Assumption
from casekit.assumptions.chapter_1_retention import calendar

# fmt: off


class Trust(NamedTuple):
    """Chapter 4: how a record of promises becomes trust, and how fast it fades."""

    forgetting: Assumption = Assumption(
        "forgetting", 0.95, 0.8, 1.0, "weight kept per event",
        "Recent events count for more; at 1 nothing is forgotten.",
        ("JosangIsmail2002",), "assumption",
    )
    asymmetry: Assumption = Assumption(
        "asymmetry", 2, 1, 5, "kept promises per broken one",
        "Bad news weighs more than good in surveys of trust, less so for policies and low risks; 1 means "
        "no difference.",
        ("Slovic1993", "WhiteEiser2005"), "assumption",
    )
    prior_kept: Assumption = Assumption(
        "prior_kept", 1, 1, 1, "promises",
        "A newcomer is trusted at one half, lightly held.",
        ("JosangIsmail2002",), "convention",
    )
    prior_broken: Assumption = Assumption(
        "prior_broken", 1, 1, 1, "promises",
        "The same, on the other side.",
        ("JosangIsmail2002",), "convention",
    )
    kept: Assumption = Assumption(
        "kept", 20, 0, 40, "promises",
        "A record long enough to be called reliable, chosen to be broken once.",
        (), "assumption",
    )
    within_h: Assumption = Assumption(
        "within_h", calendar.hours_per_day.value, 4, 16, "working hours",
        "A reply, or a warning of trouble, counts as prompt within one business day.",
        (), "assumption",
    )


trust = Trust()
