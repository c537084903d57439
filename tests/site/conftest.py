"""The built site on a local server, and a real browser that can reach nothing else."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from casekit import book

HTML = book.ROOT / "_build" / "html"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def page_paths() -> list[str]:
    """The address of every page of the book, as the site has it."""
    return [str(path.relative_to(book.ROOT).with_suffix(".html")) for path in book.pages()]


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
        chromium = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield chromium
        chromium.close()


class Visit:
    """A page as one reader sees it, and everything that went wrong on the way."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.strangers: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self._only_our_own)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _only_our_own(self, route: Route) -> None:
        if route.request.url.startswith((self.site, "data:", "blob:")):
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()

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
