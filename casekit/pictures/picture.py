"""One visual language: what every picture of the book is made of.

Blue and solid is what we show first, orange and dashed what it is weighed against, green and dotted a third; grey
is scale and remark. A picture is SVG without inline style, drawn twice, for a wide page and for a phone, so that
its words keep their size; its numbers stand in a table below it, which a screen reader, a printer and nbval read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDE, NARROW = 700, 340
"""Widths in pixels: a page's column, and a phone's."""

ROLES = ("first", "second", "third")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and what it says in words."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """Return an HTML table of texts; the first cell of each row is its heading."""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def picture(
    caption: str,
    finding: str,
    draw: Callable[[int], str],
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    key: Sequence[str] = (),
) -> Picture:
    """Put a drawing, its key and its numbers together.

    Parameters
    ----------
    caption
        What is drawn.
    finding
        What a reader should see in it, in a sentence; it is the picture's alternative text, too.
    draw
        Returns the SVG for a width in pixels; called for a wide page and for a phone.
    head, rows
        The numbers that are drawn, as texts.
    key
        What each role means, in the order of `ROLES`; none where the lines are labelled.
    """
    drawings = "\n".join(
        f'<div class="drawing-{name}">{draw(width)}</div>'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    entries = "".join(
        f'<li><svg class="drawing" width="32" height="8" viewBox="0 0 32 8" aria-hidden="true">'
        f'<line class="line-{role}" x1="0" x2="32" y1="4" y2="4"></line></svg> {escape(text)}</li>'
        for role, text in zip(ROLES, key, strict=False)
    )
    listed = f'<ul class="key">{entries}</ul>\n' if entries else ""
    numbers = table(head, rows, caption)
    return Picture(
        html=f'<figure class="picture">\n<p class="picture-title">{escape(caption)}</p>\n{listed}'
        f'<div role="img" aria-label="{escape(finding)}">\n{drawings}\n</div>\n'
        f"<figcaption>{escape(finding)}</figcaption>\n"
        f"<details><summary>The numbers</summary>\n{numbers}\n</details>\n</figure>",
        text="\n".join([caption, finding, " | ".join(head), *(" | ".join(row) for row in rows)]),
    )


@dataclass(frozen=True, slots=True)
class Plot:
    """A plane with axes, in pixels: what charts over two numbers are drawn on.

    Attributes
    ----------
    width, height
        In pixels.
    x, y
        The ends of the two axes, in the data's units.
    left, right, top, bottom
        Margins in pixels.
    """

    width: int
    x: Point
    y: Point
    height: int = 260
    left: int = 52
    right: int = 14
    top: int = 14
    bottom: int = 44

    def across(self, x: float) -> float:
        """Return the pixel column of an x value."""
        low, high = self.x
        return round(self.left + (x - low) / (high - low) * (self.width - self.left - self.right), 2)

    def up(self, y: float) -> float:
        """Return the pixel row of a y value."""
        low, high = self.y
        return round(self.top + (high - y) / (high - low) * (self.height - self.top - self.bottom), 2)

    def axes(
        self,
        x_ticks: Sequence[float],
        y_ticks: Sequence[float],
        x_text: Callable[[float], str],
        y_text: Callable[[float], str],
        x_label: str,
    ) -> str:
        """Return grid lines, tick texts and the label of the x axis."""
        floor = self.height - self.bottom
        ends = f'x1="{self.left}" x2="{self.width - self.right}"'
        parts = [
            f'<line class="grid" {ends} y1="{self.up(y)}" y2="{self.up(y)}"></line>'
            + text(self.left - 6, self.up(y) + 4, y_text(y), anchor="end")
            for y in y_ticks
        ]
        parts += [text(self.across(x), floor + 18, x_text(x), anchor="middle") for x in x_ticks]
        parts.append(
            text((self.left + self.width - self.right) / 2, self.height - 5, x_label, anchor="middle")
        )
        return "".join(parts)

    def line(self, points: Sequence[Point], role: str) -> str:
        """Return a line through the points; `role` is one of `ROLES`."""
        path = "".join(f"{'L' if i else 'M'}{self.across(x)} {self.up(y)}" for i, (x, y) in enumerate(points))
        return f'<path class="line-{role}" d="{path}"></path>'

    def dot(self, x: float, y: float, role: str) -> str:
        """Return a dot at a point."""
        return f'<circle class="fill-{role}" cx="{self.across(x)}" cy="{self.up(y)}" r="4"></circle>'

    def level(self, y: float, label: str) -> str:
        """Return a level line with its label above it: a target, or nought."""
        row = self.up(y)
        return (
            f'<line class="level" x1="{self.left}" x2="{self.width - self.right}" y1="{row}" y2="{row}"></line>'
            + text(self.width - self.right, row - 5, label, anchor="end")
        )

    def svg(self, *parts: str) -> str:
        """Return the finished drawing; the picture around it carries its words."""
        return svg(self.width, self.height, *parts)


def svg(width: int, height: int, *parts: str) -> str:
    """Return an SVG element of the given size in pixels."""
    return (
        f'<svg class="drawing" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", role: str = "remark") -> str:
    """Return a text at a point; `anchor` is start, middle or end."""
    return f'<text class="{role}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Return round numbers that span a range in about so many steps.

    >>> ticks(0, 0.93)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    rough = (high - low or 1.0) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]
