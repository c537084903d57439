"""Every default of the kit, with its range, its grounds and its standing: the one place they are written.

A chapter says ``from casekit import assumptions as A`` and then ``A.retention.annual_hazard.value``; the
names are the models' own argument names (`INGREDIENTS` lists the few that feed an argument instead).
`low` and `high` are the range worth trying; equal ends mean that a figure is agreed or observed, not varied.

Each chapter of the book has a module here; the last chapter draws on the others' defaults. In all of them the
numbers stand on one line and the words under them: laid out to be audited, so not by the formatter. Money is in US
dollars, because the wage figures are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.assumptions.assumption import Assumption, Status
from casekit.assumptions.chapter_1_retention import Calendar, Retention, calendar, retention
from casekit.assumptions.chapter_2_single_point_of_failure import Skills, Staffing, skills, staffing
from casekit.assumptions.chapter_3_counteroffers import (
    Negotiation,
    OfferGoal,
    goal_people,
    goal_projects,
    goal_queue,
    negotiation,
)
from casekit.assumptions.chapter_4_trust import Trust, trust
from casekit.assumptions.chapter_5_partnering import (
    Coaching,
    CoachingTier,
    coaching,
    coaching_high,
    coaching_low,
    coaching_steady,
)
from casekit.assumptions.chapter_6_availability import Availability, availability
from casekit.assumptions.ingredients import INGREDIENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "GROUPS",
    "INGREDIENTS",
    "Assumption",
    "Availability",
    "Calendar",
    "Coaching",
    "CoachingTier",
    "Negotiation",
    "OfferGoal",
    "Retention",
    "Skills",
    "Staffing",
    "Status",
    "Trust",
    "availability",
    "calendar",
    "coaching",
    "coaching_high",
    "coaching_low",
    "coaching_steady",
    "get",
    "goal_people",
    "goal_projects",
    "goal_queue",
    "negotiation",
    "retention",
    "skills",
    "staffing",
    "trust",
]

GROUPS: Mapping[str, tuple[Assumption, ...]] = {
    "retention": retention,
    "calendar": calendar,
    "staffing": staffing,
    "skills": skills,
    "negotiation": negotiation,
    "goal_projects": goal_projects,
    "goal_people": goal_people,
    "goal_queue": goal_queue,
    "trust": trust,
    "coaching": coaching,
    "coaching_high": coaching_high,
    "coaching_steady": coaching_steady,
    "coaching_low": coaching_low,
    "availability": availability,
}
"""Every group by name, in the order of the chapters: what a table of assumptions runs over."""


def get(path: str) -> Assumption:
    """Return the assumption at `path`, a group and a name joined by a dot.

    Raises
    ------
    ValueError
        If there is none, naming those that are there.

    >>> get("retention.annual_hazard").value
    0.2
    """
    group, _, name = path.partition(".")
    for assumption in GROUPS.get(group, ()):
        if assumption.name == name:
            return assumption
    known = [a.name for a in GROUPS[group]] if group in GROUPS else list(GROUPS)
    raise ValueError(f"path must be group.name with one of {', '.join(known)}, but it is {path!r}")
