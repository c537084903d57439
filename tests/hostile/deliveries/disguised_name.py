"""Turns its name around with a character that nobody sees, to pass for another learner in the report."""

import zipfile


def LAY(home, honest):  # noqa: N802
    with zipfile.ZipFile(home / "class.zip", "w") as archive:
        archive.writestr("\u202eeoz/trial.ipynb", honest)


SAYS = "Its name has characters that cannot be shown"
WITHOUT = [("grading/intake/delivered.py", " or not part.isprintable()", "")]
THEN = "a name is one line that hides and reorders nothing"
