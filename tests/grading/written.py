"""What a learner wrote into a file that nobody runs, for the stand-ins of the tests that grade without running it.

The attacks on what is around the grader copy this file into another sandbox, where it finds another casekit.
"""

from __future__ import annotations

from pathlib import Path

from casekit.exercise.problem import ProblemError
from casekit.grading.judging.assignment import read_assignment
from casekit.grading.judging.grade import Text
from casekit.grading.judging.submission import read_submission
from casekit.grading.judging.texts import texts
from casekit.grading.limits import Limits


def written(exercise: Path, path: Path, limits: Limits) -> tuple[Text, ...]:
    """Return the texts of a submission; none if it is no notebook."""
    assignment = read_assignment(exercise)
    try:
        return tuple(texts(assignment, read_submission(path, assignment, limits)))
    except ProblemError:
        return ()
