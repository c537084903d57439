"""Marks a member of the zip as encrypted, so that unpacking stops with an error that ends the whole run."""

import zipfile


def LAY(home, honest):  # noqa: N802
    with zipfile.ZipFile(home / "class.zip", "w") as archive:
        archive.writestr("mallory/trial.ipynb", honest)
    content = bytearray((home / "class.zip").read_bytes())
    content[6] |= 1  # of the member's own header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # of the list at the end
    (home / "class.zip").write_bytes(bytes(content))


SAYS = "It needs a password."
WITHOUT = [
    ("grading/intake/delivered.py", "        if member.flag_bits & ENCRYPTED_FLAG:", "        if False:"),
    (
        "grading/intake/delivered.py",
        "NotImplementedError, RuntimeError, OSError",
        "NotImplementedError, OSError",
    ),
]
THEN = "crashes: RuntimeError"
