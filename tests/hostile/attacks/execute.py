"""Replaces its process by another program, which speaks to the grader in its place."""

CODE = """
import os, sys
program = '''
import json, os
while True:
    size = int.from_bytes(os.read(3, 4))
    request = json.loads(os.read(3, size))
    known = {"letter": ("text", "C"), "half": ("number", 5)}
    kind, value = known.get(request.get("value"), ("missing", None))
    reply = {"error": None} if "run" in request else {"kind": kind, "value": value}
    body = (request["mark"] + json.dumps(reply)).encode()
    os.write(3, len(body).to_bytes(4) + body)
'''
frame = sys._getframe()
while "request" not in frame.f_locals:
    frame = frame.f_back
answer = (frame.f_locals["request"]["mark"] + '{"error": null}').encode()
os.set_inheritable(3, True)
first = f"import os; os.write(3, {len(answer).to_bytes(4) + answer})"
os.execve(sys.executable, [sys.executable, "-I", "-S", "-c", first + program], {})
"""
EARNS = {"letter": 0.0}
SAYS = "PermissionError"
WITHOUT = [("grading/sandbox/syscalls.py", 'FILES = """', 'FILES = """ execve ')]
THEN = {"letter": 1.0, "double": 0.0, "table": 0.0}
