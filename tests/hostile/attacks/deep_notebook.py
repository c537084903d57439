"""Hands in a notebook that is nested so deep that reading it ends the reader."""


def EDIT(notebook):  # noqa: N802
    return b'{"cells":' * 100_000


REFUSED = "it is nested too deep"
WITHOUT = [("grading/judging/submission.py", "except RecursionError:", "except ZeroDivisionError:")]
THEN = "crashes: RecursionError"
