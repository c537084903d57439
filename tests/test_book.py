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


def test_nbval_notices_when_a_constant_of_a_model_changes(tmp_path: Path) -> None:
    """The stored outputs are proved: alter one default in a copy of the project, and the chapter must fail."""
    for part in ("casekit", "book", "datasets", "_toc.yml", "pyproject.toml"):
        source = book.ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)
    assumptions = tmp_path / "casekit" / "assumptions" / "chapter_1_retention.py"
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


# ---- the workshop, on a book of one chapter


def small_book(folder: Path, prose: str, code: str = "") -> Path:
    """A book whose only chapter has this prose and this code, not yet run."""
    cells = [nbformat.v4.new_markdown_cell(prose, id="prose"), nbformat.v4.new_code_cell(code, id="facts")]
    book.write(folder / "one.ipynb", nbformat.v4.new_notebook(cells=cells))
    (folder / "index.md").write_text("Nets <!--one:net-->x<!---->.\n", encoding="utf-8")
    (folder / "_toc.yml").write_text(
        "root: index\nparts:\n- chapters:\n  - file: one\n", encoding="utf-8", newline="\n"
    )
    return folder / "one.ipynb"


FACTS = "from casekit.prose import Facts\nFacts(net='$168', days='65')"


def test_a_chapter_is_run_and_its_numbers_reach_its_prose_and_other_pages(tmp_path: Path) -> None:
    chapter = small_book(
        tmp_path, "Nets <!--net-->x<!---->, in <!--reading_minutes-->x<!----> minute.", FACTS
    )
    book.write(chapter, book.run(chapter))
    index, same = book.pages(tmp_path)
    everywhere = book.all_facts([index, same])
    assert same == chapter
    assert everywhere == {"one:net": "$168", "one:days": "65"}
    assert "Nets <!--net-->\\\\$168<!---->, in <!--reading_minutes-->1<!----> minute." in book.filled(
        chapter, everywhere
    )
    assert book.filled(index, everywhere) == "Nets <!--one:net-->\\$168<!---->.\n"


def test_what_is_stored_does_not_change_from_run_to_run(tmp_path: Path) -> None:
    chapter = small_book(tmp_path, "Nothing.", FACTS)
    first = book.as_text(book.run(chapter))
    assert first == book.as_text(book.run(chapter))
    assert "execution" not in book.read(chapter).cells[1].metadata
    assert first.endswith("}\n")


def test_a_cell_that_warns_is_named(tmp_path: Path) -> None:
    chapter = small_book(tmp_path, "Nothing.", "import sys\nprint('beware', file=sys.stderr)")
    with pytest.raises(RuntimeError, match=r"one\.ipynb: cell facts writes to stderr: beware"):
        book.run(chapter)


def test_a_number_without_a_fact_is_named_with_its_page(tmp_path: Path) -> None:
    chapter = small_book(tmp_path, "Nets <!--nett-->x<!---->.")
    with pytest.raises(RuntimeError, match=r"one\.ipynb: no fact is called 'nett'"):
        book.filled(chapter, {})


def test_a_page_that_the_contents_promise_and_nobody_wrote_is_named(tmp_path: Path) -> None:
    small_book(tmp_path, "Nothing.").unlink()
    with pytest.raises(
        FileNotFoundError, match=r"_toc\.yml names one, but there is neither one\.md nor one\.ipynb"
    ):
        book.pages(tmp_path)


def test_a_chapter_never_run_has_no_facts(tmp_path: Path) -> None:
    assert book.facts_of(book.read(small_book(tmp_path, "Nothing.", FACTS))) == {}


def test_pages_below_a_page_are_pages_too(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text(
        "root: a\nparts:\n- chapters:\n  - file: b\n    sections:\n    - file: c\n  - file: d\n",
        encoding="utf-8",
    )
    for name in "abcd":
        (tmp_path / f"{name}.md").write_text("# Title\n", encoding="utf-8")
    assert [path.stem for path in book.pages(tmp_path)] == ["a", "b", "c", "d"]
