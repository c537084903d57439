"""The marking desk: one written answer at a time, with its rubric, in JupyterLab.

    MarkingDesk("grades.db", Path("exercises/01-retention"))

What a learner wrote is shown as text, never as HTML or Markdown. Who wrote it is not shown, unless asked for, and
the order of the answers says nothing about it. Every choice goes into the gradebook at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets as widgets
import traitlets
from sqlalchemy.exc import SQLAlchemyError

from casekit.exercise.feedback import points
from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.grading.judging.grade import WRITTEN
from casekit.grading.marking import words
from casekit.grading.marking.form import Form
from casekit.grading.marking.rubric import read_rubrics
from casekit.grading.records import marks
from casekit.grading.records.gradebook import GoneError, Gradebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from casekit.grading.marking.rubric import Rubric
    from casekit.grading.records.marks import Answer

HERE = Path(__file__).parent
STYLE = (HERE / "marking.css").read_text("utf-8")


class Keys(anywidget.AnyWidget):
    """Shows nothing: it lets the desk be used by keyboard in JupyterLab, and reading go on at each new answer."""

    _esm = HERE / "marking.js"
    answer_label = traitlets.Unicode(words.ANSWER).tag(sync=True)
    turned = traitlets.Int(0).tag(sync=True)


class MarkingDesk:
    """The written answers of one exercise, to be marked one after the other.

    A kernel hears the first message of a widget in one thread and later ones in another, where JupyterLab has
    asked for that, so two choices can come at once: whatever comes from a browser waits for its turn.

    Parameters
    ----------
    gradebook
        Its address.
    folder
        The exercise, with its rubric.
    names
        Whether to show whose answer it is.

    Raises
    ------
    ProblemError
        If there is nothing to mark, or no rubric to mark it by.
    """

    def __init__(self, gradebook: str, folder: Path, *, names: bool = False) -> None:
        self._exercise = load(Path(folder))
        self.book = Gradebook(gradebook, make=False)
        self.answers = to_read(self.book, self._exercise.name)
        self._rubrics = needed_rubrics(Path(folder), self.answers)
        self._names = names
        self._turn = RLock()
        self._marks = marks.marks(self.book, self._exercise.name)
        self._forms: dict[int, Form] = {}
        self._replacing: set[int] = set()  # places of whole marks from before: what stood there is kept once
        self._make_widgets()
        self._place = 0
        self._put(next((p for p in range(len(self.answers)) if not self._is_marked(p)), 0))

    def _make_widgets(self) -> None:
        self.progress = widgets.HTML()
        self.who = widgets.HTML()
        self.keys = Keys()
        self.text = widgets.HTML()
        self.text.add_class("casekit-answer")
        self.status = widgets.HTML()
        self.previous = self._button(words.PREVIOUS, lambda: self.show(self._place - 1))
        self.next = self._button(words.NEXT, lambda: self.show(self._place + 1))
        self.next_unmarked = self._button(words.NEXT_UNMARKED, self._show_unmarked)
        self._sheet = widgets.VBox()
        head = widgets.HTML(f"<h2>{escape(words.TITLE.format(title=self._exercise.title))}</h2>")
        buttons = widgets.HBox([self.previous, self.next, self.next_unmarked])
        self.view = widgets.VBox(
            [
                widgets.HTML(f"<style>{STYLE}</style>"),
                *(head, self.progress, self.who, self.text, self._sheet, self.status, buttons, self.keys),
            ]
        )
        self.view.add_class("casekit-marking")

    def _button(self, text: str, press: Callable[[], None]) -> widgets.Button:
        def pressed(_: widgets.Button) -> None:
            with self._turn:
                press()

        button = widgets.Button(description=text)
        button.on_click(pressed)
        return button

    @property
    def answer(self) -> Answer:
        """The answer on the desk."""
        return self.answers[self._place]

    @property
    def form(self) -> Form:
        """The form in which it is marked.

        Every answer has a form of its own: what a browser sends late, after the next answer was asked for, still
        reaches the answer that it was meant for.
        """
        return self._form(self._place)

    def _form(self, place: int) -> Form:
        if place not in self._forms:
            rubric = self._rubrics[self.answers[place].question]
            self._forms[place] = Form(rubric, partial(self._save, place), self._turn)
        return self._forms[place]

    def show(self, place: int) -> None:
        """Put the answer of that place on the desk, counted from 0, with the mark it has."""
        if 0 <= place < len(self.answers):
            self._put(place)
            self.keys.turned += 1

    def _put(self, place: int) -> None:
        self._place = place
        self.previous.disabled, self.next.disabled = place == 0, place == len(self.answers) - 1
        if marks.is_held(self.book, self.answer.key):
            self._read(place)
            self._sheet.children = (self.form.view,)
            self.who.value = f"<h3>{escape(self._headline())}</h3>"
            self.text.value = f'<pre class="answer">{escape(self.answer.text or "")}</pre>'
        else:
            self._forget(self.answer.learner)
        self._say(self._standing())

    def _forget(self, learner: str) -> None:
        """Keep and show nothing of a learner who was erased; every other answer keeps its place."""
        if self.answer.learner == learner:
            self._sheet.children = ()
            self.who.value = self.text.value = ""
            self.keys.turned += 1  # the keyboard was in what is gone, and must not fall through to JupyterLab
        self._marks = {key: mark for key, mark in self._marks.items() if key.learner != learner}
        for place, answer in enumerate(self.answers):
            if answer.learner == learner:
                self.answers[place] = replace(answer, learner="", submission="", text=None)
                if place in self._forms:
                    self._forms.pop(place).close()

    def _show_unmarked(self) -> None:
        """Show the next answer that has no whole mark, from the beginning again after the last."""
        count = len(self.answers)
        others = ((self._place + step) % count for step in range(1, count + 1))
        left = (place for place in others if not self._is_marked(place) and not self._is_gone(place))
        self.show(next(left, self._place))

    def _save(self, place: int) -> None:
        """Put what the form of an answer says into the gradebook."""
        if self._is_gone(place):
            self._say(words.NOT_SAVED_GONE.format(place=place + 1))
            return
        answer, form = self.answers[place], self._forms[place]
        rubric, levels, fails = self._rubrics[answer.question], form.levels, form.fails
        earned = rubric.earned(levels, fails)
        mark = marks.Mark(answer.key, levels, fails, form.comment, earned, rubric.points)
        seen = self._marks.get(mark.key, marks.Mark(mark.key))
        try:
            mark = marks.record(self.book, mark, replaces=seen, keep_earlier=place in self._replacing)
        except SQLAlchemyError as error:
            self._say(words.NOT_SAVED.format(reason=str(error).partition("\n")[0]))
            return
        except marks.ChangedError:
            self._read(place)
            self._say(words.CHANGED.format(place=place + 1))
            return
        except GoneError:
            self._forget(answer.learner)
            self._say(words.NOT_SAVED_GONE.format(place=place + 1))
            return
        self._replacing.discard(place)
        self._marks[mark.key] = mark
        self._say(self._standing())

    def _read(self, place: int) -> None:
        """Put the mark that the gradebook has for an answer into its form."""
        key = self.answers[place].key
        mark = self._marks[key] = marks.find(self.book, key)
        if mark.earned is not None:
            self._replacing.add(place)
        self._form(place).show(mark)

    def _standing(self) -> str:
        if self._is_gone(self._place):
            return words.GONE.format(place=self._place + 1)
        mark = self._marks[self.answer.key]
        if mark.earned is not None:
            return words.POINTS.format(earned=points(mark.earned), possible=points(mark.possible))
        if not (mark.levels or mark.comment):
            return words.UNTOUCHED
        return words.MISSING.format(names=", ".join(self.form.without_level))

    def _say(self, status: str) -> None:
        places = range(len(self.answers))
        total = len(places) - sum(map(self._is_gone, places))
        marked = sum(map(self._is_marked, places))
        done = words.ALL_MARKED if marked == total else words.PROGRESS
        self.progress.value = _announced(done.format(marked=marked, total=total))
        self.status.value = _announced(status)

    def _is_marked(self, place: int) -> bool:
        mark = self._marks.get(self.answers[place].key)
        return mark is not None and mark.earned is not None

    def _is_gone(self, place: int) -> bool:
        return self.answers[place].text is None

    def _headline(self) -> str:
        place, total = self._place + 1, len(self.answers)
        shown = words.NAMED if self._names else words.ANONYMOUS
        rubric, count = self._rubrics[self.answer.question], len((self.answer.text or "").split())
        length = words.LENGTH_ASKED if rubric.longest else words.LENGTH
        return (
            f"{shown.format(place=place, total=total, learner=self.answer.learner)} "
            f"({length.format(words=count, longest=rubric.longest)})"
        )

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the desk; its text, which a saved notebook keeps, has nobody's words in it."""
        bundle = self.view._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        return data | {"text/plain": words.MARKING_DESK}


def to_read(book: Gradebook, exercise: str) -> list[Answer]:
    """Return the written answers of an exercise that somebody wrote something into, in an order that names nobody.

    Raises
    ------
    ProblemError
        If there are none.
    """
    found = [a for a in marks.counting(book, exercise) if a.kind == WRITTEN and a.text]
    if not found:
        raise ProblemError(
            words.NOTHING_WRITTEN_HELD.format(exercise=exercise), words.NOTHING_WRITTEN_HELD_HINT, status=1
        )
    return sorted(found, key=lambda a: (a.question, hashlib.sha256(repr(a.key).encode()).digest()))


def needed_rubrics(folder: Path, answers: list[Answer]) -> dict[str, Rubric]:
    """Return the rubrics by which these answers are marked.

    Raises
    ------
    ProblemError
        If one is missing.
    """
    rubrics = read_rubrics(folder)
    asked = {answer.question for answer in answers}
    if missing := sorted(asked - rubrics.keys()):
        raise ProblemError(
            words.NO_RUBRIC.format(exercise=folder.name, questions=", ".join(missing)), words.NO_RUBRIC_HINT
        )
    return {name: rubric for name, rubric in rubrics.items() if name in asked}


def _announced(text: str) -> str:
    """Return a line that a screen reader says when it changes."""
    return f'<p role="status">{escape(text)}</p>'
