"""Replaces the verdict of every check it can find by full marks."""

CODE = """
import gc
from casekit.exercise import Verdict

for found in gc.get_objects():
    if type(found).__name__ == "Question":
        found.check.__globals__["compare"] = lambda *answer, **others: Verdict(1.0, "Right.")
letter = "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    (
        "grading/judging/runner.py",
        "SandboxAnswers(self.sandbox, self.assignment, submission, own) as answers",
        '__import__("in_process").InProcess(self.assignment, submission) as answers',
    )
]
THEN = {"letter": 1.0}
