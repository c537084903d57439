"""Every attack succeeds when the defence it aims at is taken away, so that the suite tests the defence.

A copy of casekit is weakened by the attack's own edits and grades the attack in another sandbox, with no
network, no other processes, and nothing to write to but that copy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import casekit
from casekit.grading import Grader

HERE = Path(__file__).parent
TRIAL = HERE.parent / "grading" / "trial"
BEGINS_WITHIN_S = 120
HANGS_AFTER_S = 10  # with its defences in place, the grader needs a third of that
HURRIED = {"seconds": 0.8, "total_seconds": 1.5}


def test_every_attack_succeeds_without_the_defence_it_aims_at(
    attack: Any, grader: Grader, tmp_path: Path, full: dict[str, float]
) -> None:
    home = weakened(tmp_path, attack.without)
    attack.lay(home / "trial.ipynb")
    hangs = attack.then == "hangs"
    limits = asdict(grader.sandbox.limits) | (HURRIED if hangs else {})
    outcome = graded_in_another_sandbox(home, limits, HANGS_AFTER_S if hangs else BEGINS_WITHIN_S)
    match attack.then:
        case dict(points):
            assert outcome["earned"] == full | attack.earns | points, outcome
            assert outcome["earned"] != attack.earns or attack.refused
        case str(harm):
            assert outcome == harm


def weakened(folder: Path, edits: list[tuple[str, str, str]]) -> Path:
    """Return a folder with a copy of casekit from which a defence was taken away."""
    home = folder / "home"
    shutil.copytree(
        Path(casekit.__file__).parent, home / "casekit", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(HERE / "promises.py", home)
    shutil.copy(HERE / "in_process.py", home)
    shutil.copytree(TRIAL, home / "trial")
    for name, old, new in edits:
        file = home / "casekit" / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, (
            f"{name} has changed: the defence {old!r} is there {text.count(old)} times"
        )
        file.write_text(text.replace(old, new.replace("HOME", str(home))), "utf-8")
    for path in (home, *home.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return home


def graded_in_another_sandbox(home: Path, limits: dict[str, Any], patience_s: float) -> Any:
    """Return points by question, or in a few words what happened instead."""
    arguments = [str(home / "trial"), str(home / "trial.ipynb"), json.dumps(limits)]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(home),
        "TMPDIR": str(home),
        "CASEKIT_TEST_SECRET": "hunter2",
    }
    with subprocess.Popen(
        [*another_sandbox(home), sys.executable, "-P", str(home / "promises.py"), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        began = process.stdout.readline() == "ready\n"
        try:
            said, complaint = process.communicate(timeout=patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            return "hangs"
    print(said, complaint)  # shown if this is not what was expected
    assert began
    if process.returncode:
        return f"crashes: {complaint.splitlines()[-1].partition(':')[0]}"
    outcome = json.loads(said)
    return "breaks a promise" if outcome["broken"] else outcome


def another_sandbox(home: Path) -> list[str]:
    rights = ["--cap-add", "ALL"] if os.getuid() == 0 else ["--unshare-user"]
    return [
        *("bwrap", "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc", *rights),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--bind", str(home), str(home), "--"),
    ]
