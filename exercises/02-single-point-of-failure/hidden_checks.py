"""Exercise 2, what else the grade looks at: the same contract, never handed to learners.

A question here judges again what `checks.py` judges under the same id, with inputs that a learner has not
seen; the lower of the two results counts.
"""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together
from casekit.models.staffing import erlang_c_queue, period_service_level

EXERCISE = "02-single-point-of-failure"
SHORT_DAYS = (0, 1.5, 40)


@question("quarter", "The same days, seen over a quarter", points=2)
def quarter(work: Work) -> Verdict:
    """Write a function that gives a share between 0 and 1 for any number of short days, right within 0.001."""
    return together(
        *(_level_with(work, days) for days in (*SHORT_DAYS, work.given.days)),
        right="Right for every number of days.",
    )


def _level_with(work: Work, short_days: float) -> Verdict:
    given = work.given
    full, short = (
        erlang_c_queue(
            given.calls_per_hour, 60 * given.handle_time_min, int(given.agents) - missing, given.threshold_s
        ).service_level
        for missing in (0, 1)
    )
    return compare(
        work.call("level_over_quarter", short_days).number(),
        period_service_level(given.days, short_days, full, short),
        within=0.001,
        right=f"With {short_days:g} short days: right.",
        otherwise=f"With {short_days:g} short days: not right. The function has to hold for numbers of days "
        "that were not tried in the notebook, from none to the whole quarter.",
    )
