"""Reads the grader's environment, where passwords are."""

CODE = """
import os
letter = "C" if "hunter2" in os.environ.values() else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    ("grading/sandbox/mounts.py", '"sandbox", "--clearenv")', '"sandbox")'),
    (
        "grading/sandbox/origin.py",
        "env=mounts.environment(data, self._home.name) if unsafe else {},",
        "",
    ),
]
THEN = {"letter": 1.0}
