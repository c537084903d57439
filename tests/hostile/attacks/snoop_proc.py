"""Reads about other processes, and its own memory's map, in /proc."""

CODE = """
import os
letter = "C" if os.listdir("/proc") else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
WITHOUT = [
    (
        "grading/sandbox/child.py",
        '    kernel.mount_tmpfs("/proc", "size=4k,nr_inodes=1", kernel.MS_RDONLY | kernel.MS_NOEXEC)\n',
        "",
    )
]
THEN = {"letter": 1.0}
