"""Chapter 4's explorable: what one broken promise does to trust, and what brings it back."""

from __future__ import annotations

import math
from typing import Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format
from casekit.models.trust import ceiling, promises_to_repair, reputation

_DEFAULT = assumptions.trust
_OF_A_STRANGER = 0.5
_HARDLY_SEEN = 0.01


def answer(kept_before: float, asymmetry: float, forgetting: float, kept_since: float) -> dict[str, Any]:
    """Follow a spotless record, one broken promise, and the promises kept after it."""
    before, since = [1] * int(kept_before), [1] * int(kept_since)
    trust_before = reputation(before, forgetting, asymmetry) if before else _OF_A_STRANGER
    trust_now = reputation([*before, 0, *since], forgetting, asymmetry)
    to_repair = math.ceil(promises_to_repair(len(before), 1, asymmetry, forgetting))
    return {
        "trust_now": trust_now,
        "trust_before": trust_before,
        "to_repair": to_repair,
        "ceiling": ceiling(forgetting),
        "verdict": _verdict(len(before), len(since), to_repair, trust_before - trust_now),
    }


def _verdict(kept_before: int, kept_since: int, to_repair: int, gap: float) -> str:
    if kept_since >= to_repair:
        return "back"
    if not kept_since:
        return "broken" if kept_before else "stranger"
    return "nearly" if gap < _HARDLY_SEEN else "climbing"


def _fading(forgetting: float) -> str:
    return f"half gone after {math.log(0.5, forgetting):.0f} promises"


_share = Format(2)

DESIGN = Design(
    name="trust",
    title="How long does one broken promise last?",
    invitation=(
        "Move the last slider first, and watch the way back. Then break the promise after a shorter record, and "
        "let old promises fade or last for ever."
    ),
    model=answer,
    controls=(
        Slider.across("kept_before", "Promises kept before the broken one", _DEFAULT.kept, 10, Format(0)),
        Slider.across(
            "asymmetry",
            "Weight of a broken promise, against a kept one",
            _DEFAULT.asymmetry,
            1,
            Format(0, after=" to 1"),
        ),
        Choice(
            "forgetting",
            "Promises of the past fade",
            {
                1.0: "never",
                0.95: f"slowly ({_fading(0.95)})",
                0.9: f"faster ({_fading(0.9)})",
                0.8: f"fast ({_fading(0.8)})",
            },
            default=_DEFAULT.forgetting.value,
        ),
        Slider("kept_since", "Promises kept since", 0, 50, 2, default=0, show=Format(0)),
    ),
    figures=(
        Figure("trust_now", "Trust now", _share),
        Figure("trust_before", "Trust before the break", _share),
        Figure("to_repair", "Kept promises to be back there", Format(0)),
        Figure("ceiling", "Ceiling of a spotless record", _share),
    ),
    sentences={
        "broken": (
            "One promise broken after {kept_before} kept: trust falls from {trust_before} to {trust_now}, and is back "
            "where it was when {to_repair} more have been kept."
        ),
        "stranger": (
            "The first promise of all is broken: trust falls from {trust_before}, where a stranger starts, to "
            "{trust_now}. That is a deep fall and a short way back; kept promises needed: {to_repair}."
        ),
        "climbing": (
            "With {kept_since} kept since, trust stands at {trust_now}, on its way back to {trust_before}. "
            "Kept promises that it takes: {to_repair}."
        ),
        "nearly": (
            "With {kept_since} kept since, trust stands at {trust_now}, less than a hundredth short of where it was. "
            "Nobody would see the difference. On paper the way back takes {to_repair}."
        ),
        "back": (
            "With {kept_since} kept since, trust stands at {trust_now}, no lower than the {trust_before} it fell from. "
            "Kept promises that it took: {to_repair}."
        ),
    },
    charts=(
        Lines(
            x="kept_since",
            figures=("trust_now", "trust_before"),
            title="Trust, from 0 to 1, as kept promises follow the broken one",
        ),
    ),
)
