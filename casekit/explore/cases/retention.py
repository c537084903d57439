"""Chapter 1's explorable weighs a year of the request: what it keeps against what it costs."""

from __future__ import annotations

from typing import Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format, money
from casekit.models.retention import RetentionCase, weigh

_DEFAULT = assumptions.retention


def answer(
    hazard_ratio_if_refused: float, annual_hazard: float, backfill_hours: float, occasions: float
) -> dict[str, Any]:
    """Weigh one year of the request; `backfill_hours` are the overtime hours bought for each occasion."""
    cost_of_absence = occasions * backfill_hours * _DEFAULT.overtime_rate.value
    case = RetentionCase(
        annual_hazard=annual_hazard,
        years=_DEFAULT.years.value,
        hazard_ratio_if_granted=_DEFAULT.hazard_ratio_if_granted.value,
        hazard_ratio_if_refused=hazard_ratio_if_refused,
        cost_of_a_quit=_DEFAULT.cost_of_a_quit.value,
        cost_of_absence=cost_of_absence,
    )
    weighing = weigh(case)
    return {
        "gross_benefit": weighing.gross_benefit,
        "cost_of_absence": cost_of_absence,
        "net_benefit": weighing.net_benefit,
        "break_even_hazard_ratio": weighing.break_even_hazard_ratio,
        "verdict": _verdict(weighing.gross_benefit, cost_of_absence),
    }


def _verdict(gross_benefit: float, cost_of_absence: float) -> str:
    if cost_of_absence == 0:
        return "free" if gross_benefit > 0 else "nothing"
    return "pays" if gross_benefit > cost_of_absence else "costs"


DESIGN = Design(
    name="retention",
    title="Does keeping the rep pay for the days?",
    invitation=(
        "Start with how much a refusal would matter. Then ask who covers the phones: every covered hour is "
        "overtime, and twice as many of them move the answer more than most people expect."
    ),
    model=answer,
    controls=(
        Slider.across(
            "hazard_ratio_if_refused",
            "Leaving becomes this much likelier after a no",
            _DEFAULT.hazard_ratio_if_refused,
            0.1,
            Format(1, after=" times"),
        ),
        Slider.across(
            "annual_hazard", "Resignations per person and year", _DEFAULT.annual_hazard, 0.05, Format(2)
        ),
        Slider(
            "backfill_hours",
            "Overtime bought for each occasion",
            0,
            _DEFAULT.backfill_hours.value,
            2,
            default=_DEFAULT.backfill_hours.value,
            show=Format(0, after=" hours"),
        ),
        Choice(
            "occasions",
            "How often the two days are granted",
            {1: "once", 4: "once a quarter"},
            default=1,
        ),
    ),
    figures=(
        Figure("net_benefit", "Net benefit in the year", money),
        Figure("gross_benefit", "Resignation cost avoided", money),
        Figure("cost_of_absence", "Cost of the absence", money),
        Figure("break_even_hazard_ratio", "Breaks even at", Format(2, after=" times", none="no ratio")),
    ),
    sentences={
        "pays": (
            "Granted {occasions}, with {backfill_hours} of overtime each time, the days pay: about "
            "{gross_benefit} of resignation cost avoided against {cost_of_absence} of cover, {net_benefit} to "
            "the good."
        ),
        "costs": (
            "Granted {occasions}, with {backfill_hours} of overtime each time, retention alone does not pay for "
            "the days: {gross_benefit} avoided against {cost_of_absence} of cover. It would need a refusal to make "
            "leaving {break_even_hazard_ratio} as likely."
        ),
        "free": (
            "With no overtime to buy, any rise in leaving makes the days worth granting {occasions}: about "
            "{gross_benefit} of resignation cost avoided."
        ),
        "nothing": (
            "If a no changes nothing about leaving, retention gives no reason to grant the days, even when they "
            "cost nothing."
        ),
    },
    charts=(
        Lines(
            x="hazard_ratio_if_refused",
            figures=("gross_benefit", "cost_of_absence"),
            title="What the days avoid and what they cost in a year, in dollars",
        ),
        Lines(
            x="backfill_hours",
            figures=("gross_benefit", "cost_of_absence"),
            title="The same two, by the overtime bought for each occasion",
        ),
    ),
)
