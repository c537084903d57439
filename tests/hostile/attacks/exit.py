"""Ends Python in the middle, so that nothing after it can be graded."""

CODE = """
import os
os._exit(0)
"""
EARNS = {"letter": 0.0}
SAYS = "The cell `letter-answer` ended Python"
WITHOUT = [("grading/answers.py", "if cell in self._deadly:", "if False:")]
THEN = {"half": 0.0, "double": 0.0, "letter": 0.0, "table": 0.0}
