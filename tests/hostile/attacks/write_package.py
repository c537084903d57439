"""Changes casekit itself on the disk, for every later submission."""

CODE = """
import casekit
with open(casekit.__file__, "a") as file:
    file.write("mine = True")
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "casekit/__init__.py'"
WITHOUT = [("grading/sandbox/mounts.py", 'how: str = "--ro-bind"', 'how: str = "--bind"')]
THEN = {"letter": 1.0}
