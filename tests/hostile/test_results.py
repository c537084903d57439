"""The recorded results are those of the attacks there are: each has its row, and nothing else has one."""

from __future__ import annotations

from tests.hostile import recorded


def test_every_attack_has_its_row_and_every_row_its_attack() -> None:
    assert recorded.read() == recorded.stated(), (
        "run: python -m pytest tests/hostile --record, then python -m casekit.reference"
    )


def test_there_are_at_least_fifty_attacks() -> None:
    names = [row["attack"] for row in recorded.read()]
    assert len(set(names)) == len(names) >= 50
