"""The command line: each command calls one function and prints what it returns."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit import classroom, graded
from casekit.exercise import words
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.exercise.release import Released


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if all went well, 1 if something could not be done, 2 after wrong use."""
    options = _parser().parse_args(arguments)
    try:
        document, text, *status = options.command(options)
    except ProblemError as problem:
        if options.debug:
            raise
        return _report(options, problem.sentence, problem.hint, problem.status)
    except Exception as error:
        if options.debug:
            raise
        sentence = f"{type(error).__name__}: {error}".splitlines()[0]
        return _report(options, sentence, "This was not foreseen; --debug shows where it happened.", 1)
    print(json.dumps(document, ensure_ascii=False, indent=2) if options.json else text)
    return status[0] if status else 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON document")
    common.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser = argparse.ArgumentParser(prog="casekit", description="Can we spare you for two days? The kit.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    release = commands.add_parser("release", parents=[common], help="make learners' copies of exercises")
    release.add_argument("exercises", nargs="*", metavar="EXERCISE", help="name or folder; without any, all")
    release.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the copies go")
    release.add_argument(
        "--class", dest="class_file", type=Path, metavar="FILE",
        help="a copy for each learner in this CSV file (a column 'learner'), with numbers of their own",
    )  # fmt: skip
    release.add_argument(
        "--retry", action="append", default=[], metavar="LEARNER",
        help="with --class: new numbers for this learner, and a copy for nobody else",
    )  # fmt: skip
    kinds = release.add_mutually_exclusive_group()
    kinds.add_argument(
        "--zip", action="store_true", help="each copy as one file, with data and casekit in it"
    )
    kinds.add_argument(
        "--trainer", action="store_true", help="the trainer's copies, with solutions and notes"
    )
    release.set_defaults(command=_release)

    check = commands.add_parser(
        "check", parents=[common], help="run one notebook and say what its answers earn"
    )
    check.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    check.set_defaults(command=_check)

    tests = commands.add_parser("tests", parents=[common], help="make the test before and after a course")
    tests.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where both forms and the key go"
    )
    tests.set_defaults(command=_tests)

    gain = commands.add_parser(
        "gain", parents=[common], help="say what a class gained between the test before and the one after"
    )
    for name in ("before", "after"):
        gain.add_argument(
            name,
            type=Path,
            metavar=name.upper(),
            help="a folder of notebooks named by learner, or a CSV file",
        )
    gain.set_defaults(command=_gain)
    classroom.add(commands, common)
    graded.add(commands, common)
    return parser


def _release(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from casekit.exercise.folder import authored

    _refuse_options_that_disagree(options)
    released = _released(options, authored(options.exercises, near=Path.cwd()))
    document: dict[str, Any] = {
        "released": [
            {"exercise": r.exercise, "points": r.points, "files": [str(path) for path in r.files]}
            for r in released
        ]
    }
    lines = [f"{r.exercise}: {r.points:g} points, {r.files[0]}" for r in released]
    if options.class_file:
        from casekit.exercise.roster import tokens_file

        kept = tokens_file(options.class_file)
        document["tokens"] = str(kept)
        lines.append(words.KEEP_TOKENS.format(path=kept))
    return document, "\n".join(lines)


def _released(options: argparse.Namespace, folders: Sequence[Path]) -> list[Released]:
    if options.class_file:
        from casekit.exercise.roster import release_class

        return release_class(folders, options.class_file, options.out, options.retry, zipped=options.zip)
    if options.trainer:
        from casekit.exercise.trainer import release_trainer

        return [release_trainer(folder, options.out) for folder in folders]
    if options.zip:
        from casekit.exercise.bundle import release_zip

        return [release_zip(folder, options.out) for folder in folders]
    from casekit.exercise.release import release

    return [release(folder, options.out) for folder in folders]


def _refuse_options_that_disagree(options: argparse.Namespace) -> None:
    if options.retry and not options.class_file:
        raise ProblemError("--retry needs --class.", "Name the file of the class that the learner is in.")
    if options.trainer and options.class_file:
        raise ProblemError(
            "--trainer and --class do not go together.", "The trainer's copy is the same for all."
        )


def _check(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from casekit.exercise.feedback import result_panel, summary_panel
    from casekit.exercise.run import check_notebook

    if not options.json:
        print(words.UNSANDBOXED, flush=True)
    report = check_notebook(options.notebook)
    exercise, results = report.exercise, report.results
    document = {
        "notebook": str(options.notebook),
        "exercise": exercise.name,
        "sandboxed": False,
        "earned": sum(result.earned for result in results),
        "possible": sum(result.possible for result in results),
        "questions": [asdict(result) for result in results],
        "errors": [asdict(error) for error in report.errors],
        "lost": report.lost,
        "attempt": report.attempt,
        "note": words.NOT_A_GRADE,
    }
    panels = [
        result_panel(exercise.question(result.question), result, attempt=report.attempt) for result in results
    ]
    judged = {result.question for result in results}
    lost = [sentence for question, sentence in report.lost.items() if question not in judged]
    return document, "\n\n".join(map(str, (*report.errors, *lost, *panels, summary_panel(exercise, results))))


def _tests(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from casekit.exercise.forms import release_tests

    written = [str(path) for path in release_tests(options.out)]
    return {"files": written}, "\n".join(written)


def _gain(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from casekit.exercise.gain import CANNOT_SAY
    from casekit.exercise.parallel import class_gains, gain_panel, read_items, read_sheets

    items = read_items()
    before, after = (read_sheets(place, items) for place in (options.before, options.after))
    found, left_out = class_gains(before, after, items)
    document = {"gains": [asdict(gain) for gain in found], "left_out": left_out, "note": CANNOT_SAY}
    return document, str(gain_panel(found, left_out))


def _report(options: argparse.Namespace, sentence: str, hint: str, status: int) -> int:
    if options.json:
        print(json.dumps({"error": sentence, "hint": hint}, ensure_ascii=False, indent=2))
    else:
        print(f"casekit: {sentence}\n  {hint}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
