"""Marks its own cells as trusted, graded and not to be edited, in the metadata that Jupyter acts on."""

import json


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    for cell in notebook["cells"]:
        cell["metadata"] |= {"trusted": True, "editable": False, "jupyter": {"source_hidden": True}}
        cell["metadata"]["nbgrader"] |= {"points": 1000, "score": 1000}
    path = home / "class" / "mallory" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))


WITHOUT = [
    (
        "grading/reports/returns.py",
        '"metadata": {}, "source": text, "grade_id"',
        '"metadata": cell.get("metadata"), "source": text, "grade_id"',
    )
]
THEN = "nothing stored comes back"
