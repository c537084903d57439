"""Hands in a number that is equal to anything and at no distance from it."""

CELL = "half-answer"
CODE = """
class Chameleon(float):
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0.0
    __hash__ = None

half = Chameleon(1.0)
"""
EARNS = {"half": 0.0}
SAYS = "Not half of it."
WITHOUT = [
    (
        "grading/judging/runner.py",
        "SandboxAnswers(self.sandbox, self.assignment, submission, own) as answers",
        '__import__("in_process").InProcess(self.assignment, submission) as answers',
    ),
    ("exercise/plain.py", "int(value) if isinstance(value, Integral) else float(value)", "value"),
    ("exercise/work.py", "        return float(value)\n", "        return value\n"),
]
THEN = {"half": 1.0}
