"""Opens files until the system has no handle left."""

CODE = """
held = [open("/dev/null") for _ in range(500)]
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "Too many open files"
WITHOUT = [("grading/sandbox/child.py", "resource.RLIMIT_NOFILE: limits.open_files,", "")]
THEN = {"letter": 1.0}
