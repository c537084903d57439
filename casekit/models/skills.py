"""The skills matrix: who can do what, and how many absences a team can stand.

A skill held by one person alone is a single point of failure: the team can do that work only while that
person is there. The bus factor is the strict reading (how many absences can take *any* skill away), the truck
factor the lenient one (how many, the best-equipped first, leave *most* skills without a holder). The truck
factor's greedy count follows Avelino, Passos, Hora and Valente (2016), "A novel approach for estimating truck
factors", ICPC, doi:10.1109/ICPC.2016.7503718 (number of the DOI unverified), who counted source files where
we count skills, and found two people or fewer in 65 % of 133 open-source systems.

Where it stops being true: a skill is held or not, so a beginner counts as much as an expert; a skill needed
once a year counts as much as the daily one; and a holder who is there may still be too few for the calls.
:mod:`casekit.models.routing` says what the queue makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casekit.models.validate import number, sequence

__all__ = ["bus_factor", "holders", "skill_set", "truck_factor", "uncovered"]


def skill_set(name: str, values: Any, *, at_least: int = 0) -> frozenset[str]:
    """Return `values` as a set of skill names, or refuse it in a sentence.

    Parameters
    ----------
    name
        The argument's name, for the message.
    values
        Any collection of names; a single text is refused, as it would be read letter by letter.
    at_least
        How many skills it must have.

    Raises
    ------
    ValueError
        If it is no collection, too small, or holds anything but text.

    >>> sorted(skill_set("skills['Ana']", ["vip", "billing"]))
    ['billing', 'vip']
    >>> skill_set("skills['Ana']", "vip")
    Traceback (most recent call last):
        ...
    ValueError: skills['Ana'] must be a list of values, but it is 'vip'
    """
    values = sequence(name, values, at_least=at_least)
    for value in values:
        if not isinstance(value, str):
            raise ValueError(f"{name} must hold names of skills as text, but it holds {value!r}")
    return frozenset(values)


def holders(skills: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return who holds each skill: the matrix read by its columns, skills and names in alphabetical order.

    Parameters
    ----------
    skills
        The set of skills of each person, by the person's name.

    Raises
    ------
    ValueError
        If `skills` is no mapping, names no person or no skill, or a person's skills are no set of texts.

    Examples
    --------
    The skill with the fewest holders is the one to teach first.

    >>> holders({"Ana": {"billing", "vip"}, "Ben": {"billing"}})
    {'billing': ('Ana', 'Ben'), 'vip': ('Ana',)}
    """
    return _holders(_matrix(skills))


def uncovered(skills: Mapping[str, Iterable[str]], absent: Iterable[str]) -> frozenset[str]:
    """Return the skills that nobody holds while the people named are absent.

    Parameters
    ----------
    skills
        The set of skills of each person, by the person's name.
    absent
        Names of the people who are away; may be empty.

    Raises
    ------
    ValueError
        As :func:`holders`, and if `absent` names somebody who is not in `skills`.

    Examples
    --------
    >>> uncovered({"Ana": {"billing", "vip"}, "Ben": {"billing"}}, absent=["Ana"])
    frozenset({'vip'})
    """
    matrix = _matrix(skills)
    away = sequence("absent", absent, at_least=0)
    for name in away:
        if name not in matrix:
            raise ValueError(f"absent must name people among {', '.join(matrix)}, but it has {name!r}")
    return frozenset(skill for skill, people in _holders(matrix).items() if set(people) <= set(away))


def bus_factor(skills: Mapping[str, Iterable[str]]) -> int:
    """Return the smallest number of people whose absence leaves some skill without a holder.

    It is the number of holders of the rarest skill; 1 means that the team has a single point of failure.

    Parameters
    ----------
    skills
        The set of skills of each person, by the person's name.

    Raises
    ------
    ValueError
        As :func:`holders`.

    Examples
    --------
    >>> bus_factor({"Ana": {"billing", "vip"}, "Ben": {"billing"}})
    1
    >>> bus_factor({"Ana": {"billing", "vip"}, "Ben": {"billing", "vip"}})
    2
    """
    return min(len(people) for people in holders(skills).values())


def truck_factor(skills: Mapping[str, Iterable[str]], coverage: float = 0.5) -> int:
    """Return how many people, those with most skills first, can go before too few skills are covered.

    People are removed one by one, the one with most skills first (equals in alphabetical order), until the
    share of skills that somebody still holds is below `coverage`; the answer is the number removed. Being
    greedy, it may be more than the least number that would do.

    Parameters
    ----------
    skills
        The set of skills of each person, by the person's name.
    coverage
        Share of skills, above 0 and at most 1, below which the team counts as unable to work.

    Raises
    ------
    ValueError
        As :func:`holders`, and if `coverage` is out of range.

    Examples
    --------
    One person gone ends a skill; two must go before fewer than half of the four skills are left.

    >>> team = {"Ana": {"vip", "billing", "orders"}, "Ben": {"billing", "orders"}, "Cem": {"returns"}}
    >>> bus_factor(team), truck_factor(team)
    (1, 2)
    """
    matrix = _matrix(skills)
    enough = number("coverage", coverage, high=1.0, above=0.0)
    everything = frozenset[str]().union(*matrix.values())
    left = sorted(matrix, key=lambda name: (-len(matrix[name]), name))
    while left and len(frozenset[str]().union(*(matrix[name] for name in left))) / len(everything) >= enough:
        left.pop(0)
    return len(matrix) - len(left)


def _matrix(skills: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    if not isinstance(skills, Mapping) or not skills:
        raise ValueError(f"skills must map at least one person to a set of skills, but it is {skills!r}")
    for name in skills:
        if not isinstance(name, str):
            raise ValueError(f"skills must name people as text, but it names {name!r}")
    matrix = {name: skill_set(f"skills[{name!r}]", held) for name, held in skills.items()}
    if not any(matrix.values()):
        raise ValueError("skills must give at least one person a skill, but all sets in it are empty")
    return matrix


def _holders(matrix: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    everything = frozenset[str]().union(*matrix.values())
    return {
        skill: tuple(sorted(name for name, held in matrix.items() if skill in held))
        for skill in sorted(everything)
    }
