"""Makes itself root of a user namespace of its own, where every mount and every bug of the kernel is open to it."""

CODE = """
import ctypes
CLONE_NEWUSER = 0x1000_0000
letter = "C" if ctypes.CDLL(None).unshare(CLONE_NEWUSER) == 0 else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [("grading/sandbox/syscalls.py", 'FILES = """', 'FILES = """ unshare ')]
THEN = {"letter": 1.0}
