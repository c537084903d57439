"""Exercise 1, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from casekit.data import load_reps_tenure
from casekit.exercise import (
    Given,
    Mistake,
    Quantity,
    Verdict,
    Work,
    Written,
    compare,
    part,
    question,
    together,
)
from casekit.models.retention import RetentionCase, quit_probability, simulate, tornado, weigh
from casekit.models.survival import kaplan_meier, share_surviving

if TYPE_CHECKING:
    import pandas as pd

EXERCISE = "01-retention"
TITLE = "Exercise 1, what two days are worth"

# What varies from learner to learner stays near the middle: the questions and the typical mistakes keep their sense.
GIVEN = Given(
    annual_hazard=Quantity(
        0.30,
        "a year",
        "how fast reps like her resign when nothing was asked",
        0.12,
        0.48,
        varies=(0.30, 0.31),
    ),
    hazard_ratio_if_granted=Quantity(1.0, "", "what a yes multiplies that hazard by", 0.5, 1.5),
    hazard_ratio_if_refused=Quantity(
        1.8, "", "what a no multiplies that hazard by", 1.1, 2.1, varies=(1.8, 1.85, 1.9)
    ),
    cost_of_a_quit=Quantity(
        9_600,
        "dollars",
        "what one resignation costs the firm",
        7_000,
        15_000,
        varies=(9_600, 9_800, 10_000, 10_200, 10_400),
    ),
    days_away=Quantity(2, "days", "working days she asks for on each occasion"),
    hours_a_day=Quantity(7.5, "hours", "length of a working day"),
    occasions=Quantity(4, "a year", "how often, if it becomes a habit: once a quarter"),
    overtime_rate=Quantity(31.5, "dollars an hour", "what a colleague's overtime costs", varies=(31.5, 32)),
    wage=Quantity(21, "dollars an hour", "what she earns, at her desk or away from it", varies=(19, 20, 21)),
    months=Quantity(36, "months", "how far ahead the records are read", varies=(30, 36, 42)),
    draws=Quantity(2_000, "draws", "length of the simulation"),
    seed=Quantity(7, "", "where the simulation's random numbers start", varies=(7, 11, 19, 23, 31)),
)

# Days a quarter that each argument of the last question asks for, if it is taken at its word.
DAYS_A_QUARTER = {"A": 0, "B": 0, "C": 39, "D": 2, "E": 0}


@question("break-even", "The ratio at which one occasion pays", points=2)
def break_even(work: Work) -> Verdict:
    """Give a hazard ratio, right within 0.01."""
    given = work.given
    hours = given.days_away * given.hours_a_day

    def ratio(cost: float) -> float:
        return weigh(_case(given, cost)).break_even_hazard_ratio

    once = hours * given.overtime_rate
    needed = once / given.cost_of_a_quit
    return compare(
        work.number("break_even_ratio"),
        ratio(once),
        within=0.01,
        right="Right. If a refusal multiplies her hazard by more than this, one occasion pays for itself; "
        "compare it with the ratio the case assumes, and ask how sure anybody is of that one.",
        mistakes=[
            Mistake(
                "wage counted as cost of absence",
                ratio(hours * (given.overtime_rate + given.wage)),
                "Her wage is in this cost, but it is paid whether she is at her desk or not. What the "
                "absence adds is the overtime of those who stand in.",
            ),
            Mistake(
                "wage in place of overtime",
                ratio(hours * given.wage),
                "The hours are priced at her wage. That is paid anyway; what comes on top is the overtime "
                "of those who stand in, and its rate is another.",
            ),
            Mistake(
                "hazard used as a probability",
                1 + needed / given.annual_hazard,
                "The annual hazard was used as if it were the chance to resign within the year. It is a "
                "rate: the chance grows more slowly, as 1 - exp(-hazard * ratio * years).",
            ),
            Mistake(
                "probability in place of the ratio",
                needed,
                "This is by how much the chance of a resignation has to fall. The question asks which "
                "hazard ratio brings that about.",
            ),
            Mistake(
                "all occasions of the year counted",
                ratio(once * given.occasions),
                "This pays for every occasion of a year. The question is about one.",
            ),
        ],
        otherwise="Not this. Two steps lead there: what one occasion costs (days, hours, overtime rate), and "
        "the ratio at which avoided resignations are worth just that.",
    )


@question("hours", "The overtime that retention can pay", points=2)
def hours(work: Work) -> Verdict:
    """Write a function that gives hours a year for any hazard ratio if refused, right within 0.1 hours."""
    ratios = (work.given.hazard_ratio_if_refused, 1.2)
    answers = [work.call("hours_affordable", ratio).number() for ratio in ratios]
    parts = [
        part(_hours_at, work.given, ratio, answer, about=f"hours_affordable({ratio:g})")
        for ratio, answer in zip(ratios, answers, strict=True)
    ]
    if answers[0] == answers[1]:
        return Verdict(
            parts[0].share / 2,
            "The function gives the same hours for every ratio: half the points if they fit the case's own "
            "ratio. Use the argument `hazard_ratio` in place of the number from the case.",
            "argument not used",
        )
    return together(
        *parts,
        right="Right at each ratio that was tried. Beyond these hours, avoided resignations alone no longer "
        "carry the request.",
    )


def _hours_at(given: Given, ratio: float, answer: float) -> Verdict:
    granted = quit_probability(given.annual_hazard, 1, given.hazard_ratio_if_granted)
    refused = quit_probability(given.annual_hazard, 1, ratio)
    worth = (refused - granted) * given.cost_of_a_quit
    return compare(
        answer,
        worth / given.overtime_rate,
        within=0.1,
        right="right.",
        mistakes=[
            Mistake(
                "divided by the wage",
                worth / given.wage,
                "the money is right, but it buys overtime, not hours at her wage. Half of it counts.",
                share=0.5,
            ),
            Mistake(
                "hazard used as a probability",
                given.annual_hazard * (ratio - 1) * given.cost_of_a_quit / given.overtime_rate,
                "the hazards were subtracted as if they were chances. "
                "`quit_probability` turns each into a chance first.",
            ),
            Mistake(
                "whole chance counted, not the difference",
                refused * given.cost_of_a_quit / given.overtime_rate,
                "this counts every resignation after a refusal. Some would have "
                "come after a grant too; only the difference is the answer's doing.",
            ),
        ],
        otherwise="not this. How many resignations does a grant avoid, what are "
        "they worth, and how many hours of overtime does that buy?",
    )


@question("stayers", "Who stays after a yes", points=2)
def stayers(work: Work) -> Verdict:
    """Give two shares between 0 and 1, each right within 0.005 and each worth half."""
    reps = load_reps_tenure()
    granted = reps[reps["request"] == "granted"]
    step, none = granted[granted["career"]], granted[~granted["career"]]
    with_step, without = "stayed_with_next_step", "stayed_without_next_step"
    return together(
        part(_share_at, work, with_step, step, none, reps[reps["career"]], about=with_step),
        part(_share_at, work, without, none, step, reps[~reps["career"]], about=without),
        right="Right, both. Taken together, the granted look like those who asked for nothing; apart, they "
        "do not: a yes went with staying where a next step was in sight. Nobody drew lots: no proof.",
    )


def _share_at(
    work: Work, name: str, group: pd.DataFrame, other: pd.DataFrame, whatever_the_answer: pd.DataFrame
) -> Verdict:
    months = work.given.months
    share = _still_there(group, months)
    return compare(
        work.number(name),
        share,
        within=0.005,
        right="right.",
        mistakes=[
            Mistake(
                "the two groups swapped",
                _still_there(other, months),
                "this is the share of the other group.",
            ),
            Mistake(
                "leavers in place of stayers",
                1 - share,
                "this is the share that has left by then.",
            ),
            Mistake(
                "records that end counted as leaving",
                float((group["tenure_m"] > months).mean()),
                "this counts everybody whose records end early as gone. They had not left when "
                "the records ended; Kaplan-Meier uses them for as long as they were seen.",
            ),
            Mistake(
                "time ignored",
                float(1 - group["event"].mean()),
                "this is the share that never left while being seen, for however long that was. "
                "Read the Kaplan-Meier curve at the month that was asked for.",
            ),
            Mistake(
                "all requests together",
                _still_there(whatever_the_answer, months),
                "this takes in all reps. Keep only those whose request was granted.",
            ),
        ],
        otherwise="not this. Keep the reps of the group, estimate their curve, and read its last "
        f"step up to month {months:g}.",
    )


@question("largest-swing", "What the answer hangs on most", points=1)
def largest_swing(work: Work) -> Verdict:
    """Write the name of one input, spelled as in the table of numbers."""
    case, ranges = _case(work.given, _a_year(work.given)), work.given.ranges
    widest = max(ranges, key=lambda name: ranges[name][1] - ranges[name][0])
    stretched = max(ranges, key=lambda name: ranges[name][1] / ranges[name][0])
    return compare(
        work.choice("largest_swing", tuple(ranges)),
        tornado(case, ranges)[0].name,
        right="Right. So this is the number to learn more about first; no study of it is known to us.",
        mistakes=[
            Mistake(
                "widest range in its own unit",
                widest,
                "Its range has the largest numbers, but they are in its own unit. What counts is by how much "
                "the net benefit moves.",
            ),
            Mistake(
                "widest range for its size",
                stretched,
                "Its range is the widest for its size. What counts is by how much the net benefit moves, and "
                "this input works on a yes and a no alike.",
            ),
        ],
        otherwise="Its swing is not the largest. Compare the column `swing` of the tornado's bars.",
    )


@question("chance", "How sure a yearly habit is", points=2)
def chance(work: Work) -> Verdict:
    """Give a probability between 0 and 1, right within 0.01."""
    given = work.given
    saved = _saved(_case(given, 0), tuple(given.ranges.items()), int(given.draws), int(given.seed))

    def positive(cost: float) -> float:
        return sum(worth > cost for worth in saved) / len(saved)

    share = positive(_a_year(given))
    return compare(
        work.number("chance_it_pays"),
        share,
        within=0.01,
        right="Right. In the kit's terms that is open: neither a plain yes nor a plain no. A pilot with a "
        "date for review is how one learns more.",
        mistakes=[
            Mistake(
                "percent in place of a fraction",
                100 * share,
                "The figure is right, the scale is not: a probability lies between 0 and 1. Half the points.",
                share=0.5,
            ),
            Mistake(
                "chance of a loss",
                1 - share,
                "This is the chance that it does not pay.",
            ),
            Mistake(
                "one occasion in place of all",
                positive(_a_year(given) / given.occasions),
                "The cost of one occasion was set against a whole year. Count every occasion of the year.",
            ),
            Mistake(
                "absence without a cost",
                positive(0.0),
                "The absence costs nothing here: `case` still has a cost of 0. Put in the year's overtime.",
            ),
        ],
        otherwise="Not this. Put a year's overtime into the case, then simulate with the ranges, the draws "
        "and the seed of the table.",
    )


@question("overshoot", "The argument that asks for too much", points=1)
def overshoot(work: Work) -> Verdict:
    """Write one letter, A to E."""
    asked = work.given.days_away
    return compare(
        work.choice("overshooting", tuple(DAYS_A_QUARTER)),
        next(letter for letter, days in DAYS_A_QUARTER.items() if days > asked),
        right="Right. It defends a request that nobody made, and a manager who refuses that one has not "
        "refused hers. Always answer what was asked.",
        mistakes=[
            Mistake(
                "a question taken for a request",
                "A",
                "It may sound like a threat, but it asks for no day at all: it asks the manager to look at "
                "a cost that is already there.",
            ),
            Mistake(
                "a demand on the service taken for one on days",
                "B",
                "It asks that the service withstand any absence, illness included. It asks for no days.",
            ),
            Mistake(
                "the request itself taken for too much",
                "D",
                "It is bold, but its days are the days she asked for.",
            ),
            Mistake(
                "a cost taken for a request",
                "E",
                "It admits extra work for a while, which is honest; it does not ask for more days.",
            ),
        ],
        otherwise="Not this. Count the days that each argument asks for, if it is taken at its word.",
    )


reply = Written("reply", "An answer to “that is a scare tactic”", points=5)


def _case(given: Given, cost_of_absence: float) -> RetentionCase:
    """Return the request over one year, with what her absence costs in that year."""
    case = RetentionCase(
        annual_hazard=given.annual_hazard,
        years=1,
        hazard_ratio_if_granted=given.hazard_ratio_if_granted,
        hazard_ratio_if_refused=given.hazard_ratio_if_refused,
        cost_of_a_quit=given.cost_of_a_quit,
        cost_of_absence=0,
    )
    return replace(case, cost_of_absence=cost_of_absence)


@cache
def _saved(
    case: RetentionCase, ranges: tuple[tuple[str, tuple[float, float]], ...], draws: int, seed: int
) -> tuple[float, ...]:
    """Return what a yes saves in each draw, if her absence costs nothing."""
    return simulate(case, dict(ranges), draws, seed).net_benefits


def _a_year(given: Given) -> float:
    """Return the overtime of all occasions of a year, in dollars."""
    return given.occasions * given.days_away * given.hours_a_day * given.overtime_rate


def _still_there(group: pd.DataFrame, months: float) -> float:
    return share_surviving(kaplan_meier(group["tenure_m"], group["event"]), months)
