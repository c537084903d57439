"""Gives itself a token, for numbers to which somebody else has the answers."""

from pathlib import Path

from casekit.exercise.folder import load
from casekit.exercise.token import mint


def EDIT(notebook):  # noqa: N802
    exercise = load(Path(__file__).parents[2] / "grading" / "trial")
    token = notebook["metadata"]["casekit"]["token"] = mint(exercise)
    for cell in notebook["cells"]:
        if "start(" in "".join(cell["source"]):
            cell["source"] = f'check, hint, summary, given = start("trial", globals(), "{token}")'
    return notebook


REFUSED = "not one that this learner was given"
WITHOUT = [("exercise/token.py", "if token is not None and token not in handed_out:", "if False:")]
THEN = {}
