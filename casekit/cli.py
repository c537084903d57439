"""The command line: each command calls one function and prints what it returns."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit.exercise import words
from casekit.exercise.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if all went well, 1 if something could not be done, 2 after wrong use."""
    options = _parser().parse_args(arguments)
    try:
        document, text = options.command(options)
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
    return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON document")
    common.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser = argparse.ArgumentParser(prog="casekit", description="Can we spare you for two days? The kit.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    release = commands.add_parser("release", parents=[common], help="make learners' copies of exercises")
    release.add_argument("exercises", nargs="*", metavar="EXERCISE", help="name or folder; without any, all")
    release.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the copies go")
    release.set_defaults(command=_release)

    check = commands.add_parser(
        "check", parents=[common], help="run one notebook and say what its answers earn"
    )
    check.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    check.set_defaults(command=_check)
    return parser


def _release(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from casekit.exercise.folder import authored
    from casekit.exercise.release import release

    released = [release(folder, options.out) for folder in authored(options.exercises, near=Path.cwd())]
    document = {
        "released": [
            {"exercise": r.exercise, "points": r.points, "files": [str(path) for path in r.files]}
            for r in released
        ]
    }
    return document, "\n".join(f"{r.exercise}: {r.points:g} points, {r.files[0]}" for r in released)


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
        "note": words.NOT_A_GRADE,
    }
    panels = [result_panel(exercise.question(result.question), result) for result in results]
    return document, "\n\n".join(map(str, (*report.errors, *panels, summary_panel(exercise, results))))


def _report(options: argparse.Namespace, sentence: str, hint: str, status: int) -> int:
    if options.json:
        print(json.dumps({"error": sentence, "hint": hint}, ensure_ascii=False, indent=2))
    else:
        print(f"casekit: {sentence}\n  {hint}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
