"""What else the grade of the trial looks at."""

from __future__ import annotations

from casekit.exercise import Verdict, Work, compare, question, together

EXERCISE = "trial"


@question("double", "A function that doubles", points=2)
def double(work: Work) -> Verdict:
    """Write a function that doubles any number."""
    return together(*(_at(work, number) for number in (7171.5, -4242.0)), right="Right everywhere.")


def _at(work: Work, number: float) -> Verdict:
    found = work.call("double", number).number()
    return compare(found, 2 * number, right=f"At {number:g}: right.", otherwise=f"At {number:g}: not right.")
