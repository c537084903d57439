"""What came of every attack, as `python -m pytest tests/hostile --record` writes it to results.csv."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.hostile.stated import HERE, attacks, deliveries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.hostile.stated import Attack, Delivery

RESULTS = HERE / "results.csv"
COLUMNS = ("attack", "tries", "defence", "with", "without")
MARK = "attack:"


def key(name: str, side: str) -> str:
    """Return under which name a test notes what came of an attack, with or without the defence."""
    return f"{MARK}{name}:{side}"


def read() -> list[dict[str, str]]:
    """Return the rows of the last recorded run."""
    with RESULTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stated() -> list[dict[str, str]]:
    """Return the rows as the attacks' files state them."""
    every = [*attacks(), *deliveries()]
    return [dict(zip(COLUMNS, (*_described(one), one.deserved, one.harm), strict=True)) for one in every]


def write(seen: Mapping[str, str]) -> list[str]:
    """Write what came of every attack, unless something is missing; return what is."""
    every = [*attacks(), *deliveries()]
    pairs = [(key(one.name, "with"), key(one.name, "without")) for one in every]
    missing = [name for pair in pairs for name in pair if name not in seen]
    if not missing:
        rows = [
            (*_described(one), *(seen[name] for name in pair)) for one, pair in zip(every, pairs, strict=True)
        ]
        with RESULTS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    return missing


def _described(one: Attack | Delivery) -> tuple[str, str, str]:
    """Return an attack's name, what it tries, and the modules in which its defence lies."""
    return one.name, one.tries, " ".join(dict.fromkeys(name for name, _, _ in one.without))
