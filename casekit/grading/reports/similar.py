"""Which answers resemble each other more than answers to one question usually do: a reason to talk, and no proof.

Compared is, answer by answer, the share of the shorter one's runs of five words that stand in the other one too
(containment: A. Z. Broder, "On the resemblance and containment of documents", 1997, doi:10.1109/SEQUEN.1997.666900).
Unlike an edit distance its time grows with the length of a text and not with its square, whatever somebody writes to
keep it busy. Words that were given with the exercise do not count, and neither do runs that half of the class has.

It stops being true for short answers, which have to resemble each other, so that they are not compared; for whoever
rewrites what was copied; and for groups that were taught the same sentence.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from casekit.exercise.release import LEARNER, read_notebook
from casekit.grading.judging.grade import CODE, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casekit.exercise.folder import Exercise
    from casekit.grading.records.marks import Answer

RUN = 5  # words
FEW = 10  # learners; in a smaller class, half of it is too few to call something common

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many different runs an answer is compared, and from which share on a pair is listed."""

    runs: int
    share: float


THRESHOLDS = {WRITTEN: Threshold(30, 0.5), CODE: Threshold(60, 0.8)}


class Similar(NamedTuple):
    """Two learners' answers to one question, and the share of the shorter that stands in the other one too."""

    exercise: str
    question: str
    kind: str
    one: str
    other: str
    share: float


def similar(answers: Iterable[Answer], exercises: Mapping[str, Exercise]) -> list[Similar]:
    """Return the pairs to look at, those that resemble each other most first.

    Parameters
    ----------
    answers
        What was handed in.
    exercises
        By name, for what was given with them; answers of another exercise are not compared.
    """
    groups: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.text and answer.exercise in exercises:
            groups[answer.exercise, answer.question, answer.kind].append(answer)
    given = {name: _given(exercise) for name, exercise in exercises.items()}
    found = [
        Similar(*group, one, other, share)
        for group, own in groups.items()
        for one, other, share in alike(
            {a.learner: runs(a.text or "", group[2]) for a in own}, *_rule(group, given)
        )
    ]
    return sorted(found, key=lambda pair: (-pair.share, pair))


def _rule(group: tuple[str, str, str], given: Mapping[str, Mapping[str, Runs]]) -> tuple[Threshold, Runs]:
    exercise, _, kind = group
    return THRESHOLDS[kind], given[exercise][kind]


def alike(
    texts: Mapping[str, Runs], threshold: Threshold, given: Runs = frozenset()
) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs whose share of common runs reaches a threshold.

    >>> one, other = runs("a b c d e f g", WRITTEN), runs("a b c d e f h", WRITTEN)
    >>> list(alike({"ada": one, "ben": other}, Threshold(3, 0.5)))
    [('ada', 'ben', 0.6666666666666666)]
    >>> list(alike({"ada": one, "ben": other}, Threshold(4, 0.5)))
    []
    """
    common = _common(texts.values())
    own = {learner: text - given - common for learner, text in texts.items()}
    own = {learner: text for learner, text in own.items() if len(text) >= threshold.runs}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for learner in sorted(own):
        for run in own[learner]:
            holders[run].append(learner)
    shared = Counter(pair for learners in holders.values() for pair in combinations(learners, 2))
    for (one, other), count in shared.items():
        share = count / min(len(own[one]), len(own[other]))
        if share >= threshold.share:
            yield one, other, share


def _common(texts: Iterable[Runs]) -> Runs:
    """Return the runs that half of the class has."""
    texts = list(texts)
    times = Counter(run for text in texts for run in text)
    return frozenset(run for run, count in times.items() if count > max(FEW, len(texts)) / 2)


def runs(text: str, kind: str) -> Runs:
    """Return all different runs of five words, or in code of five names and signs, without comments."""
    words = _symbols(text) if kind == CODE else re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def _symbols(source: str) -> Sequence[str]:
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return re.findall(r"\w+|[^\w\s]", source)
    return [token.string for token in tokens if token.type not in skipped and token.string]


def _given(exercise: Exercise) -> dict[str, Runs]:
    cells = read_notebook(exercise.folder / LEARNER).cells
    return {
        WRITTEN: runs("\n".join(cell.source for cell in cells), WRITTEN),
        CODE: frozenset().union(*(runs(cell.source, CODE) for cell in cells if cell.cell_type == "code")),
    }
