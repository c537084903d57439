"""Chapter 5: a leader's hours, the tiers of the team, and what feedback is known to do."""

from __future__ import annotations

from typing import NamedTuple

from casekit.assumptions.assumption import Assumption
from casekit.assumptions.chapter_1_retention import retention

# fmt: off


class CoachingTier(NamedTuple):
    """Chapter 5: one tier of the team; ranges are half to twice the default."""

    people: Assumption
    value: Assumption
    ceiling: Assumption
    time_constant_h: Assumption


def _tier(who: str, people: int, value: float, ceiling: float, time_constant_h: float) -> CoachingTier:
    def assumed(name: str, default: float, unit: str, basis: str) -> Assumption:
        return Assumption(name, default, default / 2, default * 2, unit, basis, (), "assumption")

    return CoachingTier(
        Assumption("people", people, people, people, "people", f"A team of twenty: {who}.", (), "assumption"),
        assumed("value", value, "value per point", f"What one point more is worth from {who}."),
        assumed("ceiling", ceiling, "points", f"The most that coaching could add for {who}."),
        assumed(
            "time_constant_h", time_constant_h, "hours per person", f"Hours to 63 % of the ceiling for {who}."
        ),
    )


class Coaching(NamedTuple):
    """Chapter 5: a leader's hours, and what feedback is known to do."""

    hours: Assumption = Assumption(
        "hours", 40, 20, 80, "hours per period",
        "A leader's coaching time for a team of twenty.",
        (), "assumption",
    )
    share_to_lowest: Assumption = Assumption(
        "share_to_lowest", 0.90, 0.90, 0.90, "share of the hours",
        "The article's picture of managers, a scenario since no source was found, with the rest split evenly "
        "between the other tiers.",
        (), "assumption",
    )
    unnoticed_loss: Assumption = Assumption(
        "unnoticed_loss", 0.02, 0.01, 0.05, "share of the best gain",
        "Less than this no leader could tell from luck.",
        (), "assumption",
    )
    felt_loss: Assumption = Assumption(
        "felt_loss", 0.10, 0.05, 0.20, "share of the best gain",
        "From here on a loss is called costly.",
        (), "assumption",
    )
    expected_h: Assumption = Assumption(
        "expected_h", hours.value / 20, hours.low / 20, hours.high / 20, "hours per person",
        "A top performer is taken to expect the same hours as everyone, twenty people sharing them.",
        (), "assumption",
    )
    ratio_at_none: Assumption = Assumption(
        "ratio_at_none",
        retention.hazard_ratio_if_refused.value,
        retention.hazard_ratio_if_refused.low,
        retention.hazard_ratio_if_refused.high, "ratio to the ordinary hazard",
        "A what-if, since no study of neglected top performers was found: getting no hour at all is taken to "
        "count as a refusal does.",
        (), "assumption",
    )
    mean_effect: Assumption = Assumption(
        "mean_effect", 0.41, 0.41, 0.41, "standard deviations",
        "The average effect of feedback over 607 comparisons.",
        ("KlugerDeNisi1996",), "published",
    )
    share_harmed: Assumption = Assumption(
        "share_harmed", 0.38, 1 / 3, 0.38, "share of effects",
        "The abstract says that more than a third of the effects were negative; 38 % is the figure "
        "usually quoted.",
        ("KlugerDeNisi1996",), "unverified",
    )
    skill_effect: Assumption = Assumption(
        "skill_effect", 0.28, 0.28, 0.36, "standard deviations",
        "Workplace coaching's effect on skill; .36 mixes skill, attitude and results, and leaves out "
        "coaching by one's own manager.",
        ("Jones2016",), "published",
    )
    output_sd: Assumption = Assumption(
        "output_sd", 0.20, 0.20, 0.20, "share of mean output",
        "How far apart people's output lies, to turn an effect size into output: .28 of it is about 6 %.",
        ("SchmidtHunter1983",), "published",
    )


coaching = Coaching()
coaching_high = _tier("the five highest performers", 5, 1.5, 4, 2)
coaching_steady = _tier("the ten steady performers", 10, 1.0, 8, 3)
coaching_low = _tier("the five lowest performers", 5, 0.8, 10, 5)
