"""Hands in a link to a file of the trainer's, to be graded for it and to get it back annotated."""

import json


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "words":
            cell["source"] = "The model answer: hunter2."
    (home / "solution.ipynb").write_text(json.dumps(notebook))
    path = home / "class" / "mallory" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.symlink_to(home / "solution.ipynb")


SAYS = "It is a link, which is not followed."
WITHOUT = [
    ("grading/intake/delivered.py", "        if entry.is_symlink():", "        if False:"),
    ("grading/intake/delivered.py", "os.O_RDONLY | os.O_NOFOLLOW", "os.O_RDONLY"),
]
THEN = "nothing is told that lies elsewhere"
