"""Exercise 1, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together
from casekit.models.retention import quit_probability

EXERCISE = "01-retention"
RATIOS = (1.0, 1.05, 1.5, 3.0)


@question("hours", "The overtime that retention can pay", points=2)
def hours(work: Work) -> Verdict:
    """Write a function that gives hours a year for any hazard ratio if refused, right within 0.1 hours."""
    return together(*(_hours_at(work, ratio) for ratio in RATIOS), right="Right at every ratio.")


def _hours_at(work: Work, ratio: float) -> Verdict:
    given = work.given
    avoided = quit_probability(given.annual_hazard, 1, ratio) - quit_probability(
        given.annual_hazard, 1, given.hazard_ratio_if_granted
    )
    return compare(
        work.call("hours_affordable", ratio).number(),
        avoided * given.cost_of_a_quit / given.overtime_rate,
        within=0.1,
        right=f"At a ratio of {ratio:g}: right.",
        otherwise=f"At a ratio of {ratio:g}: not right. The function has to hold for ratios that were not "
        "tried in the notebook.",
    )
