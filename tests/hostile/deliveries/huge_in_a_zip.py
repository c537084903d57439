"""Packs sixty megabytes of blanks into sixty kilobytes, for the disk on which the zip is unpacked."""

import zipfile


def LAY(home, honest):  # noqa: N802
    with zipfile.ZipFile(home / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mallory/trial.ipynb", b" " * 60_000_000 + honest)


SAYS = "It has more than 1,000,000 bytes."
WITHOUT = [
    ("grading/intake/delivered.py", "        if member.file_size > self._most:", "        if False:"),
    ("grading/intake/delivered.py", "file.read(self._most + 1)", "file.read()"),
    ("grading/intake/delivered.py", "        if len(content) > self._most:", "        if False:"),
]
THEN = "nothing is larger than a notebook may be"
