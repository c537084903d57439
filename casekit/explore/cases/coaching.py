"""Chapter 5's explorable: how many of a leader's coaching hours belong to the lowest performers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format, percent
from casekit.models.coaching import Tier, allocate, total_gain

_HOURS = assumptions.coaching.hours
_LOW = assumptions.coaching_low

TEAM = tuple(
    Tier(tier.people.value, tier.value.value, tier.ceiling.value, tier.time_constant_h.value)
    for tier in (assumptions.coaching_high, assumptions.coaching_steady, assumptions.coaching_low)
)
"""The kit's team: high, steady and low performers, in this order."""

FLAT, COSTLY = assumptions.coaching.unnoticed_loss.value, assumptions.coaching.felt_loss.value
"""Losses below the first are too small to notice; from the second on they would be felt."""


def answer(share_to_lowest: float, hours: float, value_of_lowest: float) -> dict[str, Any]:
    """Compare a split with the best; what the lowest do not get is spread over the others as well as it can be."""
    *others, low = TEAM
    low = replace(low, value=value_of_lowest)
    best_gain, best_share = _best(low, hours)
    each = [*allocate(others, (1 - share_to_lowest) * hours), share_to_lowest * hours / low.people]
    gain = total_gain([*others, low], each)
    loss = max(0.0, 1 - gain / best_gain)
    return {
        "total_gain": gain,
        "loss": loss,
        "hours_high": each[0],
        "hours_steady": each[1],
        "hours_low": each[2],
        "best_gain": best_gain,
        "best_share": best_share,
        "verdict": _verdict(share_to_lowest, loss),
    }


@cache
def _best(low: Tier, hours: float) -> tuple[float, float]:
    """Return the most that any split gains, and the share of the hours that it gives the lowest."""
    tiers = [*TEAM[:-1], low]
    each = allocate(tiers, hours)
    return total_gain(tiers, each), low.people * each[-1] / hours


def _verdict(share_to_lowest: float, loss: float) -> str:
    if share_to_lowest in (0, 1):
        return "none" if share_to_lowest == 0 else "all"
    if loss < FLAT:
        return "flat"
    return "slope" if loss < COSTLY else "costly"


DESIGN = Design(
    name="coaching",
    title="Whom should the coaching hours go to?",
    invitation=(
        "It starts at the article’s picture: nine tenths of the hours for the five lowest performers. Move the "
        "share down until nothing more is to be had, and notice how wide the place is where it hardly matters."
    ),
    model=answer,
    controls=(
        Slider(
            "share_to_lowest",
            "Share of the hours for the five lowest",
            0.0,
            1.0,
            0.05,
            default=assumptions.coaching.share_to_lowest.value,
            show=Format(0, after="%", times=100),
        ),
        Slider.across("hours", "Coaching hours for the team of twenty", _HOURS, 5, Format(0, after=" hours")),
        Choice(
            "value_of_lowest",
            "A point gained by one of the lowest is worth",
            {
                _LOW.value.value: "less than a steady one’s",
                1.0: "as much as a steady one’s",
                _LOW.value.high: "more than a top one’s",
            },
            default=_LOW.value.value,
        ),
    ),
    figures=(
        Figure("loss", "Lost against the best", percent),
        Figure("total_gain", "This split gains, in points", Format(1), headline=False),
        Figure("best_gain", "The best split gains", Format(1), headline=False),
        Figure("hours_low", "Each of the lowest gets", Format(1, after=" h")),
        Figure("hours_steady", "Each steady one gets", Format(1, after=" h")),
        Figure("hours_high", "Each top one gets", Format(1, after=" h")),
        Figure("best_share", "Share in the best split", Format(0, after="%", times=100), headline=False),
    ),
    sentences={
        "flat": (
            "With {share_to_lowest} of {hours} for the lowest, the team gains {total_gain} of a possible "
            "{best_gain} points. That loses {loss}, too little to notice. The best split would give them "
            "{best_share}, and you need not find it."
        ),
        "slope": (
            "With {share_to_lowest} of {hours} for the lowest, the team gains {total_gain} of a possible "
            "{best_gain} points. That loses {loss}: the top of the hill is at {best_share}, and the slope down to "
            "here is gentle."
        ),
        "costly": (
            "With {share_to_lowest} of {hours} for the lowest, the team gains {total_gain} of a possible "
            "{best_gain} points. That loses {loss}, even if the other hours are spread as well as they can be; "
            "the best split gives the lowest {best_share}."
        ),
        "all": (
            "All {hours} go to the five lowest, and fifteen people get none. The team gains {total_gain} of a "
            "possible {best_gain} points, so {loss} is lost, before anybody has taken offence."
        ),
        "none": (
            "The five lowest get nothing, and {loss} of the possible {best_gain} points is lost. The sum "
            "leaves something out: five people who have just been told that they do not count."
        ),
    },
    charts=(
        Lines(
            x="share_to_lowest",
            figures=("total_gain", "best_gain"),
            title="What the team gains, in points weighted by their worth, for each share given to the lowest",
        ),
    ),
)
