"""Puts half a character into a message, which no file and no database can store."""

CELL = "table-answer"
CODE = """
rows = pd.DataFrame({"\\ud800": [1]})
"""
EARNS = {"table": 0.0}
SAYS = "it has `?`"
WITHOUT = [
    ("grading/judging/parse.py", 'return value.encode("utf-8", "replace").decode("utf-8")', "return value"),
    (
        "grading/judging/runner.py",
        "message=printable(result.message, LONGEST_MESSAGE)",
        "message=result.message",
    ),
]
THEN = "breaks a promise"
