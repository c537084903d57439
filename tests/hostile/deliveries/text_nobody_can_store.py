"""Writes an answer with half a character in it, on which the database stops, and with it the run."""

import json


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "words":
            cell["source"] = "two days \ud800"
    path = home / "class" / "mallory" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))


WITHOUT = [
    (
        "grading/judging/texts.py",
        'return text.encode("utf-8", "replace").decode("utf-8").replace("\\x00", "")',
        "return text",
    )
]
THEN = "crashes: UnicodeEncodeError"
