"""What a submission finds when its cells begin to run: the variables of the exercise's own first cells.

They are made once, with the numbers for everybody, before the interpreter forks; a learner with other numbers
has them made again, in that learner's process. The checks are not there: what a notebook calls `check`, `hint`
and `summary` do nothing here, so there is nothing that an answer could ask.

The cells that stand between the answers are rehearsed before the fork as well, and what they made is thrown away:
the tables are then read and the code is warm, and every submission finds it so. Nothing of a submission is there yet.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from casekit.grading.sandbox.replies import reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casekit.exercise.session import Started

Numbers = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Setting:
    """The exercise's own first cells, by name and source, and the variables they made."""

    cells: Sequence[Sequence[str]]
    namespace: dict[str, Any]

    def open(self) -> Callable[[Any], bytes]:
        """Return what replies to requests in this process."""
        return partial(reply, self)

    def make(self, numbers: Numbers) -> None:
        """Run the cells with these numbers, from nothing.

        Parameters
        ----------
        numbers
            The fields of each quantity that the exercise gives.
        """
        hand_out(numbers)
        self.namespace.clear()
        self.namespace["__name__"] = "__main__"
        for name, source in self.cells:
            exec(compile(source, f"<{name}>", "exec", dont_inherit=True), self.namespace)


def new_setting(
    cells: Sequence[Sequence[str]], numbers: Numbers, rehearsal: Sequence[Sequence[str]] = ()
) -> Setting:
    """Return the setting of an exercise, in a module of its own as in a notebook."""
    from casekit import data  # and with it pandas, when no right is left: every exercise has tables
    from casekit.grading.judging.remember import remember

    remember(vars(data))
    module = sys.modules["__main__"] = ModuleType("__main__")
    builtins.display = lambda *values, **options: None  # type: ignore[attr-defined]  # as IPython has it
    setting = Setting(cells, module.__dict__)
    setting.make(numbers)
    for name, source in rehearsal:
        with contextlib.suppress(Exception):  # it may need an answer, and there is none yet
            exec(compile(source, f"<{name}>", "exec", dont_inherit=True), setting.namespace)
    setting.make(numbers)
    return setting


def hand_out(numbers: Numbers) -> None:
    """Let `start` hand out these numbers, and functions that do nothing."""
    import casekit.exercise as exercise
    from casekit.exercise import session
    from casekit.exercise.given import Graded

    started = session.Started(
        check=lambda question: 0.0,
        hint=lambda question: None,
        summary=lambda: None,
        given=Graded(**{name: exercise.Quantity(**fields) for name, fields in numbers.items()}),
    )

    def start(exercise: str, namespace: Mapping[str, object], token: str | None = None) -> Started:
        return started

    exercise.start = session.start = start
