"""Uses what is left of its rights in its own namespace to mount a file system."""

CODE = """
import ctypes, os
os.mkdir("mine")
letter = "C" if ctypes.CDLL(None).mount(b"tmpfs", b"mine", b"tmpfs", 0, None) == 0 else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    ("grading/sandbox/syscalls.py", 'FILES = """', 'FILES = """ mount '),
    ("grading/sandbox/child.py", "kernel.drop_capabilities()", "pass"),
]
THEN = {"letter": 1.0}
