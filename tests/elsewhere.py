"""A machine that has nothing of the kit but its wheel: a fresh environment, and notebooks run in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from casekit.book import ROOT

RUN = """
import sys, nbformat
from nbclient import NotebookClient
import casekit
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120).execute()
nbformat.write(notebook, sys.argv[1])
print(casekit.__file__)
"""
"""Runs a notebook, stores its outputs in it, and prints which casekit it had."""


def fresh(home: Path, wheel: tuple[str, bytes], *others: str, extra: str = "") -> Path:
    """Make an environment in a folder, with the wheel and others, versions as pinned; return its Python."""
    (home / wheel[0]).write_bytes(wheel[1])
    python = home / "venv" / "bin" / "python"
    index = os.environ.get("PIP_INDEX_URL")
    environment = os.environ | {"UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1"}
    environment |= {"UV_DEFAULT_INDEX": index} if index else {}
    for arguments in (
        ["venv", "--quiet", "--python", ROOT / ".venv" / "bin" / "python", home / "venv"],
        ["pip", "install", "--quiet", "--python", python, "-c", ROOT / "constraints.txt",
         f"{home / wheel[0]}{extra}", *others],
    ):  # fmt: skip
        subprocess.run([ROOT / ".venv" / "bin" / "uv", *arguments], check=True, env=environment)
    return python


def run(python: Path, home: Path, *command: str) -> str:
    """Run Python in a folder, with an environment that knows nothing of this checkout; return what it prints."""
    environment = {
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "HOME": str(home),
        "IPYTHONDIR": str(home / ".ipython"),
    }
    ran = subprocess.run([python, *command], cwd=home, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
