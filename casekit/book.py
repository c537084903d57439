"""The book's own workshop: run the notebooks, store what they give, write their numbers into the prose.

`python -m casekit.book` runs every chapter of _toc.yml and every exercise's solution (or those named) with nbclient
in a kernel of its own, stores normalised outputs, and fills the marked numbers of every page; `--check` runs
nothing, and exits with 1 if a page's numbers are not what its stored facts say.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from casekit.exercise.design import DESIGN, read_design
from casekit.prose import FACTS, Facts, fill, words

ROOT = Path(__file__).resolve().parent.parent
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CELL_TIMEOUT_S = 60
WORDS_PER_MINUTE = 220
EXERCISE_MINUTES = "exercise_minutes"


def pages(root: Path = ROOT) -> list[Path]:
    """Return the files of the book's pages, in the order of _toc.yml."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    return [_page_file(root, name) for name in [toc["root"], *_names(chapters)]]


def _names(entries: list[dict[str, Any]]) -> list[str]:
    """Return the names of pages and of the pages below them."""
    return [name for entry in entries for name in (entry["file"], *_names(entry.get("sections", [])))]


def solutions(root: Path = ROOT) -> list[Path]:
    """Return the solution notebook of every exercise."""
    return sorted(root.glob("exercises/*/solution.ipynb"))


def _page_file(root: Path, name: str) -> Path:
    for ending in (".md", ".ipynb"):
        if (root / f"{name}{ending}").is_file():
            return root / f"{name}{ending}"
    raise FileNotFoundError(f"_toc.yml names {name}, but there is neither {name}.md nor {name}.ipynb")


def read(path: Path) -> nbformat.NotebookNode:
    """Return a notebook, in nbformat 4."""
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def write(path: Path, notebook: nbformat.NotebookNode) -> None:
    """Store a notebook, one line break at its end."""
    path.write_text(as_text(notebook), encoding="utf-8")


def as_text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as it is stored."""
    text: str = nbformat.writes(notebook)
    return text.rstrip("\n") + "\n"


def run(path: Path) -> nbformat.NotebookNode:
    """Return the notebook with its outputs as a fresh kernel gives them, normalised.

    Raises
    ------
    RuntimeError
        If a cell fails, or writes a warning: a reader would see it.
    """
    notebook = read(path)
    try:
        NotebookClient(
            notebook, timeout=CELL_TIMEOUT_S, resources={"metadata": {"path": path.parent}}
        ).execute()
    except CellExecutionError as error:
        raise RuntimeError(f"{path}: a cell failed\n{error}") from error
    normalise(notebook, path)
    return notebook


def normalise(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Take out of a notebook whatever changes from run to run, and is shown to nobody."""
    notebook.metadata = nbformat.from_dict(
        {
            **{
                key: value
                for key, value in notebook.metadata.items()
                if key not in {"widgets", "language_info"}
            },
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise RuntimeError(f"{path}: cell {cell.id} writes to stderr: {output.text}")
            output.get("data", {}).pop(WIDGET_VIEW, None)


def facts_of(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return the facts that a notebook's stored outputs hold; none is an empty dictionary."""
    facts: dict[str, str] = {}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if output.get("metadata", {}).get(FACTS):
            facts |= Facts.parse(output.data["text/plain"])
    return facts


def all_facts(paths: list[Path]) -> dict[str, str]:
    """Return every chapter's facts, as `chapter:name`."""
    return {
        f"{path.stem}:{name}": text
        for path in paths
        if path.suffix == ".ipynb"
        for name, text in facts_of(read(path)).items()
    }


def exercise_times(root: Path = ROOT) -> dict[str, str]:
    """Return how many minutes each exercise takes, as its own design says, as `chapter:exercise_minutes`."""
    folders = [path.parent for path in solutions(root) if (path.parent / DESIGN).is_file()]
    return {f"{folder.name}:{EXERCISE_MINUTES}": _exercise_minutes(folder) for folder in folders}


def _exercise_minutes(folder: Path) -> str:
    found = re.search(r"\d+", read_design(folder).time)
    if found is None:
        raise RuntimeError(f"{folder}/{DESIGN} states no minutes under Time")
    return found.group()


def filled(path: Path, everywhere: dict[str, str]) -> str:
    """Return a page's text with its marked numbers as the stored facts have them."""
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        return _fill(path, text, everywhere | {"reading_minutes": _reading_minutes([text])})
    notebook = read(path)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    minutes = everywhere.get(f"{path.stem}:{EXERCISE_MINUTES}")
    own = {EXERCISE_MINUTES: minutes} if minutes else {}
    known = everywhere | facts_of(notebook) | own | {"reading_minutes": _reading_minutes(prose)}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _fill(path, cell.source, known)
    return as_text(notebook)


def _reading_minutes(texts: list[str]) -> str:
    return str(math.ceil(sum(len(words(text)) for text in texts) / WORDS_PER_MINUTE))


def _fill(path: Path, markdown: str, facts: dict[str, str]) -> str:
    try:
        return fill(markdown, facts)
    except ValueError as error:
        raise RuntimeError(f"{path}: {error}") from error


def main(arguments: list[str] | None = None) -> int:
    """Run or check the book; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m casekit.book", description=__doc__)
    parser.add_argument(
        "notebook", nargs="*", type=Path, help="notebooks to run (default: every chapter and solution)"
    )
    parser.add_argument("--check", action="store_true", help="run nothing; compare the numbers in the prose")
    options = parser.parse_args(arguments)
    try:
        everything = pages()
        runnable = [path for path in everything if path.suffix == ".ipynb"] + solutions()
        for path in [] if options.check else [path.resolve() for path in options.notebook] or runnable:
            print(f"running {path.relative_to(ROOT)}", flush=True)
            write(path, run(path))
        everywhere = exercise_times() | all_facts(everything)
        changed = [
            path for path in everything if filled(path, everywhere) != path.read_text(encoding="utf-8")
        ]
        for path in changed:
            if options.check:
                print(f"{path.relative_to(ROOT)}: its numbers are not its facts; run `make notebooks`")
            else:
                path.write_text(filled(path, everywhere), encoding="utf-8")
                print(f"wrote the numbers into {path.relative_to(ROOT)}")
    except (RuntimeError, FileNotFoundError, json.JSONDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
