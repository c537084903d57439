"""Replaces a built-in function, so that every number is as far from the right one as from itself."""

CELL = "half-answer"
CODE = """
import builtins
builtins.abs = lambda value: 0
half = 1.0
"""
EARNS = {"half": 0.0}
SAYS = "Not half of it."
WITHOUT = [
    (
        "grading/judging/runner.py",
        "SandboxAnswers(self.sandbox, self.assignment, submission, own) as answers",
        '__import__("in_process").InProcess(self.assignment, submission) as answers',
    )
]
THEN = {"half": 1.0}
