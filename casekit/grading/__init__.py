"""Grading: a submission runs in a sandbox and gives back plain values; trusted checks judge them outside it.

`Grade`, `Grader` and `Limits` are loaded when they are asked for: the sandbox imports this package too, and has no
use for a grader.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casekit.grading.judging.runner import Grade, Grader
    from casekit.grading.limits import Limits

__all__ = ["Grade", "Grader", "Limits"]

HOMES = {"Grade": "judging.runner", "Grader": "judging.runner", "Limits": "limits"}


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
