"""Hides the sign that begins a formula behind blanks, which spreadsheets cut off."""


def LAY(home, honest):  # noqa: N802
    path = home / "class" / "  @SUM(A1:A9)" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


WITHOUT = [("grading/reports/exports.py", " or text.lstrip().startswith(FORMULA)", "")]
THEN = "no cell of an export is a formula"
