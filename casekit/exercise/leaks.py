"""What must never reach a learner, and a search for it in anything that is handed out or published.

A secret is a line of a solution, a line of a hidden check, or a number that a solution arrives at. What learners have
anyway is none: imports, and what stands outside the solutions' markers, in shown checks and in hints, of any exercise,
and in the package itself. The search reads pages without their tags, notebooks with outputs and metadata, and what is
in zips.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from html import unescape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

import casekit
from casekit.exercise.folder import CHECKS, HINTS
from casekit.exercise.release import BEGIN, END, SOLUTION, read_notebook, role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIDDEN = "hidden_checks.py"
SHORTEST = 16  # characters without blanks: shorter lines, such as `case = ...`, are anybody's
DIGITS = 6
SIMPLEST = 20  # a fraction of whole numbers up to here is anybody's, too
IMPORT = re.compile(r"\s*(from|import)\s")
LETTER = re.compile(r"[^\W\d_]")
BINARY = {".png", ".jpg", ".woff", ".woff2", ".ico", ".pdf", ".gz", ".inv"}
NUMBER = re.compile(r"(?<![\d.])\d+\.\d+")
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that was found: where, and what it is."""

    place: str
    secret: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of one exercise: lines without their blanks, and numbers to six significant digits."""

    lines: frozenset[str]
    numbers: frozenset[str]

    def found_in(self, text: str) -> set[str]:
        """Return the secrets in a text, in which tags are no text."""
        seen = _squeezed(unescape(TAG.sub("", text)))
        raw = _squeezed(text)
        figures = {_figure(float(number)) for number in NUMBER.findall(text)}
        return {line for line in self.lines if line in seen or line in raw} | (self.numbers & figures)


def secrets(folder: Path) -> Secrets:
    """Return the secrets of one exercise, for which its solution is run."""
    notebook = read_notebook(folder / SOLUTION)
    hidden = (folder / HIDDEN).read_text("utf-8").splitlines() if (folder / HIDDEN).is_file() else []
    lines = {_squeezed(line) for line in (*_split(notebook)[0], *hidden) if not IMPORT.match(line)}
    known = _known_anyway(folder.parent)
    return Secrets(
        lines=frozenset(
            line for line in lines if len(line) >= SHORTEST and LETTER.search(line) and line not in known
        ),
        numbers=frozenset(_numbers(notebook, folder)),
    )


def search(places: Iterable[Path], known: Secrets) -> list[Leak]:
    """Return every leak in some files and folders, zips and what is in them included."""
    files = chain.from_iterable(sorted(p.rglob("*")) if p.is_dir() else [p] for p in places)
    return [
        Leak(name, secret)
        for path in files
        if path.is_file()
        for name, content in _opened(str(path), path.read_bytes())
        for secret in sorted(known.found_in(_readable(name, content)))
    ]


def _split(notebook: Any) -> tuple[list[str], list[str]]:
    """Return the lines inside of the solutions, and those outside."""
    inside: list[str] = []
    outside: list[str] = []
    for cell in notebook.cells:
        is_inside = False
        for line in cell.source.splitlines():
            if line.strip() in (BEGIN, END):
                is_inside = line.strip() == BEGIN
            else:
                (inside if is_inside else outside).append(line)
    return inside, outside


@cache
def _known_anyway(exercises: Path) -> str:
    """Return all that learners of any exercise may see, without blanks."""
    notebooks = [line for path in exercises.glob(f"*/{SOLUTION}") for line in _split(read_notebook(path))[1]]
    shown = (path for name in (CHECKS, HINTS) for path in exercises.glob(f"*/{name}"))
    package = Path(casekit.__file__).parent.rglob("*.py")
    return _squeezed("\n".join([*notebooks, *(path.read_text("utf-8") for path in (*shown, *package))]))


def _opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, or what is in it if it is an archive (a wheel is one)."""
    if not is_zipfile(io.BytesIO(content)):
        yield name, content
        return
    with ZipFile(io.BytesIO(content)) as archive:
        for inner in archive.namelist():
            yield from _opened(f"{name}/{inner}", archive.read(inner))


def _readable(name: str, content: bytes) -> str:
    if Path(name).suffix in BINARY:
        return ""
    text = content.decode("utf-8", "replace")
    if name.endswith(".ipynb"):  # in the file, the lines of a cell are strings with escapes
        return "\n".join(_strings(json.loads(text)))
    return text


def _strings(value: Any) -> Iterator[str]:
    """Yield every text and number in some JSON, metadata included; lines that belong together as one text."""
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        yield "".join(value)
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _strings(entry)
    else:
        yield str(value)


def _numbers(notebook: Any, folder: Path) -> Iterator[str]:
    """Yield the numbers that the solution's answers are, where they are long enough to be nobody else's."""
    namespace: dict[str, Any] = {}
    before: dict[str, Any] = {}
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                before = dict(namespace)
                exec(cell.source, namespace)  # the kit's own source, as nbval runs it too
                if role(cell).get("solution"):
                    fresh = [value for name, value in namespace.items() if value is not before.get(name)]
                    yield from (_figure(value) for value in fresh if _is_telling(value))


def _is_telling(value: Any) -> bool:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return False
    if not math.isfinite(number) or abs(number - Fraction(number).limit_denominator(SIMPLEST)) < 1e-9:
        return False  # two thirds are two thirds anywhere
    return len(_figure(number).strip("0.").replace(".", "")) >= DIGITS - 1


def _figure(value: float) -> str:
    return f"{abs(value):.{DIGITS}g}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
