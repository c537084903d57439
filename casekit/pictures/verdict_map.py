"""The verdict table as a map: does the service hold, down the side; how likely is granting to pay, along the foot."""

from __future__ import annotations

from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from casekit.models.business_case import NOT_WORTH_IT, VERDICT_TABLE, WORTH_IT
from casekit.pictures.picture import Picture, picture, svg, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casekit.models.business_case import Decision, Verdict

_MARGIN, _HEAD, _STEP, _FOOT, _FIELD = 20, 22, 30, 40, 26
"""Pixels: the margin left and right, a row's heading, a layer of dots, the axis, and a row's answers."""
_APART, _LETTER = 18, 9
"""Pixels between two dots of a row that fit beside each other, and between a limit and a letter clear of it."""

HEADINGS = {
    "as asked": "The service holds as asked",
    "on conditions": "It holds only with cover, or on lighter days",
    "not": "It does not hold",
}
FIELDS = {
    "grant": "Grant",
    "pilot": "Pilot",
    "conditions": "On conditions",
    "cross-train": "First cross-train, then ask again",
    "not on retention alone": "Not alone",
}
ZONES = {"no": (0.0, NOT_WORTH_IT), "open": (NOT_WORTH_IT, WORTH_IT), "yes": (WORTH_IT, 1.0)}


class _Dot(NamedTuple):
    """One request on the map."""

    letter: str
    chance: float
    layer: int


def verdict_map(decisions: Mapping[str, Decision]) -> Picture:
    """Draw the verdict table, with a lettered dot for each request.

    Parameters
    ----------
    decisions
        What was decided, by the words that name the request; the first is the one the case is about.

    Raises
    ------
    ValueError
        If there are no decisions, or more than there are letters.
    """
    if not 1 <= len(decisions) <= len(ascii_uppercase):
        raise ValueError(
            f"decisions must be 1 to {len(ascii_uppercase)} requests, but it is {len(decisions)}"
        )
    lettered = dict(zip(ascii_uppercase, decisions.values(), strict=False))
    return picture(
        caption="Does the service hold, and how likely is it that granting pays?",
        finding=_finding(lettered),
        draw=lambda width: _draw(width, lettered),
        head=("", "Request", "Service holds", "Chance that it pays", "Answer"),
        rows=[
            (letter, words, one.verdict.service, f"{_chance(one):.1%}", one.verdict.answer)
            for (letter, one), words in zip(lettered.items(), decisions, strict=True)
        ],
    )


def _chance(decision: Decision) -> float:
    return decision.simulation.probability_positive


def _finding(lettered: Mapping[str, Decision]) -> str:
    """Return where the case lies, and which letters lie in which field beside it."""
    case, others = lettered["A"], {letter: one for letter, one in lettered.items() if letter != "A"}
    fields = {
        words: [letter for letter, one in others.items() if one.verdict.answer == answer]
        for answer, words in FIELDS.items()
    }
    start = f"A lies in the field “{FIELDS[case.verdict.answer]}”, at a chance of {_chance(case):.1%}."
    rest = "; ".join(f"{_listed(letters)} in “{words}”" for words, letters in fields.items() if letters)
    return f"{start} Of the others, {rest}." if rest else start


def _listed(letters: Sequence[str]) -> str:
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"


def _draw(width: int, lettered: Mapping[str, Decision]) -> str:
    parts, top = [], 0.0
    for service, heading in HEADINGS.items():
        dots = _dots(width, {k: d for k, d in lettered.items() if d.verdict.service == service})
        height = _HEAD + _FIELD + _STEP * (1 + max((dot.layer for dot in dots), default=-1))
        parts += [_row(width, top, height, service, heading), *(_dot(width, top, dot) for dot in dots)]
        top += height
    return svg(width, int(top) + _FOOT, *parts, _axis(width, top))


def _across(width: int, chance: float) -> float:
    return round(_MARGIN + chance * (width - 2 * _MARGIN), 2)


def _dots(width: int, lettered: Mapping[str, Decision]) -> list[_Dot]:
    """Place a row's dots, each in the first layer where it has room."""
    last: list[float] = []
    dots = []
    for letter, decision in sorted(lettered.items(), key=lambda item: (_chance(item[1]), item[0])):
        x = _across(width, _chance(decision))
        layer = next((i for i, taken in enumerate(last) if x - taken >= _APART), len(last))
        last[layer : layer + 1] = [x]
        dots.append(_Dot(letter, _chance(decision), layer))
    return dots


def _row(width: int, top: float, height: float, service: str, heading: str) -> str:
    """Return a row's heading, its answers, the lines between them, and the line below."""
    rows = [row for row in VERDICT_TABLE if row.service == service]
    foot = top + height
    fields = [list(same) for _, same in groupby(sorted(rows, key=_zone), key=lambda row: row.answer)]
    parts = [
        f'<line class="grid" x1="{_MARGIN}" x2="{width - _MARGIN}" y1="{foot:g}" y2="{foot:g}"></line>',
        text(_MARGIN, top + 15, heading, role="strong"),
    ]
    for field in fields:
        low, high = ZONES[field[0].worth][0], ZONES[field[-1].worth][1]
        left, right = _across(width, low), _across(width, high)
        parts.append(text((left + right) / 2, foot - 9, FIELDS[field[0].answer], anchor="middle"))
        if low > 0:
            parts.append(
                f'<line class="level" x1="{left:g}" x2="{left:g}" y1="{top + _HEAD:g}" y2="{foot:g}"></line>'
            )
    return "".join(parts)


def _zone(row: Verdict) -> float:
    return ZONES[row.worth][0]


def _dot(width: int, top: float, dot: _Dot) -> str:
    x, y = _across(width, dot.chance), top + _HEAD + _STEP * dot.layer + 20
    role, radius = ("first", 7) if dot.letter == "A" else ("second", 5)
    circle = f'<circle class="fill-{role}" cx="{x:g}" cy="{y:g}" r="{radius}"></circle>'
    beside, anchor = _clear_of_limits(width, x)
    return circle + text(beside, y - radius - 3, dot.letter, anchor=anchor, role=f"{role} strong")


def _clear_of_limits(width: int, x: float) -> tuple[float, str]:
    """Return where a dot's letter goes, and its anchor: above the dot, or beside a limit that would cross it."""
    for limit in (_across(width, NOT_WORTH_IT), _across(width, WORTH_IT)):
        if abs(x - limit) < _LETTER:
            return (limit + 3, "start") if x >= limit else (limit - 3, "end")
    return x, "middle"


def _axis(width: int, top: float) -> str:
    chances = (0.0, NOT_WORTH_IT, 0.5, WORTH_IT, 1.0)
    marks = [text(_across(width, c), top + 16, f"{c:.0%}", anchor="middle") for c in chances]
    return "".join([*marks, text(width / 2, top + _FOOT - 6, "Chance that granting pays", anchor="middle")])
