"""Hands in a pipe that nobody writes to, so that whoever opens it waits."""

import os


def LAY(path):  # noqa: N802
    os.mkfifo(path)


REFUSED = "not a plain file"
WITHOUT = [("grading/judging/submission.py", "os.O_NONBLOCK | ", "")]
THEN = "hangs"
