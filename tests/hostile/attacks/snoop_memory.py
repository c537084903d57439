"""Searches the interpreter's objects for the checks, and lets them say what they expect."""

CODE = """
import gc
from casekit.exercise import Work
from casekit.exercise.plain import Live

letter = "A"
for found in gc.get_objects():
    if type(found).__name__ == "Question" and found.id == "letter":
        def spy(answer, expected, **others):
            global letter
            letter = expected
        found.check.__globals__["compare"] = spy
        found.check(Work(Live({"letter": "A"}), given))
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    ("grading/sandbox/setting.py", "        _replace_start(numbers)\n", ""),
    (
        "grading/sandbox/mounts.py",
        "*_devices(),",
        '*_devices(), *_shown(Path("HOME/trial"), Path("/kit/exercises/trial")),',
    ),
]
THEN = {"letter": 1.0}
