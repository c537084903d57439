"""Puts a tab before a formula, which a spreadsheet takes for the end of a cell when the table is pasted."""


def LAY(home, honest):  # noqa: N802
    path = home / "class" / "\t-2+3" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


SAYS = "Its name has characters that cannot be shown"
WITHOUT = [
    ("grading/intake/delivered.py", " or not part.isprintable()", ""),
    (
        "grading/reports/exports.py",
        'return f"\'{shown}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else shown',
        "return shown",
    ),
]
THEN = "no cell of an export is a formula"
