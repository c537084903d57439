"""Hands in a notebook that is larger than the grader's memory should have to hold."""

import json


def EDIT(notebook):  # noqa: N802
    return json.dumps(notebook).encode() + b" " * 2_000_000


REFUSED = "more than 1,000,000 bytes"
WITHOUT = [
    ("grading/judging/submission.py", "if len(content) > most:", "if False:"),
    ("grading/judging/submission.py", "file.read(most + 1)", "file.read()"),
]
THEN = {}
