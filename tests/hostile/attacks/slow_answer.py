"""Hands in an object that is harmless until somebody looks at it, and then never lets go."""

CODE = """
class Bottomless(dict):
    def items(self):
        while True:
            yield "more", 1

letter = Bottomless()
"""
EARNS = {"letter": 0.0}
SAYS = "`letter` ran for more than 2 seconds and was stopped"
WITHOUT = [
    ("grading/judging/answers.py", "if key not in self._refused:", "if True:"),
    ("grading/judging/answers.py", "if now >= self._end:", "if False:"),
    (
        "grading/judging/answers.py",
        "deadline = min(now + self._limits.seconds, self._end)",
        "deadline = now + 1e6",
    ),
    (
        "grading/sandbox/child.py",
        "resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))",
        "pass",
    ),
    ("grading/sandbox/child.py", "resource.RLIMIT_AS: memory,", ""),
]
THEN = "hangs"
