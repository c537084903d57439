"""Hands in a number that is none, which is at no distance from the right one that is larger than any tolerance."""

CELL = "half-answer"
CODE = """
half = float("nan")
"""
EARNS = {"half": 0.0}
SAYS = "`half` is not a finite number (nan)"
WITHOUT = [
    ("exercise/plain.py", "fits = math.isfinite(exact)", "fits = True"),
    ("grading/sandbox/replies.py", "allow_nan=False", "allow_nan=True"),
    ("grading/judging/parse.py", "parse_constant=_refuse", "parse_constant=float"),
    (
        "exercise/checks.py",
        "return abs(answer - value) <= within + slack",
        "return not abs(answer - value) > within + slack",
    ),
]
THEN = {"half": 1.0}
