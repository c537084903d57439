"""The coaching-hours frontier: what a team gains for each share of the hours that its lowest tier gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.assumptions import coaching
from casekit.models.coaching import Tier, allocate, total_gain
from casekit.pictures.picture import ROLES, Picture, Plot, picture, text, ticks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHARES = [i / 100 for i in range(101)]
UNNOTICED = coaching.unnoticed_loss.value
"""A loss below this counts as none."""


def coaching_frontier(
    tiers: Mapping[str, Tier], hours: float, marks: Mapping[str, Sequence[float]]
) -> Picture:
    """Draw the most that a team can gain against the share of the hours for its lowest tier.

    Parameters
    ----------
    tiers
        The team by the tiers' names, the lowest last; what this does not get, the others share as well as
        they can.
    hours
        Hours to spend in all.
    marks
        Up to three splits to mark, by their names: hours for one person of each tier.
    """
    team = list(tiers.values())
    best = total_gain(team, allocate(team, hours))
    gains = [(share, total_gain(team, _best_with(team, hours, share))) for share in SHARES]
    flat = [share for share, gain in gains if gain > (1 - UNNOTICED) * best]
    points = {
        name: (team[-1].people * each[-1] / hours, total_gain(team, each)) for name, each in marks.items()
    }

    def draw(width: int) -> str:
        levels = ticks(0, best)
        plot = Plot(width, (0, 1), (0, levels[-1]), height=290, left=34, right=24, top=34)
        return plot.svg(
            _band(plot, flat[0], flat[-1]),
            plot.axes(
                [0, 0.25, 0.5, 0.75, 1], levels, _percent, "{:g}".format, "Share for the lowest performers"
            ),
            plot.line(gains, "first"),
            *(
                _mark(plot, point, f"{name}: {point[1]:.1f}", ROLES[i], i)
                for i, (name, point) in enumerate(points.items())
            ),
        )

    splits = dict(marks) | {f"{_percent(s)} for the lowest": _best_with(team, hours, s) for s in SHARES[::10]}
    return picture(
        caption=f"What {hours:g} hours of coaching gain, in points, by the share that the lowest performers get",
        finding=(
            f"The top is flat: any share from {_percent(flat[0])} to {_percent(flat[-1])} for the lowest performers "
            f"loses less than {_percent(UNNOTICED)} of the best gain. In points, "
            + "; ".join(f"{name}: {gain:.1f}" for name, (_, gain) in points.items())
            + "."
        ),
        draw=draw,
        head=["Split", *(f"Hours for each {name}" for name in tiers), "Points gained", "Lost"],
        rows=[_row(name, each, total_gain(team, each), best) for name, each in splits.items()],
    )


def _best_with(team: Sequence[Tier], hours: float, share: float) -> list[float]:
    """Return the best hours for each when the lowest tier's share is settled."""
    *others, low = team
    return [*allocate(others, (1 - share) * hours), share * hours / low.people]


def _band(plot: Plot, start: float, end: float) -> str:
    left, right, floor = plot.across(start), plot.across(end), plot.height - plot.bottom
    middle = (left + right) / 2
    size = f'width="{right - left:g}" height="{floor - plot.top}"'
    return (
        f'<rect class="fill-quiet" x="{left:g}" y="{plot.top}" {size}></rect>'
        + text(middle, floor - 28, "less than", anchor="middle")
        + text(middle, floor - 12, f"{_percent(UNNOTICED)} lost", anchor="middle")
    )


def _mark(plot: Plot, point: tuple[float, float], words: str, role: str, place: int) -> str:
    """Draw a dot and its label: to the right above the line where it is flat, to the left below where it falls."""
    x, y = plot.across(point[0]), plot.up(point[1])
    if point[0] < 0.5:
        label = text(x + 4, y - 26 + 17 * place, words, role=role)
    else:
        label = text(x - 8, y + 14, words, role=role, anchor="end")
    return plot.dot(*point, role) + label


def _row(name: str, each: Sequence[float], gain: float, best: float) -> list[str]:
    return [name, *(f"{h:.1f}" for h in each), f"{gain:.1f}", f"{1 - gain / best:.1%}"]


def _percent(share: float) -> str:
    return f"{share:.0%}"
