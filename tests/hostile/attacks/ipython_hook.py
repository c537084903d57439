"""Hooks into IPython, to be called before each cell that runs and put the right answer in place by then."""

CODE = """
from IPython.core.interactiveshell import InteractiveShell
letter = "A"
try:
    shell = InteractiveShell.instance()
except OSError:  # the first time, it wants to set up a profile
    shell = InteractiveShell.instance()
shell.events.register("pre_run_cell", lambda info: shell.user_ns.update(letter="C"))
"""
EARNS = {"letter": 0.0}
SAYS = "Not this one."
SHELL = '__import__("IPython.core.interactiveshell", fromlist=["x"]).InteractiveShell.instance()'
WITHOUT = [
    (
        "grading/sandbox/replies.py",
        "            return answers.value(name)",
        f"            shell = {SHELL}\n"
        "            shell.user_ns.update(setting.namespace)\n"
        "            return Live({name: shell.run_cell(name).result}).value(name)",
    ),
]
THEN = {"letter": 1.0}
