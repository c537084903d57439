"""An explorable at every setting of its controls, for the tests that look at them all."""

from __future__ import annotations

from functools import cache
from typing import Any

from casekit.explore import catalogue
from casekit.explore.design import Design


@cache
def everywhere(name: str) -> tuple[tuple[dict[str, float], dict[str, Any]], ...]:
    """Each setting of the explorable called `name`, with the model's answers there."""
    design = catalogue()[name]
    return tuple((settings, dict(design.model(**settings))) for settings in design.settings())


def said(name: str, verdict: str) -> str:
    """The sentence where this verdict is given first."""
    first = next(settings for settings, answers in everywhere(name) if answers["verdict"] == verdict)
    return catalogue()[name].sentence(first)


def ends(design: Design) -> tuple[dict[str, float], dict[str, float]]:
    """All controls at their first value, and all at their last."""
    first, last = ({control.name: control.values[i] for control in design.controls} for i in (0, -1))
    return first, last
