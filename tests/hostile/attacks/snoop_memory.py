"""Goes from `check` to the objects behind it, and lets them say what they expect."""

CODE = """
from casekit.exercise import Work
from casekit.exercise.plain import Live

letter = "A"

def spy(answer, expected, **others):
    global letter
    letter = expected

behind = getattr(check, "__self__", None)
for question in behind.exercise.questions if behind else ():
    if question.id == "letter":
        question.check.__globals__["compare"] = spy
        question.check(Work(Live({"letter": "A"}), given))
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    ("grading/sandbox/setting.py", "        hand_out(numbers)\n", ""),
    (
        "grading/sandbox/mounts.py",
        "*_devices(),",
        '*_devices(), *_shown(Path("HOME/trial"), Path("/kit/exercises/trial")),',
    ),
]
THEN = {"letter": 1.0}
