"""The practice pages: one for each exercise, up to date, and promising what the exercise keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from casekit import practice
from casekit.book import ROOT
from casekit.exercise.folder import load

FOLDERS = sorted(path.parent for path in (ROOT / "exercises").glob("*/solution.ipynb"))


def test_no_page_is_stale() -> None:
    assert practice.stale() == [], "run `python -m casekit.practice`"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_page_says_goal_time_questions_and_where_the_file_is(folder: Path) -> None:
    page, exercise = practice.page(load(folder)), load(folder)
    assert page.startswith("<!-- Generated from ")
    assert "By the end you will be able to" in page
    assert "**Time:** about " in page
    assert f'href="{exercise.name}.zip" download' in page
    for entry in exercise.entries:
        assert f"| {entry.title} | {entry.points:g} |" in page


def test_check_names_what_is_missing_stale_or_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practice.write(tmp_path)
    assert practice.stale(tmp_path) == []
    (tmp_path / "01-retention.md").write_text("old", "utf-8")
    (tmp_path / "00-gone.md").write_text("old", "utf-8")
    assert [path.name for path in practice.stale(tmp_path)] == ["01-retention.md", "00-gone.md"]
    monkeypatch.setattr(practice, "stale", lambda: [tmp_path / "01-retention.md"])
    assert practice.main(["--check"]) == 1
    assert "book/practice/01-retention.md: not what its exercise gives" in capsys.readouterr().out
