"""Ends its whole process group, in which the process that it was forked from might be."""

CELL = "table-answer"
CODE = """
import os, signal, time
rows = pd.DataFrame({"name": ["a", "b"]})
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.kill(0, signal.SIGTERM)
time.sleep(0.5)
"""
SAYS = "Right."
WITHOUT = [("grading/sandbox/child.py", "os.setsid()  # else a signal", "pass  # else a signal")]
THEN = "crashes: casekit.grading.sandbox.attempt.LostError"
