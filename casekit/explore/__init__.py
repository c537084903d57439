"""Explorables: a model with sliders, alive in a notebook and on a static page alike."""

from __future__ import annotations

from casekit.explore.cases import catalogue
from casekit.explore.widget import Explorable

__all__ = ["Explorable", "catalogue", "explore"]


def explore(name: str) -> Explorable:
    """Return the explorable called `name`, ready to be shown.

    Raises
    ------
    ValueError
        If there is none of that name; the message lists those there are.
    """
    designs = catalogue()
    if name not in designs:
        raise ValueError(f"there is no explorable {name!r}; there are {', '.join(designs)}")
    return Explorable(designs[name])
