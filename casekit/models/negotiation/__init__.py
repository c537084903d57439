"""Asking, promises and offers: what to expect of a talk before having it.

Everything here is expected value. A promise is worth its credence times what it brings if kept; asking is
worth the chance of a yes against the best alternative, which is also the least one should accept; a fact one
could find out first is worth what it would change in the choice (Clemen, *Making Hard Decisions*, 1996:
decision trees and the value of information). Credence starts from a Beta prior and counts promises kept and
broken, as in Jøsang and Ismail (2002), "The beta reputation system". A set of goals is scored by an additive
value with swing weights (Edwards and Barron 1994, "SMARTS and SMARTER", Organizational Behavior and Human
Decision Processes 60:306-325, doi:10.1006/obhd.1994.1087, number of the DOI unverified).

Where it stops being true: chances and values are the reader's own judgements, and no research supplies them;
people mind losses more than expected value does; promises by word of mouth, in writing and announced are
different classes, each with its own record; and of 128 graduates 54.8 % saw their employer break some
promise within two years (Robinson and Rousseau 1994, doi:10.1002/job.4030150306), which is a rate per person,
not per promise.
"""

from casekit.models.negotiation.asking import ask_value, break_even_lapse, break_even_p_yes
from casekit.models.negotiation.deciding import (
    expected_values,
    value_of_imperfect_information,
    value_of_perfect_information,
)
from casekit.models.negotiation.goals import Goal, goal_score
from casekit.models.negotiation.leaving import left_within, mean_stay
from casekit.models.negotiation.promises import (
    break_even_credence,
    broken_per_promise,
    promise_credence,
    promise_value,
)

__all__ = [
    "Goal",
    "ask_value",
    "break_even_credence",
    "break_even_lapse",
    "break_even_p_yes",
    "broken_per_promise",
    "expected_values",
    "goal_score",
    "left_within",
    "mean_stay",
    "promise_credence",
    "promise_value",
    "value_of_imperfect_information",
    "value_of_perfect_information",
]
