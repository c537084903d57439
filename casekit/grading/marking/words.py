"""Every sentence of the marking desk, and of marks in feedback and report: to translate it, translate this file."""

from __future__ import annotations

# At the desk.
TITLE = "Marking desk: {title}"
QUESTION = "Question: {title}"
PROGRESS = "{marked} of {total} marked."
ALL_MARKED = "All {total} are marked."
ANONYMOUS = "Answer {place} of {total}"
NAMED = "Answer {place} of {total}: {learner}"
LENGTH = "{words} words"
LENGTH_ASKED = "{words} words; at most {longest} were asked for"
ANSWER = "The answer"
LEVEL = "{level}: {text}"
FAILS = "One of these, and it earns nothing, whatever else is good about it. The learner reads which one:"
COMMENT = "Comment for the learner"
COMMENT_HINT = "Say what would have made it better. The learner reads this."
POINTS = "{earned} of {possible} points. Saved."
MISSING = "Still without a level: {names}. What you chose is saved."
UNTOUCHED = "Not marked yet. Every choice is saved at once."
NOT_SAVED = "NOT SAVED: {reason}. Choose again when the gradebook can be written."
CHANGED = (
    "NOT SAVED: somebody else has marked answer {place} meanwhile. "
    "Their mark is shown now; choose again to replace it."
)
GONE = "Answer {place} is no longer in the gradebook: its learner was erased meanwhile."
NOT_SAVED_GONE = (
    "NOT SAVED: answer {place} is no longer in the gradebook, because its learner was erased meanwhile. "
    "Nothing was stored, and the answer has been taken off the desk."
)
PREVIOUS, NEXT, NEXT_UNMARKED = "Previous", "Next", "Next unmarked"
MARKING_DESK = "The marking desk shows itself in JupyterLab."

# The notebook of the desk.
NOTEBOOK = """\
# Marking desk: {title}

Put the cursor into the cell below and press **Shift+Enter**. Every choice is saved in the gradebook at once, so you \
may close this at any moment and go on later. A mark that you change is kept as it was.

By keyboard: Tab goes from one thing to the next, the arrow keys or the space bar choose a level, the space bar \
presses a button."""

# The command.
NOTHING_WRITTEN_HELD = "The gradebook holds no written answers of {exercise}."
NOTHING_WRITTEN_HELD_HINT = (
    "Grading puts them there: casekit grade SUBMISSIONS --gradebook URL. "
    "Add --again if the gradebook is older than that."
)
NO_RUBRIC = "Exercise {exercise} has no rubric for {questions}."
NO_RUBRIC_HINT = "Write one into its rubric.yml: its levels are what an answer is marked by."
NO_GRADEBOOK = "Nothing says which gradebook to mark in."
NO_GRADEBOOK_HINT = "Set {variable} to its address before JupyterLab starts, or call casekit mark."
OPENED = "{marked} of {total} marked. The gradebook has every mark."
MADE = "{marked} of {total} marked. Open {path} in JupyterLab."
PASSWORD = (
    "The gradebook's address has a password, which is written into no file: "
    "set {variable} to the address before JupyterLab starts."
)

# What the learner reads.
HEAD = "{title}: {earned} of {possible} points"
COLUMNS = ("What was looked for", "What was found", "Level")
FAILED = "No points, because of this: {sentence}"
NO_LONGER = "Level {level}"
NOTHING_WRITTEN = "Nothing was written here."
NOT_TAKEN = (
    "The cell of this answer is missing from your notebook, has become another kind of cell, or is there twice with "
    "different texts. Copy your answer into a fresh copy of the exercise and hand it in again."
)
EMPTY = "nothing written"
