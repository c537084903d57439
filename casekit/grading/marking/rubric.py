"""The rubric of a written answer: criteria, what each level of them looks like, and what fails the whole answer.

It stands in the exercise's ``rubric.yml``. Every criterion has the same levels; the points are the sum of the levels
reached, scaled to the points of the answer. An answer to which one of `fails_outright` applies earns nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RUBRIC = "rubric.yml"
AS = re.compile(r"As (?P<level>\d+), (?P<rest>.+)", re.DOTALL)
HINT = "See the rubric of another exercise for how it is written."


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is judged; `levels` says in words what each level looks like, the lowest first."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """How one written answer is marked.

    `question` is its id, `longest` how many words were asked for (0: no matter), `lowest` the number of the
    lowest level, `fails_outright` what costs all points, in sentences.
    """

    question: str
    points: float
    longest: int
    lowest: int
    criteria: tuple[Criterion, ...]
    fails_outright: tuple[str, ...] = ()

    def earned(self, levels: Mapping[str, int], fails: tuple[str, ...] = ()) -> float | None:
        """Return the points for these levels by criterion, None while a level is missing.

        >>> two = (Criterion("Tone", ("rude", "calm")), Criterion("A number", ("none", "one")))
        >>> rubric = Rubric("reply", 5, 150, 0, two, ("A threat.",))
        >>> rubric.earned({"Tone": 1, "A number": 0}), rubric.earned({"Tone": 1}), rubric.earned({}, ("A threat.",))
        (2.5, None, 0.0)
        """
        if any(sentence in self.fails_outright for sentence in fails):
            return 0.0
        if any(criterion.name not in levels for criterion in self.criteria):
            return None
        reached = sum(levels[criterion.name] - self.lowest for criterion in self.criteria)
        highest = sum(len(criterion.levels) - 1 for criterion in self.criteria)
        return round(self.points * reached / highest, 2)

    def said(self, name: str, level: int) -> str | None:
        """Return what a level of a criterion means by itself, None if there is no such level.

        Rubrics are written for who marks, who sees all levels: "As 2, and ..." brings the words of level 2 along.

        >>> tone = Criterion("Tone", ("Rude.", "Calm.", "As 1, and kind."))
        >>> Rubric("reply", 5, 150, 0, (tone,)).said("Tone", 2)
        'Calm. And kind.'
        """
        [levels] = [c.levels for c in self.criteria if c.name == name] or [()]
        place = level - self.lowest
        if not 0 <= place < len(levels):
            return None
        found = AS.fullmatch(levels[place])
        if not found or int(found["level"]) >= level:
            return levels[place]
        rest = found["rest"]
        return f"{self.said(name, int(found['level'])) or ''} {rest[0].upper()}{rest[1:]}".strip()


def read_rubrics(folder: Path) -> dict[str, Rubric]:
    """Return the rubrics of an exercise by the ids of their questions; none if it has no ``rubric.yml``.

    Raises
    ------
    ProblemError
        If the file is damaged, or a level is missing from it.
    """
    import yaml  # of the kit's workshop, not of a learner's installation

    path = folder / RUBRIC
    if not path.is_file():
        return {}
    try:
        rows = yaml.safe_load(path.read_text("utf-8"))["answers"]
        return {row["id"]: _rubric(row) for row in rows}
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ProblemError(f"{path} cannot be used: {type(error).__name__}: {error}", HINT) from error


def _rubric(row: Mapping[Any, Any]) -> Rubric:
    low, high = row["scale"]
    criteria = tuple(
        Criterion(entry["name"], tuple(str(entry[level]) for level in range(low, high + 1)))
        for entry in row["criteria"]
    )
    if not criteria or low >= high or len({criterion.name for criterion in criteria}) < len(criteria):
        raise ValueError("a rubric needs criteria of different names and at least two levels")
    fails = tuple(map(str, row.get("fails_outright", ())))
    return Rubric(row["id"], row["points"], row.get("words", 0), low, criteria, fails)
