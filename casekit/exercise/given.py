"""The numbers that an exercise gives: each with its unit, its meaning and, where it is uncertain, its range.

An exercise states them once, in its ``checks.py``; the notebook shows them, the learner calculates with them
and the checks recompute from them. A number that lists the values it may take differs from one learner to the
next: it is drawn from the learner's token and the version of the list, in the notebook and in a grader alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count

from casekit.exercise import words
from casekit.exercise.feedback import Panel
from casekit.exercise.problem import ProblemError
from casekit.models.validate import whole

MOST_ATTEMPTS = 1_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number: its unit and meaning in words, and the ends of its range if it is uncertain.

    `varies` lists the values it may take for the learners of a class, `value` among them.

    >>> Quantity(30, "dollars an hour", "overtime", varies=(24, 36))
    Traceback (most recent call last):
        ...
    ValueError: varies must list two or more values, 30 among them and none outside its range, but it is (24, 36)
    """

    value: float
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    varies: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        listed = self.value in self.varies and len(set(self.varies)) > 1
        if self.varies and not (listed and all(map(self._allows, self.varies))):
            raise ValueError(
                f"varies must list two or more values, {self.value} among them and none outside its range, "
                f"but it is {self.varies}"
            )

    def _allows(self, value: float) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


class Given:
    """The numbers of one exercise: ``given.NAME`` is a number, ``given.ranges`` holds the uncertain ones.

    >>> given = Given(hours=Quantity(16, "hours", "two working days", low=8, high=24))
    >>> given.hours, given.ranges
    (16, {'hours': (8, 24)})
    """

    __slots__ = ("attempt", "quantities", "stated", "token")

    def __init__(self, **quantities: Quantity) -> None:
        self.stated = self.quantities = quantities
        self.token: str | None = None
        self.attempt = 0

    def __getattr__(self, name: str) -> float:
        if name.startswith("_") or name in self.__slots__:  # a copy and a display ask before there are any
            raise AttributeError(name)
        if name in self.quantities:
            return self.quantities[name].value
        raise AttributeError(words.NOT_GIVEN.format(name=name, names=", ".join(self.quantities)))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.quantities]

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The low and the high end of every uncertain number."""
        return {
            name: (entry.low, entry.high)
            for name, entry in self.quantities.items()
            if entry.low is not None and entry.high is not None
        }

    @property
    def vary(self) -> bool:
        """Whether any number differs from learner to learner."""
        return any(entry.varies for entry in self.stated.values())

    @property
    def version(self) -> str:
        """A mark of what is stated: numbers drawn from another version are other numbers."""
        stated = [[name, entry.value, entry.varies] for name, entry in self.stated.items()]
        return sha256(json.dumps(stated).encode()).hexdigest()[:8]

    def of(self, token: str | None, attempt: int = 0) -> Given:
        """Return the numbers of the learner who has this token; without one, those that everybody has.

        Parameters
        ----------
        token
            Any text. The same text and the same version always give the same numbers.
        attempt
            0 for the learner's own numbers, 1 for those of the first retry, and so on; no two in a row are the
            same.

        >>> given = Given(hours=Quantity(16, "hours", "two days", varies=(14, 15, 16)))
        >>> given.of(None).hours, given.of("b").hours, given.of("b", attempt=1).hours
        (16, 14, 15)
        """
        own = Given(**self.stated)
        own.token = token
        own._draw(whole("attempt", attempt, low=0, high=MOST_ATTEMPTS))
        return own

    def retry(self, attempt: int | None = None) -> Given:
        """Take new numbers, here and in the checks: those of the next try, or of the one that is named.

        Raises
        ------
        ProblemError
            If the exercise has only one set of numbers.
        """
        if not self.vary:
            raise ProblemError(words.NO_OTHER_NUMBERS, words.NO_OTHER_NUMBERS_HINT)
        wanted = self.attempt + 1 if attempt is None else attempt
        self._draw(whole("attempt", wanted, low=0, high=MOST_ATTEMPTS))
        return self

    def __repr__(self) -> str:
        return str(self._panel())

    def _repr_html_(self) -> str:
        return self._panel()._repr_html_()

    def _draw(self, attempt: int) -> None:
        drawn = self.stated if self.token is None else _drawn(self.stated, f"{self.version}/{self.token}")
        for number in range(1, attempt + 1) if self.vary else ():
            salts = (f"{self.version}/{self.token}/{number}/{salt}" for salt in count())
            drawn = next(new for salt in salts if (new := _drawn(self.stated, salt)) != drawn)
        self.quantities, self.attempt = drawn, attempt

    def _panel(self) -> Panel:
        rows = tuple(
            (f"`given.{name}`", f"{entry.value:,} {entry.unit}".strip(), _range(entry), entry.meaning)
            for name, entry in self.quantities.items()
        )
        practice = (words.PRACTICE.format(number=self.attempt + 1),) if self.attempt else ()
        return Panel(words.GIVEN_HEAD, practice, rows=rows, columns=words.GIVEN_COLUMNS)


class Graded(Given):
    """The numbers that a grade is made with: they stay what they are, whatever an answer asks for.

    >>> graded = Graded(hours=Quantity(16, "hours", "two days", varies=(14, 15, 16)))
    >>> graded.retry().hours, graded.retry(7).attempt
    (16, 0)
    """

    __slots__ = ()

    def retry(self, attempt: int | None = None) -> Given:
        """Return the same numbers: new ones are for practice, and a grade is none."""
        return self


def _drawn(stated: dict[str, Quantity], salt: str) -> dict[str, Quantity]:
    return {name: replace(entry, value=_pick(entry, f"{salt}/{name}")) for name, entry in stated.items()}


def _pick(entry: Quantity, salt: str) -> float:
    if not entry.varies:
        return entry.value
    # A hash, because the algorithm of random.Random is not promised to stay.
    return entry.varies[int.from_bytes(sha256(salt.encode()).digest()[:8]) % len(entry.varies)]


def _range(entry: Quantity) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return words.RANGE.format(low=f"{entry.low:,}", high=f"{entry.high:,}")
