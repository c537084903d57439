"""Writes an answer of half a million letters, for whoever has to read it and the browser that has to show it."""

import json


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "words":
            cell["source"] = "blah " * 100_000
    path = home / "class" / "mallory" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))


WITHOUT = [
    (
        "grading/judging/texts.py",
        "own = None if text is None else without(text, given[name])[:LONGEST]",
        "own = text",
    )
]
THEN = "a text on the desk can be read"
