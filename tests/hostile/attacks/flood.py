"""Floods its standard error, which might be a file on the grader's disk."""

CODE = """
import os, stat
for _ in range(100):
    os.write(2, bytes(100_000))
letter = "C" if stat.S_ISREG(os.fstat(2).st_mode) else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    ("grading/sandbox/child.py", "for standard in (0, 1, 2):", "for standard in (0,):"),
    ("grading/sandbox/child.py", "resource.RLIMIT_FSIZE: limits.disk_bytes,", ""),
]
THEN = {"letter": 1.0}
