"""Exercise 5, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together
from casekit.models.coaching import Tier, allocate, total_gain

EXERCISE = "05-partnering"
SHARES = (0, 0.15, 0.35, 0.65, 1)


@question("loss", "What the present habit loses", points=2)
def loss(work: Work) -> Verdict:
    """Write a function that gives a share of the best gain for any share of the hours, right within 0.002."""
    return together(*(_lost_at(work, share) for share in SHARES), right="Right for every share.")


def _lost_at(work: Work, share: float) -> Verdict:
    given = work.given
    team = [
        Tier(given.people_top, given.value_top, given.ceiling_top, given.constant_top),
        Tier(given.people_steady, given.value_steady, given.ceiling_steady, given.constant_steady),
        Tier(given.people_low, given.value_low, given.ceiling_low, given.constant_low),
    ]
    shares = ((1 - share) / 2, (1 - share) / 2, share)
    each = [part * given.hours / tier.people for part, tier in zip(shares, team, strict=True)]
    return compare(
        work.call("lost", share).number(),
        1 - total_gain(team, each) / total_gain(team, allocate(team, given.hours)),
        within=0.002,
        right=f"With a share of {share:g}: right.",
        otherwise=f"With a share of {share:g}: not right. The function has to hold for shares that were not "
        "tried in the notebook.",
    )
