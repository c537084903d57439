"""Grading: a submission runs in a sandbox and gives back plain values; trusted checks judge them outside it."""

from __future__ import annotations

from casekit.grading.limits import Limits
from casekit.grading.runner import Grade, Grader

__all__ = ["Grade", "Grader", "Limits"]
