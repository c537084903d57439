"""Calculates without end, and ignores the signal that says its time is up."""

CODE = """
import signal
signal.signal(signal.SIGXCPU, signal.SIG_IGN)
while True:
    pass
"""
EARNS = {"letter": 0.0}
SAYS = "ran for more than 2 seconds and was stopped"
WITHOUT = [
    ("grading/sandbox/wire.py", "left = self.deadline - time.monotonic()", "left = 1e6"),
    (
        "grading/sandbox/child.py",
        "resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))",
        "pass",
    ),
]
THEN = "hangs"
