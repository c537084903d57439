"""Leaves a thread behind for which Python waits before it ends, and with it whoever waits for Python."""

CODE = """
import threading, time
threading.Thread(target=time.sleep, args=(3600,), daemon=False).start()
letter = "C"
"""
SAYS = "Right."
WITHOUT = [
    ("grading/sandbox/child.py", "        os._exit(0)\n", '        __import__("threading")._shutdown()\n'),
    ("grading/sandbox/warm.py", "PATIENCE_S if command == WAIT else 0", "1e6"),
]
THEN = "hangs"
