"""The same explorable in a live JupyterLab: moved by mouse and keyboard, read and set from Python."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

CELLS = [
    "from casekit.explore import explore\n\nlive = explore('retention')\nlive",
    "print('python sees', live.hazard_ratio_if_refused)",
    "live.occasions = 4",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab that serves one notebook, with settings of its own."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "live.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        sys.executable,
        "-m",
        "jupyter",
        "lab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
    ]
    command += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"]
    own = {
        name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    }
    server = subprocess.Popen(
        command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/api/status?token={token}")
        yield f"http://127.0.0.1:{port}/lab/tree/live.ipynb?reset&token={token}"
    finally:
        server.terminate()
        server.wait(20)


def wait_until_up(address: str, seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                json.load(answer)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.25)


def run_cell(page: Page, index: int) -> None:
    cell = page.locator(".jp-CodeCell").nth(index)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)


def test_the_explorable_is_alive_in_jupyterlab(lab: str, browser: Browser, tmp_path: Path) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 1600}) as context:
        page = context.new_page()
        page.goto(lab)
        page.locator(".jp-CodeCell").first.wait_for(timeout=90_000)
        expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_attached(
            timeout=60_000
        )
        run_cell(page, 0)
        slider = page.locator(".jp-OutputArea [name=hazard_ratio_if_refused]")
        slider.wait_for(timeout=60_000)

        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(slider).to_have_value("1.6")
        run_cell(page, 1)
        expect(page.get_by_text("python sees 1.6")).to_be_visible(timeout=30_000)

        box = slider.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
        expect(slider).to_have_value("3")
        run_cell(page, 1)
        expect(page.get_by_text("python sees 3.0")).to_be_visible(timeout=30_000)

        run_cell(page, 2)
        expect(page.locator(".jp-OutputArea [name=occasions]")).to_have_value("4")
        expect(page.locator(".jp-OutputArea [data-output=cost_of_absence]")).to_have_text("$1,920")
        page.screenshot(path=tmp_path / "lab.png")
