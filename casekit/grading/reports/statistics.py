"""What a class's grades say about the class and about the questions.

Difficulty is the share of a question's points that was earned on average (classical test theory's p, so that high
means easy). Discrimination is the correlation between a question and the rest of the exercise's points, without the
question itself: whether those who know more do better on it. With few learners both are rough; below
`FEWEST` discrimination is not given at all.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casekit.grading.records.gradebook import Entry

FEWEST = 10
BINS = 10
HELP_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question: points there are, the mean share of them earned, and how well it tells learners apart."""

    question: str
    possible: float
    difficulty: float
    discrimination: float | None
    full: int
    nothing: int


@dataclass(frozen=True, slots=True)
class ExerciseFigures:
    """One exercise: how many learners, their shares of the points, and what is known of each question.

    `bins` counts the learners in each tenth of the points, `mistakes` each named mistake with its question,
    `need_help` names whoever earned less than half, the fewest points first.
    """

    exercise: str
    learners: int
    mean: float
    median: float
    bins: tuple[int, ...]
    questions: tuple[QuestionFigures, ...]
    mistakes: tuple[tuple[str, str, int], ...]
    need_help: tuple[tuple[str, float, tuple[str, ...]], ...]


def figures(entries: Iterable[Entry]) -> list[ExerciseFigures]:
    """Return the figures of every exercise that has grades, sorted by name."""
    by_exercise: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_exercise[entry.grade.exercise].append(entry)
    return [_exercise(name, by_exercise[name]) for name in sorted(by_exercise)]


def _exercise(name: str, entries: Sequence[Entry]) -> ExerciseFigures:
    shares = [share(entry.grade.earned, entry.grade.possible) for entry in entries]
    questions = list(dict.fromkeys(result.question for entry in entries for result in entry.grade.results))
    return ExerciseFigures(
        exercise=name,
        learners=len(entries),
        mean=statistics.fmean(shares),
        median=statistics.median(shares),
        bins=histogram(shares),
        questions=tuple(_question(question, entries) for question in questions),
        mistakes=_mistakes(entries),
        need_help=_need_help(entries),
    )


def _question(question: str, entries: Sequence[Entry]) -> QuestionFigures:
    asked = [
        (result, entry.grade.earned - result.earned)
        for entry in entries
        for result in entry.grade.results
        if result.question == question
    ]
    shares = [share(result.earned, result.possible) for result, _ in asked]
    return QuestionFigures(
        question=question,
        possible=asked[0][0].possible,
        difficulty=statistics.fmean(shares),
        discrimination=discrimination(shares, [rest for _, rest in asked]),
        full=sum(share == 1 for share in shares),
        nothing=sum(share == 0 for share in shares),
    )


def share(earned: float, possible: float) -> float:
    """Return the share of the points that was earned, 0 where there are none."""
    return min(max(earned / possible, 0.0), 1.0) if possible > 0 else 0.0


def histogram(shares: Iterable[float]) -> tuple[int, ...]:
    """Return how many shares lie in each tenth; all points belong to the last.

    >>> histogram([0.0, 0.05, 0.1, 0.95, 1.0])
    (2, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    """
    counts = Counter(min(int(share * BINS + 1e-9), BINS - 1) for share in shares)
    return tuple(counts[place] for place in range(BINS))


def discrimination(shares: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return the correlation of a question with the rest; None where it says nothing.

    >>> discrimination([0.0, 1.0] * 5, [1.0, 3.0] * 5)
    1.0
    >>> discrimination([1.0] * 10, [1.0, 3.0] * 5) is None
    True
    """
    if len(shares) < FEWEST or len(set(shares)) == 1 or len(set(rests)) == 1:
        return None
    return round(statistics.correlation(shares, rests), 10)


def _mistakes(entries: Sequence[Entry]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(
        (result.question, result.mistake)
        for entry in entries
        for result in entry.grade.results
        if result.mistake
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((question, mistake, count) for (question, mistake), count in ordered)


def _need_help(entries: Sequence[Entry]) -> tuple[tuple[str, float, tuple[str, ...]], ...]:
    found = [
        (
            entry.learner,
            share(entry.grade.earned, entry.grade.possible),
            tuple(result.question for result in entry.grade.results if result.earned == 0),
        )
        for entry in entries
    ]
    return tuple(sorted((row for row in found if row[1] < HELP_BELOW), key=lambda row: (row[1], row[0])))
