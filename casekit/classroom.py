"""The commands for a class: what they are asked, whom they call and what they print.

They are apart from :mod:`casekit.cli` because they need packages that a learner's installation has not got, and
import them, as well as the grader, only when they run.
"""

from __future__ import annotations

import json
import multiprocessing
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from casekit.grading.intake.collect import Found
    from casekit.grading.records.gradebook import Entry, Gradebook
    from casekit.grading.running.batch import Pool, Run
    from casekit.grading.sandbox.origin import Origin

    Outcome = tuple[dict[str, Any], str, int]

PACKAGES = {"distributed": "cluster"} | dict.fromkeys(
    ("sqlalchemy", "tqdm", "psycopg", "yaml", "ipywidgets", "jupyterlab"), "grading"
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands for a class to the command line."""
    grade = command(commands, common, "grade", _grade, "grade a class's submissions into a gradebook")
    grade.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="a folder or a zip of it")
    gradebook_option(grade)
    where = grade.add_mutually_exclusive_group()
    where.add_argument("--workers", type=_whole, metavar="N", help="processes; without it, one per processor")
    where.add_argument("--scheduler", metavar="ADDRESS", help="a dask scheduler whose workers are to grade")
    grade.add_argument("--class", dest="class_file", type=Path, metavar="FILE", help="the list of the class")
    grade.add_argument("--feedback", type=Path, metavar="DIR", help="write each learner's feedback there")
    grade.add_argument("--again", action="store_true", help="grade also what is in the gradebook")
    grade.add_argument(
        "--unsafe-no-sandbox", action="store_true", help="run submissions with all your rights"
    )
    grade.add_argument(
        "--kernel", metavar="NAME",
        help="run answers in this Jupyter kernel, for another Python or other packages: a second or two each",
    )  # fmt: skip

    command(commands, common, "doctor", _doctor, "say whether this machine can grade safely")

    learner = commands.add_parser("learner", help="export or erase all that is held on one learner")
    rights = learner.add_subparsers(required=True, metavar="export|erase")
    for name, right in (("export", _export_learner), ("erase", _erase_learner)):
        parser = command(rights, common, name, right, f"{name} all that the gradebook holds on one learner")
        parser.add_argument("learner", metavar="LEARNER")
        gradebook_option(parser)


def command(
    commands: Any,
    common: argparse.ArgumentParser,
    name: str,
    run: Callable[[argparse.Namespace], Outcome],
    what: str,
) -> argparse.ArgumentParser:
    """Add one command and return its parser; a package that it lacks is named when it runs."""
    parser: argparse.ArgumentParser = commands.add_parser(name, parents=[common], help=what, description=what)
    parser.set_defaults(command=partial(_with_packages, run))
    return parser


def gradebook_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which gradebook."""
    parser.add_argument("--gradebook", required=True, metavar="URL", help="a file, or a database's address")


def _whole(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ValueError  # argparse says the rest
    return int(text)


def _with_packages(command: Callable[[argparse.Namespace], Outcome], options: argparse.Namespace) -> Outcome:
    try:
        return command(options)
    except ModuleNotFoundError as error:
        if error.name not in PACKAGES:
            raise
        from casekit.grading import messages

        raise ProblemError(
            messages.NO_PACKAGE.format(name=error.name),
            messages.NO_PACKAGE_HINT.format(extra=PACKAGES[error.name]),
            status=1,
        ) from error


def open_book(options: argparse.Namespace, *, make: bool = False) -> Gradebook:
    """Open the gradebook that the options name."""
    from casekit.grading.records.gradebook import Gradebook

    return Gradebook(options.gradebook, make=make)


def _load_ahead() -> None:
    """Let the process that workers come from load the grader while this one loads the gradebook."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        multiprocessing.get_context("forkserver").set_forkserver_preload(["casekit.grading.running.desk"])
        import_module("multiprocessing.forkserver").ensure_running()


@contextmanager
def _origin(options: argparse.Namespace, exercise: Path) -> Iterator[Origin | None]:
    """Start what sandboxes come from while the gradebook is loaded; if it fails, who needs one will say why."""
    if options.scheduler:
        yield None
        return
    from casekit.grading.judging.datasets import data_folder
    from casekit.grading.sandbox import kernels
    from casekit.grading.sandbox.origin import Origin

    kernel = kernels.find(options.kernel) if options.kernel else None
    origin = Origin(data_folder(exercise), unsafe_no_sandbox=options.unsafe_no_sandbox, kernel=kernel)
    with suppress(ProblemError):
        origin.start()
    try:
        yield origin
    finally:
        origin.close()


def _grade(options: argparse.Namespace) -> Outcome:
    if not options.scheduler:
        _load_ahead()
    from casekit.exercise.folder import authored

    exercises = authored([], near=Path.cwd())
    if not exercises:
        from casekit.grading import messages

        raise ProblemError(messages.NOTHING_TO_GRADE.format(path=Path.cwd()), messages.NOTHING_TO_GRADE_HINT)
    with _origin(options, exercises[0]) as origin:
        return _grade_all(options, exercises, origin)


def _grade_all(options: argparse.Namespace, exercises: Sequence[Path], origin: Origin | None) -> Outcome:
    from casekit.grading import messages
    from casekit.grading.running.batch import Plan, grade_class

    plan = Plan(exercises, options.class_file, options.again, options.unsafe_no_sandbox, options.kernel)
    try:
        with open_book(options, make=True) as book:
            after = _after(options, exercises, book)
            run = grade_class(options.submissions, book, plan, _pool(options, origin), after)
            if options.feedback is not None:
                from casekit.grading.reports import refusals

                refusals.write(options.feedback, run)
            return _said(run, book.shown, unsafe=options.unsafe_no_sandbox)
    except KeyboardInterrupt:
        raise ProblemError(messages.STOPPED, messages.STOPPED_HINT, status=1) from None


def _after(
    options: argparse.Namespace, exercises: Sequence[Path], book: Gradebook
) -> Callable[[Found, Entry], None] | None:
    """Return what is done with each submission whose grade is in the gradebook, if anything is."""
    if options.feedback is None:
        return None
    from casekit.grading.reports.returns import Writer

    return Writer(options.feedback, book, exercises).write


def _pool(options: argparse.Namespace, origin: Origin | None) -> Pool:
    from casekit.grading.running import cluster, workers

    if options.scheduler:
        return partial(cluster.graded, address=options.scheduler)
    return partial(workers.graded, workers=options.workers or workers.cores(), origin=origin)


def _said(run: Run, gradebook: str, *, unsafe: bool) -> Outcome:
    from casekit.grading import messages

    already = len(run.done) - run.graded
    document = {
        "gradebook": gradebook,
        "sandboxed": not unsafe,
        "graded": run.graded,
        "already": already,
        "grades": [done._asdict() for done in run.done],
        "refused": [{"name": refused.name, "sentence": refused.sentence} for refused in run.refused],
        "superseded": [{"name": name, "counted": counted} for name, counted in run.superseded],
    }
    count = messages.GRADED.format(graded=run.graded, already=already, refused=len(run.refused))
    lines = [
        *([messages.UNSAFE] if unsafe else []),
        *(messages.REFUSED.format(name=refused.name, sentence=refused.sentence) for refused in run.refused),
        *(messages.SUPERSEDED.format(name=name, counted=counted) for name, counted in run.superseded),
        *(
            messages.BROKEN.format(name=done.name, reason="; ".join(done.broken))
            for done in run.done
            if done.broken
        ),
        count,
    ]
    return document, "\n".join(lines), int(bool(run.refused))


def _doctor(options: argparse.Namespace) -> Outcome:
    from casekit.grading import messages
    from casekit.grading.doctor import examine

    findings = examine()
    fit = all(finding.met for finding in findings)
    document = {
        "fit": fit,
        "findings": [
            {"condition": finding.condition, "met": finding.met, "advice": finding.advice}
            for finding in findings
        ],
    }
    lines = [f"{messages.MET if f.met else messages.NOT_MET} {f.condition}" for f in findings]
    advice = [f"  {f.advice}" for f in findings if not f.met]
    return document, "\n".join([*lines, *advice, messages.FIT if fit else messages.UNFIT]), int(not fit)


def _export_learner(options: argparse.Namespace) -> Outcome:
    with open_book(options) as book:
        held = book.export(options.learner)
    return held, json.dumps(held, ensure_ascii=False, indent=2), 0


def _erase_learner(options: argparse.Namespace) -> Outcome:
    from casekit.grading import messages

    with open_book(options) as book:
        count = book.erase(options.learner)
    text = messages.ERASED.format(count=count, learner=options.learner)
    return {"learner": options.learner, "erased": count}, text, 0
