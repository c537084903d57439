"""What goes back to a learner: a page that says what was right, what was not and why, and the notebook annotated.

Both are made from the grade, which holds nothing but what the learner may know, and from the learner's own file.
No hidden check, no expected value and nobody else's work is at hand here. In the notebook the learner's outputs,
attachments and metadata are left out: what comes back runs nothing and loads nothing that it was not written to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from casekit.exercise.feedback import Panel, points, result_panel
from casekit.grading import page, returns_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casekit.exercise.folder import Exercise
    from casekit.grading.collect import Found
    from casekit.grading.gradebook import Entry

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write(out: Path, exercise: Exercise, found: Found, entry: Entry) -> tuple[Path, Path]:
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
        Its grade.
    """
    home = out / entry.learner
    home.mkdir(parents=True, exist_ok=True)
    read, notebook = home / f"{exercise.name}.html", home / f"{exercise.name}-feedback.ipynb"
    read.write_text(feedback_page(exercise, entry), "utf-8")
    notebook.write_text(annotated(exercise, entry, found.path.read_bytes()), "utf-8")
    return read, notebook


def feedback_page(exercise: Exercise, entry: Entry) -> str:
    """Return the page that a learner reads."""
    title = words.TITLE.format(title=exercise.title)
    return page.page(
        title, (page.paragraph(entry.learner), *map(page.panel, _panels(exercise, entry).values()))
    )


def annotated(exercise: Exercise, entry: Entry, submitted: bytes) -> str:
    """Return the learner's notebook with the feedback behind each question."""
    panels = _panels(exercise, entry)
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


def _panels(exercise: Exercise, entry: Entry) -> dict[str, Panel]:
    """Return a panel for the whole, under "", and one for each question that a check judged."""
    known = {question.id: question for question in exercise.questions}
    judged = [result for result in entry.grade.results if result.question in known]
    return {"": _summary(exercise, entry)} | {
        result.question: result_panel(known[result.question], result) for result in judged
    }


def _summary(exercise: Exercise, entry: Entry) -> Panel:
    grade, titles = entry.grade, exercise.titles
    notes = (
        *(sentence for _, sentence in grade.cells),
        *([words.OWN_CELLS.format(count=grade.own_cells)] if grade.own_cells else []),
        *([words.LATE] if entry.late else []),
        *([words.WRITTEN] if exercise.written else []),
        words.TO_READ,
    )
    rows = tuple(
        (titles.get(result.question, result.question), f"{points(result.earned)} / {points(result.possible)}")
        for result in grade.results
    )
    head = words.HEAD.format(
        title=exercise.title, earned=points(grade.earned), possible=points(grade.possible)
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
