"""Ends Python in the middle, so that nothing after it can be graded."""

CODE = """
import os
os._exit(0)
"""
EARNS = {"letter": 0.0}
SAYS = "The cell `letter-answer` ended Python"
WITHOUT = [("grading/judging/answers.py", "while self._attempt is None:", "if self._attempt is None:")]
THEN = "breaks a promise"
