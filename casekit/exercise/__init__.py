"""Exercises: one hand-written notebook each, checks that say why, and a copy for learners."""

from __future__ import annotations

from casekit.exercise.checks import Mistake, Verdict, Written, compare, part, question, together
from casekit.exercise.given import Given, Quantity
from casekit.exercise.session import start
from casekit.exercise.work import Work

__all__ = [
    "Given",
    "Mistake",
    "Quantity",
    "Verdict",
    "Work",
    "Written",
    "compare",
    "part",
    "question",
    "start",
    "together",
]
