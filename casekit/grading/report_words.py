"""Every sentence of the class report: to translate it, translate this file."""

from __future__ import annotations

TITLE = "How the class did"
INTRODUCTION = (
    "Points on the questions that a check judges; written answers come on top. "
    "For the trainer alone: it has names in it."
)
NONE = "There are no grades yet."
NUMBERS = "{learners} learners. On average {mean:.0%} of the points, half of them {median:.0%} or more."
DISTRIBUTION = "How many learners earned which share of the points"
SHARE, LEARNERS, FEWER = "Share of the points", "Learners", "{low}% to {high}%"
BAR = "{share}: {count}"
QUESTIONS = "The questions"
QUESTION_COLUMNS = ("Question", "Points", "Share earned", "Discrimination", "All points", "No points")
QUESTION_NOTE = (
    "Share earned: of the question's points, on average; low means hard. Discrimination: the correlation with the rest "
    "of the points; near 0 or below, look at the question. It needs at least {fewest} learners and some who differ."
)
UNKNOWN = "–"
MISTAKES = "Common mistakes"
MISTAKE_COLUMNS = ("Mistake", "Question", "Learners")
HELP = "Who may need help"
HELP_NOTE = "Everybody below half of the points. A reason to ask, not a verdict."
HELP_COLUMNS = ("Learner", "Nothing yet on", "Share")
NOBODY = "Nobody earned less than half of the points."
CARE = "To look at"
UNSAFE = "Graded without a sandbox: {learners}."
LATE = "Handed in late: {learners}."
BROKEN = "{learner}: a check failed itself, so the grade is too low ({reason})."
VERSIONS = (
    "These grades come from {count} versions of the exercise; grade all submissions again to compare them."
)
WRITTEN = "The report is in {path}."
