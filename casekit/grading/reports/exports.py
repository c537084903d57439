"""The gradebook as a file for another gradebook: Canvas, Moodle, or any spreadsheet.

Canvas: the columns Student, ID, SIS User ID, SIS Login ID and Section, one column for each assignment headed
``Title (id)``, and a row Points Possible, as its importer reads them (``lib/gradebook_importer.rb`` of
instructure/canvas-lms). It finds a student by ID, else by SIS User ID, else by SIS Login ID, and an assignment by
the id in its heading, else by its title. Moodle: a column that identifies the learner and one for each grade item,
to be mapped when it is imported (docs.moodle.org, "Grade import"). There an empty cell may clear a grade, so export
one exercise at a time if not everybody has handed in all of them.

Whoever opens such a file in a spreadsheet runs what looks like a formula. Text that does gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING

from casekit.exercise.problem import ProblemError
from casekit.grading import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casekit.grading.intake.people import Person
    from casekit.grading.records.gradebook import Entry
    from casekit.grading.records.marks import Marked

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"  # indented as Canvas itself exports it
MOODLE_COLUMNS = {"ID number": "idnumber", "Email address": "email"}
CSV_COLUMNS = (
    "learner", "exercise", "earned", "possible", "late", "sandbox", "graded_at", "version", "submission", "file",
    "unread",
)  # fmt: skip
NOTHING_UNREAD: Mapping[tuple[str, str], int] = {}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return text as a spreadsheet may open it: what would be a formula begins with an apostrophe.

    >>> harmless("=HYPERLINK(1)"), harmless(" @x"), harmless("Ada - Doe")
    ("'=HYPERLINK(1)", "' @x", 'Ada - Doe')
    """
    shown = text.replace("\r", " ").replace("\n", " ")
    return f"'{shown}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else shown


def refuse_half_marked(marked: Marked) -> None:
    """Refuse an export in which only some learners' written answers count.

    Raises
    ------
    ProblemError
        If an exercise has been marked for some learners and not for others.
    """
    for exercise in sorted(marked.begun):
        if left := sum(count for (_, name), count in marked.unread.items() if name == exercise):
            raise ProblemError(
                messages.HALF_MARKED.format(count=left, exercise=exercise),
                messages.HALF_MARKED_HINT.format(exercise=exercise),
                status=1,
            )


def as_canvas(entries: Iterable[Entry], people: Sequence[Person], headings: Mapping[str, str]) -> str:
    """Return grades as Canvas imports them.

    Parameters
    ----------
    entries
        The grades that count.
    people
        The class list: everybody who has a grade needs a Canvas ID, SIS User ID or SIS Login ID in it.
    headings
        From an exercise to what its assignment is called in Canvas, best with its id: ``Retention (4711)``.

    Raises
    ------
    ProblemError
        If somebody cannot be identified, or an exercise has grades out of different points.
    """
    grades = _Grades(entries)
    found = _identified(
        grades, people, lambda p: bool(p.canvas_id or p.sis_user_id or p.sis_login_id), "Canvas"
    )
    head = [*CANVAS_COLUMNS, *(headings.get(exercise, exercise) for exercise in grades.exercises)]
    blank = [""] * (len(CANVAS_COLUMNS) - 1)
    possible = [POINTS_POSSIBLE, *blank, *(_points(grades.possible(name)) for name in grades.exercises)]
    rows = (
        [
            *(person.name or person.learner, person.canvas_id, person.sis_user_id, person.sis_login_id),
            *(person.section, *grades.earned(person.learner)),
        ]
        for person in found
    )
    return _text([head, possible, *rows])


def as_moodle(entries: Iterable[Entry], people: Sequence[Person], headings: Mapping[str, str]) -> str:
    """Return grades as Moodle imports them, identified by what everybody has: ID number, email address or both.

    Parameters
    ----------
    entries, people, headings
        As for :func:`as_canvas`; everybody needs an ``idnumber``, or everybody an ``email``.

    Raises
    ------
    ProblemError
        If neither column is complete, or an exercise has grades out of different points.
    """
    grades = _Grades(entries)
    for exercise in grades.exercises:
        grades.possible(exercise)
    found = _identified(grades, people, lambda person: bool(person.idnumber or person.email), "Moodle")
    full = [
        column for column, field in MOODLE_COLUMNS.items() if all(getattr(person, field) for person in found)
    ]
    if not full:
        raise ProblemError(messages.NOT_ONE_COLUMN, messages.NOT_IDENTIFIED_HINT)
    head = [*full, *(headings.get(exercise, exercise) for exercise in grades.exercises)]
    rows = (
        [*(getattr(person, MOODLE_COLUMNS[column]) for column in full), *grades.earned(person.learner)]
        for person in found
    )
    return _text([head, *rows])


def as_csv(entries: Iterable[Entry], unread: Mapping[tuple[str, str], int] = NOTHING_UNREAD) -> str:
    """Return grades with all that was recorded beside them, a row for each learner and exercise.

    Parameters
    ----------
    entries
        The grades that count.
    unread
        How many written answers are still to be read, by learner and exercise.
    """
    rows = (
        [
            *(
                entry.learner,
                entry.grade.exercise,
                _points(entry.grade.earned),
                _points(entry.grade.possible),
            ),
            *("late" if entry.late else "", entry.grade.sandbox, entry.graded_at),
            *(entry.grade.version, entry.grade.submission, entry.name),
            str(unread.get((entry.learner, entry.grade.exercise), "")),
        ]
        for entry in entries
    )
    return _text([list(CSV_COLUMNS), *rows])


class _Grades:
    """Grades by learner and exercise."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._earned: dict[tuple[str, str], float] = {}
        self._possible: dict[str, set[float]] = defaultdict(set)
        for entry in entries:
            self._earned[entry.learner, entry.grade.exercise] = entry.grade.earned
            self._possible[entry.grade.exercise].add(entry.grade.possible)
        self.exercises = sorted(self._possible)
        self.learners = sorted({learner for learner, _ in self._earned})

    def earned(self, learner: str) -> list[str]:
        """Return a learner's points, exercise by exercise; nothing where there is no grade."""
        found = (self._earned.get((learner, exercise)) for exercise in self.exercises)
        return ["" if points is None else _points(points) for points in found]

    def possible(self, exercise: str) -> float:
        """Return the points of an exercise, if they are the same for everybody."""
        if len(self._possible[exercise]) > 1:
            sentence = messages.DIFFERENT_POINTS.format(exercise=exercise)
            raise ProblemError(sentence, messages.DIFFERENT_POINTS_HINT, status=1)
        [points] = self._possible[exercise]
        return points


def _identified(
    grades: _Grades, people: Sequence[Person], is_known: Callable[[Person], bool], platform: str
) -> list[Person]:
    """Return everybody who has a grade, if the platform will know them all."""
    listed = {person.learner: person for person in people if is_known(person)}
    if unknown := [learner for learner in grades.learners if learner not in listed]:
        some = ", ".join(unknown[:10]) + (", …" if len(unknown) > 10 else "")
        raise ProblemError(
            messages.NOT_IDENTIFIED.format(platform=platform, learners=some), messages.NOT_IDENTIFIED_HINT
        )
    return [listed[learner] for learner in grades.learners]


def _points(value: float) -> str:
    return f"{round(value, 2):.10g}"


def _text(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
