"""Exercise 6, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together
from casekit.models.availability import batching_interval, restart_time

EXERCISE = "06-availability"
PIECES = (1, 3, 4, 10, 40)
DAYS = (0.5, 2, 3, 5, 14)


@question("pieces", "What saving one's place is worth", points=2)
def pieces(work: Work) -> Verdict:
    """Write a function that gives hours for any number of pieces, right within 0.01 hours."""
    return together(*(_hours_in(work, number) for number in PIECES), right="Right for every number.")


def _hours_in(work: Work, pieces: int) -> Verdict:
    given = work.given
    rate = given.calls / given.hours_a_day
    return compare(
        work.call("hours_in_pieces", pieces).number(),
        pieces * restart_time(given.task_h / pieces, rate),
        within=0.01,
        right=f"Number of pieces {pieces}: right.",
        otherwise=f"Number of pieces {pieces}: not right. The function has to hold for numbers that were not "
        "tried in the notebook.",
    )


@question("interval", "How much dearer another interval is", points=2)
def interval(work: Work) -> Verdict:
    """Write a function that gives a share above the least cost for any number of days, right within 0.005."""
    return together(*(_dearer_at(work, days) for days in DAYS), right="Right for every interval.")


def _dearer_at(work: Work, days: float) -> Verdict:
    given = work.given

    def a_day(days: float) -> float:
        return given.call_cost / days + given.waiting_cost * given.questions * days / 2

    best = batching_interval(given.call_cost, given.waiting_cost, given.questions)
    return compare(
        work.call("dearer", days).number(),
        a_day(days) / a_day(best) - 1,
        within=0.005,
        right=f"Days between calls {days:g}: right.",
        otherwise=f"Days between calls {days:g}: not right. The function has to hold for intervals that were "
        "not tried in the notebook.",
    )
