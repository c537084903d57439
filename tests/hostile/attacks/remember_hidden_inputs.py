"""Remembers what the hidden check tries and says it when the shown one asks, which a learner gets to read."""

CELL = "double-answer"
CODE = """
heard = []

def double(number):
    heard.append(number)
    if number in (2.0, 3.0) and len(heard) > 2:
        raise ValueError(f"they try {heard}")
    return 2 * number
"""
SAYS = "Right at each number tried."
WITHOUT = [
    (
        "grading/judging/runner.py",
        "    return {question.id:",
        "    [_judged(question, work, broken) for question in assignment.hidden]\n    return {question.id:",
    ),
]
THEN = "breaks a promise"
