"""The trainer's copies: the solution with a note behind every question, and worked solutions to hand out afterwards.

The note says what the question asks for, which objective it serves, which mistakes to expect and how each is made,
and what the hints say; behind the written answer stand the rubric's levels. All of it has its one home in the
exercise's folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_markdown_cell

from casekit.exercise.checks import Question, Written
from casekit.exercise.design import DESIGN, Design, read_design
from casekit.exercise.folder import CHECKS, HINTS, Exercise, load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import BEGIN, END, KERNEL, SOLUTION, Released, as_text, role, sound, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRAINER = "trainer.ipynb"
WORKED = "worked-solutions.ipynb"
RUBRIC = "rubric.yml"
HIDDEN = "hidden_checks.py"

OPENING = """\
> **For the trainer.** This copy has the solutions; never hand it out. Goal: {goal} Time: {time} Needs: {needs}
>
> The outputs below are for the numbers that everybody has without a class. For one learner's numbers, add the token
> from the class's list of tokens to the first cell, `start("{name}", globals(), "TOKEN")`, and run all."""
NOTE = "> **For the trainer: {title}** ({points})\n>\n> {body}"
FAILS_OUTRIGHT = "Earns nothing, whatever else is good about it, if one of these applies:"


def release_trainer(folder: Path, out: Path) -> Released:
    """Write the trainer's copies of one exercise, with all that its grade is made from, as ``OUT/NAME-solutions``.

    Raises
    ------
    ProblemError
        If the solution is malformed, or a file that the copy needs is missing.
    """
    exercise = load(folder)
    files = {TRAINER: trainer_copy(exercise), WORKED: worked_copy(exercise)}
    for name in (CHECKS, HINTS, HIDDEN, RUBRIC, DESIGN):
        if (folder / name).is_file():
            files[name] = (folder / name).read_text("utf-8")
    return write(exercise, files, out / f"{exercise.name}-solutions")


def trainer_copy(exercise: Exercise) -> str:
    """Return the text of the trainer's notebook: all solutions, and a note behind every question."""
    notebook, design = _solved(exercise), read_design(exercise.folder)
    entries = {entry.id: entry for entry in exercise.entries}
    cells = [_opening(exercise, design)]
    for cell in notebook.cells:
        cells.append(cell)
        if entry := entries.get(cell.id):
            note = "\n>\n> ".join(_note(exercise, design, entry))
            text = NOTE.format(title=entry.title, points=_points(entry.points), body=note)
            cells.append(new_markdown_cell(text, id=f"note-{entry.id}"))
    notebook.cells = cells
    return as_text(notebook)


def worked_copy(exercise: Exercise) -> str:
    """Return the text of a notebook with all solutions, for learners who have done the exercise."""
    return as_text(_solved(exercise))


def _solved(exercise: Exercise) -> Any:
    """Return the solution without its markers, its cells called by their names, as no learner's notebook."""
    notebook = sound(exercise.folder / SOLUTION, exercise)
    for cell in notebook.cells:
        cell.source = "\n".join(_shown(cell))
        cell.id = role(cell).get("grade_id", cell.id)
        cell.metadata = {}
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return notebook


def _opening(exercise: Exercise, design: Design) -> Any:
    text = OPENING.format(name=exercise.name, goal=design.goal, time=design.time, needs=design.needs)
    return new_markdown_cell(text, id="for-the-trainer")


def _shown(cell: Any) -> Iterator[str]:
    """Yield a cell's lines, with a word in place of the marker that a solution begins."""
    for line in cell.source.splitlines():
        blank = line[: len(line) - len(line.lstrip())]
        if line.strip() == BEGIN:
            yield f"{blank}# A solution:" if cell.cell_type == "code" else "**A model answer:**"
        elif line.strip() != END:
            yield line


def _note(exercise: Exercise, design: Design, entry: Question | Written) -> Iterator[str]:
    """Yield the paragraphs of the note behind a question."""
    served = [text for text in design.objectives if f"`{entry.id}`" in text]
    if served:
        yield "Serves: " + " ".join(served)
    if isinstance(entry, Written):
        yield from _rubric(exercise.folder / RUBRIC, entry)
        return
    yield f"Asks: {entry.expects}"
    mistakes = [mistake for mistake in design.mistakes if mistake.question == entry.id]
    if mistakes:
        yield "Typical mistakes:"
        yield "\n> ".join(f"- {mistake.name}: `{mistake.made_as}`" for mistake in mistakes)
    if hints := exercise.hints.get(entry.id):
        yield "Hints, one at a time:"
        yield "\n> ".join(f"{place}. {text}" for place, text in enumerate(hints, 1))


def _points(value: float) -> str:
    return f"{value:g} point{'s' * (value != 1)}"


def _rubric(path: Path, entry: Written) -> Iterator[str]:
    import yaml  # of the kit's workshop, not of a learner's installation

    answers = yaml.safe_load(path.read_text("utf-8"))["answers"] if path.is_file() else []
    for answer in answers:
        if answer["id"] == entry.id:
            if fatal := answer.get("fails_outright"):
                yield FAILS_OUTRIGHT
                yield "\n> ".join(f"- {fault}" for fault in fatal)
            for criterion in answer["criteria"]:
                low, high = answer["scale"]
                levels = (f"- {level}: {criterion[level]}" for level in range(low, high + 1))
                yield f"{criterion['name']}:"
                yield "\n> ".join(levels)
            return
    raise ProblemError(
        f"{path} has no rubric for {entry.id!r}.", "Add one: its levels are how the answer is marked."
    )
