"""The skills matrix: who can do what, a row for each skill, the rarest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.models.skills import holders
from casekit.pictures.picture import Picture, picture, svg, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEFT, _RIGHT, _TOP, _STEP, _SQUARE = 90, 26, 24, 24, 14
_ROOM_FOR_NAMES = 30
"""Pixels from column to column from which on names fit; below it, their last two characters stand for them."""


def skills_matrix(skills: Mapping[str, Iterable[str]]) -> Picture:
    """Draw who holds which skill; a skill that one person alone holds is marked as what it is.

    Parameters
    ----------
    skills
        The set of skills of each person, by the person's name.
    """
    people = list(skills)
    rows = sorted(holders(skills).items(), key=lambda row: (len(row[1]), row[0]))

    def draw(width: int) -> str:
        step = (width - _LEFT - _RIGHT) / len(people)
        middles = {name: round(_LEFT + (i + 0.5) * step, 2) for i, name in enumerate(people)}
        heads = [
            text(x, 14, name if step >= _ROOM_FOR_NAMES else name[-2:], anchor="middle")
            for name, x in middles.items()
        ]
        lines = [_row(width, _TOP + i * _STEP, middles, *row) for i, row in enumerate(rows)]
        return svg(width, _TOP + _STEP * len(rows), *heads, *lines)

    return picture(
        caption=f"Who can do what in a team of {len(people)}",
        finding=_finding(dict(rows)),
        draw=draw,
        head=("Skill", "People", "Who"),
        rows=[(skill, str(len(able)), ", ".join(able)) for skill, able in rows],
    )


def _row(width: int, top: float, middles: Mapping[str, float], skill: str, able: tuple[str, ...]) -> str:
    sole = len(able) == 1
    middle, role = top + _STEP / 2, "second" if sole else "remark"
    marks = [_mark(x, middle, name in able, sole) for name, x in middles.items()]
    name = text(0, middle + 4, skill, role=role)
    return "".join([name, *marks, text(width, middle + 4, str(len(able)), anchor="end", role=role)])


def _mark(x: float, y: float, able: bool, sole: bool) -> str:
    """Return a square for a holder, a disc for the only one, and a speck for nobody."""
    if able and not sole:
        corner = f'x="{x - _SQUARE / 2:g}" y="{y - _SQUARE / 2:g}"'
        return f'<rect class="fill-first" {corner} width="{_SQUARE}" height="{_SQUARE}"></rect>'
    fill, radius = ("second", 9) if able else ("quiet", 3)
    return f'<circle class="fill-{fill}" cx="{x:g}" cy="{y:g}" r="{radius}"></circle>'


def _finding(able: Mapping[str, tuple[str, ...]]) -> str:
    alone = {skill: people[0] for skill, people in able.items() if len(people) == 1}
    if not alone:
        return f"Every skill has at least {min(map(len, able.values()))} holders."
    others = [len(people) for people in able.values() if len(people) > 1]
    parts = " ".join(f"Only {person} has the skill “{skill}”." for skill, person in alone.items())
    return parts + (f" Every other skill has at least {min(others)} holders." if others else "")
