"""An exercise as one file: what is in it, what never is, and that it runs where nothing else of the kit is."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import nbformat
import pytest
from frictionless import Package, system

from casekit.book import ROOT
from casekit.exercise.bundle import bundle, write_all
from casekit.exercise.folder import load
from casekit.exercise.release import learner_copy, read_notebook
from casekit.exercise.token import mint
from casekit.takeaway import tables_used, wheel_file
from tests.elsewhere import RUN, fresh, run

FOLDERS = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.ipynb"))
each_exercise = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.fixture(scope="module")
def wheel() -> tuple[str, bytes]:
    return wheel_file()


def unzipped(content: bytes, folder: Path) -> Path:
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    [home] = folder.iterdir()
    return home


@each_exercise
def test_a_zip_holds_what_a_learner_needs_and_nothing_else(
    folder: Path, wheel: tuple[str, bytes], tmp_path: Path
) -> None:
    home = unzipped(bundle(load(folder), wheel), tmp_path)
    names = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    code = [(home / name).read_text("utf-8") for name in ("checks.py", f"{folder.name}.ipynb")]
    tables = {f"datasets/{name}.csv" for name in tables_used(code)}
    described = {"datasets/datapackage.json"} if tables else set()
    base = {f"{folder.name}.ipynb", "checks.py", "hints.md", "README.txt", wheel[0]}
    assert names == base | tables | described
    assert (home / f"{folder.name}.ipynb").read_text("utf-8") == learner_copy(
        folder / "solution.ipynb", load(folder)
    )


@each_exercise
def test_the_data_in_a_zip_are_what_their_description_says(
    folder: Path, wheel: tuple[str, bytes], tmp_path: Path
) -> None:
    home = unzipped(bundle(load(folder), wheel), tmp_path)
    description = home / "datasets" / "datapackage.json"
    if tables_used([(home / "checks.py").read_text("utf-8")]):
        with system.use_context(trusted=True):
            assert Package(str(description)).validate().valid
    else:
        assert not description.exists()


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_all(tmp_path / name, wheel_file()) for name in ("one", "two"))
    assert [path.name for path in first] == [f"{folder.name}.zip" for folder in FOLDERS]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_token_goes_into_the_zip(wheel: tuple[str, bytes], tmp_path: Path) -> None:
    exercise = load(FOLDERS[0])
    token = mint(exercise)
    home = unzipped(bundle(exercise, wheel, token), tmp_path)
    assert read_notebook(home / f"{exercise.name}.ipynb").metadata.casekit.token == token


def test_the_how_to_has_three_numbered_lines_that_name_what_is_there(
    wheel: tuple[str, bytes], tmp_path: Path
) -> None:
    home = unzipped(bundle(load(FOLDERS[0]), wheel), tmp_path)
    lines = (home / "README.txt").read_text("utf-8").splitlines()
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert wheel[0] in lines[2]
    assert f"{FOLDERS[0].name}.ipynb" in lines[3]


# On a machine that has nothing else of the kit.


@pytest.fixture(scope="module")
def elsewhere(wheel: tuple[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a fresh environment, into which the wheel was installed with the pinned versions."""
    return fresh(tmp_path_factory.mktemp("elsewhere"), wheel)


@each_exercise
def test_a_zip_opened_with_nothing_else_runs_and_checks(
    folder: Path, wheel: tuple[str, bytes], elsewhere: Path, tmp_path: Path
) -> None:
    home = unzipped(bundle(load(folder), wheel), tmp_path)
    notebook = home / f"{folder.name}.ipynb"
    package = run(elsewhere, home, "-c", RUN, notebook.name)
    assert Path(package.strip()).is_relative_to(elsewhere.parents[1])  # not the checkout's casekit
    checks = [
        cell for cell in nbformat.read(notebook, as_version=4).cells if cell.source.startswith("check(")
    ]
    assert len(checks) == len(load(folder).questions)
    for cell in checks:
        assert cell.outputs[-1]["data"]["text/plain"] == "0.0"


def test_there_the_command_judges_an_answered_notebook(
    wheel: tuple[str, bytes], elsewhere: Path, tmp_path: Path
) -> None:
    folder = ROOT / "exercises" / "01-retention"
    home = unzipped(bundle(load(folder), wheel), tmp_path)
    solve(home / "01-retention.ipynb", read_notebook(folder / "solution.ipynb"))
    said = json.loads(run(elsewhere, home, "-m", "casekit.cli", "check", "--json", "01-retention.ipynb"))
    assert (said["earned"], said["possible"], said["errors"], said["lost"]) == (10.0, 10.0, [], {})


def solve(path: Path, solution: Any) -> None:
    notebook = read_notebook(path)
    answers = {cell.id: cell.source for cell in solution.cells}
    for cell in notebook.cells:
        cell.source = answers[cell.id]
    nbformat.write(notebook, path)
