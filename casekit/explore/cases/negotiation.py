"""Chapter 3's explorable: ask without a word about the offer, show it, or take it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format
from casekit.models.negotiation import Goal, ask_value, break_even_p_yes, goal_score

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFAULT = assumptions.negotiation


_WANTS = (
    ("projects led a year", "projects", assumptions.goal_projects),
    ("people you sign off for", "people", assumptions.goal_people),
    ("queue hours a week", "hours", assumptions.goal_queue),
)


def _package(brings: str) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            indicator,
            unit,
            baseline=want.baseline.value,
            target=want.target.value,
            level=getattr(want, brings).value,
            swing_weight=want.swing_weight.value,
        )
        for indicator, unit, want in _WANTS
    )


GOALS: Mapping[str, tuple[Goal, ...]] = {
    "stay": _package("level_if_staying"),
    "new job": _package("level_in_new_job"),
    "firm yes": _package("level_if_yes"),
}
"""What staying as things are, the new job and a yes that holds would each bring."""


def points(goals: tuple[Goal, ...]) -> float:
    """Return what a package is worth, from 0 to 10."""
    return round(10 * goal_score(goals), 9)


VALUE_STAY, VALUE_NEW, VALUE_YES = (points(GOALS[name]) for name in ("stay", "new job", "firm yes"))


def answer(p_yes: float, p_yes_if_disclosed: float, p_retaliation: float, value_new: float) -> dict[str, Any]:
    """Compare asking with the offer unmentioned, asking with it on the table, and not asking."""
    least = max(value_new, VALUE_STAY)
    worth = (VALUE_YES, value_new, VALUE_STAY)
    risk = (p_retaliation, _DEFAULT.retaliation_loss.value)
    silent = ask_value(p_yes, *worth)
    shown = ask_value(p_yes_if_disclosed, *worth, *risk)
    needed = break_even_p_yes(p_yes, *worth, *risk)
    second, best = sorted((silent, shown, least))[1:]
    # Chances in steps of a twentieth often make two options equal, which noise in the last place would part.
    figures = {
        "silent": round(silent, 9),
        "shown": round(shown, 9),
        "least": round(least, 9),
        "needed": round(needed, 9) if needed < 1 - 1e-9 else math.inf,
        "lead": round(best - second, 9),
    }
    return {**figures, "verdict": _verdict(value_new, **figures)}


def _verdict(value_new: float, silent: float, shown: float, least: float, needed: float, lead: float) -> str:
    if value_new > VALUE_YES:
        return "take"
    if value_new < VALUE_STAY:
        return "bluff"
    if shown >= silent:
        return "shown" if lead else "even"
    if math.isinf(needed):
        return "hopeless"
    return "backfires" if shown < least else "silent"


_chance, _points = Format(0, after="%", times=100.0, none="no chance"), Format(2)

DESIGN = Design(
    name="negotiation",
    title="Show the offer, or keep it to yourself?",
    invitation=(
        "Leave the rest alone and raise the chance of a yes with the offer shown until showing it pays. Then let "
        "nobody hold it against you. Last, make the new job a bad one, and ask yourself whether you would still "
        "bring it up."
    ),
    model=answer,
    controls=(
        Slider.across("p_yes", "Chance of a yes, offer unmentioned", _DEFAULT.p_yes, 0.05, _chance),
        Slider.across(
            "p_yes_if_disclosed", "Chance of a yes, offer shown", _DEFAULT.p_yes_if_disclosed, 0.05, _chance
        ),
        Slider.across(
            "p_retaliation", "Chance that showing it costs 3 points", _DEFAULT.p_retaliation, 0.1, _chance
        ),
        Choice(
            "value_new",
            "The new job is worth",
            {
                3: "3 points, less than staying",
                5: "5 points, a little more than staying",
                6: "6 points, halfway to a firm yes",
                7: "7 points, nearly as much as a yes",
                9: "9 points, more than a firm yes",
            },
            default=VALUE_NEW,
        ),
    ),
    figures=(
        Figure("silent", "Ask silently", _points),
        Figure("shown", "Show the offer", _points),
        Figure("least", "The least to accept", _points),
        Figure("needed", "Showing it pays above", _chance),
        Figure("lead", "Best option's lead", _points, headline=False),
    ),
    sentences={
        "silent": (
            "Ask, and keep the offer to yourself: that is worth {silent} points, {lead} more than showing it. "
            "Showing it pays only if a yes then becomes likelier than {needed}, and you gave it "
            "{p_yes_if_disclosed}. Whatever you are told, accept nothing worth less than {least}."
        ),
        "backfires": (
            "Ask, and keep the offer to yourself: that is worth {silent} points, {lead} more than taking the new job "
            "unasked. Showing the offer comes to {shown}, less than the {least} you already hold; it pays only if a "
            "yes then becomes likelier than {needed}. Accept nothing worth less than {least}."
        ),
        "hopeless": (
            "Ask, and keep the offer to yourself: that is worth {silent} points against {shown} for showing it. Even "
            "a certain yes would not make showing it pay. Whatever you are told, accept nothing worth less than "
            "{least}."
        ),
        "shown": (
            "Here showing the offer comes out ahead: it is worth {shown} points, {lead} more than asking without a "
            "word about it. A yes then has to be likelier than {needed}, and you put it at {p_yes_if_disclosed}. "
            "Even so, accept nothing worth less than {least}."
        ),
        "even": (
            "Showing the offer and keeping quiet about it come out the same, at {silent} points. Then keep quiet: an "
            "offer can still be shown tomorrow, and cannot be unshown. Accept nothing worth less than {least}."
        ),
        "take": (
            "The new job, at {least} points, is worth more than a firm yes. There is nothing to ask for here, and "
            "nothing you could be granted that you should accept. Take the job, and part well."
        ),
        "bluff": (
            "You would not take this job: staying as things are is worth {least} points, more than the offer. Asking "
            "without a word about it is worth {silent}. Showing it comes to {shown} in this sum, which leaves out the "
            "boss who wishes you luck in the new place."
        ),
    },
    charts=(
        Lines(
            x="p_yes_if_disclosed",
            figures=("shown", "silent"),
            title="What asking is worth, in points, for each chance of a yes with the offer shown",
        ),
    ),
)
