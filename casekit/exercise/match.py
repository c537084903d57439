"""Which cell of a learner's notebook is which, whatever became of the notebook on its way.

Notebooks come back renamed, with cells moved, deleted, duplicated or split, and without their metadata. A cell is
known by its ``grade_id``; else a locked one by its text, and an answer as what stands right before its
``check("id")``. The exercise's own cells are then taken from the exercise, in their order, with the learner's
answers in their places and the cells that the learner added behind the cell they followed. What cannot be matched
is refused in a sentence, question by question: no answer is ever lost in silence.
"""

from __future__ import annotations

import ast
import re
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from casekit.exercise import words
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import STUB, role, stamp
from casekit.exercise.token import TokenError

if TYPE_CHECKING:
    from pathlib import Path

    from casekit.exercise.folder import Exercise

START = re.compile(r"""\bstart\(\s*["']([\w-]+)["']\s*,\s*globals\(\)\s*(?:,\s*["']([^"']*)["']\s*)?\)""")


class Belonging(NamedTuple):
    """Which exercise a notebook belongs to, and the learner's token that it bears."""

    exercise: str
    token: str | None


class Place(NamedTuple):
    """A cell to be run, and its number from 1 in the learner's notebook, None if it is not there."""

    cell: Any
    number: int | None


@dataclass(frozen=True, slots=True)
class Arranged:
    """A notebook as it should be run, and for each question whose answer was not found, why."""

    places: tuple[Place, ...]
    lost: dict[str, str]


def belonging(notebook: Any, path: Path) -> Belonging:
    """Return which exercise and whose copy a notebook is: its metadata say so, else the cell that begins it.

    Raises
    ------
    ProblemError
        If neither says it, or they disagree.
    """
    said = stamp(notebook)
    begun = {match.groups() for cell in notebook.cells for match in START.finditer(cell.source)}
    names = {name for name, _ in begun} | {name for name in [said.get("exercise")] if isinstance(name, str)}
    if not names:
        raise ProblemError(words.NO_EXERCISE.format(path=path), words.NO_EXERCISE_HINT)
    if len(names) > 1:
        raise ProblemError(
            words.TWO_EXERCISES.format(path=path, names=" and ".join(sorted(names))), words.NO_EXERCISE_HINT
        )
    [name] = names
    tokens = {token for _, token in begun} | ({said["token"]} if "token" in said else set())
    if len(tokens - {None}) > 1:
        raise TokenError("mismatched", words.TOKEN_TWO.format(exercise=name))
    if "token" in said and None in tokens:
        raise TokenError("missing", words.TOKEN_NOT_USED.format(exercise=name))
    return Belonging(name, next(iter(tokens - {None}), None))


def arrange(notebook: Any, exercise: Exercise, source: Any = None) -> Arranged:
    """Return a learner's notebook as it should be run.

    Parameters
    ----------
    notebook
        What the learner handed in.
    exercise
        For the names of its questions.
    source
        An untouched copy of the exercise, whose own cells are then run in place of the learner's. Without one, as
        on the learner's own machine, all cells stay as and where they are, but for doubled answers.
    """
    handed = _Handed(notebook, source or _first_of_each(notebook), exercise)
    answers = {key: handed.answer(key) for key, cell in handed.source.items() if role(cell).get("solution")}
    lost = {handed.question(key): fault for key, (_, fault) in answers.items() if fault}
    texts = {key: text for key, (text, _) in answers.items()}
    order = handed.in_order_of_source if source else handed.in_order_of_notebook
    return Arranged(tuple(order(texts)), lost)


class _Handed:
    """A learner's cells beside the exercise's own; `keys` says for each of the former which of the latter it is."""

    def __init__(self, notebook: Any, source: Any, exercise: Exercise) -> None:
        self.titles = exercise.titles
        self.cells: list[Any] = notebook.cells
        self.source: dict[str, Any] = {role(cell)["grade_id"]: cell for cell in source.cells if role(cell)}
        self.keys: list[str | None] = [self._by_id(cell) for cell in self.cells]
        for place, cell in enumerate(self.cells):
            self.keys[place] = self.keys[place] or self._by_text(cell)

    def _by_id(self, cell: Any) -> str | None:
        name = role(cell).get("grade_id")
        return name if isinstance(name, str) and name in self.source else None

    def _by_text(self, cell: Any) -> str | None:
        for key, own in self.source.items():
            same = (own.cell_type, own.source.strip()) == (cell.cell_type, cell.source.strip())
            if same and key not in self.keys and not role(own).get("solution"):
                return key
        return None

    def question(self, key: str) -> str:
        """Return the question that an answer's cell belongs to: the next cell that is graded, or itself."""
        keys = list(self.source)
        return next((name for name in keys[keys.index(key) :] if role(self.source[name]).get("grade")), "")

    def answer(self, key: str) -> tuple[str, str | None]:
        """Return what a learner wrote into a cell, and what is wrong if that cannot be told.

        Then the cell stays empty: the stub would undo what another cell may have set.
        """
        kind = self.source[key].cell_type
        title = self.titles.get(self.question(key), key)
        named = self._places(key)
        claims = named or self._beside(key)
        if not claims:
            return "", words.ANSWER_GONE.format(title=title)
        if any(self.cells[place].cell_type != kind for place in claims):
            return "", words.ANSWER_OF_OTHER_KIND.format(title=title, kind=words.CELLS[kind])
        written = [place for place in claims if not self._untouched(self.cells[place])]
        written = written or [max(claims, key=lambda place: len(self.cells[place].source))]
        texts = list(dict.fromkeys(self.cells[place].source for place in written))
        split = written[-1] - written[0] == len(written) - 1
        if named and len(texts) > 1 and not split:
            numbers = " and ".join(str(place + 1) for place in written)
            return "", words.ANSWER_TWICE.format(title=title, numbers=numbers)
        return "\n\n".join(texts), None

    def _places(self, key: str) -> list[int]:
        return [place for place, found in enumerate(self.keys) if found == key]

    def _untouched(self, cell: Any) -> bool:
        if cell.cell_type == "markdown":
            return not cell.source.strip() or (STUB in cell.source and "\n" not in cell.source.strip())
        return _says_nothing(cell.source)

    def _beside(self, key: str) -> list[int]:
        """Return the cells without a name next to a cell that says which question this is, and name them."""
        keys, kind = list(self.source), self.source[key].cell_type
        check, text = self.question(key), keys[keys.index(key) - 1]
        if check != key:
            around = (range(place - 1, -1, -1) for place in self._places(check))
        else:  # a written answer is its own question: it follows the question's text
            around = (range(place + 1, len(self.cells)) for place in self._places(text))
        unnamed = takewhile(lambda place: self.keys[place] is None, next(iter(around), ()))
        found = sorted(place for place in unnamed if self.cells[place].cell_type == kind)
        for place in found:
            self.keys[place] = key
        return found

    def in_order_of_source(self, answers: dict[str, str]) -> list[Place]:
        """Return the exercise's own cells with the answers in them, and behind each what the learner added."""
        added: dict[str | None, list[Place]] = {}
        last = None
        for place, (cell, key) in enumerate(zip(self.cells, self.keys, strict=True)):
            last = key or last
            if key is None or self._own_work(cell, key):
                added.setdefault(last, []).append(Place(deepcopy(cell), place + 1))
        places = added.pop(None, [])
        for key, own in self.source.items():
            cell = deepcopy(own)
            cell.source = answers.get(key, cell.source)
            number = next((place + 1 for place in self._places(key)), None)
            places += [Place(cell, number), *added.get(key, [])]
        return places

    def _own_work(self, cell: Any, key: str) -> bool:
        """Say whether a learner changed an example of the exercise: that is run too, after the original."""
        own = self.source[key]
        example = own.cell_type == "code" and not role(own).get("grade") and not role(own).get("solution")
        return example and cell.source.strip() != own.source.strip() and not START.search(own.source)

    def in_order_of_notebook(self, answers: dict[str, str]) -> list[Place]:
        """Return the learner's own cells, each answer once, where it stood last."""
        places = []
        for place, (cell, key) in enumerate(zip(self.cells, self.keys, strict=True)):
            if key not in answers:
                places.append(Place(deepcopy(cell), place + 1))
            elif place == self._places(key)[-1]:
                cell = deepcopy(cell)
                cell.source = answers[key]
                places.append(Place(cell, place + 1))
        return places


def _first_of_each(notebook: Any) -> Any:
    """Return a stand-in for the source: the first cell of every name."""
    stand_in = deepcopy(notebook)
    named: dict[str, Any] = {}
    for cell in stand_in.cells:
        if isinstance(name := role(cell).get("grade_id"), str):
            named.setdefault(name, cell)
    stand_in.cells = list(named.values())
    return stand_in


def _says_nothing(code: str) -> bool:
    """Say whether a cell answers nothing: it assigns only `...`, and its functions have no body."""
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return False
    return all(map(_is_empty, statements))


def _is_empty(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(value=ast.Constant(value=value)):
            return value is ...
        case ast.FunctionDef(body=body):
            return all(map(_is_empty, body))
    return False
