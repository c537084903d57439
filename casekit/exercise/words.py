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
OWN_CELL_FAILED = "A cell of the exercise{name} stopped with {error}; the other cells ran."

# The numbers that an exercise gives.
GIVEN_HEAD = "The numbers of this exercise"
GIVEN_COLUMNS = ("Name", "Value", "Range", "Meaning")
RANGE = "{low} to {high}"
PRACTICE = (
    "These are the numbers of try {number}, for practice: run the answers and their checks again. For a grade your "
    "first numbers count: run the notebook from the top before you hand it in."
)
PRACTICE_RESULT = (
    "Judged with the numbers of try {number}, which is practice: for a grade your first numbers count."
)
RETRY = (
    "Another try with new numbers? Run `given.retry()` in a cell of your own, then every cell after it that uses the "
    "numbers, and the checks again."
)
NO_OTHER_NUMBERS = "This exercise has one set of numbers, the same for everybody."
NO_OTHER_NUMBERS_HINT = "To begin again, restart the kernel and clear your answers."
NOT_GIVEN = "this exercise gives no `{name}`; it gives {names}"

# A learner's token, which the numbers of a copy hang on.
TOKEN_MISSING = "This copy of {exercise} has lost its learner's token, so its numbers cannot be told."
TOKEN_CHANGED = (
    "The learner's token in this copy of {exercise} was changed, or it belongs to another exercise or another version "
    "of it."
)
TOKEN_MISMATCHED = "The learner's token in this copy of {exercise} is not one that this learner was given."
TOKEN_TWO = "This copy of {exercise} bears two different learner's tokens, one in its first cell, one in its metadata."
TOKEN_HINT = "Put the answers into a fresh copy that was made for this learner, and hand in that one."

# A notebook that came back in pieces.
NO_EXERCISE = "{path} does not say which exercise it belongs to."
NO_EXERCISE_HINT = "Put the answers into a fresh copy of the exercise, and take that one."
TWO_EXERCISES = "{path} says that it belongs to two exercises, {names}."
TOKEN_NOT_USED = (
    "The first cell of this copy of {exercise} has lost the learner's token that its metadata have."
)
CELLS = {"code": "a code cell", "markdown": "a text cell"}
ANSWER_GONE = (
    "The cell with the answer to “{title}” is gone from this notebook: put the answer back, right above its check, or "
    "use a fresh copy."
)
ANSWER_OF_OTHER_KIND = (
    "The answer to “{title}” belongs into {kind}, and its cell has become another kind: change it back."
)
ANSWER_TWICE = (
    "Cells {numbers} are all marked as the answer to “{title}” and say different things: keep the one that "
    "counts."
)
CELL_LOST = "the answer's cell was not found"

# What lies beside a downloaded exercise.
HOW_TO = """\
Exercise {exercise}. You need Python 3.11 or later; type the first two lines in this folder.

1. python -m pip install jupyterlab ./{wheel}
2. python -m jupyter lab {exercise}.ipynb
3. Answer where the notebook says YOUR ANSWER HERE, and run the cell below it: it says what your answer earns, and why.
"""

# Releasing to a class.
KEEP_TOKENS = "Keep {path}: it alone says whose numbers are whose, and a grade needs it."

# What a class gained.
GAIN_HEAD = "{learners} learners took both tests"
GAIN_COLUMNS = ("Questions", "Before", "After", "Gain", "95 of 100")
NO_GAIN = "none left"
NO_INTERVAL = "too few to tell"
LEFT_OUT = "Only one of the tests, and so left out: {names}."
