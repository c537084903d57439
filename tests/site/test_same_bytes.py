"""Two builds of the same tree are the same site, byte for byte: nothing in it depends on when or where it was built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from casekit import book


def files(site: Path) -> dict[str, bytes]:
    """Every published file by name; `.buildinfo` is Sphinx's own note of how it was built."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


def test_a_second_build_elsewhere_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    command = [
        Path(sys.executable).with_name("jupyter-book"),
        "build",
        ".",
        "--quiet",
        "--path-output",
        tmp_path,
    ]
    ran = subprocess.run(command, cwd=book.ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    first, second = files(built), files(tmp_path / "_build" / "html")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 100
