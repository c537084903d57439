"""Writes answers to the grader before they are asked for."""

CODE = """
import os
for body in (b'{"error": null}', b'{"error": null}', b'{"kind": "number", "value": 5}'):
    os.write(3, len(body).to_bytes(4) + body)
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "disturbed the line to the grader"
WITHOUT = [
    ("grading/sandbox/attempt.py", "if not answer.startswith(mark):", "if False:"),
]
THEN = {"double": 0.0, "letter": 0.0, "table": 0.0}
