"""What is to be graded, and why it could not be: plain records that can be sent to any process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from casekit.grading.limits import Limits


@dataclass(frozen=True, slots=True)
class Order:
    """One submission to grade: its file, its exercise's folder, and the tokens the learner was given."""

    number: int
    exercise: Path
    path: Path
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a submission could not be graded; `hopeless` if none of its exercise can be."""

    sentence: str
    hint: str
    hopeless: bool = False


@dataclass(frozen=True, slots=True)
class Setup:
    """What all submissions of a run are graded with."""

    limits: Limits
    unsafe_no_sandbox: bool
    kernel: str | None = None
