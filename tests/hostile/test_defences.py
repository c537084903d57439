"""Every attack succeeds when the defence it aims at is taken away, so that the suite tests the defence.

A copy of casekit is weakened by the attack's own edits and grades the attack in another sandbox, with no
network, no other processes, and nothing to write to but that copy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from casekit.grading import Grader
from tests.hostile.stated import FULL, Attack
from tests.hostile.weakened import another_sandbox, weakened

BEGINS_WITHIN_S = 120
HANGS_AFTER_S = 10  # with its defences in place, the grader needs a third of that
HURRIED = {"seconds": 0.8, "total_seconds": 1.5}


def test_every_attack_succeeds_without_the_defence_it_aims_at(
    attack: Attack,
    grader: Grader,
    tmp_path: Path,
    remember: Callable[[Attack, str], None],
) -> None:
    home = weakened(tmp_path, attack.without)
    attack.lay(home / "trial.ipynb")
    hangs = attack.then == "hangs"
    limits = asdict(grader.sandbox.limits) | (HURRIED if hangs else {})
    patience_s = HANGS_AFTER_S if hangs else BEGINS_WITHIN_S
    outcome = graded(home, another_sandbox(home), limits, patience_s)
    match attack.then:
        case dict(points):
            assert outcome["earned"] == FULL | attack.earns | points, outcome
            assert outcome["earned"] != attack.earns or attack.refused
        case str(harm):
            assert outcome == harm
    remember(attack, attack.harm)


def graded(home: Path, sandbox: list[str], limits: dict[str, Any], patience_s: float) -> Any:
    """Return points by question, or in a few words what happened instead."""
    arguments = [str(home / "trial"), str(home / "trial.ipynb"), json.dumps(limits)]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(home),
        "TMPDIR": str(home),
        "CASEKIT_TEST_SECRET": "hunter2",
    }
    with subprocess.Popen(
        [*sandbox, sys.executable, "-P", str(home / "promises.py"), *arguments],
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
    *heard, last = said.splitlines()
    outcome = json.loads(last)
    return "breaks a promise" if heard or outcome["broken"] else outcome
