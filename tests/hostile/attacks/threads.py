"""Starts threads until the system has no task left."""

CODE = """
import threading, time
threading.stack_size(65_536)
for _ in range(100):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "can't start new thread"
WITHOUT = [("grading/sandbox/child.py", ", resource.RLIMIT_NPROC: limits.threads", "")]
THEN = {"letter": 1.0}
