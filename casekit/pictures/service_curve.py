"""The service-level curve: what callers get as calls grow, with everybody there and with one away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.staffing import erlang_a_queue, max_calls_per_hour
from casekit.pictures.picture import WIDE, Picture, Plot, picture, svg, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEIGHT, _GAP = 280, 24
"""Pixels: one plane with its heading, and what separates two of them side by side."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team at its usual work, and what it has promised.

    Attributes
    ----------
    agents
        Agents on the phones when all are there.
    handle_time_s, threshold_s
        Seconds a call takes, and seconds within which an answer counts.
    target
        Share of calls to be answered within the threshold.
    patience_s
        Seconds that callers hold on average, in the second of the two planes.
    """

    agents: int
    handle_time_s: float
    threshold_s: float
    target: float
    patience_s: float

    def level(self, calls: float, agents: int, patience_s: float) -> float:
        """Return the service level of so many agents at so many calls an hour."""
        queue = erlang_a_queue(calls, self.handle_time_s, patience_s, agents, self.threshold_s)
        return queue.service_level

    def most_calls(self, agents: int, patience_s: float) -> float:
        """Return the calls an hour up to which so many agents meet the target."""
        return max_calls_per_hour(
            agents, self.handle_time_s, self.target, self.threshold_s, patience_s=patience_s
        )


def service_curve(team: Team, calls: Sequence[float]) -> Picture:
    """Draw the service level against calls per hour, first if nobody hangs up and then if callers do.

    Parameters
    ----------
    team
        The team; the second line is drawn for one agent fewer.
    calls
        Calls per hour, ascending: the rows of the table; every second one is a tick, the first and last end the axis.
    """
    planes = {"Everybody holds the line": math.inf, "Callers lose patience": team.patience_s}
    limits = {
        (patience, agents): team.most_calls(agents, patience)
        for patience in planes.values()
        for agents in _sizes(team)
    }

    def draw(width: int) -> str:
        across = (width - _GAP) // 2 if width >= WIDE else width
        steps = (across + _GAP, 0) if width >= WIDE else (0, _HEIGHT)
        drawings = [
            f'<g transform="translate({i * steps[0]} {i * steps[1]})">'
            f"{_plane(team, calls, across, heading, patience, limits)}</g>"
            for i, (heading, patience) in enumerate(planes.items())
        ]
        return svg(width, _HEIGHT + steps[1], *drawings)

    volumes = sorted({*calls, *(limit for limit in limits.values() if calls[0] <= limit <= calls[-1])})
    return picture(
        caption=f"Share of calls answered within {team.threshold_s:g} seconds, by calls per hour",
        finding=_finding(team, limits),
        draw=draw,
        head=(
            "Calls per hour",
            *(f"{n} agents, {who}" for who in ("callers hold", "callers hang up") for n in _sizes(team)),
        ),
        rows=[
            (
                f"{volume:.1f}",
                *(f"{team.level(volume, n, p):.1%}" for p in planes.values() for n in _sizes(team)),
            )
            for volume in volumes
        ],
        key=[f"{n} agents" for n in _sizes(team)],
    )


def _sizes(team: Team) -> tuple[int, int]:
    return team.agents, team.agents - 1


def _plane(
    team: Team,
    calls: Sequence[float],
    width: int,
    heading: str,
    patience_s: float,
    limits: dict[tuple[float, int], float],
) -> str:
    plot = Plot(width, (calls[0], calls[-1]), (0, 1), height=_HEIGHT, left=46, top=34)
    steps = [calls[0] + i / 100 * (calls[-1] - calls[0]) for i in range(101)]
    parts = [
        text(plot.left, 14, heading, role="strong"),
        plot.axes(calls[::2], [i / 5 for i in range(6)], "{:g}".format, "{:.0%}".format, "Calls per hour"),
        plot.level(team.target, ""),
        text(plot.left + 4, plot.up(team.target) + 16, "Target"),
    ]
    for role, agents in zip(("first", "second"), _sizes(team), strict=True):
        parts.append(plot.line([(v, team.level(v, agents, patience_s)) for v in steps], role))
        parts.append(_limit(plot, limits[patience_s, agents], team.target, role))
    return "".join(parts)


def _limit(plot: Plot, calls: float, target: float, role: str) -> str:
    """Mark where a line crosses the target, with the volume beside it: the stronger team's above, the other's below."""
    if not plot.x[0] <= calls <= plot.x[1]:
        return ""
    x, y = plot.across(calls), plot.up(target)
    if role == "first":
        return plot.dot(calls, target, role) + text(x + 1, y - 12, f"{calls:.1f}", role=role, anchor="middle")
    return plot.dot(calls, target, role) + text(x - 4, y + 22, f"{calls:.1f}", role=role, anchor="end")


def _finding(team: Team, limits: dict[tuple[float, int], float]) -> str:
    def most(patience_s: float) -> str:
        full, short = (f"{limits[patience_s, n]:.1f}" for n in _sizes(team))
        return f"{team.agents} agents meet it up to {full} calls an hour and {team.agents - 1} up to {short}"

    return (
        f"The target is {team.target:.0%}. If everybody holds the line, {most(math.inf)}; if callers hang up after "
        f"{team.patience_s:g} seconds on average, {most(team.patience_s)}."
    )
