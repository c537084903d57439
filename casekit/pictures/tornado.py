"""The tornado: which uncertain input moves the net benefit most, a bar each, the widest first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from casekit.pictures.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casekit.models.retention import TornadoBar


def tornado(
    bars: Sequence[TornadoBar],
    labels: Mapping[str, str],
    shows: Mapping[str, Callable[[float], str]],
    money: Callable[[float], str],
    caption: str,
) -> Picture:
    """Draw which uncertain input moves the net benefit most.

    Parameters
    ----------
    bars
        From :func:`casekit.models.retention.tornado`, widest first.
    labels, shows
        For each input its words, and how its value is written.
    money
        How a net benefit is written.
    caption
        The finding, in a sentence.
    """
    ends = [net for bar in bars for net in (bar.net_at_low, bar.net_at_high)] + [0.0]
    low, width = min(ends), max(ends) - min(ends) or 1.0

    def across(net: float) -> float:
        return round(100 * (net - low) / width, 2)

    rows, lines = [], [caption]
    for bar in bars:
        label, show = labels[bar.name], shows[bar.name]
        start, end = sorted((across(bar.net_at_low), across(bar.net_at_high)))
        inputs = f"{show(bar.low)} to {show(bar.high)}"
        nets = f"{money(bar.net_at_low)} to {money(bar.net_at_high)}"
        rows.append(
            f'<tr><th scope="row">{escape(label)}<br><small>{escape(inputs)}</small></th>\n'
            f'<td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect x="{start:g}" y="1" width="{end - start:g}" height="8"></rect>'
            f'<line x1="{across(0):g}" x2="{across(0):g}" y1="0" y2="10"></line></svg></td>\n'
            f"<td>{escape(nets)}</td></tr>"
        )
        lines.append(f"{label} ({inputs}): {nets}")
    body = "\n".join(rows)
    heads = ("Input, and its range", "From least to most", "Net benefit")
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    return Picture(
        html=f'<table class="tornado">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>",
        text="\n".join(lines),
    )
