"""What goes back to a learner: a page that says what was right, what was not and why, and the notebook annotated.

Both are made from the grade, which holds nothing but what the learner may know, and from the learner's own file.
No hidden check, no expected value and nobody else's work is at hand here. What a person marked stands beside it, with
the rubric's words for the levels reached. In the notebook the learner's outputs, attachments and metadata are left
out: what comes back runs nothing and loads nothing that it was not written to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from casekit.exercise.feedback import Panel, points, result_panel
from casekit.exercise.folder import load
from casekit.grading.marking import words as marking_words
from casekit.grading.marking.rubric import read_rubrics
from casekit.grading.records import marks as held
from casekit.grading.reports import page, returns_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from casekit.exercise.folder import Exercise
    from casekit.grading.intake.collect import Found
    from casekit.grading.marking.rubric import Rubric
    from casekit.grading.records.gradebook import Entry, Gradebook
    from casekit.grading.records.marks import Mark

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class Writer:
    """Writes the feedback of one learner after the other, with the marks that the gradebook has by now."""

    def __init__(self, out: Path, book: Gradebook, exercises: Sequence[Path]) -> None:
        self._out, self._book = out, book
        self._exercises = {exercise.name: exercise for exercise in map(load, exercises)}
        self._marks = held.marks(book)

    def write(self, found: Found, entry: Entry) -> None:
        """Write the feedback on one submission."""
        answers = held.handed_in(self._book, entry) if self._marks else []
        marked = held.together([entry], answers, self._marks)
        [whole] = marked.entries
        write(self._out, self._exercises[found.exercise], found, whole, *marked.marks.values())


def write(
    out: Path, exercise: Exercise, found: Found, entry: Entry, marks: Sequence[Mark] = ()
) -> tuple[Path, Path]:
    """Write one learner's feedback on one exercise, ``OUT/LEARNER/EXERCISE.html`` and ``EXERCISE-feedback.ipynb``.

    Parameters
    ----------
    out
        A folder; it gets one folder for each learner.
    exercise
        What was graded.
    found
        The submission.
    entry
        Its grade, with the points of what was marked.
    marks
        How its written answers were marked.
    """
    home = out / entry.learner
    home.mkdir(parents=True, exist_ok=True)
    read, notebook = home / f"{exercise.name}.html", home / f"{exercise.name}-feedback.ipynb"
    read.write_text(feedback_page(exercise, entry, marks), "utf-8")
    notebook.write_text(annotated(exercise, entry, found.path.read_bytes(), marks), "utf-8")
    return read, notebook


def feedback_page(exercise: Exercise, entry: Entry, marks: Sequence[Mark] = ()) -> str:
    """Return the page that a learner reads."""
    title = words.TITLE.format(title=exercise.title)
    panels = _panels(exercise, entry, marks).values()
    return page.page(title, (page.paragraph(entry.learner), *map(page.panel, panels)))


def annotated(exercise: Exercise, entry: Entry, submitted: bytes, marks: Sequence[Mark] = ()) -> str:
    """Return the learner's notebook with the feedback behind each question."""
    panels = _panels(exercise, entry, marks)
    cells = [_markdown(panels.pop(""))]
    for cell in _cells(submitted):
        cells.append({key: value for key, value in cell.items() if key != "grade_id"})
        if shown := panels.pop(cell["grade_id"], None):
            cells.append(_markdown(shown))
    cells += map(_markdown, panels.values())
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def _panels(exercise: Exercise, entry: Entry, marks: Sequence[Mark]) -> dict[str, Panel]:
    """Return a panel for the whole, under "", and one for each question that a check or a person judged."""
    known = {question.id: question for question in exercise.questions}
    rubrics = read_rubrics(exercise.folder) if marks else {}
    marked = {mark.key.question: mark for mark in marks}
    panels = {"": _summary(exercise, entry)}
    for result in entry.grade.results:
        name, title = result.question, exercise.titles.get(result.question, result.question)
        if name in marked:
            panels[name] = mark_panel(title, marked[name], rubrics.get(name))
        elif name in known:
            panels[name] = result_panel(known[name], result)
        else:
            panels[name] = Panel(_head(title, result.earned, result.possible), (result.message,))
    return panels


def mark_panel(title: str, mark: Mark, rubric: Rubric | None) -> Panel:
    """Say how a person marked an answer: what was found of what was looked for, and the comment."""
    rows = []
    for name, level in mark.levels.items():
        text = rubric.said(name, level) if rubric else None
        rows.append((name, text or marking_words.NO_LONGER.format(level=level), str(level)))
    failed = tuple(marking_words.FAILED.format(sentence=sentence) for sentence in mark.fails)
    comment = tuple(line for line in mark.comment.splitlines() if line.strip())
    head = _head(title, mark.earned or 0.0, mark.possible)
    return Panel(head, (*failed, *comment), columns=marking_words.COLUMNS, rows=tuple(rows))


def _head(title: str, earned: float, possible: float) -> str:
    return marking_words.HEAD.format(title=title, earned=points(earned), possible=points(possible))


def _summary(exercise: Exercise, entry: Entry) -> Panel:
    grade, titles = entry.grade, exercise.titles
    judged = {result.question for result in grade.results}
    read = [question for question in exercise.written if question.id in judged]
    notes = (
        *(sentence for _, sentence in grade.cells),
        *([words.OWN_CELLS.format(count=grade.own_cells)] if grade.own_cells else []),
        *([words.LATE] if entry.late else []),
        *([words.WRITTEN] if len(read) < len(exercise.written) else []),
        words.TO_READ,
    )
    rows = tuple(
        (titles.get(result.question, result.question), f"{points(result.earned)} / {points(result.possible)}")
        for result in grade.results
    )
    head = (words.HEAD_MARKED if read else words.HEAD).format(
        title=exercise.title, earned=points(round(grade.earned, 2)), possible=points(grade.possible)
    )
    return Panel(head, notes, columns=words.COLUMNS, rows=rows)


def _cells(submitted: bytes) -> Iterator[dict[str, Any]]:
    """Yield a learner's cells: kind, text and the name of a question, and nothing else that came with them."""
    notebook = json.loads(submitted, parse_int=float)
    for cell in notebook["cells"]:
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            continue
        source = cell.get("source", "")
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        bare = {"cell_type": cell["cell_type"], "metadata": {}, "source": text, "grade_id": _grade_id(cell)}
        if cell["cell_type"] == "code":
            bare |= {"execution_count": None, "outputs": []}
        yield bare


def _grade_id(cell: dict[str, Any]) -> str | None:
    match cell:
        case {"metadata": {"nbgrader": {"grade_id": str(name)}}} if name:
            return name
    return None


def _markdown(shown: Panel) -> dict[str, Any]:
    """Return a panel as a cell: one HTML block, in which neither Markdown nor mathematics begins."""
    html = page.panel(shown).replace("$", "&#36;").replace("\\", "&#92;").replace("\n", " ")
    return {"cell_type": "markdown", "metadata": {}, "source": html}
