"""A page of one file: it loads nothing, runs nothing, and reads in any browser, on paper, light or dark.

Whatever comes from a learner is text when it gets here and stays text: every function that takes text escapes it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from casekit.exercise import feedback

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casekit.exercise.feedback import Panel

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #767676; --bar: #1769aa; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #1b1b1b; --line: #8f8f8f; --bar: #6db3ea; } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 0 auto; padding: 1em; max-width: 60em; overflow-wrap: break-word; }
table { border-collapse: collapse; margin: 1em 0; } caption { text-align: left; font-weight: bold; }
th, td { border-bottom: 1px solid var(--line); padding: .25em .75em; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; } svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; }
svg rect { fill: var(--bar); }
svg rect.before { fill: none; stroke: var(--bar); } @media print { body { max-width: none; } }
"""


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page; `title` is text, `body` is HTML that the functions of this module made."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{STYLE}{feedback.STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>\n" + "\n".join(body) + "\n</main></body></html>\n"
    )


def heading(text: str) -> str:
    """Return a heading."""
    return f"<h2>{escape(text)}</h2>"


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def items(texts: Iterable[str]) -> str:
    """Return a list."""
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """Return a table whose first column heads its rows; the last `numbers` columns are set right."""
    first_number = len(columns) - numbers

    def cell(place: int, text: str, scope: str) -> str:
        kind = ' class="number"' if place >= first_number else ""
        return f"<th{scope}{kind}>{escape(text)}</th>" if scope else f"<td{kind}>{escape(text)}</td>"

    head = "".join(cell(place, text, ' scope="col"') for place, text in enumerate(columns))
    filled = (
        "".join(cell(place, text, "" if place else ' scope="row"') for place, text in enumerate(row))
        for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in filled)
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def panel(shown: Panel) -> str:
    """Return a panel as a part of a page, where its style stands once and nothing is announced."""
    html = shown._repr_html_()
    return html.replace(f"<style>{feedback.STYLE}</style>", "").replace(' role="status"', "")
