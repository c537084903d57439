"""The class report: one page for the trainer that needs nothing else, not even to be online.

Every chart stands beside the table it is drawn from, so that nothing is said by a picture or a colour alone.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from casekit.exercise.feedback import points
from casekit.grading.records.gradebook import is_safe
from casekit.grading.reports import page, report_more, report_words as words
from casekit.grading.reports.report_more import More
from casekit.grading.reports.statistics import BINS, FEWEST, figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from casekit.exercise.folder import Exercise
    from casekit.grading.records.gradebook import Entry
    from casekit.grading.reports.statistics import ExerciseFigures, QuestionFigures

FILE = "class-report.html"
WIDTH, HEIGHT, GAP, LABEL = 50, 120, 6, 18
MOST_MISTAKES = 12


NOTHING_MORE = More()


def write(
    out: Path, entries: Sequence[Entry], exercises: Mapping[str, Exercise], more: More = NOTHING_MORE
) -> Path:
    """Write the report into a folder; return its path.

    Parameters
    ----------
    out
        The folder.
    entries
        The grades that count.
    exercises
        Where titles come from, by name; an exercise that is not there goes by its name.
    more
        What is said beside the grades.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE).write_text(report(entries, exercises, more), "utf-8")
    return out / FILE


def report(entries: Sequence[Entry], exercises: Mapping[str, Exercise], more: More = NOTHING_MORE) -> str:
    """Return the report as HTML."""
    body = [page.paragraph(words.INTRODUCTION)]
    for found in figures(entries):
        own = [entry for entry in entries if entry.grade.exercise == found.exercise]
        body += _exercise(found, own, exercises.get(found.exercise))
        body += report_more.unread(more, found.exercise)
    body += [] if entries else [page.paragraph(words.NONE)]
    body += report_more.gains(more)
    body += report_more.similar(more, {name: exercise.titles for name, exercise in exercises.items()})
    return page.page(words.TITLE, body)


def _exercise(found: ExerciseFigures, entries: Sequence[Entry], exercise: Exercise | None) -> Iterator[str]:
    titles = exercise.titles if exercise else {}
    yield page.heading(f"{exercise.title} ({found.exercise})" if exercise else found.exercise)
    yield page.paragraph(words.NUMBERS.format(learners=found.learners, mean=found.mean, median=found.median))
    yield from _distribution(found.bins)
    rows = [_question_row(question, titles) for question in found.questions]
    yield page.table(words.QUESTIONS, words.QUESTION_COLUMNS, rows, numbers=5)
    yield page.paragraph(words.QUESTION_NOTE.format(fewest=FEWEST))
    if found.mistakes:
        named = [
            (mistake, titles.get(question, question), str(count))
            for question, mistake, count in found.mistakes[:MOST_MISTAKES]
        ]
        yield page.table(words.MISTAKES, words.MISTAKE_COLUMNS, named, numbers=1)
    yield from _help(found, titles)
    if care := list(_care(entries)):
        yield page.paragraph(words.CARE)
        yield page.items(care)


def _question_row(found: QuestionFigures, titles: Mapping[str, str]) -> tuple[str, ...]:
    told_apart = words.UNKNOWN if found.discrimination is None else f"{found.discrimination:.2f}"
    return (
        titles.get(found.question, found.question),
        points(found.possible),
        f"{found.difficulty:.0%}",
        told_apart,
        str(found.full),
        str(found.nothing),
    )


def _distribution(bins: Sequence[int]) -> Iterator[str]:
    step = 100 // BINS
    shares = [words.FEWER.format(low=place * step, high=(place + 1) * step) for place in range(BINS)]
    yield bars(words.DISTRIBUTION, shares, bins)
    rows = [(share, str(count)) for share, count in zip(shares, bins, strict=True)]
    yield page.table(words.DISTRIBUTION, (words.SHARE, words.LEARNERS), rows, numbers=1)


def bars(title: str, labels: Sequence[str], counts: Sequence[int]) -> str:
    """Return a bar chart as SVG, which a screen reader reads as one sentence."""
    most = max((*counts, 1))
    said = "; ".join(
        words.BAR.format(share=label, count=count)
        for label, count in zip(labels, counts, strict=True)
        if count
    )
    drawn = "".join(_bar(place, count, HEIGHT * count / most) for place, count in enumerate(counts))
    return (
        f'<svg role="img" aria-label="{escape(f"{title}. {said}")}" '
        f'viewBox="0 0 {WIDTH * len(counts)} {HEIGHT + 2 * LABEL + GAP}" width="{WIDTH * len(counts)}">{drawn}</svg>'
    )


def _bar(place: int, count: int, high: float) -> str:
    """Return one bar with its count above and where its tenth begins below."""
    top, middle = LABEL + HEIGHT - high, f'x="{place * WIDTH + WIDTH / 2:g}" text-anchor="middle"'
    return (
        f'<rect x="{place * WIDTH + GAP}" y="{top:.1f}" width="{WIDTH - 2 * GAP}" height="{high:.1f}"/>'
        f'<text {middle} y="{top - 4:.1f}">{count}</text>'
        f'<text {middle} y="{2 * LABEL + HEIGHT}">{place * 10}%</text>'
    )


def _help(found: ExerciseFigures, titles: Mapping[str, str]) -> Iterator[str]:
    if not found.need_help:
        yield page.paragraph(words.NOBODY)
        return
    rows = [
        (learner, ", ".join(titles.get(question, question) for question in open_), f"{share:.0%}")
        for learner, share, open_ in found.need_help
    ]
    yield page.table(words.HELP, words.HELP_COLUMNS, rows, numbers=1)
    yield page.paragraph(words.HELP_NOTE)


def _care(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield what a trainer should know before trusting the figures."""
    if unsafe := [entry.learner for entry in entries if not is_safe(entry.grade.sandbox)]:
        yield words.UNSAFE.format(learners=", ".join(unsafe))
    if late := [entry.learner for entry in entries if entry.late]:
        yield words.LATE.format(learners=", ".join(late))
    for entry in entries:
        if entry.grade.broken:
            yield words.BROKEN.format(learner=entry.learner, reason="; ".join(entry.grade.broken))
    if (count := len({entry.grade.version for entry in entries})) > 1:
        yield words.VERSIONS.format(count=count)
