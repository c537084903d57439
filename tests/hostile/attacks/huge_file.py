"""Makes a file that claims a terabyte and takes none, for whoever copies it later."""

CODE = """
open("huge", "w").close()
import os
os.truncate("huge", 10**12)
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "File too large"
WITHOUT = [("grading/sandbox/child.py", "resource.RLIMIT_FSIZE: limits.disk_bytes,", "")]
THEN = {"letter": 1.0}
