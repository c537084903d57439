"""A quarter of a team's working days as dots: who was away, and what the request asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.pictures.picture import Picture, picture, svg

if TYPE_CHECKING:
    from collections.abc import Sequence


def quarter(absent: Sequence[int], agents: int, asked: Sequence[int]) -> Picture:
    """Draw every person's every day, a dot each.

    Parameters
    ----------
    absent
        For each working day, how many were away unplanned.
    agents
        People in the team.
    asked
        Positions of the days that one person asks for, from 0.
    """
    away = sum(absent)
    return picture(
        caption=f"A quarter in a team of {agents}: every dot is one person's working day",
        finding=f"In this made-up team, {away} of {len(absent) * agents} working days were lost without notice. "
        f"The request is for {len(asked)}, announced.",
        draw=lambda width: _draw(absent, agents, asked, width),
        head=("What", "Working days"),
        rows=[
            ("At work", str(len(absent) * agents - away - len(asked))),
            ("Away without notice", str(away)),
            ("Asked for", str(len(asked))),
        ],
    )


def _draw(absent: Sequence[int], agents: int, asked: Sequence[int], width: int) -> str:
    step = width / len(absent)

    def row(person: int) -> float:
        return round((person + 1) * step, 2)

    def dot(day: int, person: int, role: str) -> str:
        x = round((day + 0.5) * step, 2)
        return f'<circle class="{role}" cx="{x:g}" cy="{row(person):g}" r="{step * 0.5:.2f}"></circle>'

    # A dash of no length with a round end is a dot: one line a person, instead of hundreds of circles.
    look = f'stroke-width="{step * 0.72:.2f}" stroke-linecap="round" stroke-dasharray="0 {step:.4f}"'
    lines = [
        f'<line class="dots" {look} x1="{step / 2:.2f}" x2="{width}" y1="{row(person):g}" y2="{row(person):g}"></line>'
        for person in range(agents)
    ]
    away = [
        dot(day, agents - 1 - i, "fill-second") for day, missing in enumerate(absent) for i in range(missing)
    ]
    return svg(
        width, round(step * (agents + 1)), *lines, *away, *(dot(day, 0, "fill-first") for day in asked)
    )
