"""Grade a whole class: collect, leave out what is in the gradebook, grade the rest, write as it goes.

Stopped at any moment and begun again, it goes on where it stopped. A submission whose grade was made without a
sandbox is graded again as soon as there is one, and never the other way round.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from casekit.exercise.problem import ProblemError
from casekit.grading import messages, words
from casekit.grading.intake import people
from casekit.grading.intake.collect import Collected, Found, Refused, collected
from casekit.grading.judging.assignment import version
from casekit.grading.limits import Limits
from casekit.grading.records.gradebook import Entry, GoneError, Gradebook, Key, is_safe
from casekit.grading.running import workers
from casekit.grading.running.orders import Order, Refusal, Setup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from casekit.grading.judging.grade import Grade

    Pool = Callable[[Sequence[Order], Setup], Iterator[tuple[Order, Grade | Refusal]]]

CHUNK = 500


class Done(NamedTuple):
    """One submission whose grade is in the gradebook; `new` if this run put it there, `broken` if a check failed."""

    learner: str
    exercise: str
    name: str
    earned: float
    possible: float
    sandbox: str
    new: bool
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did: whose grades are in the gradebook, what was refused, and what a newer file replaced."""

    done: tuple[Done, ...]
    refused: tuple[Refused, ...]
    superseded: tuple[tuple[str, str], ...]

    @property
    def graded(self) -> int:
        """How many grades this run made."""
        return sum(done.new for done in self.done)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to grade with what: the exercises' folders, the class list if there is one, and how."""

    exercises: Sequence[Path]
    class_file: Path | None = None
    again: bool = False
    unsafe_no_sandbox: bool = False
    kernel: str | None = None
    limits: Limits = Limits()  # noqa: RUF009  # frozen


def grade_class(
    source: Path,
    book: Gradebook,
    plan: Plan,
    pool: Pool | None = None,
    after: Callable[[Found, Entry], None] | None = None,
) -> Run:
    """Grade the submissions of a folder or a zip into a gradebook.

    Parameters
    ----------
    source
        Where the submissions lie.
    book
        Where the grades go, each as soon as it is made.
    plan
        What to grade with what.
    pool
        Who grades; without one, as many processes as there are processors.
    after
        Called with each submission whose grade is in the gradebook.

    Raises
    ------
    ProblemError
        If nothing can be graded at all; what is in the gradebook by then stays there.
    """
    folders = {folder.name: folder for folder in plan.exercises}
    known = people.known_as(people.read_people(plan.class_file)) if plan.class_file else None
    with collected(source, folders, plan.limits, known) as found:
        return _Grading(book, plan, folders, found).run(pool or _processes, after or (lambda *_: None))


def _processes(orders: Sequence[Order], setup: Setup) -> Iterator[tuple[Order, Grade | Refusal]]:
    return workers.graded(orders, setup, workers.cores())


class _Grading:
    def __init__(self, book: Gradebook, plan: Plan, folders: dict[str, Path], found: Collected) -> None:
        self._book, self._plan, self._folders, self._found = book, plan, folders, found
        self._versions = {name: version(folder) for name, folder in folders.items()}
        self._tokens = people.tokens_of(plan.class_file) if plan.class_file else {}
        self._held = book.held()
        self._learners = {key.learner for key in self._held}

    def run(self, pool: Pool, after: Callable[[Found, Entry], None]) -> Run:
        done: list[Done] = []
        refused = list(self._found.refused)
        for found, entry in self._already():
            done.append(_done(entry, new=False))
            after(found, entry)
        left = [found for found in self._found.counting if not self._is_done(self._key(found))]
        outcomes = pool([self._order(*numbered) for numbered in enumerate(left)], self._setup)
        for order, outcome in _with_progress(outcomes, len(left) + len(done), len(done)):
            found = left[order.number]
            if isinstance(outcome, Refusal):
                if outcome.hopeless:
                    raise ProblemError(outcome.sentence, outcome.hint, status=1)
                sentence = f"{outcome.sentence} {outcome.hint}"
                refused.append(Refused(found.name, sentence, found.learner, found.exercise, outcome.sentence))
                continue
            entry = Entry(found.learner, outcome, found.late, found.name)
            try:
                self._record(entry)
            except GoneError:
                refused.append(Refused(found.name, messages.ERASED_MEANWHILE))  # on no page: they were erased
                continue
            done.append(_done(entry, new=True))
            after(found, entry)
        return Run(tuple(done), tuple(refused), self._superseded())

    def _record(self, entry: Entry) -> None:
        was_held = entry.learner in self._learners
        self._book.record(entry, again=self._replaces(entry.key), was_held=was_held)
        self._learners.add(entry.learner)

    @property
    def _setup(self) -> Setup:
        return Setup(self._plan.limits, self._plan.unsafe_no_sandbox, self._plan.kernel)

    def _already(self) -> Iterator[tuple[Found, Entry]]:
        """Yield the submissions that need no grading, with their grades."""
        keys = {self._key(found): found for found in self._found.counting}
        skipped = [key for key in keys if self._is_done(key)]
        self._book.count(skipped)
        for some in (skipped[start : start + CHUNK] for start in range(0, len(skipped), CHUNK)):
            yield from ((keys[entry.key], entry) for entry in self._book.find(some))

    def _superseded(self) -> tuple[tuple[str, str], ...]:
        """Return what each file that does not count is called, and the newer one."""
        newest = {(found.learner, found.exercise): found.name for found in self._found.counting}
        return tuple((old.name, newest[old.learner, old.exercise]) for old in self._found.superseded)

    def _order(self, number: int, found: Found) -> Order:
        tokens = self._tokens.get((found.learner, found.exercise), ())
        return Order(number, self._folders[found.exercise].resolve(), found.path, tokens)

    def _key(self, found: Found) -> Key:
        return Key(found.learner, found.exercise, self._versions[found.exercise], found.sha256)

    def _is_done(self, key: Key) -> bool:
        sandbox = self._held.get(key)
        if sandbox is None or self._plan.again:
            return False
        return self._plan.unsafe_no_sandbox or is_safe(sandbox)

    def _replaces(self, key: Key) -> bool:
        return self._plan.again or not is_safe(self._held.get(key, words.SANDBOXED))


def _done(entry: Entry, *, new: bool) -> Done:
    grade = entry.grade
    return Done(
        entry.learner,
        grade.exercise,
        entry.name,
        grade.earned,
        grade.possible,
        grade.sandbox,
        new,
        grade.broken,
    )


def _with_progress(outcomes: Iterator[Any], total: int, done: int) -> Iterator[Any]:
    """Pass everything on, and show on a terminal how far it is and how long it will take."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    tqdm.monitor_interval = 0  # no thread beside
    yield from tqdm(
        outcomes, total=total, initial=done, unit=" submissions", disable=None, file=sys.stderr, smoothing=0.1
    )
