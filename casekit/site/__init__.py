"""The Sphinx extension that makes the site light, private and alive.

It finishes every page as the last thing that happens to it (see :mod:`casekit.site.page`), turns formulas into
MathML (:mod:`casekit.site.maths`), and puts the explorables' own script and style beside the pages.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml.html import document_fromstring
from sphinx.errors import ExtensionError

from casekit import book, evidence
from casekit.exercise import bundle
from casekit.explore import catalogue
from casekit.explore.widget import HERE as EXPLORE
from casekit.site import bibliography, chapters, lean, maths, publish, search
from casekit.site.page import finish
from casekit.takeaway import wheel_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

EXPLORABLE_SCRIPT = "explorable.js"
EXPLORABLE_STYLE = "explorable.css"
SOURCES, OWN = (Path(__file__).parent, EXPLORE, book.ROOT / "book" / "web"), {".py", ".js", ".css"}
PRACTICE, CASES = "book/practice", "book/cases"
"""Where the practice pages and the chapters stand, and beside each the zip it offers."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the extension to Sphinx."""
    bibliography.setup()
    maths.setup(app)
    search.setup(app)
    app.add_config_value(
        "casekit_site", fingerprint(*SOURCES), "env", str
    )  # built pages are stale when these change; of scripts and styles Sphinx would not notice
    app.connect("builder-inited", _refuse_an_unsound_ledger)
    app.connect("config-inited", _set_address)
    app.connect("builder-inited", _place_explorable)
    app.connect("builder-inited", _finish_every_page)
    app.connect("build-finished", _complete_site, priority=900)
    app.add_css_file(EXPLORABLE_STYLE)
    app.add_js_file(EXPLORABLE_SCRIPT, loading_method="defer")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def fingerprint(*folders: Path) -> str:
    """Return a digest of the code, the scripts and the styles in some folders."""
    digest = sha256()
    for path in sorted(path for folder in folders for path in folder.iterdir() if path.suffix in OWN):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def classic_script(module: str) -> str:
    """Return an ES module's text as a script that browsers also run from a file on disk.

    Modules don't load from `file://`, so the page takes this form everywhere; what the module exports by
    default becomes `window.explorable`.
    """
    body = module.replace("export default ", "window.explorable = ").replace("export function ", "function ")
    if "export " in body or "import " in body:
        raise ValueError("only `export function` and one `export default` can be made into a classic script")
    return f'"use strict";\n(() => {{\n{body}}})();\n'


def _set_address(_: Sphinx, config: Config) -> None:
    config.html_baseurl = publish.address()


def _refuse_an_unsound_ledger(_: Sphinx) -> None:
    found = evidence.problems()
    if found:
        raise ExtensionError("book/reference/claims.csv: " + "; ".join(found))


def _refuse_an_incomplete_site(site: Path) -> None:
    pages = [path.relative_to(book.ROOT).with_suffix(".html").as_posix() for path in book.pages()]
    if lacking := publish.missing(site, pages, catalogue()):
        raise ExtensionError("the site is not complete: " + "; ".join(lacking))


def _finish_every_page(app: Sphinx) -> None:
    templates = getattr(app.builder, "templates", None)
    if templates is None:  # a builder that writes no pages
        return
    render = templates.render

    def render_and_finish(template: str, context: dict[str, Any]) -> str:
        html: str = render(template, context)
        return finish(html, str(context.get("pagename", "")))

    templates.render = render_and_finish


def _place_explorable(app: Sphinx) -> None:
    """Put the explorables' script and style where pages ask for them, before any page states their checksums."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        script = classic_script((EXPLORE / EXPLORABLE_SCRIPT).read_text(encoding="utf-8"))
        (static / EXPLORABLE_SCRIPT).write_text(script, encoding="utf-8")
        style = (EXPLORE / EXPLORABLE_STYLE).read_text(encoding="utf-8")
        (static / EXPLORABLE_STYLE).write_text(style, encoding="utf-8")


def _complete_site(app: Sphinx, failure: Exception | None) -> None:
    if failure is None and app.builder.format == "html":
        site = Path(app.outdir)
        _refuse_an_incomplete_site(site)
        home = f"{app.config.root_doc}.html"
        front = document_fromstring((site / home).read_text(encoding="utf-8"))
        search.complete(app)
        publish.complete(site, home, app.config.html_title, front)
        lean.complete(site / "_static")
        wheel = wheel_file()
        bundle.write_all(site / PRACTICE, wheel)
        chapters.write_all(site / CASES, wheel)
