"""Every sentence that the machinery itself shows to a learner: to translate it, translate this file.

What an exercise says about its own questions stands in that exercise's ``checks.py`` and ``hints.md``.
"""

from __future__ import annotations

# An answer that cannot be judged.
MISSING = "There is no variable `{name}` yet: run the cell that sets it."
MISSING_FUNCTION = "There is no function `{name}` yet: run the cell that defines it."
EMPTY = "{label} is still empty: your answer goes in place of `...`."
EMPTY_RESULT = "{label} gives nothing back yet: the function needs a line that begins with `return`."
NOT_NEEDED = "{label} is {found}, {needed} is needed{advice}."
NOT_FINITE = "{label} is not a finite number ({value})."
NOT_AN_OPTION = "{label} is {value!r}; it should be one of {options}."
NO_COLUMN = "{label} has no column `{column}`; it has {columns}."
FAILED = "{label} stopped with an error: {error}."

KINDS = {
    "nothing": "empty",
    "number": "a number",
    "text": "text",
    "truth": "true or false",
    "list": "a list",
    "dictionary": "a dictionary",
    "table": "a table",
    "function": "a function",
    "not finite": "not a finite number",
    "other": "an object that cannot be judged",
}

# What helps when one kind was given and another is needed: (given, needed).
ADVICE = {
    ("number", "function"): ": it begins with `def`",
    ("text", "number"): ": write it without quotes",
    ("number", "text"): ": write it between quotes",
    ("function", "number"): ": call it, with its arguments in parentheses",
    ("table", "number"): ": pick one value out of it, with `.iloc[0]` for instance",
    ("list", "number"): ": pick one value out of it, with `[0]` for instance",
}

# The names under which such answers are counted; a check's own mistakes have names of their own.
UNANSWERED = "no answer yet"
UNUSABLE = "another kind of answer"
FUNCTION_FAILED = "the function stops with an error"

# The panel of one question.
HEAD = "{title}: {earned} of {possible} points, {state}"
STATE_FULL = "right"
STATE_PART = "partly right"
STATE_NONE = "not yet"
TASK = "The task: {expects}"
OFFER_FIRST = 'Stuck? `hint("{question}")` shows the first of {total} hints.'
OFFER_NEXT = 'Stuck? `hint("{question}")` shows hint {next} of {total}.'

# Hints.
HINT_HEAD = "{title}, hint {number} of {total}"
NO_HINTS = "There are no hints for “{title}”."

# The summary.
SUMMARY_HEAD = "{title}: {earned} of {possible} points on the checks you can see"
SUMMARY_COLUMNS = ("Question", "Points", "State")
POINTS = "{earned} of {possible}"
WRITTEN_POINTS = "of {possible}"
STATE_WRITTEN = "a person reads it"
ALL_PASS = "All visible checks pass."
SOME_PASS = "Full points on {full} of {total} questions."
NOT_A_GRADE = (
    "This is not a grade: your grade also uses checks that are not shown here, "
    "and a person reads what you wrote."
)

# Running one notebook from the command line.
UNSANDBOXED = (
    "This runs the notebook's code on this machine, not in a sandbox: check only notebooks you trust."
)
NO_END = "no end in sight after {seconds} seconds"
CELL_FAILED = "Cell {number}{name} stopped with {error}; the other cells ran."

# The numbers that an exercise gives.
GIVEN_HEAD = "The numbers of this exercise"
GIVEN_COLUMNS = ("Name", "Value", "Range", "Meaning")
RANGE = "{low} to {high}"
NOT_GIVEN = "this exercise gives no `{name}`; it gives {names}"
