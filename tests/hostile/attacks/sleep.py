"""Waits for ever and uses nothing but time."""

CODE = """
import time
time.sleep(1e6)
"""
EARNS = {"letter": 0.0}
SAYS = "ran for more than 2 seconds and was stopped"
WITHOUT = [("grading/sandbox/wire.py", "left = self.deadline - time.monotonic()", "left = 1e6")]
THEN = "hangs"
