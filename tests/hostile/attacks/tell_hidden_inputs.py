"""Stops with the hidden check's own inputs in the name and the text of its error."""

CELL = "double-answer"
CODE = """
def double(number):
    if number not in (2.0, 3.0):
        raise type(f"Tried{number}", (Exception,), {})(f"they try {number}")
    return 2 * number
"""
EARNS = {"double": 0.0}
SAYS = "not for everything that the grade tries"
WITHOUT = [
    ("grading/judging/runner.py", "return replace(other, message=words.HIDDEN_LOWER)", "return other"),
]
THEN = "breaks a promise"
