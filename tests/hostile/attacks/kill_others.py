"""Ends every other process it can reach, its parent and the grader among them."""

CODE = """
import contextlib, os, signal

def reached(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return pid != os.getpid()

others = list(filter(reached, range(1, 200)))
letter = "C" if others else "A"
if not others:
    with contextlib.suppress(OSError):
        os.kill(1, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGKILL)
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [("grading/sandbox/child.py", "    | kernel.CLONE_NEWPID\n", "")]
THEN = {"letter": 1.0}
