"""A chapter's zip, as its page offers it: it runs where nothing else of the kit is, and says the same."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from casekit import book
from casekit.site.chapters import notebooks, write_all
from casekit.takeaway import wheel_file
from tests.elsewhere import RUN, fresh, run

CHAPTERS = [path.stem for path in notebooks()]


@pytest.fixture(scope="module")
def wheel() -> tuple[str, bytes]:
    return wheel_file()


@pytest.fixture(scope="module")
def zips(wheel: tuple[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.stem: path for path in write_all(tmp_path_factory.mktemp("zips"), wheel)}


@pytest.fixture(scope="module")
def python(wheel: tuple[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(tmp_path_factory.mktemp("elsewhere"), wheel, extra="[chapters]")


def shown(notebook: dict[str, Any]) -> list[str]:
    """Every output as text, without what differs from run to run."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return ["".join(output.get("data", {}).get("text/plain", output.get("text", ""))) for output in outputs]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_elsewhere_and_says_the_same(
    zips: dict[str, Path], python: Path, name: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(zips[name]) as archive:
        archive.extractall(tmp_path)
    package = run(python, tmp_path / name, "-c", RUN, f"{name}.ipynb")
    assert Path(package.strip()).is_relative_to(python.parents[1])  # not the checkout's casekit
    fresh_one = json.loads((tmp_path / name / f"{name}.ipynb").read_text("utf-8"))
    stored = json.loads((book.ROOT / "book" / "cases" / f"{name}.ipynb").read_text("utf-8"))
    assert shown(fresh_one) == shown(stored)
    assert len(shown(stored)) >= 5


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_how_to_names_what_is_there(zips: dict[str, Path], name: str) -> None:
    with zipfile.ZipFile(zips[name]) as archive:
        files = {entry.removeprefix(f"{name}/") for entry in archive.namelist()}
        how_to = archive.read(f"{name}/README.txt").decode().splitlines()
    assert [line[:2] for line in how_to if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert any(f"./{file}[" in how_to[2] for file in files)
    assert how_to[3].endswith(f"{name}.ipynb")
    assert f"{name}.ipynb" in files


def test_the_same_sources_give_the_same_bytes(
    zips: dict[str, Path], wheel: tuple[str, bytes], tmp_path: Path
) -> None:
    for again in write_all(tmp_path, wheel):
        assert again.read_bytes() == zips[again.stem].read_bytes()
