"""Explorables on the page say what a direct call of their model says, at any setting."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from casekit.explore import catalogue
from casekit.explore.design import Choice, Design, Lines, figures_by_name, headline
from tests.site.conftest import Visit, chapter_of, page_paths

SETTINGS = 200
FLOAT32 = 2.0**-23
# Sets every control as an input by hand does, and reads all that the explorable then shows, in one go.
TRY = """(root, settings) => {
    const only = (where, selector) => {
        const found = where.querySelectorAll(selector);
        if (found.length !== 1) throw new Error(`${found.length} elements are ${selector}`);
        return found[0];
    };
    for (const [name, value] of Object.entries(settings)) {
        const field = only(root, `[name=${name}]`);
        field.value = value;
        if (Number(field.value) !== value) throw new Error(`${name} does not take ${value}`);
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const marked = (where, mark, read) => Object.fromEntries([...where.querySelectorAll(`[data-${mark}]`)].map(
        e => [e.dataset[mark], read(only(where, `[data-${mark}="${e.dataset[mark]}"]`))]));
    const drawing = (chart) => {
        const svg = only(chart, "svg[role=img]");
        return {
            ticks: [...svg.querySelectorAll("[data-tick]")].map(t => [Number(t.dataset.tick), t.getAttribute("y") - 4]),
            points: marked(svg, "point", p => [p.dataset.value, p.getAttribute("cy")]),
            lines: marked(svg, "line", l => l.getAttribute("d")),
            cells: [...chart.querySelectorAll("tbody tr")].map(
                row => [...row.querySelectorAll("td")].map(cell => cell.textContent)),
        };
    };
    return {
        sentence: only(root, ".explorable-sentence").innerText,
        figures: marked(root, "output", o => [o.innerText, o.dataset.value]),
        charts: [...root.querySelectorAll(".explorable-chart")].map(drawing),
    };
}"""

# The texts of a picture that lie outside it (a pixel may), or on another one.
MISPLACED = """svg => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
    const outside = texts.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    const touching = texts.filter(([, a], i) => texts.slice(i + 1).some(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3));
    return [...outside, ...touching].map(([words]) => words);
}"""


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


def check(root: Locator, design: Design, settings: dict[str, float], largest: dict[str, float]) -> None:
    """At some settings, the figures, the sentence, the charts and their tables are the model's."""
    shown = root.evaluate(TRY, settings)
    answers = design.model(**settings)
    for figure in headline(design):
        text, value = shown["figures"][figure.name]
        assert text == figure.show(answers[figure.name]), settings
        assert close(number(value), answers[figure.name], largest[figure.name]), settings
    assert shown["sentence"] == design.sentence(settings), settings
    for drawn, chart in zip(shown["charts"], design.charts, strict=True):
        check_chart(drawn, chart, design, settings, largest)


def check_chart(
    drawn: dict[str, Any], chart: Lines, design: Design, settings: dict[str, float], largest: dict[str, float]
) -> None:
    """The points, the lines' heights and the table are the model's, read off the drawing itself."""
    (low, low_row), (high, high_row) = drawn["ticks"][0], drawn["ticks"][-1]

    def row(value: float) -> float:
        return float(low_row + (value - low) / (high - low) * (high_row - low_row))

    points = design.slice(chart, settings)
    here = design.model(**settings)
    for i, name in enumerate(chart.figures):
        shown_value, shown_row = drawn["points"][name]
        assert close(number(shown_value), here[name], largest[name]), settings
        assert float(shown_row) == pytest.approx(row(here[name]), abs=0.02), settings
        rows = [float(y) for y in re.findall(r"[ML][-\d.]+ ([-\d.]+)", drawn["lines"][name])]
        assert rows == pytest.approx([row(answers[name]) for _, answers in points], abs=0.02), settings
        show = figures_by_name(design)[name].show
        column = [cells[i] for cells in drawn["cells"]]
        assert column == [show(answers[name]) for _, answers in points], settings


@pytest.mark.parametrize("name", catalogue())
def test_figures_sentence_and_chart_are_the_models(visit: Visit, name: str) -> None:
    design = catalogue()[name]
    root = visit.open(chapter_of(name)).locator(f"[data-explorable={name}]")
    largest = largest_values(design)
    for settings in settings_to_try(design):
        check(root, design, settings, largest)
    assert visit.errors == []


@pytest.mark.parametrize("name", catalogue())
def test_what_a_chart_says_stays_in_its_picture_and_apart(visit: Visit, name: str) -> None:
    page = visit.open(chapter_of(name))
    charts = page.locator(f"[data-explorable={name}] .explorable-chart > svg")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
        for chart in charts.all():
            assert int(chart.get_attribute("width") or 0) < width
            assert chart.evaluate(MISPLACED) == [], width
    assert charts.count() > 0


def test_every_explorable_has_a_page_and_is_alive_there(visit: Visit, built: Path) -> None:
    found = set()
    for path in page_paths():
        if "data-explorable" not in (built / path).read_text(encoding="utf-8"):
            continue
        for root in visit.open(path).locator("[data-explorable]").all():
            found.add(root.get_attribute("data-explorable"))
            expect(root.locator(".explorable-live")).to_be_visible()
    assert found == set(catalogue())


@pytest.mark.parametrize("name", catalogue())
def test_every_control_has_a_label_and_moves_by_keyboard(visit: Visit, name: str) -> None:
    design = catalogue()[name]
    root = visit.open(chapter_of(name)).locator(f"[data-explorable={name}]")
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
