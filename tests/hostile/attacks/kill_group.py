"""Sends a signal to its whole process group, in which its parents might be."""

CODE = """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.kill(0, signal.SIGTERM)
letter = "C" if os.getpgrp() != os.getpid() else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [("grading/sandbox/child.py", "os.setsid()  # else a signal", "pass  # else a signal")]
THEN = {"letter": 1.0}
