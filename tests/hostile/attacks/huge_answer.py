"""Hands in an answer of a megabyte, to fill the grader's memory and the gradebook."""

CODE = """
letter = "C" + 1_000_000 * " "
"""
EARNS = {"letter": 0.0}
SAYS = "`letter` is an object that cannot be judged"
WITHOUT = [
    ("grading/sandbox/child.py", "body if len(body) <= most_bytes else unfit()", "body"),
    ("grading/sandbox/wire.py", "if length > most_bytes:", "if False:"),
]
THEN = {"letter": 1.0}
