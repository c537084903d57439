"""Hands in an object that runs a command when it is unpickled."""

CODE = """
class Bomb:
    def __reduce__(self):
        return exec, ("raise SystemExit('the grader ran this')",)

letter = Bomb()
"""
EARNS = {"letter": 0.0}
SAYS = "`letter` is an object that cannot be judged"
WITHOUT = [
    (
        "exercise/plain.py",
        'Plain(kind="function", value=None)\n',
        'Plain(kind="function", value=None)\n    return value\n',
    ),
    (
        "grading/sandbox/replies.py",
        "json.dumps(answer(), allow_nan=False)",
        '__import__("pickle").dumps(answer())',
    ),
    ("grading/sandbox/replies.py", '.dumps(answer()).encode("ascii")', ".dumps(answer())"),
    ("grading/judging/parse.py", "json.loads(", '__import__("pickle").loads(body) if True else json.loads('),
]
THEN = "crashes: the grader ran this"
