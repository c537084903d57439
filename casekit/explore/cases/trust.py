"""Chapter 4's explorable: what one broken promise does to trust, and what brings it back."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from casekit import assumptions
from casekit.explore.design import Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format
from casekit.models.trust import promises_to_repair, reputation

_DEFAULT = assumptions.trust
_HARDLY_SEEN = 0.01


def answer(kept_before: float, asymmetry: float, forgetting: float, kept_since: float) -> dict[str, Any]:
    """Follow a spotless record, one broken promise, and the promises kept after it."""
    before, since = [1] * int(kept_before), [1] * int(kept_since)
    trust_now = reputation([*before, 0, *since], forgetting, asymmetry, _PRIOR)
    trust_before = reputation(before, forgetting, asymmetry, _PRIOR) if before else _UNKNOWN
    to_repair = repair(int(kept_before), asymmetry, forgetting)
    return {
        "trust_now": trust_now,
        "trust_before": trust_before,
        "to_repair": to_repair,
        "to_go": max(0, to_repair - len(since)),
        "ceiling": ceiling(forgetting),
        "verdict": _verdict(trust_before - trust_now, len(since), to_repair),
    }


_PRIOR = (_DEFAULT.prior_kept.value, _DEFAULT.prior_broken.value)
_UNKNOWN = _PRIOR[0] / sum(_PRIOR)


def ceiling(forgetting: float) -> float:
    """Return the trust that a record without end or blemish tends to."""
    if forgetting == 1:
        return 1.0
    kept = 1 / (1 - forgetting)
    return (kept + _PRIOR[0]) / (kept + sum(_PRIOR))


@cache
def repair(kept_before: int, asymmetry: float, forgetting: float) -> int:
    """Return how many kept promises bring trust back to where it stood before the broken one.

    After `m` of them the weight of the record's kept promises has moved from `R` to `M - (M - f R) f^m`, where
    `M = 1/(1 - f)`, and the break's from `k` to `k f^m`; trust is back once the first has gained `(R + 1)` times
    what is left of the second.
    """
    if forgetting == 1:
        return math.ceil(promises_to_repair(kept_before, 1, asymmetry))
    most = 1 / (1 - forgetting)
    record = most * (1 - forgetting**kept_before)
    left = (most - record) / (most - forgetting * record + asymmetry * (record + 1))
    return math.ceil(math.log(left, forgetting))


def _verdict(gap: float, kept_since: int, to_repair: int) -> str:
    if kept_since >= to_repair:
        return "back"
    if not kept_since:
        return "broken"
    return "nearly" if gap < _HARDLY_SEEN else "climbing"


def _fading(forgetting: float) -> str:
    return f"half gone after {math.log(0.5, forgetting):.0f} promises"


_share = Format(2)

DESIGN = Design(
    name="trust",
    title="How long does one broken promise last?",
    invitation="x",
    model=answer,
    controls=(
        Slider("kept_before", "Promises kept before the broken one", 0, 40, 5, default=20, show=Format(0)),
        Slider(
            "asymmetry", "A broken promise weighs as much as", 1, 5, 0.5,
            default=_DEFAULT.asymmetry.value, show=Format(1, after=" kept ones"),
        ),
        Choice(
            "forgetting", "Old promises fade",
            {1.0: "never", 0.95: f"slowly: {_fading(0.95)}", 0.9: f"faster: {_fading(0.9)}", 0.8: f"fast: {_fading(0.8)}"},
            default=_DEFAULT.forgetting.value,
        ),
        Slider("kept_since", "Promises kept since", 0, 50, 2, default=0, show=Format(0)),
    ),
    figures=(
        Figure("trust_now", "Trust now", _share),
        Figure("trust_before", "Trust before the break", _share),
        Figure("to_repair", "Kept promises to be back there", Format(0)),
        Figure("ceiling", "The most a spotless record can reach", _share),
        Figure("to_go", "Still to keep", Format(0), headline=False),
    ),
    sentences={"broken":"", "climbing":"", "nearly":"", "back":""},
    chart=Lines(x="kept_since", figures=("trust_now", "trust_before"), title="Trust as kept promises follow the broken one"),
)
