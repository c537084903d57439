"""Every sentence of the class report: to translate it, translate this file."""

from __future__ import annotations

TITLE = "How the class did"
INTRODUCTION = (
    "Points on the questions that a check judges, and on written answers as far as they are marked. "
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
UNREAD = (
    "Written answers still to be read: {count} (casekit mark {exercise}). "
    "Until then, their learners' points are those of the other questions."
)
WRITTEN = "The report is in {path}."

# Answers that resemble each other.
SIMILAR = "Answers that resemble each other"
SIMILAR_CARE = (
    "Worth a conversation; proves nothing. All answer the same question about the same case, often with the same "
    "numbers; two who learnt together, were taught the same sentence or quote the same source come out alike. Nothing "
    "here says who wrote first, or that anybody copied. Read both answers, then ask both learners how they came to "
    "theirs. Whoever is not listed may have copied too, in other words."
)
SIMILAR_COLUMNS = ("Learners", "Exercise", "Question", "What", "In common")
SIMILAR_LEFT = "{count} more pairs are not shown."
SIMILAR_HOW = (
    "In common: of the shorter answer's different runs of five words, the share that stands in the other one too. What "
    "the exercise itself says does not count, nor what half of the class wrote. Written answers are listed from "
    "{share:.0%} on and compared from {runs} such runs on; functions from {code_share:.0%} and {code_runs} runs of "
    "names and signs on, since a short function that is right leaves little choice."
)
KINDS = {"written": "text", "code": "function"}

# The test before and the one after.
GAINS = "What the class gained between the tests"
GAINS_READ = (
    "Shares of right answers of the {learners} learners who took both tests. Gain: the rise as a share of the rise "
    "that was possible, with the interval that holds it in 95 of 100 drawings of such a class."
)
GAIN_SAID = "{name}: {before:.0%} before, {after:.0%} after"
BEFORE, AFTER = "before", "after"
ONE_TEST = "A gain needs both tests."
ONE_TEST_HINT = "Give --before and --after, each a folder of notebooks or a CSV file."
