"""Hands in every possible answer, each in a cell of the same name, for one of them to be taken."""

import copy


def EDIT(notebook):  # noqa: N802
    [cell] = [c for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == "letter-answer"]
    notebook["cells"] += [copy.deepcopy(cell) | {"source": f'letter = "{letter}"'} for letter in "ABDE"]
    return notebook


EARNS = {"letter": 0.0}
SAYS = "5 different cells for `letter-answer`"
WITHOUT = [("grading/judging/places.py", "if len(written) > 1:", "if False:")]
THEN = {"letter": 1.0}
