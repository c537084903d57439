"""How quickly a class is graded, beside nbgrader and otter-grader; and whether a long run holds out.

``python benchmarks/grading.py`` makes submissions of exercise 1, has them graded by ``casekit grade`` and some of them
by the peers, checks that all give the same points, and prints a table. ``--survive 1000`` kills the grader in the
middle, ``--scale 10000`` watches time and memory over a long run. README.md says how to read the results.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import endurance
import peers
from meter import cost
from models import line
from peers import Graded

from casekit.book import ROOT
from casekit.exercise.folder import Exercise, load
from casekit.exercise.release import SOLUTION, learner_copy, read_notebook, role
from casekit.grading.records.gradebook import Gradebook

FOLDER = ROOT / "exercises" / "01-retention"
SOLVED = 0.7  # share of the questions that a learner of this class answers; the others stay untouched
OURS, THEIRS = 100, 20

Class = Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Contest:
    """One grader's run over some submissions, and over one alone."""

    name: str
    count: int
    many: Graded
    one: Graded

    @property
    def each_s(self) -> float:
        """Seconds for one more submission."""
        return (self.many.cost.seconds - self.one.cost.seconds) / (self.count - 1)

    @property
    def start_s(self) -> float:
        """Seconds before the first submission."""
        return self.one.cost.seconds - self.each_s

    @property
    def rate(self) -> float:
        """Submissions per second, including start-up."""
        return self.count / self.many.cost.seconds

    def rate_of(self, count: int) -> float:
        """Return the rate over another number of submissions, by start-up and time for each."""
        return count / (self.start_s + count * self.each_s)


def submissions(count: int, home: Path) -> dict[str, Path]:
    """Write a class's notebooks: each question answered as in the solution, or left as it was handed out."""
    solution = read_notebook(FOLDER / SOLUTION)
    answers = {
        role(cell).get("grade_id"): cell.source for cell in solution.cells if role(cell).get("solution")
    }
    blank = json.loads(learner_copy(FOLDER / SOLUTION, load(FOLDER)))
    written = {}
    for number in range(count):
        draw = random.Random(number)
        notebook = json.loads(json.dumps(blank))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if cell["cell_type"] == "code" and name in answers and draw.random() < SOLVED:
                cell["source"] = answers[name]
        path = home / f"learner-{number:05}" / f"{FOLDER.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), "utf-8")
        written[path.parent.name] = path
    return written


def casekit(home: Path, class_: Class) -> Graded:
    """Grade a class with the command that a trainer types."""
    source, book = home / "class", home / "grades.db"
    for learner, path in class_.items():
        (source / learner).mkdir(parents=True)
        os.link(path, source / learner / path.name)
    command = [*endurance.GRADE, str(source), "--gradebook", str(book)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    spent = cost(command, cwd=ROOT, env=kept)  # with compiled modules, as the peers have them
    with Gradebook(str(book)) as held:
        return Graded(spent, {entry.learner: entry.grade.earned for entry in held.counting()})


def contest(
    name: str, count: int, class_: Class, home: Path, grade: Callable[[Path, Class], Graded]
) -> Contest:
    """Let one grader do its share of a class, and one submission alone."""
    print(f"… {name}, {count} submissions", file=sys.stderr, flush=True)
    learners = dict(list(class_.items())[:count])
    first = dict(list(class_.items())[:1])
    return Contest(name, count, grade(home / name / "many", learners), grade(home / name / "one", first))


def contests(ours: int, theirs: int, home: Path) -> list[Contest]:
    """Let all grade, and make sure that all give the same points."""
    exercise, class_ = load(FOLDER), submissions(max(ours, theirs), home / "submissions")
    graders: list[tuple[str, int, Callable[[Path, Class], Graded]]] = [("casekit", ours, casekit)]
    nbgrader, otter = (peers.environment(name, home) for name in ("nbgrader", "otter-grader"))
    for name, commands, grade in (
        ("nbgrader", nbgrader, peers.nbgrader),
        ("otter run", otter, peers.otter),
        ("otter loop", otter, peers.otter_loop),
    ):
        graders.append((name, theirs, partial(_peer, grade, commands, exercise)))
    found = [contest(name, count, class_, home, grade) for name, count, grade in graders]
    known = found[0].many.points
    for other in found[1:]:
        if other.many.points != {learner: known[learner] for learner in other.many.points} or (
            len(other.many.points) != other.count
        ):
            raise SystemExit(f"{other.name} gives other points: {other.many.points}, but casekit {known}")
    return found


def _peer(grade: Any, commands: Path, exercise: Exercise, home: Path, class_: Class) -> Graded:
    home.mkdir(parents=True)
    graded: Graded = grade(commands, home, exercise, class_)
    return graded


def rows(found: list[Contest]) -> list[list[str]]:
    """Return the table: a row for each figure, a column for each grader."""
    ours = found[0]

    def row(head: str, figure: Callable[[Contest], float], form: str = ",.2f") -> list[str]:
        return [head, *(format(figure(one), form) for one in found)]

    def times(head: str, figure: Callable[[Contest], float]) -> list[str]:
        return [head, "", *(f"{figure(other):,.0f} times" for other in found[1:])]

    return [
        row("Submissions", lambda one: one.count, ",d"),
        row("Seconds, start-up included", lambda one: one.many.cost.seconds),
        row("Submissions a second, start-up included", lambda one: one.rate, ".3f"),
        times("  ours in theirs", lambda other: ours.rate / other.rate),
        times(f"  the same over {ours.count} each", lambda other: ours.rate / other.rate_of(ours.count)),
        row("Start-up, seconds", lambda one: one.start_s),
        row("Each further submission, seconds", lambda one: one.each_s, ".3f"),
        times("  theirs in ours", lambda other: other.each_s / ours.each_s),
        row("Processor seconds a submission", lambda one: one.many.cost.cpu_s / one.count, ".3f"),
        times("  theirs in ours", lambda other: (other.many.cost.cpu_s / other.count)
              / (ours.many.cost.cpu_s / ours.count)),
        row("Most memory at once, MB (PSS)", lambda one: one.many.cost.peak_mb, ",.0f"),
    ]  # fmt: skip


def race(ours: int, theirs: int) -> None:
    """Measure all and print the table."""
    load_1 = os.getloadavg()[0]
    print(f"{FOLDER.name}; {len(os.sched_getaffinity(0))} processors, load before {load_1:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="casekit-benchmark-") as home:
        found = contests(ours, theirs, Path(home))
    print(line(["", *(f" {one.name}" for one in found)]))
    for row in rows(found):
        print(line(row))


def main() -> None:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--ours", type=int, default=OURS, help="submissions for casekit")
    parser.add_argument("--peers", type=int, default=THEIRS, help="submissions for each peer")
    parser.add_argument("--survive", type=int, metavar="N", help="kill the grader in the middle of so many")
    parser.add_argument("--cluster", action="store_true", help="with --survive: kill a dask worker instead")
    parser.add_argument("--scale", type=int, metavar="N", help="watch time and memory over so many")
    options = parser.parse_args()
    if options.survive is None and options.scale is None:
        race(options.ours, options.peers)
        return
    with tempfile.TemporaryDirectory(prefix="casekit-benchmark-") as folder:
        home = Path(folder)
        submissions(options.survive or options.scale, home / "class")
        if options.scale:
            endurance.scale(home, options.scale)
        else:
            endurance.survive(home, options.survive, cluster=options.cluster)


if __name__ == "__main__":
    main()
