"""What goes back to a learner whose file could not be graded: a page that says why, and what to do.

It is called ``OUT/LEARNER/not-graded.html``, beside the feedback on what was graded, and is taken away as soon as
nothing of that learner is refused any more.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from casekit.exercise.feedback import Panel
from casekit.grading.reports import page, refusals_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from casekit.grading.intake.delivered import Refused
    from casekit.grading.running.batch import Run

PAGE = "not-graded.html"


def write(out: Path, run: Run) -> tuple[Path, ...]:
    """Write a page for every learner with a refused file, if its name says whose it is; return the pages.

    Parameters
    ----------
    out
        The folder of the feedback; it has, or gets, one folder for each learner.
    run
        What was graded and what was refused.
    """
    refused: dict[str, list[Refused]] = defaultdict(list)
    for file in run.refused:
        if file.learner:
            refused[file.learner].append(file)
    for learner in {done.learner for done in run.done} - refused.keys():
        (out / learner / PAGE).unlink(missing_ok=True)
    return tuple(_write(out / learner, files) for learner, files in refused.items())


def _write(home: Path, files: Iterable[Refused]) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / PAGE).write_text(refusal_page(home.name, files), "utf-8")
    return home / PAGE


def refusal_page(learner: str, files: Iterable[Refused]) -> str:
    """Return the page that a learner reads."""
    rows = tuple((file.name, file.why or file.sentence) for file in files)
    panel = Panel(words.HEAD, words.WHAT_TO_DO, columns=words.COLUMNS, rows=rows)
    return page.page(words.TITLE, (page.paragraph(learner), page.panel(panel)))
