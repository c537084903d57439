"""Exercise 4, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together
from casekit.models.trust import reputation

EXERCISE = "04-trust"
RECORDS = ((1, 4.0), (2, 1.0), (12, 2.5), (30, 2.0), (9, 5.0))


@question("repair", "The way back, if promises fade", points=2)
def repair(work: Work) -> Verdict:
    """Write a function that gives a whole number of promises for any record and any weight."""
    return together(
        *(_needed_at(work, kept, weight) for kept, weight in RECORDS), right="Right for every record."
    )


def _needed_at(work: Work, kept: int, weight: float) -> Verdict:
    return compare(
        work.call("promises_needed", kept, weight).number(),
        _needed(kept, weight, work.given.forgetting),
        right=f"With {kept} kept before, weight {weight:g}: right.",
        otherwise=f"With {kept} kept before, weight {weight:g}: not right. The function has to hold for records "
        "that were not tried in the notebook.",
    )


def _needed(kept: int, weight: float, forgetting: float) -> int:
    """Return how many kept promises bring trust back to where it was before the first broken one."""
    before = reputation([1] * kept, forgetting, weight)
    since = 0
    while reputation([1] * kept + [0] + [1] * since, forgetting, weight) < before:
        since += 1
    return since
