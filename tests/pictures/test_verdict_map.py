"""The verdict table as a map: each request lies in the field that the decision gives it."""

from __future__ import annotations

import re

import pytest

from casekit.models.business_case import VERDICT_TABLE, BusinessCase, Decision, decide
from casekit.pictures.picture import NARROW, Picture
from casekit.pictures.verdict_map import FIELDS, HEADINGS, ZONES, verdict_map

CASES = {
    "Once, all covered": BusinessCase(),
    "Once, none covered": BusinessCase(backfill_share=0),
    "Quarterly, all covered": BusinessCase(occasions_per_year=4),
    "Too many calls": BusinessCase(calls_per_hour=100),
    "Once, by the quarter": BusinessCase(backfill_share=0, horizon="period"),
    "Quarterly, by the quarter": BusinessCase(backfill_share=0, horizon="period", occasions_per_year=4),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision]:
    return {words: decide(case) for words, case in CASES.items()}


@pytest.fixture(scope="module")
def drawn(decisions: dict[str, Decision]) -> Picture:
    return verdict_map(decisions)


def narrow(drawn: Picture) -> str:
    return drawn.html.split('<div class="drawing-narrow">')[1].split("</svg>")[0]


def test_the_table_has_the_decisions_numbers(drawn: Picture, decisions: dict[str, Decision]) -> None:
    rows = [line.split(" | ") for line in drawn.text.splitlines()[3:]]
    assert rows == [
        [letter, words, one.verdict.service, f"{one.simulation.probability_positive:.1%}", one.verdict.answer]
        for letter, (words, one) in zip("ABCDEF", decisions.items(), strict=True)
    ]
    assert rows[0][3:] == ["78.6%", "pilot"]


def test_the_alternative_text_tells_the_finding(drawn: Picture) -> None:
    (alternative,) = re.findall(r'role="img" aria-label="([^"]*)"', drawn.html)
    assert alternative == (
        "A lies in the field “Pilot”, at a chance of 78.6%. Of the others, E and F in “Grant”; B in “On conditions”; "
        "D in “First cross-train, then ask again”; C in “Not alone”."
    )


def test_one_request_alone_has_no_others(decisions: dict[str, Decision]) -> None:
    alone = verdict_map({"Once, all covered": decisions["Once, all covered"]})
    assert alone.text.splitlines()[1] == "A lies in the field “Pilot”, at a chance of 78.6%."


def test_a_dot_stands_at_its_chance(drawn: Picture, decisions: dict[str, Decision]) -> None:
    across = [float(x) for x in re.findall(r'<circle class="fill-\w+" cx="([\d.]+)"', narrow(drawn))]
    chances = sorted(one.simulation.probability_positive for one in decisions.values())
    assert sorted((x - 20) / (NARROW - 40) for x in across) == pytest.approx(chances, abs=1e-3)


def test_requests_with_the_same_chance_do_not_hide_each_other(drawn: Picture) -> None:
    dots = re.findall(r'<circle class="fill-\w+" cx="([\d.]+)" cy="([\d.]+)"', narrow(drawn))
    places = [(float(x), float(y)) for x, y in dots]
    apart = [
        abs(a[0] - b[0]) >= 14 or abs(a[1] - b[1]) >= 14
        for i, a in enumerate(places)
        for b in places[i + 1 :]
    ]
    assert len(apart) == 15
    assert all(apart)


def test_a_letter_near_a_limit_is_written_beside_it(drawn: Picture) -> None:
    limit = 20 + 0.8 * (NARROW - 40)
    (letter,) = re.findall(
        r'<text class="first strong" x="([\d.]+)" y="[\d.]+" text-anchor="(\w+)">A<', narrow(drawn)
    )
    assert letter == (f"{limit - 3:g}", "end")


def test_every_field_of_the_published_table_is_named() -> None:
    assert {row.answer for row in VERDICT_TABLE} == set(FIELDS)
    assert {row.service for row in VERDICT_TABLE} == set(HEADINGS)
    assert {row.worth for row in VERDICT_TABLE} == set(ZONES)


@pytest.mark.parametrize("count", [0, 27])
def test_no_requests_or_more_than_letters_are_refused(decisions: dict[str, Decision], count: int) -> None:
    many = dict.fromkeys(map(str, range(count)), decisions["Once, all covered"])
    with pytest.raises(ValueError, match=f"decisions must be 1 to 26 requests, but it is {count}"):
        verdict_map(many)
