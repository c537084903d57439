"""Makes the interpreter itself crash, through a pointer to nothing, while a function of its own is tried."""

CELL = "double-answer"
CODE = """
import ctypes

def double(number):
    return ctypes.string_at(0)
"""
EARNS = {"double": 0.0}
SAYS = "`double` made Python itself crash (SIGSEGV)"
WITHOUT = [
    (
        "grading/judging/answers.py",
        "            except DiedError as died:\n                self._refused",
        "            except KeyError as died:\n                self._refused",
    )
]
THEN = "breaks a promise"
