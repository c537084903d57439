"""Hands in a number that no float can hold, past its own side of the line."""

CODE = """
import casekit.grading.sandbox.replies as replies
honest = replies._answer

def answer(request, setting):
    huge = {"kind": "number", "value": 10**400}
    return huge if request.get("value") == "half" else honest(request, setting)

replies._answer = answer
letter = "C"
"""
EARNS = {"half": 0.0}
SAYS = "Right."
WITHOUT = [
    ("grading/judging/parse.py", "    if len(digits) > DIGITS + 1:\n", "    if False:\n"),
    ("grading/judging/parse.py", "    _float(digits)\n", ""),
    (
        "grading/judging/runner.py",
        "except Exception as error:  # a check",
        "except ZeroDivisionError as error:  # a check",
    ),
]
THEN = "crashes: OverflowError"
