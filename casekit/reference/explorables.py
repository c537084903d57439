"""The gallery: every explorable with what it can say, and a link that opens the settings at which it says it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from casekit import book
from casekit.explore import catalogue
from casekit.explore.design import Slider
from casekit.reference.text import CASES, first_line

if TYPE_CHECKING:
    from casekit.explore.design import Control, Design

INTRODUCTION = """\
# Explorables

Seven models that you can move, each in its chapter. Below each stands everything it can say, with the settings \
nearest to its defaults at which it says so: follow a sentence to open those settings, and go on from there."""


def page() -> str:
    """Return the page, as Markdown."""
    homes = _homes()
    sections = [_section(design, homes[name]) for name, design in catalogue().items()]
    return "\n\n".join([first_line("casekit/explore/cases/"), INTRODUCTION, *sections]) + "\n"


def _homes() -> dict[str, str]:
    """Return the chapter that each explorable stands in, by its name."""
    return {
        name: path.stem
        for path in CASES.glob("*.ipynb")
        for cell in book.read(path).cells
        for name in catalogue()
        if cell.cell_type == "code" and f'explore("{name}")' in cell.source
    }


def _section(design: Design, chapter: str) -> str:
    controls = "\n".join(f"- {control.label}: {_span(control)}" for control in design.controls)
    said = "\n".join(
        f'<li><a href="../cases/{chapter}.html#{_fragment(design, settings)}">'
        f"{escape(design.sentence(settings))}</a></li>"
        for settings in _nearest(design)
    )
    return (
        f"## {design.title}\n\n[In its chapter](../cases/{chapter}.ipynb). {design.invitation}\n\n{controls}\n\n"
        f'<ul class="said">\n{said}\n</ul>'
    )


def _span(control: Control) -> str:
    texts = [control.text(value) for value in control.values]
    return f"{texts[0]} to {texts[-1]}" if isinstance(control, Slider) else "; ".join(texts)


def _nearest(design: Design) -> list[dict[str, float]]:
    """Return for each verdict the settings nearest to the defaults, counted in steps of the controls."""

    def steps(settings: dict[str, float]) -> int:
        return sum(
            abs(control.values.index(settings[control.name]) - control.values.index(control.default))
            for control in design.controls
        )

    nearest: dict[str, dict[str, float]] = {}
    for settings in sorted(design.settings(), key=steps):
        nearest.setdefault(design.model(**settings)["verdict"], settings)
    return [nearest[verdict] for verdict in design.sentences]


def _fragment(design: Design, settings: dict[str, float]) -> str:
    """Return the part of an address that carries settings, as `site.js` writes and reads it."""
    return escape(urlencode({"explorable": design.name} | {name: f"{v:g}" for name, v in settings.items()}))
