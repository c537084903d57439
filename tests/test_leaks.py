"""No solution, hidden check or expected value is in what a learner gets; and the search would find one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from casekit.book import ROOT
from casekit.exercise.bundle import bundle
from casekit.exercise.folder import load
from casekit.exercise.leaks import Secrets, search, secrets
from casekit.exercise.release import learner_files, release
from casekit.exercise.roster import release_class
from casekit.takeaway import wheel_file

FOLDERS = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.ipynb"))
each_exercise = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def of(folder: Path) -> Secrets:
    return secrets(folder)


@each_exercise
def test_nothing_leaks_into_a_copy_a_class_copy_or_a_zip(folder: Path, tmp_path: Path) -> None:
    release(folder, tmp_path / "out")
    (tmp_path / "class.csv").write_text("anna\n", "utf-8")
    release_class([folder], tmp_path / "class.csv", tmp_path / "class")
    (tmp_path / "out" / "x.zip").write_bytes(bundle(load(folder), wheel_file()))
    known = of(folder)
    assert len(known.lines) > 5
    assert known.numbers
    assert search([folder / "learner.ipynb", tmp_path], known) == []


@each_exercise
def test_the_solution_and_the_hidden_checks_are_found_where_they_are(folder: Path) -> None:
    found = {leak.place.rpartition("/")[2] for leak in search([folder], of(folder))}
    assert {"solution.ipynb", "hidden_checks.py"} <= found
    assert not found & {"learner.ipynb", "checks.py", "hints.md"}


@each_exercise
def test_a_leak_is_found_in_metadata_outputs_pages_and_zips(folder: Path, tmp_path: Path) -> None:
    known = of(folder)
    line, number = min(known.lines), min(known.numbers)
    copy = json.loads(learner_files(load(folder))["learner.ipynb"])
    copy["metadata"]["note"] = [f"x {line}", "y"]
    copy["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"it is {number}1"}]
    (tmp_path / "a.ipynb").write_text(json.dumps(copy), "utf-8")
    marked = "".join(f"<b>{letter}</b> " for letter in line.replace("&", "&amp;").replace("<", "&lt;"))
    if not set("&<>") & set(line):
        (tmp_path / "b.html").write_text(f"<html>{marked}</html>", "utf-8")
    (tmp_path / "c.txt").write_text(f"= {number}", "utf-8")
    found = {(Path(leak.place).name, leak.secret) for leak in search([tmp_path], known)}
    assert {("a.ipynb", line), ("a.ipynb", number), ("c.txt", number)} <= found
    assert ("b.html", line) in found or set("&<>") & set(line)
