"""Is this machine fit for grading: every condition of the sandbox, looked at, and what to do where it fails.

The last two are tried, not looked up: a submission that attempts what none may do is run for real.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from casekit.exercise import Given
from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.judging import parse
from casekit.grading.limits import Limits
from casekit.grading.sandbox import syscalls
from casekit.grading.sandbox.attempt import DiedError, LostError
from casekit.grading.sandbox.host import Sandbox

RESTRICTED = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")

# Each has to fail in the sandbox.
FORBIDDEN = {
    "another process": "import os; os.fork()",
    "another program": "import os; os.execv('/bin/true', ['true'])",
    "the network": "import socket; socket.socket()",
    "the package's files": "import casekit; open(casekit.__file__, 'a')",
    "other processes": "import os; os.listdir('/proc')[0]",
    "this machine's files": "open('/etc/passwd')",
    "more memory": f"bytearray({2 * Limits().memory_bytes})",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition: what it is, whether it is met, and what to do if it is not."""

    condition: str
    met: bool
    advice: str = ""


def examine() -> tuple[Finding, ...]:
    """Return every condition of the sandbox; grading works here if all of them are met.

    Nothing after the first that is not met is tried.
    """
    findings: list[Finding] = []
    for examined in (_linux, _bubblewrap, _seccomp, _sandbox):
        findings += examined()
        if not all(finding.met for finding in findings):
            break
    return tuple(findings)


def _linux() -> list[Finding]:
    return [Finding(words.IS_LINUX, sys.platform.startswith("linux"), words.WAYS_OUT)]


def _bubblewrap() -> list[Finding]:
    return [Finding(words.HAS_BWRAP, shutil.which("bwrap") is not None, words.INSTALL)]


def _seccomp() -> list[Finding]:
    try:
        syscalls.library()
    except ImportError:
        return [Finding(words.HAS_SECCOMP, False, words.INSTALL)]
    return [Finding(words.HAS_SECCOMP, True)]


def _sandbox() -> list[Finding]:
    try:
        with Sandbox([], Given(), Limits(seconds=5)) as sandbox:
            return [Finding(words.STARTS, True), *(_holds(sandbox, *item) for item in FORBIDDEN.items())]
    except (ProblemError, LostError) as error:
        restricted = RESTRICTED.is_file() and RESTRICTED.read_text().strip() == "1"
        advice = words.APPARMOR if restricted else words.WAYS_OUT
        return [Finding(words.STARTS, False, f"{getattr(error, 'sentence', '')} {advice}".strip())]


def _holds(sandbox: Sandbox, what: str, code: str) -> Finding:
    attempt = sandbox.begin()
    try:
        body = attempt.ask({"run": code, "name": "doctor"}, time.monotonic() + sandbox.limits.seconds)
        refused = parse.error(body, sandbox.limits.depth) is not None
    except (DiedError, parse.MalformedError):
        refused = True
    finally:
        attempt.end()
    return Finding(words.HOLDS.format(what=what), refused, words.DOES_NOT_HOLD)
