"""Chapter 5's explorable says what the coaching model says."""

from __future__ import annotations

from collections import defaultdict

import pytest

from casekit.explore.cases import catalogue
from casekit.explore.cases.coaching import COSTLY, DESIGN, FLAT, TEAM, answer
from casekit.models.coaching import Tier, allocate, total_gain

HIGH, STEADY, LOW = Tier(5, 1.5, 4, 2), Tier(10, 1.0, 8, 3), Tier(5, 0.8, 10, 5)


def test_the_catalogue_has_it() -> None:
    assert catalogue()["coaching"] is DESIGN


def test_the_team_is_the_kits() -> None:
    assert TEAM == (HIGH, STEADY, LOW)


def test_it_opens_on_the_articles_picture_and_its_published_loss() -> None:
    answers = answer(**DESIGN.defaults)
    assert DESIGN.defaults == {"share_to_lowest": 0.9, "hours": 40, "value_of_lowest": 0.8}
    assert round(answers["best_gain"], 1) == 71.6
    assert round(answers["total_gain"], 1) == 41.1
    assert round(answers["loss"], 3) == 0.426
    assert answers["hours_low"] == pytest.approx(7.2)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.9, 1.0])
@pytest.mark.parametrize("hours", [20.0, 40.0, 80.0])
@pytest.mark.parametrize("value", [0.8, 1.0, 1.6])
def test_its_answers_are_the_models(share: float, hours: float, value: float) -> None:
    low = Tier(5, value, 10, 5)
    each = [*allocate([HIGH, STEADY], (1 - share) * hours), share * hours / 5]
    best = allocate([HIGH, STEADY, low], hours)
    answers = answer(share, hours, value)
    assert [answers[name] for name in ("hours_high", "hours_steady", "hours_low")] == pytest.approx(each)
    assert answers["total_gain"] == pytest.approx(total_gain([HIGH, STEADY, low], each))
    assert answers["best_gain"] == pytest.approx(total_gain([HIGH, STEADY, low], best))
    assert answers["best_share"] == pytest.approx(5 * best[2] / hours)
    assert answers["loss"] == pytest.approx(1 - answers["total_gain"] / answers["best_gain"], abs=1e-12)


def test_every_hour_is_spent_and_no_split_beats_the_best() -> None:
    for settings in DESIGN.settings():
        answers = answer(**settings)
        spent = 5 * answers["hours_high"] + 10 * answers["hours_steady"] + 5 * answers["hours_low"]
        assert spent == pytest.approx(settings["hours"])
        assert 0 <= answers["loss"] < 1
        assert answers["total_gain"] <= answers["best_gain"] * (1 + 1e-12)


def test_every_sentence_is_said_somewhere_and_suits_its_loss() -> None:
    losses = defaultdict(list)
    for settings in DESIGN.settings():
        answers = answer(**settings)
        losses[answers["verdict"]].append(answers["loss"])
    assert set(losses) == set(DESIGN.sentences)
    assert max(losses["flat"]) < FLAT <= min(losses["slope"])
    assert max(losses["slope"]) < COSTLY <= min(losses["costly"])


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "The five lowest get nothing, and 2.8% of the possible 71.6 points is lost."),
        (0.2, "That loses 0.0%, too little to notice. The best split would give them 18%,"),
        (0.5, "That loses 8.7%: the top of the hill is at 18%, and the slope down to here is gentle."),
        (
            0.9,
            "With 90% of 40 hours for the lowest, the team gains 41.1 of a possible 71.6 points. That loses 42.6%,",
        ),
        (1.0, "All 40 hours go to the five lowest, and fifteen people get none. The team gains 31.9 of a"),
    ],
)
def test_the_sentences_read_well(share: float, said: str) -> None:
    assert said in DESIGN.sentence({**DESIGN.defaults, "share_to_lowest": share})
