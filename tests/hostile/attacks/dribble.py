"""Answers so slowly that every byte comes in time and the answer never does."""

CODE = """
import os, time
os.write(3, (60_000).to_bytes(4))
while True:
    time.sleep(0.2)
    os.write(3, b" ")
"""
EARNS = {"letter": 0.0}
SAYS = "ran for more than 2 seconds and was stopped"
WITHOUT = [("grading/sandbox/wire.py", "left = self.deadline - time.monotonic()", "left = 2.0")]
THEN = "hangs"
