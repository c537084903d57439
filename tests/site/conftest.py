"""The built site on a local server, and a real browser that can reach nothing else."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

from casekit import book

HTML = book.ROOT / "_build" / "html"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# No other host has an address here, and no proxy knows one. (A route in every context would do as well, but takes a
# round trip through Python for each request, and the browser's cache with it.)
CUT_OFF = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server")
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SLOWEST_FIRST = (
    "test_access", "test_pages", "test_pdf", "test_explorables", "test_exercise_in_jupyterlab", "test_same_bytes",
    "test_second_engine", "test_offline", "test_marking_desk", "test_jupyterlab", "test_room", "test_leaks",
)  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def page_paths() -> list[str]:
    """The address of every page of the book, as the site has it."""
    return [str(path.relative_to(book.ROOT).with_suffix(".html")) for path in book.pages()]


@functools.cache
def chapter_of(explorable: str) -> str:
    """The address of the chapter that carries an explorable."""
    mark = f'data-explorable="{explorable}"'
    chapters = [path for path in page_paths() if "/cases/" in path]
    [found] = [path for path in chapters if mark in (HTML / path).read_text(encoding="utf-8")]
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take longest, so that no worker is left alone with one of them at the end."""
    places = {name: place for place, name in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    assert (HTML / "book" / "index.html").is_file(), "the site is not built: run `make site`"
    handler = functools.partial(_Silent, directory=str(HTML))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM")
    assert executable, "CHROMIUM is not set: run `make site-tests`, which finds or installs one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=[*QUIET, *CUT_OFF])
        yield chromium
        chromium.close()


class Visit:
    """A page as one reader sees it, and everything that went wrong on the way."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.strangers: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._note)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.strangers.append(request.url)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.site}/{path}")
        return self.page


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """A visit; parametrise it indirectly with the browser context's options (viewport, colour scheme, scripts)."""
    options = {"viewport": DESKTOP, **getattr(request, "param", {})}
    with browser.new_context(**options) as context:
        yield Visit(context, site)


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built site."""
    return HTML


class Lab:
    """A notebook in a JupyterLab of its own, as a person at a browser works with it."""

    def __init__(self, address: str) -> None:
        self.address = address

    def open(self, page: Page) -> None:
        """Open the notebook, and wait until its kernel is there."""
        page.goto(self.address)
        page.locator(".jp-CodeCell").first.wait_for(timeout=90_000)
        # The notebook's own indicator says idle even before there is a kernel.
        expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=60_000)

    def run_cell(self, page: Page, index: int) -> None:
        """Run a code cell, counted from 0 among these, and wait until it has run."""
        self.run(page, page.locator(".jp-CodeCell").nth(index))

    def run(self, page: Page, cell: Locator) -> None:
        """Run a code cell, and wait until it has run."""
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder with a JupyterLab that has settings of its own; the address lacks the notebook's name."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"]
    own = {
        name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    }
    server = subprocess.Popen(
        command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/api/status?token={token}")
        yield f"http://127.0.0.1:{port}/lab/tree/{{notebook}}?reset&token={token}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_up(address: str, seconds: int = 60) -> None:
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


@pytest.fixture(scope="module")
def start_lab() -> Iterator[Callable[[Path], Lab]]:
    """Start a JupyterLab for a notebook; it ends with the tests of the module."""
    with contextlib.ExitStack() as stack:

        def start(notebook: Path) -> Lab:
            address = stack.enter_context(_served(notebook.parent))
            return Lab(address.format(notebook=notebook.name))

        yield start
