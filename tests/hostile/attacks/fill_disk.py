"""Fills the disk with files that are each small enough."""

CODE = """
for number in range(40):
    with open(f"filler-{number}", "wb") as file:
        file.write(bytes(200_000))
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "No space left on device"
WITHOUT = [("grading/sandbox/child.py", "size={limits.disk_bytes},", "")]
THEN = {"letter": 1.0}
