"""The recorded results are those of the attacks there are: each has its row, and nothing else has one."""

from __future__ import annotations

Rows = list[dict[str, str]]


def test_every_attack_has_its_row_and_every_row_its_attack(results: tuple[Rows, Rows]) -> None:
    recorded, stated = results
    assert recorded == stated, (
        "run: python -m pytest tests/hostile --record, then python -m casekit.reference"
    )


def test_there_are_at_least_fifty_attacks(results: tuple[Rows, Rows]) -> None:
    recorded, _ = results
    names = [row["attack"] for row in recorded]
    assert len(set(names)) == len(names) >= 50
