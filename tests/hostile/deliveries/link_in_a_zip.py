"""Packs a link to a file of the trainer's into a zip, for an unpacker that restores links."""

import json
import stat
import zipfile


def LAY(home, honest):  # noqa: N802
    notebook = json.loads(honest)
    notebook["cells"][-2]["source"] = "The model answer: hunter2."
    (home / "solution.ipynb").write_text(json.dumps(notebook))
    member = zipfile.ZipInfo("mallory/trial.ipynb")
    member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(home / "class.zip", "w") as archive:
        archive.writestr(member, str(home / "solution.ipynb"))


SAYS = "It is a link, which is not followed."
WITHOUT = [
    ("grading/intake/delivered.py", "        if kind == stat.S_IFLNK:", "        if False:"),
    (
        "grading/intake/delivered.py",
        "if kind not in (0, stat.S_IFREG):",
        "if kind not in (0, stat.S_IFREG, stat.S_IFLNK):",
    ),
    (
        "grading/intake/delivered.py",
        "        path.write_bytes(content)",
        "        path.symlink_to(content.decode()) if kind == stat.S_IFLNK else path.write_bytes(content)",
    ),
]
THEN = "nothing is told that lies elsewhere"
