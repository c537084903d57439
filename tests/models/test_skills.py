"""The skills matrix: by hand, against trying out every absence, and what must hold for any team."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st

from casekit.models.skills import bus_factor, holders, truck_factor, uncovered

if TYPE_CHECKING:
    from collections.abc import Callable

TEAM = {
    "Ana": {"billing", "orders", "vip"},
    "Ben": {"billing", "orders"},
    "Cem": {"billing", "returns"},
    "Dot": {"returns"},
}

matrices = st.dictionaries(
    st.sampled_from(["Ana", "Ben", "Cem", "Dot", "Eve", "Fay"]),
    st.sets(st.sampled_from(["billing", "orders", "returns", "vip"])),
    min_size=1,
).filter(lambda skills: any(skills.values()))


def everything(skills: dict[str, set[str]]) -> set[str]:
    return set().union(*skills.values())


def test_holders_reads_the_matrix_by_columns() -> None:
    assert holders(TEAM) == {
        "billing": ("Ana", "Ben", "Cem"),
        "orders": ("Ana", "Ben"),
        "returns": ("Cem", "Dot"),
        "vip": ("Ana",),
    }
    assert list(holders(TEAM)) == sorted(holders(TEAM))


@pytest.mark.parametrize(
    ("absent", "lost"),
    [
        ([], set()),
        (["Ana"], {"vip"}),
        (["Ben", "Dot"], set()),
        (["Ana", "Ben"], {"vip", "orders"}),
        (("Ben", "Ana", "Ben"), {"vip", "orders"}),
        (list(TEAM), {"billing", "orders", "returns", "vip"}),
    ],
)
def test_uncovered_names_what_nobody_left_can_do(absent: list[str], lost: set[str]) -> None:
    assert uncovered(TEAM, absent) == lost


def test_teaching_the_sole_holders_skill_ends_the_single_point_of_failure() -> None:
    assert bus_factor(TEAM) == 1
    assert bus_factor({**TEAM, "Dot": {"returns", "vip"}}) == 2


def test_half_the_skills_still_covered_is_not_yet_too_few() -> None:
    # Avelino et al. stop when *more than* half of the files are without an author.
    assert truck_factor({"Ana": {"billing", "vip"}, "Ben": {"orders", "returns"}}) == 2
    assert truck_factor({"Ana": {"billing", "vip", "orders"}, "Ben": {"returns"}}) == 1


def test_equals_are_removed_in_alphabetical_order() -> None:
    one, other = {"billing", "vip"}, {"orders", "returns"}
    assert truck_factor({"Ana": one, "Ben": other, "Cem": {"billing"}, "Dot": {"vip"}}, coverage=0.6) == 2
    assert truck_factor({"Ana": other, "Ben": one, "Cem": {"billing"}, "Dot": {"vip"}}, coverage=0.6) == 1


def test_greedy_may_remove_more_people_than_needed() -> None:
    skills = {"Ana": {"billing", "orders"}, "Ben": {"billing", "orders"}, "Cem": {"vip"}}
    assert bus_factor(skills) == 1
    assert truck_factor(skills, coverage=1) == 2


@given(matrices)
def test_bus_factor_is_the_smallest_harmful_absence(skills: dict[str, set[str]]) -> None:
    harmful = (
        size
        for size in range(1, len(skills) + 1)
        for absent in combinations(skills, size)
        if uncovered(skills, absent)
    )
    assert bus_factor(skills) == next(harmful)


@given(matrices, st.floats(0.01, 1), st.floats(0.01, 1))
def test_factors_are_between_one_and_everybody(skills: dict[str, set[str]], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 1 <= bus_factor(skills) <= truck_factor(skills, coverage=1) <= len(skills)
    assert 1 <= truck_factor(skills, high) <= truck_factor(skills, low) <= len(skills)


@given(matrices, st.data())
def test_more_absences_uncover_no_less(skills: dict[str, set[str]], data: st.DataObject) -> None:
    some = data.draw(st.sets(st.sampled_from(sorted(skills))))
    more = some | data.draw(st.sets(st.sampled_from(sorted(skills))))
    assert uncovered(skills, some) <= uncovered(skills, more) <= everything(skills)
    assert uncovered(skills, skills) == everything(skills)


@given(matrices, st.data())
def test_teaching_a_known_skill_never_lowers_the_bus_factor(
    skills: dict[str, set[str]], data: st.DataObject
) -> None:
    learner = data.draw(st.sampled_from(sorted(skills)))
    taught = skills[learner] | {data.draw(st.sampled_from(sorted(everything(skills))))}
    assert bus_factor({**skills, learner: taught}) >= bus_factor(skills)


@pytest.mark.parametrize(
    "function", [holders, bus_factor, truck_factor, lambda skills: uncovered(skills, [])]
)
@pytest.mark.parametrize(
    ("skills", "accepted"),
    [
        ({}, "at least one person"),
        ([{"vip"}], "at least one person"),
        ("Ana", "at least one person"),
        (math.nan, "at least one person"),
        ({"Ana": set()}, "at least one person a skill"),
        ({"Ana": "vip"}, "list of values"),
        ({"Ana": -1}, "list of values"),
        ({"Ana": {math.inf}}, "as text"),
        ({1: {"vip"}}, "as text"),
    ],
)
def test_a_matrix_that_is_none_is_refused(function: Callable[[Any], Any], skills: Any, accepted: str) -> None:
    with pytest.raises(ValueError, match="skills") as refusal:
        function(skills)
    assert accepted in str(refusal.value)


@pytest.mark.parametrize(
    ("absent", "accepted"),
    [
        ("Ana", "list of values"),
        (1, "list of values"),
        (["Zoe"], "among Ana, Ben"),
        ([math.nan], "among Ana, Ben"),
    ],
)
def test_absent_must_name_people_of_the_team(absent: Any, accepted: str) -> None:
    with pytest.raises(ValueError, match="absent") as refusal:
        uncovered(TEAM, absent)
    assert accepted in str(refusal.value)


@pytest.mark.parametrize("coverage", [0, -0.1, 1.1, math.nan, math.inf, "half"])
def test_coverage_is_a_share_above_zero(coverage: Any) -> None:
    with pytest.raises(ValueError, match=r"coverage must be a finite number > 0 and <= 1"):
        truck_factor(TEAM, coverage)
