"""Looks for open files that it inherited, the line to the grader's own controls among them."""

CODE = """
import os

def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True

letter = "C" if any(map(is_open, range(4, 200))) else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [("grading/sandbox/child.py", '    os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))\n', "")]
THEN = {"letter": 1.0}
