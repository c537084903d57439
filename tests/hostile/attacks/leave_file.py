"""Leaves a file for the next learner, who finds the answer in it."""

CODE = """
import os, tempfile
note = os.path.join(tempfile.gettempdir(), "note")
letter = "C" if os.path.exists(note) else "A"
open(note, "w").close()
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    ("grading/sandbox/child.py", "    kernel.mount_tmpfs(SCRATCH, room)\n", ""),
    ("grading/sandbox/mounts.py", '"--tmpfs", SCRATCH', '"--perms", "1777", "--tmpfs", SCRATCH'),
]
THEN = {"letter": 1.0}
