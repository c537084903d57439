"""Tells IPython to read every cell that asks for the answer as another one, which gives the right answer."""

CODE = """
from IPython.core.interactiveshell import InteractiveShell
letter = "A"
try:
    shell = InteractiveShell.instance()
except OSError:  # the first time, it wants to set up a profile
    shell = InteractiveShell.instance()
shell.input_transformers_post.append(lambda lines: ['"C"'] if lines == ["letter\\n"] else lines)
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
