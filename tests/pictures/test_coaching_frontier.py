"""The coaching-hours frontier draws, tells and tabulates what the model gives."""

from __future__ import annotations

import re

import pytest

from casekit.models.coaching import Tier, allocate, total_gain
from casekit.pictures.coaching_frontier import UNNOTICED, coaching_frontier
from casekit.pictures.picture import Picture

TIERS = {"top": Tier(5, 1.5, 4, 2), "steady": Tier(10, 1, 8, 3), "low": Tier(5, 0.8, 10, 5)}
TEAM = list(TIERS.values())
HOURS = 40
MARKS = {
    "best split": allocate(TEAM, HOURS),
    "the same for all": [2.0, 2.0, 2.0],
    "nine tenths": [0.4, 0.2, 7.2],
}


@pytest.fixture(scope="module")
def drawn() -> Picture:
    return coaching_frontier(TIERS, HOURS, MARKS)


def rows(drawn: Picture) -> dict[str, list[str]]:
    cells = [line.split(" | ") for line in drawn.text.splitlines() if " | " in line]
    return {row[0]: row[1:] for row in cells}


def best_with(share: float) -> list[float]:
    return [*allocate(TEAM[:2], (1 - share) * HOURS), share * HOURS / 5]


def test_the_table_has_the_models_numbers(drawn: Picture) -> None:
    best = total_gain(TEAM, MARKS["best split"])
    splits = MARKS | {f"{n}% for the lowest": best_with(n / 100) for n in range(0, 101, 10)}
    expected = {
        name: [
            *(f"{h:.1f}" for h in each),
            f"{total_gain(TEAM, each):.1f}",
            f"{1 - total_gain(TEAM, each) / best:.1%}",
        ]
        for name, each in splits.items()
    }
    head = ["Hours for each top", "Hours for each steady", "Hours for each low", "Points gained", "Lost"]
    assert rows(drawn) == {"Split": head} | expected


def test_the_published_losses_are_in_it(drawn: Picture) -> None:
    assert rows(drawn)["the same for all"][-2:] == ["71.1", "0.8%"]
    assert rows(drawn)["nine tenths"][-2:] == ["41.1", "42.6%"]


def test_the_alternative_text_tells_the_finding(drawn: Picture) -> None:
    (alternative,) = re.findall(r'role="img" aria-label="([^"]*)"', drawn.html)
    assert alternative == (
        "The top is flat: any share from 3% to 33% for the lowest performers loses less than 2% of the best gain. "
        "In points, best split: 71.6; the same for all: 71.1; nine tenths: 41.1."
    )


@pytest.mark.parametrize(("share", "is_flat"), [(0.02, False), (0.03, True), (0.33, True), (0.34, False)])
def test_the_flat_band_ends_where_the_loss_would_be_noticed(share: float, is_flat: bool) -> None:
    loss = 1 - total_gain(TEAM, best_with(share)) / total_gain(TEAM, MARKS["best split"])
    assert (loss < UNNOTICED) is is_flat


def test_it_is_drawn_for_a_page_and_for_a_phone_without_style_or_ids(drawn: Picture) -> None:
    assert re.findall(r'viewBox="0 0 (\d+) 290"', drawn.html) == ["700", "340"]
    assert "style=" not in drawn.html
    assert " id=" not in drawn.html
    for name in MARKS:
        assert drawn.html.count(f">{name}: ") == 2


def test_each_mark_has_a_dot_of_its_own_kind(drawn: Picture) -> None:
    assert re.findall(r'<circle class="fill-(\w+)"', drawn.html) == ["first", "second", "third"] * 2


def test_fewer_marks_will_do() -> None:
    assert coaching_frontier(TIERS, HOURS, {"best split": MARKS["best split"]}).html.count("<circle") == 2
