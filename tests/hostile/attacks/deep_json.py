"""Answers with lists in lists in lists, until the reader's stack is used up."""

CODE = """
import casekit.grading.sandbox.replies as replies
honest = replies._body

def body(answer):
    sent = honest(answer)
    return b"[" * 90_000 if sent == b'{"kind": "text", "value": "C"}' else sent

replies._body = body
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "`letter` disturbed the line to the grader"
WITHOUT = [
    (
        "grading/judging/parse.py",
        "except (ValueError, RecursionError) as error:",
        "except ValueError as error:",
    ),
    (
        "grading/judging/runner.py",
        "except Exception as error:  # a check",
        "except ZeroDivisionError as error:  # a check",
    ),
]
THEN = "crashes: RecursionError"
