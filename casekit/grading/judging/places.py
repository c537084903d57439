"""Which cell of a handed-in notebook is which, read as text: nothing of it is parsed, let alone run, in this process.

Notebooks come back with cells moved, deleted, doubled or split, and some tools strip the marks by which a cell is
known. A cell is known by its mark; else one of the exercise's own by its text, and an answer by the variables that
it sets or by standing right before its check. What cannot be told is refused in a sentence, answer by answer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from casekit.exercise.match import START
from casekit.grading import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from casekit.grading.judging.assignment import Assignment, Own

Cell = dict[str, Any]
NO_ASSIGNMENT = re.compile(r"[=!<>+*/%&|^@-]=")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer cell: a sentence, and the name to count it by."""

    sentence: str
    mistake: str


def grade_id(cell: Cell) -> str | None:
    """Return the mark that a cell bears, if any."""
    match cell:
        case {"metadata": {"nbgrader": {"grade_id": str(name)}}}:
            return name
    return None


def source(cell: Cell) -> str:
    """Return a cell's source, which Jupyter writes as text or as a list of lines; "" if it is neither."""
    match cell.get("source"):
        case str(text):
            return text
        case list(lines) if all(isinstance(line, str) for line in lines):
            return "".join(lines)
    return ""


def names_set(code: str) -> Iterator[str]:
    r"""Yield what looks like a variable or a function that a cell sets, in lines that are not indented.

    >>> list(names_set("a, b = 1, 2\nc = d = f(e=3)\nif a == b:\n    g = 1\ndef h(i):\n    return i"))
    ['a', 'b', 'c', 'd', 'h']
    """
    for line in code.splitlines():
        if line.startswith("def "):
            yield line.removeprefix("def ").partition("(")[0].strip()
        elif not line[:1].isspace():
            parts = NO_ASSIGNMENT.sub(" ", line).split("=")[:-1]
            targets = (target for part in parts for target in part.partition(":")[0].split(","))
            yield from (name for target in targets if (name := target.strip(" \t()[]*")).isidentifier())


class Places:
    """A notebook's cells beside the exercise's own: for each, which of the exercise's cells it is, if any."""

    def __init__(self, cells: Sequence[Cell], assignment: Assignment) -> None:
        self._own = {own.name: own for own in assignment.own}
        self._titles = assignment.exercise.titles
        self._kinds = [str(cell.get("cell_type")) for cell in cells]
        self._texts = [source(cell) for cell in cells]
        self._cell_of = assignment.cell_of
        self._sets = [
            [name for name in dict.fromkeys(names_set(text)) if name in assignment.cell_of]
            for text in self._texts
        ]
        known = {(own.kind, _plain(own.source)): own.name for own in assignment.own if not own.answer}
        begin = next((own.name for own in assignment.own if START.search(own.source)), None)
        self._keys: list[str | None] = []
        for cell, kind, text in zip(cells, self._kinds, self._texts, strict=True):
            by_text = begin if START.search(text) else known.get((kind, _plain(text)))
            self._keys.append(mark if (mark := grade_id(cell)) in self._own else by_text)
        self._claimed: set[int] = set()

    @property
    def own_cells(self) -> int:
        """How many code cells are no part of the exercise, as far as its answers have been asked for."""
        left = (place for place, key in enumerate(self._keys) if key is None and place not in self._claimed)
        return sum(self._kinds[place] == "code" for place in left)

    def answer(self, name: str) -> str | Fault:
        """Return what a learner wrote for an answer, or what is wrong with it.

        Copies that still are as they were handed out do not count. If the others under its mark are all the same,
        they are the answer; without any, the cells are that stand for it.
        """
        own, marked = self._own[name], self._places(name)
        if any(self._kinds[place] != own.kind for place in marked):
            return self._fault(words.OTHER_KIND_OF_CELL, words.CELL_MISSING, own)
        written = self._written(own, marked)
        if len(written) > 1:
            return self._fault(words.DOUBLE_CELL, words.CELL_DOUBLE, own, count=len(written))
        if written:
            return self._texts[written[0]]
        claims = self._claims(own)
        written = self._written(own, claims)
        twice = Counter(variable for place in written for variable in self._sets[place])
        if any(count > 1 and self._cell_of[variable] == name for variable, count in twice.items()):
            return self._fault(words.DOUBLE_CELL, words.CELL_DOUBLE, own, count=len(written))
        self._claimed.update(claims)
        if not marked and not claims:
            return self._fault(words.MISSING_CELL, words.CELL_MISSING, own)
        return "\n\n".join(self._texts[place] for place in written or [*marked, *claims][:1])

    def _fault(self, sentence: str, mistake: str, own: Own, **parts: object) -> Fault:
        title = self._titles.get(own.question, own.question)
        return Fault(sentence.format(cell=own.name, title=title, **parts), mistake)

    def _places(self, name: str) -> list[int]:
        return [place for place, key in enumerate(self._keys) if key == name]

    def _written(self, own: Own, places: Iterable[int]) -> list[int]:
        """Return the places of what differs from the stub and from one another."""
        texts = {self._texts[place]: place for place in sorted(places, reverse=True)}
        return sorted(place for text, place in texts.items() if _plain(text) not in ("", _plain(own.source)))

    def _claims(self, own: Own) -> list[int]:
        """Return the cells without a mark that stand for an answer."""
        if own.kind == "markdown":
            return self._below(own)
        near = [place for place in self._above(own) if not self._sets[place] or self._is_set(own, place)]
        if any(self._is_set(own, place) for place in near):
            return near
        unmarked = [place for place, key in enumerate(self._keys) if key is None]
        setting = [place for place in unmarked if self._kinds[place] == "code" and self._is_set(own, place)]
        return setting or ([] if self._places(own.name) else near)

    def _is_set(self, own: Own, place: int) -> bool:
        return any(self._cell_of[variable] == own.name for variable in self._sets[place])

    def _above(self, own: Own) -> list[int]:
        """Return the code cells without a mark that stand right above the check of an answer."""
        runs = (self._unmarked(range(check - 1, -1, -1), "code") for check in self._places(own.question))
        return sorted(next(filter(None, runs), []))

    def _below(self, own: Own) -> list[int]:
        """Return the texts without a mark right below a written answer's cell, or below what stands before it."""
        before = self._places(own.name)[-1:] or self._places(own.before)
        runs = (self._unmarked(range(place + 1, len(self._keys)), "markdown") for place in before)
        return next(filter(None, runs), [])

    def _unmarked(self, places: range, kind: str) -> list[int]:
        run = takewhile(lambda place: self._keys[place] is None, places)
        return [place for place in run if self._kinds[place] == kind]


def _plain(text: str) -> str:
    return " ".join(text.split())
