"""The explorable as one object: a live ipywidget in a notebook, and the same thing on a page without a kernel.

The front end is one file, `explorable.js`, in both places. In JupyterLab, VS Code or Colab anywidget runs it and
keeps Python and the page in step. A stored notebook carries an HTML twin instead: a readable table for the
default settings, and the model's answers over the whole grid, on which the site mounts the same file.
"""

from __future__ import annotations

import json
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from casekit.explore.design import Design, Lines, check_settings, figures_by_name, headline

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent


class Explorable(anywidget.AnyWidget):
    """A model the reader moves: sliders, headline figures, one sentence and a chart.

    Each control is a trait of the same name: read it, set it, observe it, link it to any other ipywidget. A value
    that the control can't take is refused with a :class:`ValueError` that says what it takes.
    """

    _esm = HERE / "explorable.js"
    _css = HERE / "explorable.css"
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, design: Design) -> None:
        super().__init__(spec=design.to_json())
        self.design = design
        self.add_traits(
            **{name: traitlets.Any(value).tag(sync=True) for name, value in design.defaults.items()}
        )
        for control in design.controls:
            self._register_validator(partial(_accept, design), (control.name,))

    @property
    def settings(self) -> dict[str, float]:
        """The controls' present values by name."""
        return {control.name: getattr(self, control.name) for control in self.design.controls}

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the model says at the present settings, computed afresh."""
        return self.design.model(**self.settings)

    @property
    def sentence(self) -> str:
        """The sentence that the page shows at the present settings, computed afresh."""
        return self.design.sentence(self.settings)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/plain": self.sentence, "text/html": static_twin(self.design)}, metadata


def _accept(design: Design, _: Explorable, proposal: Mapping[str, Any]) -> Any:
    name, value = proposal["trait"].name, proposal["value"]
    check_settings(design, {**design.defaults, name: value})
    (control,) = (control for control in design.controls if control.name == name)
    return control.values[control.values.index(value)]  # 3.0 where a browser sends 3


def static_twin(design: Design) -> str:
    """Return the explorable as HTML: readable as it stands, alive once `explorable.js` is mounted on it."""
    state = json.dumps(design.to_json(), separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    tables = "\n".join(_slice_table(design, chart) for chart in design.charts)
    return (
        f'<section class="explorable" data-explorable="{escape(design.name)}" aria-label="{escape(design.title)}">\n'
        f'<div class="explorable-still">\n<p class="explorable-title">{escape(design.title)}</p>\n'
        f"<p>{escape(design.sentence(design.defaults))}</p>\n"
        f"{_settings_table(design)}\n{tables}\n</div>\n"
        f'<script type="application/json">{state}</script>\n</section>'
    )


def _settings_table(design: Design) -> str:
    answers = design.model(**design.defaults)
    rows = [(c.label, c.text(c.default)) for c in design.controls]
    rows += [(f.label, f.show(answers[f.name])) for f in headline(design)]
    cells = "\n".join(f'<tr><th scope="row">{escape(a)}</th><td>{escape(b)}</td></tr>' for a, b in rows)
    return f"<table>\n<caption>The settings shown, and what follows</caption>\n{cells}\n</table>"


def _slice_table(design: Design, chart: Lines) -> str:
    points = design.slice(chart, design.defaults)
    some = points[:: max(1, (len(points) - 1) // 5)]
    figures = [figures_by_name(design)[name] for name in chart.figures]
    (x,) = (control for control in design.controls if control.name == chart.x)
    heads = "".join(
        f'<th scope="col">{escape(label)}</th>' for label in [x.label, *(f.label for f in figures)]
    )
    rows = "\n".join(
        f'<tr><th scope="row">{escape(x.text(value))}</th>'
        + "".join(f"<td>{escape(f.show(answers[f.name]))}</td>" for f in figures)
        + "</tr>"
        for value, answers in some
    )
    return f"<table>\n<caption>{escape(chart.title)}</caption>\n<tr>{heads}</tr>\n{rows}\n</table>"
