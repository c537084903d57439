"""What the class report says beside the grades: what is still to be read, what resembles what, what was gained."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from casekit.exercise import words as exercise_words
from casekit.exercise.gain import CANNOT_SAY
from casekit.grading.judging.grade import CODE, WRITTEN
from casekit.grading.reports import page, report_words as words
from casekit.grading.reports.similar import THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casekit.exercise.gain import Gain
    from casekit.grading.reports.similar import Similar

ROW, BAR, SPACE, NAMES, SCALE, FIGURES = 46, 14, 4, 120, 400, 60
MOST_PAIRS = 50


@dataclass(frozen=True, slots=True)
class More:
    """What a report may have beside the grades.

    `unread` counts the written answers still to be read, by learner and exercise; `similar` has the pairs of
    answers to look at; `gains` and `left_out` are what a class gained between two tests, and who took only one.
    """

    unread: Mapping[tuple[str, str], int] = field(default_factory=dict)
    similar: Sequence[Similar] = ()
    gains: Sequence[Gain] = ()
    left_out: Sequence[str] = ()


def unread(more: More, exercise: str) -> Iterator[str]:
    """Yield what is still to be read of an exercise."""
    counts = [count for (_, name), count in more.unread.items() if name == exercise]
    if counts:
        yield page.paragraph(words.UNREAD.format(count=sum(counts), exercise=exercise))


def similar(more: More, titles: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield the section on answers that resemble each other; nothing if none do."""
    if not more.similar:
        return
    written, code = THRESHOLDS[WRITTEN], THRESHOLDS[CODE]
    yield page.heading(words.SIMILAR)
    yield page.paragraph(words.SIMILAR_CARE)
    rows = [
        (
            f"{pair.one}, {pair.other}",
            pair.exercise,
            titles.get(pair.exercise, {}).get(question := pair.question.removesuffix("-answer"), question),
            words.KINDS[pair.kind],
            f"{pair.share:.0%}",
        )
        for pair in more.similar[:MOST_PAIRS]
    ]
    yield page.table(words.SIMILAR, words.SIMILAR_COLUMNS, rows, numbers=1)
    if (left := len(more.similar) - MOST_PAIRS) > 0:
        yield page.paragraph(words.SIMILAR_LEFT.format(count=left))
    yield page.paragraph(
        words.SIMILAR_HOW.format(
            runs=written.runs, share=written.share, code_runs=code.runs, code_share=code.share
        )
    )


def gains(more: More) -> Iterator[str]:
    """Yield the section on what was gained between the test before and the one after; nothing without them."""
    if not more.gains:
        return
    yield page.heading(words.GAINS)
    yield page.paragraph(words.GAINS_READ.format(learners=more.gains[0].learners))
    yield chart([gain for gain in more.gains if ":" not in gain.name])
    rows = [
        (
            gain.name,
            f"{gain.before:.0%}",
            f"{gain.after:.0%}",
            exercise_words.NO_GAIN if gain.gain is None else f"{gain.gain:.2f}",
            exercise_words.NO_INTERVAL if gain.low is None else f"{gain.low:.2f} to {gain.high:.2f}",
        )
        for gain in more.gains
    ]
    yield page.table(words.GAINS, exercise_words.GAIN_COLUMNS, rows, numbers=4)
    if more.left_out:
        yield page.paragraph(exercise_words.LEFT_OUT.format(names=", ".join(more.left_out)))
    yield page.paragraph(CANNOT_SAY)


def chart(gains: Sequence[Gain]) -> str:
    """Return the shares of right answers before and after, two bars a group, as SVG that reads as one sentence."""
    said = "; ".join(
        words.GAIN_SAID.format(name=gain.name, before=gain.before, after=gain.after) for gain in gains
    )
    width, height = NAMES + SCALE + FIGURES, ROW * len(gains)
    drawn = "".join(_pair(gain, place * ROW) for place, gain in enumerate(gains))
    return (
        f'<svg role="img" aria-label="{escape(f"{words.GAINS}. {said}")}" '
        f'viewBox="0 0 {width} {height}" width="{width}">{drawn}</svg>'
    )


def _pair(gain: Gain, top: int) -> str:
    rows = ((words.BEFORE, gain.before, "before"), (words.AFTER, gain.after, "after"))
    name = f'<text x="0" y="{top + BAR + SPACE}">{escape(gain.name)}</text>'
    return name + "".join(
        f'<rect class="{kind}" x="{NAMES}" y="{top + place * (BAR + SPACE) + 2}" '
        f'width="{SCALE * share:.1f}" height="{BAR}"/>'
        f'<text x="{NAMES + SCALE * share + 4:.1f}" y="{top + place * (BAR + SPACE) + BAR}">{share:.0%} {text}</text>'
        for place, (text, share, kind) in enumerate(rows)
    )
