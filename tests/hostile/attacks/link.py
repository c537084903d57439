"""Hands in a link to another learner's notebook, or to any file that the grader may read."""

from pathlib import Path


def LAY(path):  # noqa: N802
    other = path.with_name("other")
    other.mkdir()
    honest = Path(__file__).parents[2] / "grading" / "trial" / "honest.ipynb"
    (other / "trial.ipynb").write_bytes(honest.read_bytes())
    path.symlink_to(other / "trial.ipynb")


REFUSED = "trial.ipynb cannot be opened"
WITHOUT = [("grading/judging/submission.py", "os.O_NOFOLLOW | ", "")]
THEN = {}
