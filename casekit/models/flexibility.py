"""Process flexibility: how much demand a group of teams can serve, given who can do what.

A little flexibility in the right place does most of the work of complete flexibility: when each team can do
two kinds of work, linked so that all of them form one closed chain, expected sales come close to those of
teams that can all do everything. Jordan and Graves (1995), "Principles on the benefits of manufacturing
process flexibility", Management Science 41(4):577-594, doi:10.1287/mnsc.41.4.577.

Sales are the maximum flow from capacities through links to demands, for each draw of demand. On the closed
chain the smallest cut, which equals it, is found by dynamic programming around the cycle, in time
proportional to its length; any other links take augmenting paths (Edmonds and Karp 1972, Journal of the ACM
19(2):248-264, doi:10.1145/321694.321699, number of the DOI unverified).

Where it stops being true: demand is known before work is assigned, unmet demand is lost, and both skills of a
team are equally productive. Calls arrive one by one and wait, which costs small teams more than this says:
see :mod:`casekit.models.routing`.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from casekit.models.validate import numbers, sequence, whole

__all__ = ["closed_chain", "dedicated", "expected_sales", "full"]

Links = frozenset[tuple[int, int]]
Sales = Callable[[Sequence[float], Sequence[float]], float]


def dedicated(n: int) -> Links:
    """Return the links of `n` teams that each do one kind of work: team i does work i.

    Raises
    ------
    ValueError
        If `n` is not a whole number of at least 1.

    >>> sorted(dedicated(3))
    [(0, 0), (1, 1), (2, 2)]
    """
    return frozenset((team, team) for team in range(whole("n", n, low=1)))


def closed_chain(n: int) -> Links:
    """Return the links of the closed chain: team i does work i and the next, the last team also work 0.

    Raises
    ------
    ValueError
        If `n` is not a whole number of at least 1.

    >>> sorted(closed_chain(3))
    [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 2)]
    """
    n = whole("n", n, low=1)
    return frozenset((team, (team + step) % n) for team in range(n) for step in (0, 1))


def full(n: int) -> Links:
    """Return the links of `n` teams that can all do all `n` kinds of work.

    Raises
    ------
    ValueError
        If `n` is not a whole number of at least 1.

    >>> sorted(full(2))
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    n = whole("n", n, low=1)
    return frozenset((team, kind) for team in range(n) for kind in range(n))


def expected_sales(
    capacities: Sequence[float], links: Iterable[tuple[int, int]], demands: Sequence[Sequence[float]]
) -> float:
    """Return the demand served on average over the draws given, each draw served as well as possible.

    Parameters
    ----------
    capacities
        What each team can serve in the period, in units of work; at least one team.
    links
        Pairs (team, kind of work), counted from 0: the team can do that work. See :func:`dedicated`,
        :func:`closed_chain` and :func:`full`; any other set of pairs will do.
    demands
        Draws of demand; each draw has the units demanded of each kind of work.

    Raises
    ------
    ValueError
        If a capacity or a demand is negative or not finite, draws differ in length, or a link names a team
        or a kind of work that does not exist.

    Examples
    --------
    Ten teams of 100, ten kinds of work whose demand is normal with mean 100 and standard deviation 40, cut
    at two standard deviations: the setting of Jordan and Graves, who report sales of 853, 950 and 954 from
    their own draws (as remembered, unverified). Without flexibility the exact value is 855.4.

    >>> from random import Random
    >>> draw = Random(1995)
    >>> def demand():
    ...     while not 20 <= (units := draw.gauss(100, 40)) <= 180:
    ...         pass
    ...     return units
    >>> demands = [[demand() for _ in range(10)] for _ in range(2000)]
    >>> [round(expected_sales([100] * 10, links(10), demands)) for links in (dedicated, closed_chain, full)]
    [856, 951, 955]
    """
    capacity = numbers("capacities", capacities, low=0)
    draws = sequence("demands", demands)
    kinds = len(sequence("demands[0]", draws[0]))
    checked = [numbers(f"demands[{place}]", draw, low=0, length=kinds) for place, draw in enumerate(draws)]
    sales = _best_method(_links(links, len(capacity), kinds), len(capacity), kinds)
    return math.fsum(sales(capacity, demand) for demand in checked) / len(checked)


def _links(links: Iterable[tuple[int, int]], teams: int, kinds: int) -> Links:
    pairs = [sequence("each of links", link, length=2) for link in sequence("links", links, at_least=0)]
    return frozenset(
        (
            whole("the team in each of links", team, high=teams - 1),
            whole("the kind of work in each of links", kind, high=kinds - 1),
        )
        for team, kind in pairs
    )


def _best_method(links: Links, teams: int, kinds: int) -> Sales:
    """Return the quickest exact method for these links."""
    if teams == kinds and links == dedicated(teams):
        return _dedicated_sales
    if len(links) == teams * kinds:
        return _full_sales
    if teams == kinds and links == closed_chain(teams):
        return _chain_sales
    return lambda capacities, demand: _max_flow(capacities, links, demand)


def _dedicated_sales(capacities: Sequence[float], demand: Sequence[float]) -> float:
    return math.fsum(map(min, capacities, demand))


def _full_sales(capacities: Sequence[float], demand: Sequence[float]) -> float:
    return min(math.fsum(capacities), math.fsum(demand))


def _chain_sales(capacities: Sequence[float], demand: Sequence[float]) -> float:
    """Return the smallest cut around the cycle: each team is cut, or else both its kinds of work are."""
    return min(_smallest_cut(capacities, demand, first_team_cut) for first_team_cut in (True, False))


def _smallest_cut(capacities: Sequence[float], demand: Sequence[float], first_team_cut: bool) -> float:
    cut, kept = (capacities[0], math.inf) if first_team_cut else (math.inf, 0.0)
    for capacity, shared in zip(capacities[1:], demand[1:], strict=True):
        # `shared` is the work of this team and the one before: it is cut unless both teams are.
        cut, kept = min(cut, kept + shared) + capacity, min(cut, kept) + shared
    return min(cut if first_team_cut else cut + demand[0], kept + demand[0])


def _max_flow(capacities: Sequence[float], links: Links, demand: Sequence[float]) -> float:
    spare, unmet = list(capacities), list(demand)
    flow = dict.fromkeys(links, 0.0)
    kinds_of, teams_of = _neighbours(links)
    while path := _shortest_path(spare, unmet, flow, kinds_of, teams_of):
        gained, given_back = path[0::2], path[1::2]
        (first, _), (_, last) = path[0], path[-1]
        amount = min(spare[first], unmet[last], *(flow[link] for link in given_back))
        spare[first] -= amount
        unmet[last] -= amount
        for link in gained:
            flow[link] += amount
        for link in given_back:
            flow[link] -= amount
    return math.fsum(flow.values())


def _neighbours(links: Links) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    kinds_of: dict[int, list[int]] = {team: [] for team, _ in links}
    teams_of: dict[int, list[int]] = {kind: [] for _, kind in links}
    for team, kind in sorted(links):
        kinds_of[team].append(kind)
        teams_of[kind].append(team)
    return kinds_of, teams_of


def _shortest_path(
    spare: Sequence[float],
    unmet: Sequence[float],
    flow: dict[tuple[int, int], float],
    kinds_of: dict[int, list[int]],
    teams_of: dict[int, list[int]],
) -> list[tuple[int, int]]:
    """Links from spare capacity to unmet demand, taken up and given back by turns; [] if there is no way."""
    teams: deque[tuple[int, list[tuple[int, int]]]] = deque(
        (team, []) for team in kinds_of if spare[team] > 0
    )
    seen_teams, seen_kinds = {team for team, _ in teams}, set[int]()
    while teams:
        team, path = teams.popleft()
        for kind in kinds_of[team]:
            if kind in seen_kinds:
                continue
            seen_kinds.add(kind)
            if unmet[kind] > 0:
                return [*path, (team, kind)]
            for other in teams_of[kind]:
                if flow[other, kind] > 0 and other not in seen_teams:
                    seen_teams.add(other)
                    teams.append((other, [*path, (team, kind), (other, kind)]))
    return []
