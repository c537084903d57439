"""What an explorable is made of: controls, figures, sentences, charts, and the model behind them.

A design is data. The widget (:mod:`casekit.explore.widget`) shows it in a live notebook, its HTML twin on a
page; both read what :meth:`Design.to_json` says and nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from casekit.explore.grid import Column, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casekit.assumptions import Assumption
    from casekit.explore.formats import Format

LARGEST_GRID = 10_000


@dataclass(frozen=True, slots=True)
class Slider:
    """A number the reader moves in equal steps; `low`, `high` and `step` are written as decimals.

    Raises
    ------
    ValueError
        If the steps do not lead from `low` to `high`, or the default is not on one of them.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    default: float
    show: Format
    kind: str = "slider"

    def __post_init__(self) -> None:
        steps = (Decimal(str(self.high)) - Decimal(str(self.low))) / Decimal(str(self.step))
        if steps <= 0 or steps != int(steps):
            raise ValueError(f"{self.name}: steps of {self.step} do not lead from {self.low} to {self.high}")
        if self.default not in self.values:
            raise ValueError(f"{self.name}: the default {self.default} is not on a step")

    @classmethod
    def across(cls, name: str, label: str, assumption: Assumption, step: float, show: Format) -> Slider:
        """Return a slider over an assumption's range, its default first."""
        return cls(name, label, assumption.low, assumption.high, step, assumption.value, show)

    @property
    def values(self) -> tuple[float, ...]:
        """Every position of the slider, as floats nearest to the decimals written on it."""
        low, high, step = (Decimal(str(number)) for number in (self.low, self.high, self.step))
        return tuple(float(low + i * step) for i in range(int((high - low) / step) + 1))

    def text(self, value: float) -> str:
        """Return the value as the page shows it beside the slider."""
        return self.show(value)

    def to_json(self) -> dict[str, Any]:
        """Return the slider as plain JSON; every position's value and text are listed once."""
        return _control_json(self, {"low": self.low, "high": self.high, "step": self.step})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value the reader picks from a few, each with its own words.

    A whole value is kept as an `int`, since a page writes 3 where Python writes 3.0.

    Raises
    ------
    ValueError
        If the default is not one of the options.
    """

    name: str
    label: str
    options: Mapping[float, str]
    default: float
    kind: str = "choice"

    def __post_init__(self) -> None:
        if self.default not in self.options:
            raise ValueError(f"{self.name}: the default {self.default} is not one of the options")
        object.__setattr__(self, "options", {_as_page(value): text for value, text in self.options.items()})
        object.__setattr__(self, "default", _as_page(self.default))

    @property
    def values(self) -> tuple[float, ...]:
        """The values to pick from, in order."""
        return tuple(self.options)

    def text(self, value: float) -> str:
        """Return the option's own words."""
        return self.options[value]

    def to_json(self) -> dict[str, Any]:
        """Return the choice as plain JSON."""
        return _control_json(self, {})


def _as_page(value: float) -> float:
    """Return a number as a page's script holds and writes it, whose numbers are all of one type."""
    return int(value) if value == int(value) else value


Control = Slider | Choice


def _control_json(control: Control, more: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": control.name,
        "label": control.label,
        "kind": control.kind,
        "default": control.default,
        "values": list(control.values),
        "texts": [control.text(value) for value in control.values],
        **more,
    }


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the model returns; a headline figure stands above the charts."""

    name: str
    label: str
    show: Format
    headline: bool = True


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart of one or more figures along one slider.

    Attributes
    ----------
    x
        The slider along the horizontal axis.
    figures
        Names of the figures drawn, all in one unit; the first is drawn strongest.
    title
        What the chart shows, in words a reader who can't see it can use.
    """

    x: str
    figures: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Design:
    """An explorable: its name, its words, its controls, and the model that answers.

    Attributes
    ----------
    name
        Stands in the page as `data-explorable`.
    title, invitation
        The heading, and what to try first.
    model
        Called with every control's value by name; returns each figure by name, and `verdict`, the key of the
        sentence to say.
    charts
        What is drawn, the most telling first.
    sentences
        For each verdict a template; `{name}` is a control's or a figure's shown text.
    """

    name: str
    title: str
    invitation: str
    model: Callable[..., Mapping[str, Any]]
    controls: tuple[Control, ...]
    figures: tuple[Figure, ...]
    sentences: Mapping[str, str]
    charts: tuple[Lines, ...]

    def __post_init__(self) -> None:
        points = math.prod(self.shape)
        if points > LARGEST_GRID:
            raise ValueError(
                f"{self.name}: the controls make {points} settings; at most {LARGEST_GRID} fit a page"
            )
        sliders = {control.name for control in self.controls if isinstance(control, Slider)}
        figures = {figure.name for figure in self.figures}
        if not all(chart.x in sliders and set(chart.figures) <= figures for chart in self.charts):
            raise ValueError(f"{self.name}: a chart must draw some of the figures along one of the sliders")

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each control has."""
        return tuple(len(control.values) for control in self.controls)

    @property
    def defaults(self) -> dict[str, float]:
        """The settings shown at first."""
        return {control.name: control.default for control in self.controls}

    def settings(self) -> list[dict[str, float]]:
        """Return every setting of the controls, row-major in their order."""
        names = [control.name for control in self.controls]
        return [
            dict(zip(names, values, strict=True)) for values in product(*(c.values for c in self.controls))
        ]

    def sentence(self, settings: Mapping[str, float]) -> str:
        """Return what the page says at these settings, from a direct call of the model."""
        answers = self.model(**settings)
        texts = {control.name: control.text(settings[control.name]) for control in self.controls}
        texts |= {figure.name: figure.show(answers[figure.name]) for figure in self.figures}
        return self.sentences[answers["verdict"]].format_map(texts)

    def slice(self, chart: Lines, settings: Mapping[str, float]) -> list[tuple[float, Mapping[str, Any]]]:
        """Return a chart's x values, each with the model's answers there."""
        (control,) = (control for control in self.controls if control.name == chart.x)
        return [(x, self.model(**{**settings, control.name: x})) for x in control.values]

    def columns(self) -> dict[str, Column]:
        """Evaluate the model over the whole grid and pack each figure, and which sentence is said."""
        answers = [self.model(**settings) for settings in self.settings()]
        verdicts = list(self.sentences)
        packed = {
            figure.name: pack([float(a[figure.name]) for a in answers], self.shape, figure.show)
            for figure in self.figures
        }
        packed["verdict"] = pack([float(verdicts.index(a["verdict"])) for a in answers], self.shape, str)
        return packed

    def to_json(self) -> dict[str, Any]:
        """Return all the page needs, as plain JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "invitation": self.invitation,
            "controls": [control.to_json() for control in self.controls],
            "figures": [
                {"name": f.name, "label": f.label, "headline": f.headline, "show": f.show.to_json()}
                for f in self.figures
            ],
            "sentences": list(self.sentences.values()),
            "charts": [{"x": c.x, "figures": list(c.figures), "title": c.title} for c in self.charts],
            "columns": {name: column.to_json() for name, column in self.columns().items()},
        }


def check_settings(design: Design, settings: Mapping[str, Any]) -> None:
    """Refuse a setting that is not on the controls, in a sentence.

    Raises
    ------
    ValueError
        Naming the control, the value and what it accepts.
    """
    for control in design.controls:
        value = settings[control.name]
        if value not in control.values:
            raise ValueError(f"{control.name} must be {_accepted(control)}, but it is {value!r}")


def _accepted(control: Control) -> str:
    if isinstance(control, Slider):
        return f"between {control.low} and {control.high} in steps of {control.step}"
    return "one of " + ", ".join(f"{value:g} ({words})" for value, words in control.options.items())


def figures_by_name(design: Design) -> dict[str, Figure]:
    """Return the design's figures by their names."""
    return {figure.name: figure for figure in design.figures}


def headline(design: Design) -> Sequence[Figure]:
    """Return the figures that stand above the charts."""
    return [figure for figure in design.figures if figure.headline]
