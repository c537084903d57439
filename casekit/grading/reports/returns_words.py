"""Every sentence that frames the feedback to a learner: to translate it, translate this file."""

from __future__ import annotations

TITLE = "Feedback: {title}"
HEAD = "{title}: {earned} of {possible} points on the questions that a check judges"
HEAD_MARKED = "{title}: {earned} of {possible} points"
COLUMNS = ("Question", "Points")
OWN_CELLS = (
    "Cells that you added were not run ({count}): what an answer needs has to stand in its answer cell."
)
LATE = "It was handed in late."
WRITTEN = "Written answers are read by a person; their points come on top."
TO_READ = "This is to read. To hand in again, change your own notebook."
