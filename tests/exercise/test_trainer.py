"""The trainer's copy: every solution and a note behind every question."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
import yaml

from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import BEGIN, END, read_notebook
from casekit.exercise.trainer import FAILS_OUTRIGHT, release_trainer, trainer_copy

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "exercises").glob("*/solution.ipynb"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_exercise_has_a_trainers_copy_with_all_solutions_and_notes(
    folder: Path, tmp_path: Path
) -> None:
    released = release_trainer(folder, tmp_path)
    copy, worked, solution = map(read_notebook, (*released.files[:2], folder / "solution.ipynb"))
    text = "\n".join(cell.source for cell in copy.cells)
    assert [c.source for c in worked.cells] == [
        c.source for c in copy.cells if not c.id.startswith(("note-", "for-"))
    ]
    assert "For the trainer" not in "".join(cell.source for cell in worked.cells)
    for cell in solution.cells:
        for line in cell.source.splitlines():
            assert line in text or line.strip() in (BEGIN, END)
    notes = {cell.id: cell.source for cell in copy.cells if cell.id.startswith("note-")}
    exercise = load(folder)
    assert list(notes) == [f"note-{entry.id}" for entry in exercise.entries]
    for question in exercise.questions:
        assert "Typical mistakes:" in notes[f"note-{question.id}"]
        assert "Hints, one at a time:" in notes[f"note-{question.id}"]
    for entry in exercise.written:
        assert "- 0: " in notes[f"note-{entry.id}"]
    assert "casekit" not in copy.metadata  # handed in by mistake, it is no learner's notebook
    assert all("nbgrader" not in cell.metadata for cell in copy.cells)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_fails_a_written_answer_outright_stands_before_its_levels(folder: Path) -> None:
    [rubric] = yaml.safe_load((folder / "rubric.yml").read_text("utf-8"))["answers"]
    cells = nbformat.v4.reads(trainer_copy(load(folder))).cells
    [text] = [cell.source for cell in cells if cell.id == f"note-{rubric['id']}"]
    faults = rubric.get("fails_outright", [])
    assert (FAILS_OUTRIGHT in text) == bool(faults)
    assert all(f"> - {fault}\n" in text.partition("- 0: ")[0] for fault in faults)
    assert folder.name != "07-business-case" or len(faults) == 3


def test_a_missing_rubric_or_design_is_refused(folder: Path) -> None:
    (folder / "rubric.yml").write_text("answers: []", "utf-8")
    with pytest.raises(ProblemError, match="has no rubric for 'essay'"):
        trainer_copy(load(folder))
    (folder / "design.md").write_text("# Design\n\nGoal\n: To double.\n", "utf-8")
    with pytest.raises(ProblemError, match=r"design.md does not state Time, Needs"):
        trainer_copy(load(folder))
