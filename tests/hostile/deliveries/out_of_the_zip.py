"""Leads out of the folder of the feedback with two dots in a zip, to write where the trainer writes."""

import zipfile


def LAY(home, honest):  # noqa: N802
    with zipfile.ZipFile(home / "class.zip", "w") as archive:
        archive.writestr("../trial.ipynb", honest)


SAYS = "Its name leads out of the folder"
WITHOUT = [
    (
        "grading/intake/delivered.py",
        'if not parts or ".." in parts or name.startswith',
        "if not parts or name.startswith",
    ),
]
THEN = "nothing is written anywhere else"
