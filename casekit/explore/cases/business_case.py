"""Chapter 7's explorable: the whole decision, with service and worth side by side.

The business case draws ten thousand times to say how likely granting is to pay, too slow for every setting of a
page. But the net of a draw falls in a straight line as cover costs more, and equal seeds give equal draws; so two
decisions for each hazard ratio, one without cover and one with, give the chance at any cost, and it is the one
that :func:`casekit.models.business_case.decide` would return.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format, money, percent
from casekit.models.business_case import WORTH_IT, BusinessCase, decide
from casekit.models.business_case.costs import plan
from casekit.models.business_case.service import meets, service
from casekit.models.business_case.verdict import verdict

if TYPE_CHECKING:
    from casekit.models.business_case.case import Horizon, Queue

_TEAM, _STAYING = assumptions.staffing, assumptions.retention
DAY_H = assumptions.calendar.hours_per_day.value

JUDGED: dict[float, tuple[Horizon, Queue]] = {
    1: ("day", "erlang_c"),
    2: ("day", "erlang_a"),
    3: ("period", "erlang_c"),
}
"""What each choice of how the service is judged means to the model."""


def request(
    cover_h: float, calls: float, hazard_ratio_if_refused: float, occasions: float, judged: float
) -> BusinessCase:
    """Return the business case that these settings describe."""
    horizon, queue = JUDGED[judged]
    return BusinessCase(
        calls_per_hour=calls,
        backfill_share=cover_h / DAY_H,
        hazard_ratio_if_refused=hazard_ratio_if_refused,
        occasions_per_year=int(occasions),
        horizon=horizon,
        queue=queue,
    )


def answer(
    cover_h: float, calls: float, hazard_ratio_if_refused: float, occasions: float, judged: float
) -> dict[str, Any]:
    """Decide a request with `cover_h` hours of cover on each day away and so many `calls` an hour."""
    given = _given(cover_h, calls, occasions, judged)
    worth = _worth(hazard_ratio_if_refused)
    chance = worth.chance(given.cost)
    row = verdict(given.state, chance)
    return {
        "level": given.level,
        "chance": chance,
        "net_benefit": worth.avoided - given.cost,
        "needed": given.needed,
        "full": given.full,
        "cost": given.cost,
        "avoided": worth.avoided,
        "verdict": f"{row.answer}, {row.service}, {row.worth}" if row.service != "not" else row.answer,
    }


@dataclass(frozen=True, slots=True)
class _Given:
    """What follows from the team and the cover, whatever a refusal does."""

    level: float
    full: float
    needed: float
    state: str
    cost: float


@cache
def _given(cover_h: float, calls: float, occasions: float, judged: float) -> _Given:
    case = request(cover_h, calls, _STAYING.hazard_ratio_if_refused.value, occasions, judged)
    found = service(case, case.queue)
    state = (
        "as asked"
        if meets(case, found.over_horizon)
        else "on conditions"
        if meets(case, found.full)
        else "not"
    )
    hours = (
        found.least_backfill_hours_per_year
        if state == "on conditions"
        else case.backfill_share * case.hours_away_per_year
    )
    return _Given(
        level=found.over_horizon,
        full=found.full,
        needed=found.least_backfill_hours_per_day,
        state=state,
        cost=plan(case, hours).cost_of_absence,
    )


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a grant avoids at the most likely values, and the cost up to which each draw pays, in order."""

    avoided: float
    break_even: tuple[float, ...]

    def chance(self, cost: float) -> float:
        """Return the share of draws in which granting pays, its cover being priced at `cost`."""
        draws = len(self.break_even)
        return (draws - bisect_right(self.break_even, cost)) / draws


@cache
def _worth(hazard_ratio_if_refused: float) -> _Worth:
    free, covered = (
        decide(
            BusinessCase(hazard_ratio_if_refused=hazard_ratio_if_refused, horizon="period", backfill_share=b)
        )
        for b in (0.0, 1.0)
    )
    cost = covered.judged.cost_of_absence
    nets = zip(free.simulation.net_benefits, covered.simulation.net_benefits, strict=True)
    return _Worth(
        avoided=free.retention.gross_benefit,
        break_even=tuple(sorted(gross * cost / (gross - net) for gross, net in nets)),
    )


_hours = Format(0, after=" h")

DESIGN = Design(
    name="business-case",
    title="May this rep be out for two days?",
    invitation=(
        "Take the cover down, hour by hour: fewer callers are answered in time, and the days grow likelier to pay. "
        "Then ask for them once a quarter, and look for a volume at which they can be granted anyway."
    ),
    model=answer,
    controls=(
        Slider("calls", "Calls per hour", 70, 110, 5, default=_TEAM.calls_per_hour.value, show=Format(0)),
        Slider("cover_h", "Hours covered on each day away", 0, DAY_H, 1, default=DAY_H, show=_hours),
        Slider.across(
            "hazard_ratio_if_refused",
            "Leaving becomes this much likelier after a no",
            _STAYING.hazard_ratio_if_refused,
            0.25,
            Format(2, after=" times"),
        ),
        Choice("occasions", "The two days are granted", {1: "once", 4: "once a quarter"}, default=1),
        Choice(
            "judged",
            "The service is judged",
            {
                1: "each day; all callers hold",
                2: "each day; some callers hang up",
                3: "over the quarter; all callers hold",
            },
            default=1,
        ),
    ),
    figures=(
        Figure("level", "Answered in time", percent),
        Figure("chance", "Chance that it pays", percent),
        Figure("net_benefit", "Net benefit in the year", money),
        Figure("needed", "Cover the target needs, a day", Format(1, after=" h", none="out of reach")),
        Figure("full", "Answered in time, all there", percent, headline=False),
        Figure("cost", "Cost of cover in the year", money, headline=False),
        Figure("avoided", "Resignation cost avoided", money, headline=False),
    ),
    sentences={
        "grant, as asked, yes": (
            "Grant it as asked. With {cover_h} covered on each day away, {level} of the calls are answered in time, "
            "and granting the days {occasions} pays in {chance} of the draws."
        ),
        "pilot, as asked, open": (
            "Grant one pilot, with a stop rule and a date for the review. The service holds, at {level}. Whether "
            "granting the days {occasions} pays is open: it does in {chance} of the draws."
        ),
        "not on retention alone, as asked, no": (
            "Not on the retention argument alone. The service holds, at {level}, but {cost} of cover a year buys "
            "{avoided} of resignation cost avoided, and granting the days {occasions} pays in {chance} of the draws. "
            "Say what else would carry it."
        ),
        "conditions, on conditions, yes": (
            "Grant it, on a condition. With {cover_h} covered, {level} of the calls are answered in time, which "
            "misses the target. With {needed} covered on each day away it is met, and granting the days {occasions} "
            "still pays in {chance} of the draws."
        ),
        "conditions, on conditions, open": (
            "Grant it only on a condition. With {cover_h} covered, {level} of the calls are answered in time, which "
            "misses the target. With {needed} covered on each day away, at {cost} a year, it is met; whether that pays "
            "is open: it does in {chance} of the draws."
        ),
        "not on retention alone, on conditions, no": (
            "Not on the retention argument alone. The target needs {needed} covered on each day away, at {cost} a year "
            "against {avoided} of resignation cost avoided. That pays in {chance} of the draws. Say what else would "
            "carry it, or find a quieter day."
        ),
        "cross-train": (
            "Not yet. Even with everybody there, {full} of the calls are answered in time, so these two days are not "
            "the trouble, and covering for one cannot mend it. First teach colleagues to cover, then ask again."
        ),
    },
    charts=(
        Lines(
            x="cover_h",
            figures=("level", "chance"),
            title=f"Calls answered in time, and the chance that granting pays; both are to reach {WORTH_IT:.0%}",
        ),
        Lines(
            x="cover_h",
            figures=("avoided", "cost"),
            title="What the days avoid and what their cover costs in the year, in dollars",
        ),
    ),
)
