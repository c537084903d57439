"""Ends its whole process group, in which the processes that watch over it might be."""

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
THEN = {"table": 0.0}
