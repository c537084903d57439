"""Makes so many empty files that a file system runs out of room for names."""

CODE = """
for number in range(2_000):
    open(f"name-{number}", "w").close()
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "No space left on device"
WITHOUT = [("grading/sandbox/child.py", "nr_inodes={limits.files + 1},", "")]
THEN = {"letter": 1.0}
