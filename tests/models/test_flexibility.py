"""Process flexibility: published figures, every cut tried out, and what must hold for any links."""

from __future__ import annotations

import math
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from casekit.models.flexibility import _max_flow, closed_chain, dedicated, expected_sales, full

Links = frozenset[tuple[int, int]]


def smallest_cut(capacities: list[float], links: Links, demand: list[float]) -> float:
    """The maximum flow by the theorem of Ford and Fulkerson: try every set of teams."""
    teams = range(len(capacities))
    return min(
        sum(capacities[team] for team in teams if team not in kept)
        + sum(demand[kind] for kind in {kind for team, kind in links if team in kept})
        for size in range(len(capacities) + 1)
        for kept in combinations(teams, size)
    )


def truncated_normal(draw: Random, mean: float, sd: float, cut: float) -> float:
    while abs((units := draw.gauss(mean, sd)) - mean) > cut * sd:
        pass
    return units


# Published.


def test_jordan_and_graves_ten_plants() -> None:
    draw = Random(1995)
    demands = [[truncated_normal(draw, 100, 40, 2) for _ in range(10)] for _ in range(4000)]
    none, chain, total = (
        expected_sales([100] * 10, links(10), demands) for links in (dedicated, closed_chain, full)
    )
    # E min(D, 100) of a normal cut at two standard deviations, in closed form.
    shortfall = 40 / math.sqrt(2 * math.pi) * (1 - math.exp(-2)) / math.erf(2 / math.sqrt(2))
    assert none == pytest.approx(1000 - 10 * shortfall, abs=2.5)
    # Their figures, from draws of their own (as remembered, unverified).
    assert [none, chain, total] == [pytest.approx(sales, abs=5) for sales in (853, 950, 954)]
    assert (chain - none) / (total - none) > 0.95


def test_a_very_long_chain_under_uniform_demand_serves_89_6_percent() -> None:
    # Chou, Chua, Teo and Zheng 2010, doi:10.1287/opre.1080.0664 (figure and number of the DOI unverified).
    draw = Random(2010)
    demands = [[draw.uniform(0, 2) for _ in range(400)] for _ in range(400)]
    assert expected_sales([1] * 400, closed_chain(400), demands) / 400 == pytest.approx(0.896, abs=0.003)


# By hand.


def test_links_of_the_three_designs() -> None:
    assert dedicated(2) == {(0, 0), (1, 1)}
    assert closed_chain(4) == {(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 0)}
    assert full(2) == closed_chain(2) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert full(1) == closed_chain(1) == dedicated(1) == {(0, 0)}


@pytest.mark.parametrize(
    ("links", "sales"),
    [
        (dedicated(3), 30),
        (closed_chain(3), 50),
        (full(3), 60),
        (frozenset(), 0),
        ({(1, 0)}, 20),
        ({(0, 0), (1, 0)}, 40),
    ],
)
def test_one_draw_by_hand(links: Links, sales: float) -> None:
    # Too much of work 0: in the chain team 2 helps team 0, while team 1 has only work 1 and 2 to do.
    assert expected_sales([20, 20, 20], links, [[60, 5, 5]]) == sales


def test_sales_are_the_mean_over_draws() -> None:
    assert expected_sales([10], dedicated(1), [[4], [10], [16]]) == pytest.approx(8)


def test_teams_and_kinds_of_work_may_differ_in_number() -> None:
    assert expected_sales([5, 5], {(0, 0), (0, 1), (1, 1), (1, 2)}, [[1, 9, 3]]) == 10
    assert expected_sales([5, 5], {(0, 0), (1, 0)}, [[7]]) == 7


def test_a_longer_detour_is_found() -> None:
    # Team 0 must give work 0 up to team 1, and that one work 1 to team 2, before work 3 can be served.
    links = {(0, 0), (0, 3), (1, 0), (1, 1), (2, 1), (2, 2)}
    assert expected_sales([5, 5, 5], links, [[5, 5, 0, 5]]) == 15


# Against every cut, and one method against the other.

amounts = st.floats(0, 1000) | st.integers(0, 20)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[float], Links, list[float]]:
    capacities = draw(st.lists(amounts, min_size=1, max_size=6))
    demand = draw(st.lists(amounts, min_size=1, max_size=6))
    pairs = [(team, kind) for team in range(len(capacities)) for kind in range(len(demand))]
    return capacities, frozenset(draw(st.sets(st.sampled_from(pairs)))), demand


@st.composite
def squares(draw: st.DrawFn, largest: int) -> tuple[list[float], list[float]]:
    n = draw(st.integers(1, largest))
    exactly_n = st.lists(amounts, min_size=n, max_size=n)
    return draw(exactly_n), draw(exactly_n)


@given(networks())
@settings(max_examples=200, deadline=None)
def test_any_links_serve_the_smallest_cut(network: tuple[list[float], Links, list[float]]) -> None:
    capacities, links, demand = network
    sales = expected_sales(capacities, links, [demand])
    assert sales == pytest.approx(smallest_cut(capacities, links, demand), abs=1e-9)


@pytest.mark.parametrize("design", [dedicated, closed_chain, full])
@given(square=squares(largest=7))
@settings(max_examples=100, deadline=None)
def test_each_design_serves_the_smallest_cut(design: Any, square: tuple[list[float], list[float]]) -> None:
    capacities, demand = square
    links = design(len(capacities))
    assert expected_sales(capacities, links, [demand]) == pytest.approx(
        smallest_cut(capacities, links, demand), abs=1e-9
    )


@pytest.mark.parametrize("design", [dedicated, closed_chain, full])
@given(square=squares(largest=25))
@settings(max_examples=40, deadline=None)
def test_each_design_has_the_maximum_flow(design: Any, square: tuple[list[float], list[float]]) -> None:
    capacities, demand = square
    links = design(len(capacities))
    assert expected_sales(capacities, links, [demand]) == pytest.approx(
        _max_flow(capacities, links, demand), abs=1e-9
    )


# For any demand.


@given(squares(largest=12))
def test_the_chain_sells_between_dedicated_and_full(square: tuple[list[float], list[float]]) -> None:
    capacities, demand = square
    none, chain, total = (
        expected_sales(capacities, design(len(capacities)), [demand])
        for design in (dedicated, closed_chain, full)
    )
    assert 0 <= none <= chain + 1e-9
    assert chain <= total + 1e-9
    assert total <= min(sum(capacities), sum(demand)) + 1e-9


@given(networks(), st.data())
@settings(deadline=None)
def test_a_link_a_unit_of_capacity_or_of_demand_never_lowers_sales(
    network: tuple[list[float], Links, list[float]], data: st.DataObject
) -> None:
    capacities, links, demand = network
    team = data.draw(st.integers(0, len(capacities) - 1))
    kind = data.draw(st.integers(0, len(demand) - 1))
    sales = expected_sales(capacities, links, [demand])
    larger_team = [amount + (place == team) for place, amount in enumerate(capacities)]
    higher_demand = [amount + (place == kind) for place, amount in enumerate(demand)]
    assert expected_sales(capacities, links | {(team, kind)}, [demand]) >= sales - 1e-9
    assert expected_sales(larger_team, links, [demand]) >= sales - 1e-9
    assert expected_sales(capacities, links, [higher_demand]) >= sales - 1e-9


# Refusals.


@pytest.mark.parametrize("design", [dedicated, closed_chain, full])
@pytest.mark.parametrize("n", [0, -1, 2.5, math.nan, math.inf, "three", None])
def test_designs_need_a_whole_number_of_teams(design: Any, n: Any) -> None:
    with pytest.raises(ValueError, match=r"n must be a (finite )?(whole )?number"):
        design(n)


GOOD: dict[str, Any] = {"capacities": [1, 1], "links": {(0, 0), (1, 1)}, "demands": [[1, 2], [2, 1]]}


@pytest.mark.parametrize(
    ("argument", "value", "accepted"),
    [
        ("capacities", [], "at least 1 entries"),
        ("capacities", 5, "list of values"),
        ("capacities", "55", "list of values"),
        ("capacities", [1, -1], "finite number >= 0"),
        ("capacities", [1, math.nan], "finite number >= 0"),
        ("capacities", [1, math.inf], "finite number >= 0"),
        ("capacities", [1, "1"], "finite number >= 0"),
        ("links", 3, "list of values"),
        ("links", "01", "list of values"),
        ("links", {(0, 1, 1)}, "2 entries"),
        ("links", {(2, 0)}, "whole number >= 0 and <= 1"),
        ("links", {(0, 2)}, "whole number >= 0 and <= 1"),
        ("links", {(0, -1)}, "whole number >= 0 and <= 1"),
        ("links", {(0, 0.5)}, "whole number >= 0 and <= 1"),
        ("links", {(0, math.nan)}, "finite number"),
        ("demands", [], "at least 1 entries"),
        ("demands", [[]], "at least 1 entries"),
        ("demands", [1, 2], "list of values"),
        ("demands", "12", "list of values"),
        ("demands", [[1, 2], [1]], "2 entries"),
        ("demands", [[1, -2]], "finite number >= 0"),
        ("demands", [[1, math.inf]], "finite number >= 0"),
        ("demands", [["1", 2]], "finite number >= 0"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(argument: str, value: Any, accepted: str) -> None:
    with pytest.raises(ValueError, match=argument) as refusal:
        expected_sales(**{**GOOD, argument: value})
    assert accepted in str(refusal.value)
