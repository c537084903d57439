"""What a check gets to see: the learner's work, read by name, or refused in a sentence.

A check asks for what it needs (``work.number("break_even_ratio")``) and can rely on what it gets. Everything
that can be wrong before the answer itself is judged (no such variable, text for a number, a function that
stops) becomes a sentence here, once, for all exercises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casekit.exercise import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.exercise.given import Given
    from casekit.exercise.plain import Answers, Json, Kind, Plain


class AnswerError(Exception):
    """An answer that cannot be judged: why, for the learner, and what to count it as."""

    def __init__(self, message: str, mistake: str) -> None:
        super().__init__(message)
        self.message = message
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class Table:
    """A learner's table: the names of its columns, and its rows by column."""

    columns: tuple[str, ...]
    records: tuple[dict[str, Json], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One value of the learner's, with the words that stand for it in a message."""

    label: str
    plain: Plain

    def require(self, kind: Kind) -> Json:
        """Return the value as JSON if it is of this kind."""
        found = self.plain["kind"]
        if found == kind:
            return self.plain["value"]
        advice = words.ADVICE.get((found, kind), "")
        message = words.NOT_NEEDED.format(
            label=self.label, found=words.KINDS[found], needed=words.KINDS[kind], advice=advice
        )
        raise AnswerError(message, words.UNUSABLE)

    def number(self) -> float:
        """Return a finite number."""
        if self.plain["kind"] == "not finite":
            raise AnswerError(
                words.NOT_FINITE.format(label=self.label, value=self.plain["value"]), words.UNUSABLE
            )
        value: Any = self.require("number")
        return float(value)

    def text(self) -> str:
        """Return text, without the blanks around it."""
        return str(self.require("text")).strip()

    def choice(self, options: Sequence[str]) -> str:
        """Return the one of the options that the learner wrote, in capitals or not."""
        written = self.text()
        for option in options:
            if written.casefold() == option.casefold():
                return option
        raise AnswerError(
            words.NOT_AN_OPTION.format(label=self.label, value=written[:40], options=", ".join(options)),
            words.UNUSABLE,
        )

    def table(self, columns: Sequence[str] = ()) -> Table:
        """Return a table that has at least these columns (an index with a meaning counts as one)."""
        value: Any = self.require("table")
        table = Table(tuple(value["columns"]), tuple(value["records"]))
        for column in columns:
            if column not in table.columns:
                has = ", ".join(f"`{name}`" for name in table.columns)
                message = words.NO_COLUMN.format(label=self.label, column=column, columns=has)
                raise AnswerError(message, words.UNUSABLE)
        return table


@dataclass(frozen=True, slots=True)
class Work:
    """One learner's work on one exercise, and the numbers that the exercise gave to that learner."""

    answers: Answers
    given: Given

    def number(self, name: str) -> float:
        """Return the learner's variable as a finite number."""
        return self._answer(name).number()

    def text(self, name: str) -> str:
        """Return the learner's variable as text, without the blanks around it."""
        return self._answer(name).text()

    def choice(self, name: str, options: Sequence[str]) -> str:
        """Return the one of the options that the learner's variable holds."""
        return self._answer(name).choice(options)

    def table(self, name: str, columns: Sequence[str] = ()) -> Table:
        """Return the learner's variable as a table with at least these columns."""
        return self._answer(name).table(columns)

    def call(self, name: str, *arguments: Json) -> Answer:
        """Return what the learner's function gives for these arguments, to be read as any other answer."""
        self._answer(name, missing=words.MISSING_FUNCTION).require("function")
        result = self.answers.call(name, arguments)
        label = f"`{name}({', '.join(map(repr, arguments))})`"
        if result["kind"] == "nothing":
            raise AnswerError(words.EMPTY_RESULT.format(label=label), words.UNANSWERED)
        if result["kind"] == "error":
            message = words.FAILED.format(label=label, error=result["value"])
            raise AnswerError(message, words.FUNCTION_FAILED)
        return Answer(label, result)

    def _answer(self, name: str, missing: str = words.MISSING) -> Answer:
        found = self.answers.value(name)
        if found["kind"] == "missing":
            raise AnswerError(missing.format(name=name), words.UNANSWERED)
        if found["kind"] == "nothing":
            raise AnswerError(words.EMPTY.format(label=f"`{name}`"), words.UNANSWERED)
        return Answer(f"`{name}`", found)
