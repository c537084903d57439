"""What release writes, file by file, is what lies in `goldens`: a change of it is seen, and is meant.

`make goldens` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casekit.exercise import roster
from casekit.exercise.release import release
from casekit.exercise.roster import release_class
from casekit.exercise.token import marked
from casekit.exercise.trainer import release_trainer

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = os.environ.get("UPDATE_GOLDENS") == "1"


def everybody(folder: Path, out: Path) -> None:
    release(folder, out)


def a_class(folder: Path, out: Path) -> None:
    out.mkdir()
    (out / "class.csv").write_text("learner,name\nanna,Anna A.\nben,Ben B.\n", "utf-8")
    words = iter(["00000000000000a1", "00000000000000b2"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(roster, "mint", lambda exercise: marked(next(words), exercise))
        release_class([folder], out / "class.csv", out)


def trainers(folder: Path, out: Path) -> None:
    release_trainer(folder, out)


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("make", [everybody, a_class, trainers])
def test_a_released_tree_is_what_it_was(
    make: Callable[[Path, Path], None], folder: Path, tmp_path: Path
) -> None:
    made, golden = tmp_path / "made", GOLDENS / str(getattr(make, "__name__", ""))
    make(folder, made)
    if UPDATE:
        shutil.rmtree(golden, ignore_errors=True)
        shutil.copytree(made, golden)
    assert tree(made) == tree(golden), "run `make goldens`, and look at the difference"


def test_a_learners_tree_holds_no_solution_and_a_trainers_does(folder: Path, tmp_path: Path) -> None:
    for make in (everybody, a_class, trainers):
        make(folder, tmp_path / make.__name__)
        text = "".join(tree(tmp_path / make.__name__).values())
        assert ("twice = 2 * given.hours" in text) == (make is trainers)
        assert ("secret" in text) == (make is trainers)
        assert ("All is well." in text) == (make is trainers)
