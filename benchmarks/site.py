"""How light, quick and steady the site is, beside the same book built by plain Jupyter Book with ipywidgets.

``python benchmarks/site.py`` takes the site that ``make site`` built, builds the same pages once more in a temporary
folder, the way Jupyter Book does by itself, and reads both in Chromium, cut off from every other host. README.md
says how to read the result.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import mimetypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from models import table
from playwright.sync_api import Browser, Page, Route, sync_playwright

from casekit.explore import catalogue
from casekit.explore.design import Design, Slider, headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "_build" / "html"
CHAPTERS = sorted(f"book/cases/{path.stem}.html" for path in (ROOT / "book" / "cases").glob("*.ipynb"))
PAGES = {
    "home": "book/index.html",
    **{f"chapter {Path(path).stem}": path for path in CHAPTERS},
    "reference: the ledger": "book/reference/evidence.html",
    "search for a word": "search.html?q=hazard",
}
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
INPUTS = 60
THROTTLE = 4
LATE_S = 1.0
GIVE_UP_MS = 10_000
COMPRESSED = {".png", ".woff", ".woff2"}
LOADER, LOADED_AS = (
    "require.js",
    "require.min.js",
)  # npm has no minified one: it stands in, and is not weighed


# ---- the plain book

PLAIN_CONFIG = """\
title: Can we spare you for two days?
author: The Two Days Kit authors
only_build_toc_files: true
execute: {execute_notebooks: "off"}
bibtex_bibfiles: [book/reference/references.bib]
"""


def build_plain(folder: Path) -> Path:
    """Build the book with the default theme and ipywidgets' embed; return the folder of its pages."""
    for part in ("book", "datasets"):
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("web", "*.py", "__pycache__")
        )
    shutil.copy(ROOT / "_toc.yml", folder)
    (folder / "_config.yml").write_text(PLAIN_CONFIG, encoding="utf-8")
    for chapter in (folder / "book" / "cases").glob("*.ipynb"):
        embed_widgets(chapter)
    command = [Path(sys.executable).with_name("jupyter-book"), "build", folder, "--quiet"]
    built = subprocess.run(command, capture_output=True, text=True)
    pages = folder / "_build" / "html"
    if built.returncode or not (pages / PAGES["home"]).is_file():
        raise SystemExit(
            f"plain Jupyter Book did not build the book: {(built.stdout + built.stderr)[-2000:]}"
        )
    return pages


def embed_widgets(chapter: Path) -> None:
    """Put ipywidgets, and their state, where a chapter has an explorable."""
    import nbformat
    from ipywidgets.embed import dependency_state

    notebook = nbformat.read(chapter, 4)
    boxes = []
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        name = re.search('data-explorable="([^"]+)"', "".join(output.get("data", {}).get("text/html", "")))
        if name:
            boxes.append(as_widgets(catalogue()[name[1]]))
            view = {"version_major": 2, "version_minor": 0, "model_id": boxes[-1].model_id}
            output["data"] = {"application/vnd.jupyter.widget-view+json": view, "text/plain": "VBox()"}
    state = {"version_major": 2, "version_minor": 0, "state": dependency_state(boxes)}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": state}
    nbformat.write(notebook, chapter)


def as_widgets(design: Design) -> Any:
    """Return an explorable as ipywidgets has it: sliders, and an output that holds the sentence."""
    from ipywidgets import Dropdown, FloatSlider, Output, VBox

    says = {"text/plain": design.sentence(design.defaults)}
    output = Output(outputs=({"output_type": "display_data", "data": says, "metadata": {}},))
    controls = [
        FloatSlider(description=c.label, value=c.default, min=c.low, max=c.high, step=c.step)
        if isinstance(c, Slider)
        else Dropdown(description=c.label, value=c.default, options=[(c.text(v), v) for v in c.values])
        for c in design.controls
    ]
    return VBox([*controls, output])


def accept_stand_ins(pages: Path) -> None:
    """Drop the checksums by which a page would refuse a file that stands in for another host's."""
    for page in (pages / "book" / "cases").glob("*.html"):
        html = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r' integrity="[^"]+"', "", html), encoding="utf-8")


# ---- a server, and a reader who reaches no other


@contextmanager
def served(folder: Path, late_s: float = 0.0) -> Iterator[str]:
    """Serve a folder on this machine, its scripts late by so many seconds; give the address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if urlsplit(self.path).path.endswith(".js"):
                time.sleep(late_s)
            super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def reader(
    browser: Browser, site: str, size: Any = PHONE, elsewhere: Callable[[Route], None] = Route.abort
) -> Iterator[Page]:
    """Open a window that keeps nothing from before; requests to other hosts go `elsewhere`."""

    def lead(route: Route) -> None:
        own = route.request.url.startswith((site, "data:", "blob:"))
        route.continue_() if own else elsewhere(route)

    with browser.new_context(viewport=size) as context:
        context.route("**/*", lead)
        yield context.new_page()


# ---- weight


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page asked for: bytes and number of its own files, and bytes of others' files by address."""

    own: int
    requests: int
    others: dict[str, int]


def weigh(browser: Browser, folder: Path, path: str, third_party: Path | None) -> Weight:
    """Open a page cold and weigh all it asks for, compressed as hosts send it."""
    asked: set[str] = set()
    others: dict[str, int] = {}

    def elsewhere(route: Route) -> None:
        file = published(route.request.url, third_party) if third_party else None
        others[route.request.url] = compressed(file) if file and file.name != LOADER else 0
        if file:
            kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
            route.fulfill(path=file, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.abort()

    with served(folder) as site, reader(browser, site, DESKTOP, elsewhere) as page:
        page.on("response", lambda response: asked.add(urlsplit(response.url).path.lstrip("/")))
        page.goto(f"{site}/{path}")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2000 if third_party else 0)  # what others sent may ask for more
    files = [folder / name for name in asked if (folder / name).is_file()]
    return Weight(sum(map(compressed, files)), len(files) + len(others), others)


def compressed(file: Path) -> int:
    """Return how many bytes of a file travel."""
    content = file.read_bytes()
    return len(content) if file.suffix in COMPRESSED else len(gzip.compress(content, 6))


def published(address: str, third_party: Path) -> Path | None:
    """Return the file that a network of copies of npm's packages would send for an address, if we have it."""
    path = urlsplit(address).path
    found = re.fullmatch(r"/npm/((?:@[^/]+/)?[^/@]+)@[^/]+/(.+)", path)
    name = f"{found[1]}/{found[2]}" if found else f"requirejs/{LOADER}" if path.endswith(LOADED_AS) else ""
    file = third_party / "node_modules" / name
    return file if file.is_file() else None


def weight_rows(
    browser: Browser, plain: Path, third_party: Path | None, asked: Counter[str]
) -> Iterator[list[str]]:
    """Yield a row for each page, and note what the plain one asks of others."""
    for name, path in PAGES.items():
        ours, theirs = (weigh(browser, folder, path, third_party) for folder in (OURS, plain))
        if ours.others:
            raise SystemExit(f"{path} asks others: {sorted(ours.others)}")
        asked.update(theirs.others.keys())
        yield [
            name,
            f"{ours.own / 1e3:,.1f} kB",
            str(ours.requests),
            f"{theirs.own / 1e3:,.0f} kB",
            str(theirs.requests),
            f"{theirs.own / ours.own:.1f}",
            *([f"{(theirs.own + sum(theirs.others.values())) / ours.own:.1f}"] if third_party else []),
        ]


# ---- time to an answer

NOTE_WHEN_ALIVE = """
    new MutationObserver((_, observer) => {
        if (!document.querySelector(".explorable-live")) return;
        window.alive = performance.now();
        observer.disconnect();
    }).observe(document, {childList: true, subtree: true});
"""
EXPECT = """([name, control, expected, patience]) => {
    const root = document.querySelector(`[data-explorable="${name}"]`);
    const slider = root.querySelector(`[name="${control}"]`);
    const places = [root.querySelector(".explorable-sentence"), ...root.querySelectorAll("[data-output]")];
    window.answer = new Promise((done) => {
        slider.addEventListener("keydown", ({ timeStamp }) => {
            const look = () => {
                const now = performance.now();
                if (places.every((place, i) => place.textContent === expected[i])) {
                    setTimeout(() => done(performance.now() - timeStamp));  // when this frame is painted
                } else if (now - timeStamp < patience) requestAnimationFrame(look);
                else done(null);
            };
            requestAnimationFrame(look);
        }, { once: true });
    });
    slider.focus();
}"""


def answer_rows(browser: Browser) -> Iterator[list[str]]:
    """Yield how three times spread: until the slider is there, until its first and its second input are answered."""
    where = {name: path for path in CHAPTERS for name in catalogue() if holds(path, name)}
    sliders = [
        (design, control)
        for design in catalogue().values()
        for control in design.controls
        if design.name in where and isinstance(control, Slider)
    ]
    with served(OURS) as site:
        times = [
            time_answers(browser, f"{site}/{where[design.name]}", design, control)
            for design, control in (sliders[i % len(sliders)] for i in range(INPUTS))
        ]
    titles = (
        "page opened, until its slider is there",
        "first input, until the right answer is painted",
        "second input",
    )
    for title, column in zip(titles, zip(*times, strict=True), strict=True):
        steps = quantiles(column, n=20, method="inclusive")
        yield [title, f"{steps[9]:.0f} ms", f"{steps[18]:.0f} ms", f"{max(column):.0f} ms"]


def holds(path: str, name: str) -> bool:
    """Return whether a built page carries an explorable."""
    return f'data-explorable="{name}"' in (OURS / path).read_text(encoding="utf-8")


def time_answers(
    browser: Browser, address: str, design: Design, control: Slider
) -> tuple[float, float, float]:
    """Open a page on a slow processor, press an arrow on a slider twice, and time the right answers."""
    values, at = control.values, control.values.index(control.default)
    step = 1 if at + 2 < len(values) else -1
    with reader(browser, address.split("/book/")[0]) as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
        page.add_init_script(NOTE_WHEN_ALIVE)
        page.goto(address)
        page.wait_for_selector(".explorable-live")
        taken = [page.evaluate("window.alive")]
        for value in (values[at + step], values[at + 2 * step]):
            settings = {**design.defaults, control.name: value}
            answers = design.model(**settings)
            expected = [design.sentence(settings), *(f.show(answers[f.name]) for f in headline(design))]
            page.evaluate(EXPECT, [design.name, control.name, expected, GIVE_UP_MS])
            page.keyboard.press("ArrowRight" if step > 0 else "ArrowLeft")
            taken.append(page.evaluate("window.answer"))
            if taken[-1] is None:
                raise SystemExit(f"{address} never gave the right answer at {settings}")
    return taken[0], taken[1], taken[2]


# ---- layout shift

ADD_UP_SHIFTS = """
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
SCROLL = """
    const waiting = setInterval(() => {
        const there = document.querySelector("[data-explorable]");
        if (!there || !document.querySelector("footer")) return;
        clearInterval(waiting);
        const { top, bottom } = there.getBoundingClientRect();
        window.scrollBy({ top: PLACE, behavior: "instant" });
        window.before = Boolean(there.querySelector(".explorable-still"));
    }, 20);
"""
PLACES = ("top - innerHeight / 3", "bottom - innerHeight * 0.6")


def shift(browser: Browser, site: str, path: str, size: dict[str, int], place: str = "") -> float:
    """Return how far a page moves by itself while its scripts come late, read from its top or from a `place`."""
    with reader(browser, site, size) as page:
        page.add_init_script(ADD_UP_SHIFTS + (SCROLL.replace("PLACE", place) if place else ""))
        page.goto(f"{site}/{path}")
        page.wait_for_timeout(500)
        if place and not page.evaluate("window.before"):
            raise SystemExit(f"{path}: the explorable was there before its script; nothing was measured")
        return float(page.evaluate("window.shift"))


def shift_rows(browser: Browser, plain: Path) -> Iterator[list[str]]:
    """Yield the shift of each page from its top, and the worst of all explorables on the screen."""
    with served(OURS, LATE_S) as ours, served(plain, LATE_S) as theirs:
        for name, path in PAGES.items():
            pairs = product((ours, theirs), (PHONE, DESKTOP))
            yield [name, *(f"{shift(browser, site, path, size):.3f}" for site, size in pairs)]
        worst = [
            max(shift(browser, ours, path, size, place) for path in CHAPTERS for place in PLACES)
            for size in (PHONE, DESKTOP)
        ]
        yield ["the worst chapter, its explorable on the screen", *(f"{moved:.3f}" for moved in worst)]


# ---- the report


def chromium() -> str:
    """Return the path of a Chromium."""
    found = subprocess.run([ROOT / ".ci" / "browser"], stdout=subprocess.PIPE, text=True)
    if found.returncode:
        raise SystemExit(found.returncode)
    return found.stdout.strip()


def main() -> None:
    """Build the plain book, measure both, and print it."""
    parser = argparse.ArgumentParser(description="Measures the site beside plain Jupyter Book.")
    parser.add_argument("--third-party", type=Path, help="a folder with node_modules; see README.md")
    third_party = parser.parse_args().third_party
    if not (OURS / PAGES["home"]).is_file():
        raise SystemExit("the site is not built: run make site first")
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium(), args=QUIET) as browser,
    ):
        plain = build_plain(Path(folder))
        if third_party:
            accept_stand_ins(plain)
        report(browser, plain, third_party)


def report(browser: Browser, plain: Path, third_party: Path | None) -> None:
    """Print every table."""
    print(f"Chromium {browser.version}; {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}")
    asked: Counter[str] = Counter()
    heads = [
        "",
        "ours",
        "requests",
        "plain",
        "requests",
        "times ours",
        *(["with others"] if third_party else []),
    ]
    table("Weight of a page, cold, compressed", heads, weight_rows(browser, plain, third_party, asked))
    print("\nWhat the plain pages ask of others, and on how many of them")
    print("\n".join(f"{pages:>3}  {address}" for address, pages in asked.items()))
    heads = ["", "half within", "95% within", "slowest"]
    table(
        f"Time to an answer, {INPUTS} cold pages, processor {THROTTLE}x slower", heads, answer_rows(browser)
    )
    heads = ["", "ours, phone", "desktop", "plain, phone", "desktop"]
    table(f"Layout shift, scripts late by {LATE_S:g} s", heads, shift_rows(browser, plain))


if __name__ == "__main__":
    main()
