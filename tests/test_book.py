"""The book: its pages, its claims and its numbers hold together."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from casekit import book, evidence
from casekit.prose import bare_numbers
from casekit.reference import is_generated

PAGES = book.pages()
CHAPTERS = [path for path in PAGES if path.parent.name == "cases"]
LITERALS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "literals.yml").read_text("utf-8")
)
PARTS = (
    "The case", "Predict first", "The model", "Try it with your own numbers", "The data", "What research says",
    "When this is wrong", "In the meeting", "Practice", "Further reading", "Every number on this page",
)  # fmt: skip


def prose(path: Path) -> list[str]:
    """The page's text: its Markdown, cell by cell."""
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        return [] if is_generated(text) else [text]
    return [cell.source for cell in book.read(path).cells if cell.cell_type == "markdown"]


def name(path: Path) -> str:
    return str(path.relative_to(book.ROOT / "book").with_suffix(""))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_number_in_the_prose_has_a_fact_behind_it(path: Path) -> None:
    allowed = LITERALS.get("everywhere", {}) | LITERALS.get(name(path), {})
    assert [number for text in prose(path) for number in bare_numbers(text, allowed)] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_paragraph_begins_with_a_marked_number(path: Path) -> None:
    """Markdown would take the comment for a block of HTML, and leave the paragraph's emphasis unread."""
    assert [text for text in prose(path) if re.search(r"(?:^|\n\n)<!--", text)] == []


def test_no_allowed_literal_is_left_over() -> None:
    unused = [
        (page, phrase)
        for page, phrases in LITERALS.items()
        for phrase in phrases
        if not any(
            phrase in text for path in PAGES if page in ("everywhere", name(path)) for text in prose(path)
        )
    ]
    assert unused == []


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_chapter_has_all_its_parts_in_order(path: Path) -> None:
    headings = re.findall(r"^#{2,3} (.+)$", "\n".join(prose(path)), flags=re.MULTILINE)
    assert [heading for heading in headings if heading in PARTS] == list(PARTS)
    assert "> **The answer in a minute.**" in "\n".join(prose(path))


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_chapter_holds_every_anchor_that_the_ledger_gives_it(path: Path) -> None:
    text = "\n".join(prose(path))
    promised = [
        anchor.partition("#")[2]
        for claim in evidence.claims()
        for anchor in claim.anchors
        if anchor.partition("#")[0] == name(path)
    ]
    assert [anchor for anchor in promised if text.count(f'<span id="{anchor}"></span>') != 1] == []


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_chapter_is_stored_as_it_is_normalised(path: Path) -> None:
    notebook = book.read(path)
    before = book.as_text(notebook)
    book.normalise(notebook, path)
    assert book.as_text(notebook) == before
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code"), (
        "run make notebooks"
    )


def test_the_ledger_is_sound() -> None:
    assert evidence.problems() == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"anchors": ()}, "has no home"),
        ({"grade": "supported", "citations": ()}, "graded supported without a source"),
        ({"grade": "proved"}, "has the grade 'proved'"),
        ({"citations": ("Nobody1900",)}, "cites Nobody1900, which the bibliography lacks"),
    ],
)
def test_an_unsound_ledger_is_refused_in_a_sentence(change: dict[str, object], sentence: str) -> None:
    from dataclasses import replace

    row = replace(evidence.claims()[0], **change)  # type: ignore[arg-type]
    assert any(sentence in problem for problem in evidence.problems([row]))


def test_nbval_notices_when_a_constant_of_a_model_changes(tmp_path: Path) -> None:
    """The stored outputs are proved: alter one default in a copy of the project, and the chapter must fail."""
    for part in ("casekit", "book", "datasets", "_toc.yml", "pyproject.toml"):
        source = book.ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)
    assumptions = tmp_path / "casekit" / "assumptions.py"
    text = assumptions.read_text(encoding="utf-8")
    altered = text.replace('"overtime_rate", 30, 20, 40', '"overtime_rate", 31, 20, 40')
    assert altered != text
    chapter = "book/cases/01-retention.ipynb"
    assert run_nbval(tmp_path, chapter).returncode == 0
    assumptions.write_text(altered, encoding="utf-8")
    failed = run_nbval(tmp_path, chapter)
    assert failed.returncode == 1, failed.stdout
    assert "Cell outputs differ" in failed.stdout or "mismatch" in failed.stdout


def run_nbval(folder: Path, notebook: str) -> subprocess.CompletedProcess[str]:
    """Run nbval in a copy of the project, whose own casekit comes first."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-q",
        notebook,
    ]
    return subprocess.run(
        [*command, "--override-ini=filterwarnings=", "--override-ini=addopts="],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_failing_cell_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.ipynb"
    cells = [nbformat.v4.new_code_cell("1 / 0")]
    book.write(path, nbformat.v4.new_notebook(cells=cells))
    with pytest.raises(RuntimeError, match=r"bad\.ipynb: a cell failed"):
        book.run(path)
