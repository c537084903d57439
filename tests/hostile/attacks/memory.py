"""Takes more memory than there is for one notebook."""

CODE = """
held = bytearray(400_000_000)
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "used more memory than there is for one notebook"
WITHOUT = [("grading/sandbox/child.py", "resource.RLIMIT_AS: memory,", "")]
THEN = {"letter": 1.0}
