"""Lifts its own limits before it uses more than they allow."""

CODE = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (4_096, 4_096))
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "not allowed to raise maximum limit"
WITHOUT = [
    (
        "grading/sandbox/child.py",
        "resource.setrlimit(name, (value, value))",
        "resource.setrlimit(name, (value, resource.getrlimit(name)[1]))",
    )
]
THEN = {"letter": 1.0}
