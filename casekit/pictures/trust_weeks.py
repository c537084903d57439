"""The trust ledger: what was promised week by week, the score that follows from it, and the boss's own rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casekit.explore.formats import Format
from casekit.pictures.picture import Picture, Plot, picture, svg, text, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

_share, _count = Format(2), Format(0)
_HEIGHT, _BETWEEN = 370, 220
"""Pixels: the whole drawing, and where the two planes meet."""


def trust_weeks(
    kept: Sequence[int], broken: Sequence[int], trust: Sequence[float], rating: Sequence[float]
) -> Picture:
    """Draw a ledger of weeks, the first of them number 1.

    Parameters
    ----------
    kept, broken
        Promises that fell due in each week: those kept, and those broken.
    trust
        The score at the end of each week, from :func:`casekit.models.trust.reputation`.
    rating
        The boss's rating at the end of each week, on the same scale from 0 to 1.
    """
    rows = list(zip(kept, broken, trust, rating, strict=True))

    def draw(width: int) -> str:
        above = Plot(width, (0.5, len(rows) + 0.5), (0, 1), height=_HEIGHT, bottom=_HEIGHT - _BETWEEN + 14)
        most = max(max(kept), max(broken))
        below = Plot(width, above.x, (-most, most), height=_HEIGHT, top=_BETWEEN + 14)
        return svg(
            width,
            _HEIGHT,
            above.axes((), ticks(0, 1), str, _share, ""),
            above.line(list(enumerate(trust, 1)), "first"),
            above.line(list(enumerate(rating, 1)), "second"),
            "".join(above.dot(week, share, "second") for week, share in enumerate(rating, 1)),
            below.axes([1, *range(5, len(rows) + 1, 5)], (0,), _count, lambda _: "", "Week"),
            "".join(_bar(below, week, n) for week, n in enumerate(kept, 1)),
            "".join(_bar(below, week, -n) for week, n in enumerate(broken, 1)),
            text(below.left - 6, below.up(0) - 10, "Kept", anchor="end", role="third"),
            text(below.left - 6, below.up(0) + 20, "Broken", anchor="end", role="third"),
        )

    return picture(
        caption="Half a year of promises, and the trust that follows from them",
        finding=_finding(trust, rating),
        draw=draw,
        head=("Week", "Kept", "Broken", "Trust score", "Boss's rating"),
        rows=[
            (_count(week), _count(row[0]), _count(row[1]), _share(row[2]), _share(row[3]))
            for week, row in enumerate(rows, 1)
        ],
        key=("Trust score, from the promises", "Boss's rating"),
    )


def _bar(plot: Plot, week: int, promises: int) -> str:
    """Return a bar from nought, up for promises kept and down for those broken."""
    left, right = plot.across(week - 0.35), plot.across(week + 0.35)
    top, bottom = sorted((plot.up(0), plot.up(promises)))
    size = f'width="{right - left:.2f}" height="{bottom - top:.2f}"'
    return f'<rect class="fill-third" x="{left}" y="{top}" {size}></rect>'


def _finding(trust: Sequence[float], rating: Sequence[float]) -> str:
    lowest = min(range(len(trust)), key=trust.__getitem__)
    peak = max(range(lowest + 1), key=trust.__getitem__)
    best = max(range(lowest, len(trust)), key=trust.__getitem__)
    apart = max(abs(a - b) for a, b in zip(trust, rating, strict=True))
    return (
        f"The score falls from {_share(trust[peak])} in week {peak + 1} to {_share(trust[lowest])} in week "
        f"{lowest + 1}; at its best since then, in week {best + 1}, it is {_share(trust[best])}. "
        f"The boss's rating never differs from it by more than {_share(apart)}."
    )
