"""What a learner sees: small panels that say everything in words, in a terminal as on a page.

Colour only repeats what the words say. The HTML needs no script, takes its colours from JupyterLab's or
VS Code's theme, light or dark, and reads as plain paragraphs where a front end drops the style.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from casekit.exercise import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.exercise.checks import Question, Result
    from casekit.exercise.folder import Exercise

STYLE = Path(__file__).with_name("panel.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Panel:
    """A few paragraphs under a heading, perhaps with a table, as text and as HTML.

    `tone` (full, part, none, plain) chooses a colour and nothing else. Words between backticks are code.
    """

    head: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    tone: str = "plain"

    def __str__(self) -> str:
        return "\n".join((self.head, *_aligned(self.rows), *self.paragraphs))

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined]  # IPython's printer has no type

    def _repr_html_(self) -> str:
        body = "".join(f"<p>{_inline(text)}</p>" for text in self.paragraphs)
        role = "" if self.rows else ' role="status"'  # read aloud when it appears; a table is read at leisure
        return (
            f'<div class="casekit-panel" data-tone="{self.tone}"{role}><style>{STYLE}</style>'
            f"<p><strong>{_inline(self.head)}</strong></p>{_table(self.columns, self.rows)}{body}</div>"
        )


def result_panel(question: Question, result: Result, offer: str | None = None, attempt: int = 0) -> Panel:
    """Say what an answer earned and why; for less than full points, what was asked for and where help is.

    After a retry with new numbers (`attempt` above 0) it says that this is practice.
    """
    tone, state = _state(result)
    head = words.HEAD.format(
        title=question.title, earned=points(result.earned), possible=points(result.possible), state=state
    )
    asked = () if tone == "full" else (words.TASK.format(expects=question.expects),)
    practice = (words.PRACTICE_RESULT.format(number=attempt + 1),) if attempt else ()
    return Panel(head, (result.message, *asked, *([offer] if offer else ()), *practice), tone=tone)


def summary_panel(exercise: Exercise, results: Sequence[Result]) -> Panel:
    """Say how far a learner has come, and that this is not the grade."""
    earned, possible = (sum(getattr(r, part) for r in results) for part in ("earned", "possible"))
    full = sum(result.earned == result.possible for result in results)
    titles = {question.id: question.title for question in exercise.questions}
    judged = tuple((titles[r.question], _points(r), _state(r)[1]) for r in results)
    written = tuple(
        (entry.title, words.WRITTEN_POINTS.format(possible=points(entry.points)), words.STATE_WRITTEN)
        for entry in exercise.written
    )
    progress = words.ALL_PASS if full == len(results) else words.SOME_PASS
    again = (words.RETRY,) if full == len(results) and exercise.given.vary else ()
    return Panel(
        words.SUMMARY_HEAD.format(title=exercise.title, earned=points(earned), possible=points(possible)),
        (f"{progress.format(full=full, total=len(results))} {words.NOT_A_GRADE}", *again),
        columns=words.SUMMARY_COLUMNS,
        rows=judged + written,
    )


def points(value: float) -> str:
    """Return points as people write them.

    >>> points(2.0), points(0.5)
    ('2', '0.5')
    """
    return f"{value:g}"


def _points(result: Result) -> str:
    return words.POINTS.format(earned=points(result.earned), possible=points(result.possible))


def _state(result: Result) -> tuple[str, str]:
    if result.earned >= result.possible:
        return "full", words.STATE_FULL
    if result.earned > 0:
        return "part", words.STATE_PART
    return "none", words.STATE_NONE


def _inline(text: str) -> str:
    """Return text as HTML, with what stands between backticks as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{_inline(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{_inline(first)}</th>{"".join(f"<td>{_inline(c)}</td>" for c in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
