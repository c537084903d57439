"""Hands in a notebook of ten thousand cells."""


def EDIT(notebook):  # noqa: N802
    notebook["cells"] += [{"cell_type": "raw", "metadata": {}, "source": ""}] * 10_000
    return notebook


REFUSED = "10,014 cells"
WITHOUT = [("grading/judging/submission.py", "if len(cells) > most:", "if False:")]
THEN = {}
