"""The practice pages of the site: one for each exercise, made from the exercise itself.

``python -m casekit.practice`` writes ``book/practice/NAME.md`` from the exercise's first cell, its questions and its
hints; with ``--check`` nothing is written, each stale page is named, and the exit status is 1 if there is one. The
zip that a page offers is made when the site is built (:mod:`casekit.exercise.bundle`).
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from casekit.book import ROOT, solutions
from casekit.exercise.checks import Question, Written
from casekit.exercise.feedback import points
from casekit.exercise.folder import load
from casekit.exercise.release import learner_files, read_notebook
from casekit.reference.text import GENERATED, chapter
from casekit.takeaway import tables_used

if TYPE_CHECKING:
    from pathlib import Path

    from casekit.exercise.folder import Exercise

FOLDER = ROOT / "book" / "practice"
FIRST_LINE = GENERATED + "exercises/{name} by `python -m casekit.practice`: change that, not this. -->"
QUESTIONS = """\
## The questions

| Question | Points | Who judges | Hints |
|---|---|---|---|
{rows}"""
START = """\
## Start

```{{raw}} html
<p><a class="download" href="{name}.zip" download>Download exercise {number}</a></p>
```

One file with everything in it: the notebook, its checks and hints{data}, and the package that computes. Unpack it \
anywhere; `README.txt` has the three lines that start it, on any machine with Python and the network to install \
from. In a copy of the whole project, `make lab` does all that: open `exercises/{name}/learner.ipynb`."""
CHAPTER = "Read first: [{title}](../cases/{name}.ipynb). The exercise has other numbers, so there is nothing to copy."
DATA = ", the data ({tables}, described in [Datasets](../reference/datasets.md))"
VARIES = """\
A trainer may hand out copies whose numbers differ from learner to learner. In any copy, `given.retry()` gives new \
numbers to practise with."""


def pages(root: Path = ROOT) -> dict[str, str]:
    """Return the text of every practice page, by its file's name."""
    return {
        f"{exercise.name}.md": page(exercise) for exercise in (load(path.parent) for path in solutions(root))
    }


def page(exercise: Exercise) -> str:
    """Return the practice page of one exercise, as Markdown."""
    opening = read_notebook(exercise.folder / "solution.ipynb").cells[0].source
    number = int(exercise.name[:2])
    there = chapter(number)
    tables = ", ".join(f"`{name}`" for name in tables_used(learner_files(exercise).values()))
    start = START.format(name=exercise.name, number=number, data=DATA.format(tables=tables) if tables else "")
    parts = [
        FIRST_LINE.format(name=exercise.name),
        opening,
        CHAPTER.format(title=there.title, name=there.name) if there else "",
        QUESTIONS.format(rows="\n".join(_rows(exercise))),
        start,
        VARIES if exercise.given.vary else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def stale(folder: Path = FOLDER) -> list[Path]:
    """Return the pages that are missing, not what their exercise gives, or of no exercise."""
    made = {folder / name: text for name, text in pages().items()}
    changed = [p for p, text in made.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    return changed + [path for path in sorted(folder.glob("*.md")) if path not in made]


def write(folder: Path = FOLDER) -> None:
    """Write every page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m casekit.practice", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; name each page that is stale")
    if not parser.parse_args(arguments).check:
        write()
        return 0
    for path in (found := stale()):
        print(f"book/practice/{path.name}: not what its exercise gives; run `python -m casekit.practice`")
    return 1 if found else 0


def _rows(exercise: Exercise) -> list[str]:
    return [
        f"| {entry.title} | {points(entry.points)} | {_judge(entry)} | {len(exercise.hints.get(entry.id, ()))} |"
        for entry in exercise.entries
    ]


def _judge(entry: Question | Written) -> str:
    return "checks, at once" if isinstance(entry, Question) else "a person"


if __name__ == "__main__":
    sys.exit(main())
