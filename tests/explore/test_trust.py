"""Chapter 4's explorable: every answer is the model's, and the way back is counted right."""

from __future__ import annotations

import pytest

from casekit.explore.cases.trust import DESIGN, answer
from casekit.models.trust import ceiling, reputation
from tests.explore.whole_grid import ends, everywhere, said

LOWEST, HIGHEST = ends(DESIGN)


@pytest.mark.parametrize(
    "settings",
    [
        LOWEST,
        HIGHEST,
        DESIGN.defaults,
        LOWEST | {"kept_since": 50},
        HIGHEST | {"forgetting": 0.9, "kept_since": 0},
    ],
)
def test_trust_is_the_reputation_of_the_record(settings: dict[str, float]) -> None:
    before, since = int(settings["kept_before"]), int(settings["kept_since"])
    memory, weight = settings["forgetting"], settings["asymmetry"]
    answers = answer(**settings)
    assert answers["trust_now"] == reputation([1] * before + [0] + [1] * since, memory, weight)
    assert answers["trust_before"] == (reputation([1] * before, memory, weight) if before else 0.5)


def test_the_chapter_s_way_back() -> None:
    assert answer(**DESIGN.defaults)["to_repair"] == 32
    assert answer(**DESIGN.defaults | {"forgetting": 1.0})["to_repair"] == 42


def test_the_way_back_is_the_first_length_that_restores_trust() -> None:
    wrong = []
    for settings, answers in everywhere("trust"):
        if settings["kept_since"]:
            continue
        broken = [1] * int(settings["kept_before"]) + [0]
        dials = settings["forgetting"], settings["asymmetry"]
        there = reputation(broken + [1] * answers["to_repair"], *dials)
        short = reputation(broken + [1] * (answers["to_repair"] - 1), *dials)
        if not short < answers["trust_before"] - 1e-12 <= there:
            wrong.append(settings)
    assert wrong == []


def test_no_record_comes_to_the_ceiling() -> None:
    for settings, answers in everywhere("trust"):
        assert answers["trust_now"] < answers["ceiling"] == ceiling(settings["forgetting"])


def test_the_verdict_follows_the_way_back() -> None:
    for settings, answers in everywhere("trust"):
        repaired = settings["kept_since"] >= answers["to_repair"]
        assert (answers["verdict"] == "back") == repaired
        if answers["verdict"] == "nearly":
            assert answers["trust_before"] - answers["trust_now"] < 0.01


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            "stranger",
            "The first promise of all is broken: trust falls from 0.50, where a stranger starts, to 0.33. "
            "That is a deep fall and a short way back; kept promises needed: 1.",
        ),
        (
            "broken",
            "One promise broken after 10 kept: trust falls from 0.92 to 0.85, and is back where it was when "
            "11 more have been kept.",
        ),
        (
            "climbing",
            "With 2 kept since, trust stands at 0.43, on its way back to 0.50. Kept promises that it takes: 3.",
        ),
        (
            "nearly",
            "With 10 kept since, trust stands at 0.91, less than a hundredth short of where it was. Nobody would "
            "see the difference. On paper the way back takes 11.",
        ),
        (
            "back",
            "With 2 kept since, trust stands at 0.60, no lower than the 0.50 it fell from. Kept promises that it "
            "took: 1.",
        ),
    ],
)
def test_every_verdict_is_reached_and_its_sentence_reads_so(verdict: str, sentence: str) -> None:
    assert said("trust", verdict) == sentence
