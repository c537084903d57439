"""Exercise 7, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together
from casekit.models.business_case import absence_cost
from casekit.models.retention import RetentionCase, weigh

EXERCISE = "07-business-case"
TRIED = ((0, 1.0), (7.5, 2.4), (40, 0.8), (64, 1.55))


@question("net-benefit", "The net, whatever is covered", points=2)
def net_benefit(work: Work) -> Verdict:
    """Write a function that gives dollars a year for any hours of cover and any ratio, right within 1 dollar."""
    return together(
        *(_net_at(work, hours, ratio) for hours, ratio in TRIED), right="Right wherever it was tried."
    )


def _net_at(work: Work, hours: float, ratio: float) -> Verdict:
    given = work.given
    case = RetentionCase(
        annual_hazard=given.annual_hazard,
        years=1,
        hazard_ratio_if_granted=given.hazard_ratio_if_granted,
        hazard_ratio_if_refused=ratio,
        cost_of_a_quit=given.salary * given.relative_cost_of_a_quit,
        cost_of_absence=absence_cost(
            hours, given.overtime_rate, training_hours=given.training_hours, wage=given.wage
        ),
    )
    return compare(
        work.call("net_benefit", hours, ratio).number(),
        weigh(case).net_benefit,
        within=1,
        right=f"With {hours:g} hours and a ratio of {ratio:g}: right.",
        otherwise=f"With {hours:g} hours and a ratio of {ratio:g}: not right. The function has to hold for hours "
        "and ratios that were not tried in the notebook.",
    )
