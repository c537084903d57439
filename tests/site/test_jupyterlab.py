"""The same explorable in a live JupyterLab: moved by mouse and keyboard, read and set from Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, expect

CELLS = [
    "from casekit.explore import explore\n\nlive = explore('retention')\nlive",
    "print('python sees', live.hazard_ratio_if_refused)",
    "live.occasions = 4",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, start_lab: Callable[[Path], Any]) -> Any:
    """A JupyterLab with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "live.ipynb")
    return start_lab(folder / "live.ipynb")


def test_the_explorable_is_alive_in_jupyterlab(lab: Any, browser: Browser, tmp_path: Path) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 1600}) as context:
        page = context.new_page()
        lab.open(page)
        lab.run_cell(page, 0)
        slider = page.locator(".jp-OutputArea [name=hazard_ratio_if_refused]")
        slider.wait_for(timeout=60_000)

        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(slider).to_have_value("1.6")
        lab.run_cell(page, 1)
        expect(page.get_by_text("python sees 1.6")).to_be_visible(timeout=30_000)

        box = slider.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
        expect(slider).to_have_value("3")
        lab.run_cell(page, 1)
        expect(page.get_by_text("python sees 3.0")).to_be_visible(timeout=30_000)

        lab.run_cell(page, 2)
        expect(page.locator(".jp-OutputArea [name=occasions]")).to_have_value("4")
        expect(page.locator(".jp-OutputArea [data-output=cost_of_absence]")).to_have_text("$1,920")
        page.screenshot(path=tmp_path / "lab.png")
