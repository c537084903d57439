"""The whole book as one PDF: every page in the order of the contents, explorables at their default settings.

A browser gathers the articles of the built site into one document and prints it, with page numbers, bookmarks from
the headings, and links that lead to pages of the PDF. `make pdf` runs it, or `python -m casekit.site.pdf [FILE]`;
it needs Chromium and the test tools.
"""

from __future__ import annotations

import functools
import http.server
import os
import sys
import threading
from html import escape
from pathlib import Path

from casekit import book
from casekit.site.offline import SITE

PDF = book.ROOT / "_build" / "two-days.pdf"
FOOT = (
    '<div style="font-size:8px;width:100%;text-align:center;color:#555">'
    '{title} · <span class="pageNumber"></span> of <span class="totalPages"></span></div>'
)
GATHER = """async (pages) => {
    const prefix = (address) => address.replace(/[^a-z0-9]+/gi, "-");
    const known = new Set(pages);
    const articles = [];
    for (const page of pages) {
        const text = await (await fetch("/" + page)).text();
        const article = new DOMParser().parseFromString(text, "text/html").querySelector("article");
        article.id = "";
        for (const element of article.querySelectorAll("[id]")) element.id = `${prefix(page)}--${element.id}`;
        for (const link of article.querySelectorAll("a[href]")) {
            const url = new URL(link.getAttribute("href"), new URL("/" + page, location.origin));
            const target = url.pathname.slice(1);
            if (url.origin !== location.origin) continue;
            if (known.has(target)) link.setAttribute("href", `#${prefix(target)}--${url.hash.slice(1)}`);
            else link.removeAttribute("href");
        }
        const start = document.createElement("div");
        start.id = `${prefix(page)}--`;
        start.className = "pdf-page";
        start.append(document.importNode(article, true));
        articles.push(start);
    }
    document.title = document.querySelector(".sidebar-brand-text").textContent.trim();
    document.body.replaceChildren(...articles);
    for (const details of document.querySelectorAll(".claims details, .quiz details")) details.open = true;
    mountExplorables();
}"""


def write(executable: str, site: Path = SITE, target: Path = PDF) -> Path:
    """Print a built site with the browser at `executable`, and return the PDF's path."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(_Silent, directory=str(site))
    pages = [str(path.relative_to(book.ROOT).with_suffix(".html")) for path in book.pages()]
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 760, "height": 1000}, color_scheme="light")
        alive = next(path for path in pages if "data-explorable" in (site / path).read_text(encoding="utf-8"))
        page.goto(
            f"http://127.0.0.1:{server.server_port}/{alive}"
        )  # it has the script that the others need here
        page.evaluate(GATHER, pages)
        page.wait_for_timeout(500)
        page.pdf(
            path=target, format="A4", outline=True, tagged=True, print_background=True,
            display_header_footer=True, header_template="<span></span>",
            footer_template=FOOT.format(title=escape(page.title())),
            margin={"top": "18mm", "bottom": "18mm", "left": "16mm", "right": "16mm"},
        )  # fmt: skip
        browser.close()
        server.shutdown()
    return target


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main(target: Path = PDF) -> int:
    """Print the built site into a file; return the exit status."""
    executable = os.environ.get("CHROMIUM", "")
    if not executable or not (SITE / "index.html").is_file():
        print(
            "The PDF needs a built site and the path of Chromium in CHROMIUM: run make pdf.", file=sys.stderr
        )
        return 1
    write(executable, target=target)
    print(f"{os.path.relpath(target)}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
