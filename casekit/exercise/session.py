"""One learner at one exercise: check an answer, ask for a hint, see how far one has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casekit.exercise import words
from casekit.exercise.checks import Result, judge
from casekit.exercise.feedback import Panel, result_panel, summary_panel
from casekit.exercise.folder import Exercise, find, load
from casekit.exercise.given import Given
from casekit.exercise.plain import Live
from casekit.exercise.token import numbered
from casekit.exercise.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RESULTS = "application/vnd.casekit.results+json"


class Started(NamedTuple):
    """What an exercise's first cell hands to the learner: three functions and the exercise's numbers."""

    check: Callable[[str], float]
    hint: Callable[[str], None]
    summary: Callable[[], None]
    given: Given


class Session:
    """The tries and hints of one learner at one exercise; the answers stay in the notebook."""

    def __init__(self, exercise: Exercise, namespace: Mapping[str, object]) -> None:
        self.exercise = exercise
        self.work = Work(Live(namespace), exercise.given)
        self.hints_seen: Counter[str] = Counter()

    def check(self, question: str) -> float:
        """Show what the answer to a question earns and why; return the points earned.

        The float, last in its cell, is what nbgrader takes for the points of that cell.
        """
        entry = self.exercise.question(question)
        result = judge(entry, self.work)
        tried = result.earned > 0 or result.mistake != words.UNANSWERED
        offer = self._offer(question) if tried and result.earned < result.possible else None
        _show(result_panel(entry, result, offer, self.exercise.given.attempt))
        return result.earned

    def hint(self, question: str) -> None:
        """Show the next hint to a question; after the last one, all of them."""
        title = self.exercise.question(question).title
        hints = self.exercise.hints.get(question, ())
        if not hints:
            _show(Panel(words.NO_HINTS.format(title=title)))
            return
        number = self.hints_seen[question] = min(self.hints_seen[question] + 1, len(hints))
        head = words.HINT_HEAD.format(title=title, number=number, total=len(hints))
        stages = tuple(f"{place}. {text}" for place, text in enumerate(hints[:number], 1))
        _show(Panel(head, stages))

    def summary(self) -> None:
        """Show the points on all questions as the answers are now, and that this is not the grade."""
        _show(summary_panel(self.exercise, self.results()))

    def results(self) -> list[Result]:
        """Judge all questions as the answers are now."""
        return [judge(question, self.work) for question in self.exercise.questions]

    def _offer(self, question: str) -> str | None:
        seen, total = self.hints_seen[question], len(self.exercise.hints.get(question, ()))
        if seen >= total:
            return None
        sentence = words.OFFER_NEXT if seen else words.OFFER_FIRST
        return sentence.format(question=question, next=seen + 1, total=total)


def start(exercise: str, namespace: Mapping[str, object], token: str | None = None) -> Started:
    """Begin an exercise in a notebook.

    Its first cell reads ``check, hint, summary, given = start("01-retention", globals())``; the copies of a class
    also have the learner's token there.

    Parameters
    ----------
    exercise
        Its name; its checks lie beside the notebook, or in the kit.
    namespace
        Where the learner's variables are: the notebook's ``globals()``.
    token
        What decides the learner's own numbers; without one, those for everybody.

    Raises
    ------
    ProblemError
        If the exercise's checks are not found, or the token is not one of this exercise.
    """
    session = Session(numbered(load(find(exercise, near=Path.cwd())), token), namespace)
    return Started(session.check, session.hint, session.summary, session.exercise.given)


def hand_over(folder: str, namespace: Mapping[str, object], token: str | None = None) -> None:
    """Display all results as JSON, for the process that runs this notebook.

    A learner who took new numbers is judged by these, and the number of the try is handed over too.
    """
    from IPython.display import display

    exercise = numbered(load(Path(folder)), token)
    used = namespace.get("given")
    attempt = used.attempt if isinstance(used, Given) else 0
    exercise = replace(exercise, given=exercise.given.of(token, attempt))
    results = Session(exercise, namespace).results()
    bundle = {RESULTS: {"attempt": attempt, "results": [asdict(result) for result in results]}}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _show(panel: Panel) -> None:
    from IPython.display import display  # which a notebook has loaded, and a grader does without

    display(panel)  # type: ignore[no-untyped-call]
