"""Hands in a notebook with full marks as its stored outputs, and a script beside them, to come back as feedback."""

import json


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    shown = {"text/html": "<script>alert(1)</script>", "text/plain": "half: 1 of 1 points. Grade: 8 of 8."}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "display_data", "data": shown, "metadata": {}}]
    path = home / "class" / "mallory" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook))


WITHOUT = [("grading/reports/returns.py", '"outputs": []}', '"outputs": cell.get("outputs", [])}')]
THEN = "nothing stored comes back"
