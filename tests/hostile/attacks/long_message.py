"""Makes a table with so many columns that the message about it fills the page."""

CELL = "table-answer"
CODE = """
rows = pd.DataFrame([[0] * 300], columns=[f"x{number:020}" for number in range(300)])
"""
EARNS = {"table": 0.0}
SAYS = "`rows` has no column `name`"
WITHOUT = [
    (
        "grading/judging/runner.py",
        "message=printable(result.message, LONGEST_MESSAGE)",
        "message=result.message",
    ),
]
THEN = "breaks a promise"
