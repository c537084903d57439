"""The commands for a class that is graded: mark what it wrote, report on it, and export its grades.

As in :mod:`casekit.classroom`, what they need is imported only when they run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit.classroom import command, gradebook_option, open_book
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from casekit.classroom import Outcome
    from casekit.exercise.gain import Gain
    from casekit.grading.records.gradebook import Entry


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands for a class that is graded to the command line."""
    mark = command(commands, common, "mark", _mark, "mark written answers at a desk in JupyterLab")
    mark.add_argument("exercise", metavar="EXERCISE", help="its name or folder")
    gradebook_option(mark)
    mark.add_argument("--names", action="store_true", help="show whose answer it is")
    mark.add_argument("--folder", type=Path, metavar="DIR", help="keep the desk's notebook there")
    mark.add_argument("--no-open", action="store_true", help="only make the notebook and say where it is")

    report = command(commands, common, "report", _report, "write a page on how the class did")
    gradebook_option(report)
    report.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the page goes")
    for name in ("before", "after"):
        report.add_argument(
            f"--{name}", type=Path, metavar="DIR|CSV", help=f"the class's test {name} the course, as for gain"
        )

    export = command(commands, common, "export", _export, "write the grades that count for another gradebook")
    export.add_argument("--format", required=True, choices=("canvas", "moodle", "csv"))
    gradebook_option(export)
    export.add_argument("--class", dest="class_file", type=Path, metavar="FILE", help="the list of the class")
    export.add_argument(
        "--exercise", action="append", default=[], metavar="EXERCISE", help="only this one; may be repeated"
    )
    export.add_argument(
        "--column", action="append", default=[], metavar="EXERCISE=HEADING",
        help="what an exercise is called there, for Canvas with the assignment's id: 'Retention (4711)'",
    )  # fmt: skip
    export.add_argument("--only-checks", action="store_true", help="leave out the points that a person gave")
    export.add_argument("--out", type=Path, metavar="FILE", help="without it, it is printed")


def _mark(options: argparse.Namespace) -> Outcome:
    from casekit.exercise.folder import authored
    from casekit.grading.marking import notebook as marking_notebook, words as marking_words

    [folder] = authored([options.exercise], near=Path.cwd())
    task = marking_notebook.Task(folder, options.gradebook, options.names)
    found, opening = marking_notebook.progress(task), not options.no_open
    path = marking_notebook.run(task, options.folder, opening=opening)
    if opening:
        found = marking_notebook.progress(task)
    document = {"notebook": str(path), "marked": found.marked, "to_mark": found.total}
    said = marking_words.OPENED if opening else marking_words.MADE
    lines = [said.format(marked=found.marked, total=found.total, path=path)]
    if task.has_password and not opening:
        lines.append(marking_words.PASSWORD.format(variable=marking_notebook.ADDRESS))
    return document, "\n".join(lines), 0


def _report(options: argparse.Namespace) -> Outcome:
    from casekit.exercise.folder import authored, load
    from casekit.grading.records import marks
    from casekit.grading.reports import report, report_words
    from casekit.grading.reports.report_more import More
    from casekit.grading.reports.similar import similar

    if bool(options.before) != bool(options.after):
        raise ProblemError(report_words.ONE_TEST, report_words.ONE_TEST_HINT)
    exercises = {exercise.name: exercise for exercise in map(load, authored([], near=Path.cwd()))}
    with open_book(options) as book:
        marked, answers = marks.with_marks(book, book.counting()), marks.counting(book)
    gains, left_out = _gains(options)
    more = More(marked.unread, similar(answers, exercises), gains, left_out)
    path = report.write(options.out, marked.entries, exercises, more)
    document = {
        "report": str(path),
        "grades": len(marked.entries),
        "unread": sum(marked.unread.values()),
        "similar": len(more.similar),
        "gains": len(gains),
    }
    return document, report_words.WRITTEN.format(path=path), 0


def _gains(options: argparse.Namespace) -> tuple[list[Gain], list[str]]:
    """Return what the class gained between the tests, if they are given."""
    if not options.before:
        return [], []
    from casekit.exercise.parallel import class_gains, read_items, read_sheets

    items = read_items()
    return class_gains(read_sheets(options.before, items), read_sheets(options.after, items), items)


def _export(options: argparse.Namespace) -> Outcome:
    from casekit.grading import messages
    from casekit.grading.intake import people
    from casekit.grading.records import marks
    from casekit.grading.records.marks import Marked
    from casekit.grading.reports import exports

    with open_book(options) as book:
        entries = _chosen(book.counting(), options.exercise)
        marked = Marked(tuple(entries), {}, {}) if options.only_checks else marks.with_marks(book, entries)
    if options.format != "csv":
        exports.refuse_half_marked(marked)
    entries = list(marked.entries)
    listed = people.read_people(options.class_file) if options.class_file else []
    headings = dict(map(_heading, options.column))
    match options.format:
        case "canvas":
            text = exports.as_canvas(entries, listed, headings)
        case "moodle":
            text = exports.as_moodle(entries, listed, headings)
        case _:
            text = exports.as_csv(entries, marked.unread)
    document = {"format": options.format, "grades": len(entries), "text": text}
    if options.out is None:
        return document, text.removesuffix("\n"), 0
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text, "utf-8", newline="")
    return document, messages.EXPORTED.format(count=len(entries), path=options.out), 0


def _chosen(entries: Sequence[Entry], exercises: Sequence[str]) -> list[Entry]:
    from casekit.grading import messages

    known = sorted({entry.grade.exercise for entry in entries})
    if unknown := [exercise for exercise in exercises if exercise not in known]:
        hint = messages.NO_GRADES_HINT.format(known=", ".join(known) or "nothing")
        raise ProblemError(messages.NO_GRADES.format(exercises=", ".join(unknown)), hint)
    return [entry for entry in entries if not exercises or entry.grade.exercise in exercises]


def _heading(text: str) -> tuple[str, str]:
    from casekit.grading import messages

    exercise, sign, heading = text.partition("=")
    if not sign or not heading:
        raise ProblemError(messages.BAD_COLUMN.format(text=text), messages.BAD_COLUMN_HINT)
    return exercise, heading
