"""Ends every other process it can reach, its parents and the grader among them."""

CODE = """
import os, signal

def reached(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return pid not in (os.getpid(), os.getppid())

os.kill(1, signal.SIGKILL)
letter = "C" if any(map(reached, range(1, 200))) else "A"
os.kill(0, signal.SIGTERM) if letter == "A" and os.getpgrp() != os.getpid() else None
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [("grading/sandbox/child.py", "    | kernel.CLONE_NEWPID\n", "")]
THEN = {"letter": 1.0}
