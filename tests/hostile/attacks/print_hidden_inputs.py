"""Prints what the hidden check tries, past every redirection in Python, for whoever reads the grader's output."""

CELL = "double-answer"
CODE = """
import sys

def double(number):
    for stream in (sys.stdout, sys.__stdout__, sys.__stderr__):
        print(f"they try {number}", file=stream, flush=True)
    return 2 * number
"""
SAYS = "Right at each number tried."
WITHOUT = [
    ("grading/sandbox/child.py", "for standard in (0, 1, 2):", "for standard in (0,):"),
    ("grading/sandbox/origin.py", "stdout=subprocess.DEVNULL,", ""),
]
THEN = "breaks a promise"
