"""The form of the marking desk: a level for each criterion, what fails the answer outright, and a comment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from casekit.grading.marking import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from casekit.grading.marking.rubric import Criterion, Rubric
    from casekit.grading.records.marks import Mark


class Form:
    """One rubric as widgets, which call `changed` whenever a person changes one of them.

    Parameters
    ----------
    rubric
        What it asks for.
    changed
        Is called with nothing.
    turn
        Is held while the form shows a mark and while it calls `changed`: the desk's lock.
    """

    def __init__(
        self, rubric: Rubric, changed: Callable[[], None], turn: AbstractContextManager[Any]
    ) -> None:
        self._changed = changed
        self._turn = turn
        self._quiet = False
        self.criteria = {criterion.name: _levels(criterion, rubric.lowest) for criterion in rubric.criteria}
        self.outright = {
            sentence: widgets.Checkbox(description=sentence, indent=False)
            for sentence in rubric.fails_outright
        }
        self.text = widgets.Textarea(
            description=words.COMMENT,
            placeholder=words.COMMENT_HINT,
            rows=4,
            style={"description_width": "auto"},
        )
        parts = [*self.criteria.values(), *self._outright_parts(), self.text]
        for widget in (*self.criteria.values(), *self.outright.values(), self.text):
            widget.observe(self._tell, "value")
        self.view = widgets.VBox(parts)

    def _outright_parts(self) -> list[widgets.Widget]:
        return [widgets.HTML(f"<p>{words.FAILS}</p>"), *self.outright.values()] if self.outright else []

    @property
    def levels(self) -> dict[str, int]:
        """The levels that were chosen, by criterion."""
        return {name: radio.value for name, radio in self.criteria.items() if radio.value is not None}

    @property
    def without_level(self) -> list[str]:
        """The criteria for which none was chosen."""
        return [name for name, radio in self.criteria.items() if radio.value is None]

    @property
    def fails(self) -> tuple[str, ...]:
        """What fails the answer outright."""
        return tuple(sentence for sentence, box in self.outright.items() if box.value)

    @property
    def comment(self) -> str:
        """What the learner is told."""
        return str(self.text.value)

    def show(self, mark: Mark) -> None:
        """Show a mark; this is no change by a person."""
        with self._quietly():
            for name, radio in self.criteria.items():
                level = mark.levels.get(name)
                radio.value = level if level in [value for _, value in radio.options] else None
            for sentence, box in self.outright.items():
                box.value = sentence in mark.fails
            self.text.value = mark.comment

    def close(self) -> None:
        """Take it out of every browser, which keeps nothing of it and sends nothing more."""
        for widget in (*self.view.children, self.view):
            widget.close()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        with self._turn:
            self._quiet = True
            try:
                yield
            finally:
                self._quiet = False

    def _tell(self, change: Any) -> None:
        with self._turn:
            if not self._quiet:
                self._changed()


def _levels(criterion: Criterion, lowest: int) -> widgets.RadioButtons:
    options = [
        (words.LEVEL.format(level=level, text=text), level)
        for level, text in enumerate(criterion.levels, lowest)
    ]
    return widgets.RadioButtons(
        options=options, value=None, description=criterion.name, layout={"width": "auto"}
    )
