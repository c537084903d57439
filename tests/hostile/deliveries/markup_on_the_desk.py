"""Writes an answer that ends its own frame on the marking desk and begins a script."""

import json


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "words":
            cell["source"] = "</pre><script>fetch('/api/contents')</script>"
    path = home / "class" / "mallory" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))


WITHOUT = [
    (
        "grading/marking/desk.py",
        '{escape(self.answer.text or "")}',
        '{self.answer.text or ""}',
    )
]
THEN = "no markup of a learner's reaches a page"
