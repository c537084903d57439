"""What a design refuses, and what an explorable object does in a live notebook."""

from __future__ import annotations

import gzip
import json

import pytest

from casekit import assumptions
from casekit.explore import catalogue, explore
from casekit.explore.design import LARGEST_GRID, Choice, Design, Figure, Lines, Slider
from casekit.explore.formats import Format
from casekit.explore.widget import static_twin


def small(**changes: object) -> Design:
    parts: dict[str, object] = {
        "name": "small",
        "title": "Small",
        "invitation": "Move it.",
        "model": lambda x: {"double": 2 * x, "verdict": "said"},
        "controls": (Slider("x", "X", 0, 1, 0.1, default=0.5, show=Format(1)),),
        "figures": (Figure("double", "Double", Format(1)),),
        "sentences": {"said": "Twice {x} is {double}."},
        "charts": (Lines("x", ("double",), "Double against x"),),
    }
    return Design(**(parts | changes))  # type: ignore[arg-type]  # parts of every type


def test_a_slider_gives_the_decimals_it_is_marked_with() -> None:
    assert Slider("x", "X", 0, 1, 0.1, default=0.3, show=Format(1)).values[3] == 0.3


def test_a_slider_runs_across_an_assumption() -> None:
    assumed = assumptions.availability.resume_min
    slider = Slider.across("resume_min", "Minutes", assumed, 1, Format(0))
    assert (slider.values[0], slider.values[-1], slider.default) == (assumed.low, assumed.high, assumed.value)
    assert len(slider.values) == 15


@pytest.mark.parametrize(
    ("low", "high", "step", "default", "message"),
    [
        (0, 1, 0.3, 0, "steps of 0.3 do not lead from 0 to 1"),
        (0, 1, 0.5, 0.2, "the default 0.2 is not on a step"),
    ],
)
def test_a_slider_refuses_steps_that_do_not_fit(
    low: float, high: float, step: float, default: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Slider("x", "X", low, high, step, default=default, show=Format(1))


def test_a_grid_too_large_for_a_page_is_refused() -> None:
    wide = tuple(Slider(name, name, 0, 100, 1, default=0, show=Format(0)) for name in "abc")
    with pytest.raises(ValueError, match=f"at most {LARGEST_GRID} fit a page"):
        small(controls=wide)


def test_the_sentence_is_filled_with_what_the_page_shows() -> None:
    assert small().sentence({"x": 0.3}) == "Twice 0.3 is 0.6."


@pytest.mark.parametrize("name", catalogue())
def test_an_explorable_is_small_enough_for_a_page(name: str) -> None:
    twin = static_twin(catalogue()[name]).encode()
    assert len(gzip.compress(twin, 9)) <= 10_000


@pytest.mark.parametrize("name", catalogue())
def test_every_sentence_is_said_somewhere(name: str) -> None:
    design = catalogue()[name]
    said = {design.model(**settings)["verdict"] for settings in design.settings()}
    assert said == set(design.sentences)


@pytest.mark.parametrize("name", catalogue())
def test_the_twin_reads_as_it_stands(name: str) -> None:
    design = catalogue()[name]
    twin = static_twin(design)
    assert f'data-explorable="{name}"' in twin
    assert "style=" not in twin
    state = twin.split('<script type="application/json">')[1].split("</script>")[0]
    assert json.loads(state)["name"] == name


@pytest.mark.parametrize("name", catalogue())
def test_python_reads_and_sets_a_live_explorable(name: str) -> None:
    widget = explore(name)
    control = catalogue()[name].controls[0]
    seen: list[float] = []
    widget.observe(lambda change: seen.append(change["new"]), control.name)
    setattr(widget, control.name, control.values[-1])
    assert seen == [control.values[-1]]
    assert widget.settings[control.name] == control.values[-1]
    assert widget.sentence == catalogue()[name].sentence(widget.settings)


def test_a_value_off_the_control_is_refused_in_a_sentence() -> None:
    widget = explore("retention")
    with pytest.raises(
        ValueError, match=r"annual_hazard must be between 0.1 and 0.45 in steps of 0.05, but it is 0.12"
    ):
        widget.annual_hazard = 0.12
    with pytest.raises(
        ValueError, match=r"occasions must be one of 1 \(once\), 4 \(once a quarter\), but it is 3"
    ):
        widget.occasions = 3


def test_an_unknown_explorable_is_refused_with_what_there_is() -> None:
    with pytest.raises(ValueError, match="there is no explorable 'nothing'; there are retention"):
        explore("nothing")


def test_a_choice_refuses_a_default_that_is_none_of_its_options() -> None:
    with pytest.raises(ValueError, match="often: the default 2 is not one of the options"):
        Choice("often", "Often", {1: "once", 4: "quarterly"}, default=2)


def test_a_whole_option_is_written_as_a_page_writes_it() -> None:
    fading = Choice("fading", "Fading", {1.0: "never", 0.5: "fast"}, default=1.0)
    assert [str(value) for value in (*fading.values, fading.default)] == ["1", "0.5", "1"]
    assert json.dumps(fading.to_json()["values"]) == "[1, 0.5]"
    assert (fading.text(1), fading.text(1.0)) == ("never", "never")


@pytest.mark.parametrize(
    "chart", [Lines("y", ("double",), "No such slider"), Lines("x", ("half",), "None such")]
)
def test_a_chart_of_what_is_not_there_is_refused(chart: Lines) -> None:
    with pytest.raises(
        ValueError, match="small: a chart must draw some of the figures along one of the sliders"
    ):
        small(charts=(chart,))


def test_a_choice_is_no_axis() -> None:
    choice = Choice("x", "X", {0: "none", 1: "one"}, default=0)
    with pytest.raises(ValueError, match="along one of the sliders"):
        small(controls=(choice,))


def test_a_choice_keeps_its_words() -> None:
    assert Choice("often", "Often", {1: "once", 4: "quarterly"}, default=1).text(4) == "quarterly"
