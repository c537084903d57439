"""Chapter 3's explorable says what the model says, and says it well at every kind of setting."""

from __future__ import annotations

import math

import pytest

from casekit.explore.cases.negotiation import DESIGN, GOALS, VALUE_NEW, VALUE_STAY, VALUE_YES, points
from casekit.models.negotiation import ask_value

LOSS = 3
"""Points lost if showing the offer is held against the one who does: the default of the assumptions."""

SETTINGS = [
    DESIGN.defaults,
    {"p_yes": 0.05, "p_yes_if_disclosed": 0.1, "p_retaliation": 0.0, "value_new": 3.0},
    {"p_yes": 0.7, "p_yes_if_disclosed": 0.8, "p_retaliation": 0.8, "value_new": 9.0},
    {"p_yes": 0.05, "p_yes_if_disclosed": 0.8, "p_retaliation": 0.1, "value_new": 5.0},
    {"p_yes": 0.45, "p_yes_if_disclosed": 0.6, "p_retaliation": 0.2, "value_new": 7.0},
]
EXAMPLES = {
    "backfires": (DESIGN.defaults, "it pays only if a yes then becomes likelier than 75%"),
    "silent": ({"value_new": 5.0}, "that is worth 5.90 points, 0.60 more than showing it"),
    "hopeless": ({"p_retaliation": 0.8}, "Even a certain yes would not make showing it pay"),
    "shown": ({"p_retaliation": 0.0}, "worth 6.80 points, 0.20 more than asking"),
    "even": ({"p_retaliation": 0.0, "p_yes": 0.4}, "come out the same, at 6.80 points"),
    "take": ({"value_new": 9.0}, "The new job, at 9.00 points, is worth more than a firm yes"),
    "bluff": ({"value_new": 3.0}, "staying as things are is worth 4.00 points, more than the offer"),
}


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_answers_are_the_models(settings: dict[str, float]) -> None:
    p_yes, p_shown, p_minds, new = (settings[control.name] for control in DESIGN.controls)
    found = DESIGN.model(**settings)
    assert found["silent"] == pytest.approx(ask_value(p_yes, 8, new, 4))
    assert found["shown"] == pytest.approx(ask_value(p_shown, 8, new, 4, p_minds, LOSS))
    assert found["least"] == max(new, 4)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_at_the_needed_chance_showing_the_offer_and_keeping_quiet_are_equal(
    settings: dict[str, float],
) -> None:
    found = DESIGN.model(**settings)
    new, p_minds = settings["value_new"], settings["p_retaliation"]
    if math.isinf(found["needed"]):
        assert new >= 8 or ask_value(1, 8, new, 4, p_minds, LOSS) <= found["silent"] + 1e-9
    else:
        assert ask_value(found["needed"], 8, new, 4, p_minds, LOSS) == pytest.approx(found["silent"])


def test_the_lead_is_that_of_the_best_option_over_the_next() -> None:
    assert DESIGN.model(**DESIGN.defaults)["lead"] == pytest.approx(6.6 - 6.0)
    assert DESIGN.model(**DESIGN.defaults | {"p_retaliation": 0.0})["lead"] == pytest.approx(6.8 - 6.6)


def test_the_goals_are_worth_what_the_model_is_told() -> None:
    assert [points(GOALS[name]) for name in ("stay", "new job", "firm yes")] == [4, 6, 8]
    assert (VALUE_STAY, VALUE_NEW, VALUE_YES) == (4, 6, 8)


def test_every_sentence_is_said_somewhere() -> None:
    assert {DESIGN.model(**settings)["verdict"] for settings in DESIGN.settings()} == set(DESIGN.sentences)
    assert set(EXAMPLES) == set(DESIGN.sentences)


@pytest.mark.parametrize(("verdict", "change", "part"), [(v, *rest) for v, rest in EXAMPLES.items()])
def test_a_sentence_reads_as_it_should(verdict: str, change: dict[str, float], part: str) -> None:
    settings = DESIGN.defaults | change
    assert DESIGN.model(**settings)["verdict"] == verdict
    assert part in DESIGN.sentence(settings)


def test_no_sentence_gives_a_chance_where_there_is_none() -> None:
    for settings in DESIGN.settings():
        sentence = DESIGN.sentence(settings)
        assert "no chance" not in sentence
        assert "likelier than 100%" not in sentence
