"""A chapter's zip, as its page offers it: it runs where nothing else of the kit is, and says the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from casekit import book
from casekit.site.chapters import notebooks

CHAPTERS = [path.stem for path in notebooks()]
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120).execute()
nbformat.write(notebook, sys.argv[1])
"""


@pytest.fixture(scope="module")
def python(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment, which has the wheel of a zip, with the pinned versions."""
    home = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(built / f"book/cases/{CHAPTERS[0]}.zip") as archive:
        [wheel] = [name for name in archive.namelist() if name.endswith(".whl")]
        archive.extract(wheel, home)
    index = os.environ.get("PIP_INDEX_URL")
    environment = os.environ | {"UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1"}
    environment |= {"UV_DEFAULT_INDEX": index} if index else {}
    python = home / "venv" / "bin" / "python"
    install = ["pip", "install", "--quiet", "--python", str(python), "-c", str(book.ROOT / "constraints.txt")]
    for arguments in (
        ["venv", "--quiet", "--python", sys.executable, str(home / "venv")],
        [*install, f"{home / wheel}[chapters]"],
    ):
        subprocess.run([book.ROOT / ".venv" / "bin" / "uv", *arguments], check=True, env=environment)
    return python


def shown(notebook: dict[str, Any]) -> list[str]:
    """Every output as text, without what differs from run to run."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return ["".join(output.get("data", {}).get("text/plain", output.get("text", ""))) for output in outputs]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_elsewhere_and_says_the_same(
    built: Path, python: Path, name: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(built / f"book/cases/{name}.zip") as archive:
        archive.extractall(tmp_path)
    home = tmp_path / name
    environment = {
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "HOME": str(home),
        "IPYTHONDIR": str(home / ".ipython"),
    }
    ran = subprocess.run(
        [python, "-c", RUN, f"{name}.ipynb"], cwd=home, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    fresh = json.loads((home / f"{name}.ipynb").read_text("utf-8"))
    stored = json.loads((book.ROOT / "book" / "cases" / f"{name}.ipynb").read_text("utf-8"))
    assert shown(fresh) == shown(stored)
    assert len(shown(stored)) >= 5


def test_the_how_to_names_what_is_there(built: Path) -> None:
    for name in CHAPTERS:
        with zipfile.ZipFile(built / f"book/cases/{name}.zip") as archive:
            files = {entry.removeprefix(f"{name}/") for entry in archive.namelist()}
            how_to = archive.read(f"{name}/README.txt").decode().splitlines()
        assert f"{name}.ipynb" in files
        assert [line[:2] for line in how_to if line[:1].isdigit()] == ["1.", "2.", "3."]
        assert any(f"./{file}[" in how_to[2] for file in files)
        assert how_to[3].endswith(f"{name}.ipynb")
