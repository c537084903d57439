"""The numbers that an exercise gives: each with its unit, its meaning and, where it is uncertain, its range.

An exercise states them once, in its ``checks.py``; the notebook shows them, the learner calculates with them
and the checks recompute from them, so they may differ from one learner to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from casekit.exercise import words
from casekit.exercise.feedback import Panel


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number: its unit and meaning in words, and the ends of its range if it is uncertain."""

    value: float
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None


class Given:
    """The numbers of one exercise: ``given.NAME`` is a number, ``given.ranges`` holds the uncertain ones.

    >>> given = Given(hours=Quantity(16, "hours", "two working days", low=8, high=24))
    >>> given.hours, given.ranges
    (16, {'hours': (8, 24)})
    """

    __slots__ = ("quantities",)

    def __init__(self, **quantities: Quantity) -> None:
        self.quantities = quantities

    def __getattr__(self, name: str) -> float:
        if name.startswith("_") or name == "quantities":  # a copy and a display ask before there are any
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

    def __repr__(self) -> str:
        return str(self._panel())

    def _repr_html_(self) -> str:
        return self._panel()._repr_html_()

    def _panel(self) -> Panel:
        rows = tuple(
            (f"`given.{name}`", f"{entry.value:,} {entry.unit}".strip(), _range(entry), entry.meaning)
            for name, entry in self.quantities.items()
        )
        return Panel(words.GIVEN_HEAD, rows=rows, columns=words.GIVEN_COLUMNS)


def _range(entry: Quantity) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return words.RANGE.format(low=f"{entry.low:,}", high=f"{entry.high:,}")
