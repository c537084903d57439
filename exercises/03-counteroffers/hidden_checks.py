"""Exercise 3, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together

EXERCISE = "03-counteroffers"
RISKS = (0.0, 0.1, 0.35, 1.0)


@question("showing", "How much showing must help", points=2)
def showing(work: Work) -> Verdict:
    """Write a function that gives a chance for any risk from 0 to 1, right within 0.005."""
    return together(*(_needed_at(work, risk) for risk in RISKS), right="Right at every risk.")


def _needed_at(work: Work, risk: float) -> Verdict:
    given = work.given
    gain = given.value_yes - max(given.value_new, given.value_stay)
    return compare(
        work.call("chance_needed", risk).number(),
        given.p_yes + risk * given.retaliation_loss / gain,
        within=0.005,
        right=f"At a risk of {risk:g}: right.",
        otherwise=f"At a risk of {risk:g}: not right. The function has to hold for risks that were not tried "
        "in the notebook, from none to certainty, and its answer may be above 1.",
    )
