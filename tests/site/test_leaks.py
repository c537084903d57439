"""The built site, with every page, source, script and zip in it, gives no answer away."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from casekit.book import ROOT
from casekit.exercise.leaks import Secrets, search, secrets
from casekit.exercise.parallel import read_items

FOLDERS = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.ipynb"))
NEVER = {
    "solution.ipynb",
    "trainer.ipynb",
    "worked-solutions.ipynb",
    "hidden_checks.py",
    "rubric.yml",
    "items.yml",
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_exercise_has_its_page_and_its_zip(built: Path, folder: Path) -> None:
    assert (built / "book" / "practice" / f"{folder.name}.html").is_file()
    assert (built / "book" / "practice" / f"{folder.name}.zip").is_file()


def test_the_site_holds_no_answer_and_no_key_of_the_test_before_and_after(built: Path) -> None:
    exercises = [secrets(folder) for folder in FOLDERS]
    reasons = ["".join(form.why.split()) for item in read_items() for form in item.forms.values()]
    assert all(found.lines for found in exercises)
    assert reasons
    everything = Secrets(
        lines=frozenset(reasons).union(*(found.lines for found in exercises)),
        numbers=frozenset[str]().union(*(found.numbers for found in exercises)),
    )
    assert search([built], everything) == []  # in one go, since every page and zip is opened for it


def test_the_site_holds_no_file_that_is_the_trainers(built: Path) -> None:
    names = {path.name for path in built.rglob("*")}
    for path in built.rglob("*.zip"):
        names |= {name.rpartition("/")[2] for name in ZipFile(path).namelist()}
    assert "checks.py" in names
    assert not names & NEVER


def test_the_zip_of_a_page_is_what_is_handed_out(built: Path) -> None:
    for folder in FOLDERS:
        with ZipFile(built / "book" / "practice" / f"{folder.name}.zip") as archive:
            copy = archive.read(f"{folder.name}/{folder.name}.ipynb")
        assert copy == (folder / "learner.ipynb").read_bytes()
