"""Begins a formula with the wide plus sign of East Asian typing, which some spreadsheets take for the usual one."""


def LAY(home, honest):  # noqa: N802
    path = home / "class" / "＋cmd" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


WITHOUT = [("grading/reports/exports.py", ', "＝", "＋", "－", "＠"', "")]
THEN = "no cell of an export is a formula"
