"""Hands in every possible answer in cells without a mark, for one of them to be taken."""

import copy


def EDIT(notebook):  # noqa: N802
    [cell] = [c for c in notebook["cells"] if c["metadata"]["nbgrader"]["grade_id"] == "letter-answer"]
    cell["metadata"] = {}
    place = notebook["cells"].index(cell)
    others = [copy.deepcopy(cell) | {"source": f'letter = "{letter}"'} for letter in "ABDE"]
    notebook["cells"][place:place] = others
    return notebook


EARNS = {"letter": 0.0}
SAYS = "5 different cells for `letter-answer`"
WITHOUT = [("grading/judging/places.py", "if any(count > 1 and", "if any(False and")]
THEN = {"letter": 1.0}
