"""Explorables on the page say what a direct call of their model says, at any setting."""

from __future__ import annotations

import math
import random
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from casekit.explore import catalogue
from casekit.explore.design import Choice, Design, Lines, figures_by_name, headline
from tests.site.conftest import Visit, page_paths

SETTINGS = 200
FLOAT32 = 2.0**-23
READ_DRAWING = """svg => {
    const all = (mark) => [...svg.querySelectorAll(`[data-${mark}]`)];
    return {
        ticks: all("tick").map(t => [Number(t.dataset.tick), Number(t.getAttribute("y")) - 4]),
        points: Object.fromEntries(all("point").map(p => [p.dataset.point, [p.dataset.value, p.getAttribute("cy")]])),
        lines: Object.fromEntries(all("line").map(l => [l.dataset.line, l.getAttribute("d")])),
    };
}"""


def chapter_of(visit: Visit, name: str) -> Page:
    """Open the page that carries an explorable."""
    for path in (path for path in page_paths() if "/cases/" in path):
        page = visit.open(path)
        if page.locator(f"[data-explorable={name}]").count():
            return page
    raise AssertionError(f"no chapter carries the explorable {name}")


def set_control(root: Locator, control: object, value: float) -> None:
    field = root.locator(f"[name={control.name}]")  # type: ignore[attr-defined]
    if isinstance(control, Choice):
        field.select_option(f"{value:g}")
    else:
        field.fill(str(value))


def settings_to_try(design: Design) -> list[dict[str, float]]:
    """The corners of the grid first, then settings at random, with a fixed seed."""
    rng = random.Random(design.name)
    lows = {c.name: c.values[0] for c in design.controls}
    highs = {c.name: c.values[-1] for c in design.controls}
    share = math.ceil(SETTINGS / len(catalogue()))
    return [lows, highs, *({c.name: rng.choice(c.values) for c in design.controls} for _ in range(share))]


def number(text: str | None) -> float:
    return float((text or "").replace("Infinity", "inf"))


def close(shown: float, direct: float, largest: float) -> bool:
    """Within a 32-bit float's precision of the figure's largest value."""
    return shown == direct or abs(shown - direct) <= FLOAT32 * largest


def largest_values(design: Design) -> dict[str, float]:
    """Return each figure's largest finite size over the whole grid."""
    every = [design.model(**settings) for settings in design.settings()]
    return {
        figure.name: max(abs(answer[figure.name]) for answer in every if math.isfinite(answer[figure.name]))
        for figure in design.figures
    }


@pytest.mark.parametrize("name", catalogue())
def test_figures_sentence_and_chart_are_the_models(visit: Visit, name: str) -> None:
    design = catalogue()[name]
    page = chapter_of(visit, name)
    root = page.locator(f"[data-explorable={name}]")
    largest = largest_values(design)
    for settings in settings_to_try(design):
        for control in design.controls:
            set_control(root, control, settings[control.name])
        answers = design.model(**settings)
        for figure in headline(design):
            shown = root.locator(f"[data-output={figure.name}]")
            assert shown.inner_text() == figure.show(answers[figure.name]), settings
            assert close(
                number(shown.get_attribute("data-value")), answers[figure.name], largest[figure.name]
            ), settings
        assert root.locator(".explorable-sentence").inner_text() == design.sentence(settings), settings
        check_chart(root, design, settings, largest)
    assert visit.errors == []


def check_chart(root: Locator, design: Design, settings: dict[str, float], largest: dict[str, float]) -> None:
    """The points, the lines' heights and the tables are the model's, read off the drawings themselves."""
    shown = root.locator(".explorable-chart").all()
    for chart, drawn in zip(design.charts, shown, strict=True):
        check_one(drawn, chart, design, settings, largest)


def check_one(
    drawn: Locator, chart: Lines, design: Design, settings: dict[str, float], largest: dict[str, float]
) -> None:
    drawing = drawn.locator("svg[role=img]").evaluate(READ_DRAWING)
    (low, low_row), (high, high_row) = drawing["ticks"][0], drawing["ticks"][-1]

    def row(value: float) -> float:
        return low_row + (value - low) / (high - low) * (high_row - low_row)

    points = design.slice(chart, settings)
    here = design.model(**settings)
    cells = drawn.locator("tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.querySelectorAll('td')].map(c => [c.dataset.value, c.textContent]))"
    )
    for i, name in enumerate(chart.figures):
        shown_value, shown_row = drawing["points"][name]
        assert close(number(shown_value), here[name], largest[name]), settings
        assert float(shown_row) == pytest.approx(row(here[name]), abs=0.02), settings
        rows = [float(y) for y in re.findall(r"[ML][-\d.]+ ([-\d.]+)", drawing["lines"][name])]
        assert rows == pytest.approx([row(answers[name]) for _, answers in points], abs=0.02), settings
        show = figures_by_name(design)[name].show
        assert [row_cells[i][1] for row_cells in cells] == [show(answers[name]) for _, answers in points], (
            settings
        )


def test_every_explorable_has_a_page_and_is_alive_there(visit: Visit) -> None:
    found = set()
    for path in page_paths():
        page = visit.open(path)
        for root in page.locator("[data-explorable]").all():
            found.add(root.get_attribute("data-explorable"))
            expect(root.locator(".explorable-live")).to_be_visible()
    assert found == set(catalogue())


@pytest.mark.parametrize("name", catalogue())
def test_every_control_has_a_label_and_moves_by_keyboard(visit: Visit, name: str) -> None:
    design = catalogue()[name]
    root = chapter_of(visit, name).locator(f"[data-explorable={name}]")
    for control in design.controls:
        field = root.get_by_label(control.label, exact=True)
        expect(field).to_have_attribute("name", control.name)
        before = field.input_value()
        field.focus()
        at_the_end = control.default == control.values[-1]
        backwards, onwards = (
            ("ArrowUp", "ArrowDown") if isinstance(control, Choice) else ("ArrowLeft", "ArrowRight")
        )
        field.press(backwards if at_the_end else onwards)
        assert field.input_value() != before
    root.get_by_role("button", name="Start again").click()
    for control in design.controls:
        assert float(root.locator(f"[name={control.name}]").input_value()) == control.default
