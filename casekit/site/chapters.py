"""A chapter to run: what its page offers at its end, and the zip to take away.

The zip holds the notebook, the data that it loads, the ledger that it quotes and the package that computes: on any
machine with Python, every number of the page can be had anew, or with other assumptions. Binder, another company's
machine in the browser, is offered where the build knows the repository, from the environment variable `REPOSITORY`
(`owner/name`).
"""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lxml.html import fragment_fromstring

from casekit.book import pages, read
from casekit.takeaway import README, ROOT, datasets, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

REPOSITORY = "REPOSITORY"
NAME = re.compile(r"[\w.-]+/[\w.-]+")
LEDGER = ("book/reference/claims.csv", "book/reference/references.bib")
HOW_TO = """\
{title}: the chapter as a notebook. You need Python 3.11 or later; type the first two lines in this folder.

1. python -m pip install jupyterlab "./{wheel}[chapters]"
2. python -m jupyter lab {notebook}
3. Run all cells, then change an assumption and run them again. Links to other pages lead nowhere here.
"""
OFFER = """\
<nav class="run" aria-label="Run this chapter"><p><strong>Run this chapter.</strong> Every number above comes from \
code, and you can change it: <a href="{name}.zip" download>download the notebook</a> with its data and models, which \
three lines start on any machine with Python{binder}; or type <code>make lab</code> in a copy of the whole \
project.</p></nav>"""
BINDER = """, or <a href="https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/{path}">open it in Binder</a>, \
another company's machine, with nothing to install"""


def notebooks(root: Path = ROOT) -> list[Path]:
    """Return the chapters, in their order."""
    return [path for path in pages(root) if path.suffix == ".ipynb" and path.parent.name == "cases"]


def offer(page: HtmlElement, pagename: str) -> None:
    """Put at the end of a chapter's page how to run it; other pages stay as they are.

    Raises
    ------
    ValueError
        If the environment names a repository that is none.
    """
    article = page.find(".//article")
    if PurePosixPath(pagename).parent.name != "cases" or article is None:
        return
    name = PurePosixPath(pagename).name
    html = OFFER.format(name=name, binder=_binder(f"{pagename}.ipynb"))
    article.append(fragment_fromstring(html))


def _binder(path: str) -> str:
    repository = os.environ.get(REPOSITORY, "")
    if not repository:
        return ""
    if not NAME.fullmatch(repository):
        raise ValueError(f"{REPOSITORY} is {repository!r}; it must be OWNER/NAME, as in 'jupyter/notebook'")
    return BINDER.format(repository=repository, path=escape(path))


def write_all(target: Path, wheel: tuple[str, bytes]) -> list[Path]:
    """Write the zip of every chapter into a folder, as ``NAME.zip``; return their paths.

    Parameters
    ----------
    target
        The folder of the chapters' pages.
    wheel
        The package as :func:`casekit.takeaway.wheel_file` gives it.
    """
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for notebook in notebooks():
        path = target / f"{notebook.stem}.zip"
        path.write_bytes(zipped(notebook.stem, contents(notebook, wheel)))
        written.append(path)
    return written


def contents(notebook: Path, wheel: tuple[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of a chapter's zip, by name."""
    text = notebook.read_text("utf-8")
    how_to = HOW_TO.format(title=_title(notebook), wheel=wheel[0], notebook=notebook.name)
    texts = {notebook.name: text, README: how_to, **datasets([text])}
    texts |= {name: (ROOT / name).read_text("utf-8") for name in LEDGER}
    return {name: content.encode() for name, content in texts.items()} | {wheel[0]: wheel[1]}


def _title(notebook: Path) -> str:
    heading: str = next(cell.source for cell in read(notebook).cells if cell.source.startswith("# "))
    return heading.splitlines()[0].removeprefix("# ")
