"""Forks, as a fork bomb begins, and leaves a process behind that outlives its session."""

CODE = """
import os, time
if os.fork() == 0:
    time.sleep(3600)
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "PermissionError"
WITHOUT = [
    (
        "grading/sandbox/syscalls.py",
        'rules.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_THREAD, CLONE_THREAD))',
        'rules.add_rule(seccomp.ALLOW, "clone")',
    )
]
THEN = {"letter": 1.0}
