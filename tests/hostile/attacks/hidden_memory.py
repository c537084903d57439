"""Keeps memory in nameless files, where the limit on its address space does not count it."""

CODE = """
import os
file = os.memfd_create("held")
os.write(file, bytes(1_000_000))
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "PermissionError"
WITHOUT = [("grading/sandbox/syscalls.py", 'FILES = """', 'FILES = """ memfd_create ')]
THEN = {"letter": 1.0}
