"""A copy of casekit from which a defence was taken away, and another sandbox for it to run in.

What runs there is one of the files in COPIED; it finds the copy's casekit first, and the other files beside it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import casekit
from tests.hostile.stated import HERE, TRIAL

if TYPE_CHECKING:
    from tests.hostile.stated import Edits

COPIED = (HERE / "promises.py", HERE / "in_process.py", HERE / "delivery.py", TRIAL.with_name("written.py"))


def weakened(folder: Path, edits: Edits) -> Path:
    """Make a folder in this one with such a copy and all that it needs; return it."""
    home = folder / "home"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(casekit.__file__).parent, home / "casekit", ignore=ignored)
    shutil.copytree(TRIAL, home / "trial", ignore=ignored)
    for file in COPIED:
        shutil.copy(file, home)
    for name, old, new in edits:
        file = home / "casekit" / name
        text = file.read_text("utf-8")
        count = text.count(old)
        assert count == 1, f"{name} has changed: the defence {old!r} is there {count} times"
        file.write_text(text.replace(old, new.replace("HOME", str(home))), "utf-8")
    for path in (home, *home.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return home


def another_sandbox(home: Path) -> list[str]:
    """Return the command by which another runs where it can write to one folder only."""
    rights = ["--cap-add", "ALL"] if os.getuid() == 0 else ["--unshare-user"]
    return [
        *("bwrap", "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc", *rights),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--bind", str(home), str(home), "--"),
    ]
