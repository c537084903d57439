"""Clears the trainer's terminal with the name of a file, and writes there that all went well."""

import zipfile


def LAY(home, honest):  # noqa: N802
    with zipfile.ZipFile(home / "class.zip", "w") as archive:
        archive.writestr("mallory/\x1b[2Jall graded.ipynb", honest)


SAYS = "Its name has characters that cannot be shown"
WITHOUT = [
    (
        "grading/intake/delivered.py",
        'return printable("/".join(parts).encode("utf-8", "replace").decode("utf-8"))',
        'return "/".join(parts)',
    )
]
THEN = "a name is one line that hides and reorders nothing"
