"""Gives the exercise's own numbers another class, so that the check expects what was answered."""

CELL = "half-answer"
CODE = """
class Mine(type(given)):
    __slots__ = ()

    def __getattribute__(self, name):
        return 2.0 if name == "whole" else super().__getattribute__(name)

object.__setattr__(given, "__class__", Mine)
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
