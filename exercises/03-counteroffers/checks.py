"""Exercise 3, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from casekit.data import load_promises, load_thread_answers
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
from casekit.models.negotiation import (
    Goal,
    break_even_credence,
    expected_values,
    goal_score,
    mean_stay,
    promise_credence,
    value_of_perfect_information,
)

EXERCISE = "03-counteroffers"
TITLE = "Exercise 3, an offer in the pocket"

# What varies from learner to learner stays where the promise lies below the bar, and mistakes stay apart.
GIVEN = Given(
    weight_meetings=Quantity(40, "points", "how much the whole way matters: team meetings led"),
    weight_budget=Quantity(70, "points", "the same for a budget to sign alone"),
    weight_hours=Quantity(100, "points", "the same for fewer hours of routine tickets"),
    value_yes=Quantity(9, "of 10", "what the present job is worth with a firm yes"),
    value_new=Quantity(7, "of 10", "what the new job is worth"),
    value_stay=Quantity(3, "of 10", "what the present job is worth as it is"),
    p_yes=Quantity(0.25, "", "chance of a yes if the offer is not mentioned", varies=(0.22, 0.25, 0.3)),
    p_retaliation=Quantity(0.5, "", "chance that showing it is held against the asker", varies=(0.5, 0.55)),
    retaliation_loss=Quantity(
        1.6, "points of 10", "what is then lost, after a yes or a no", varies=(1.6, 2.4)
    ),
    prior_kept=Quantity(
        3, "promises", "belief before any record: as if so many had been kept", varies=(2, 3)
    ),
    prior_broken=Quantity(3, "promises", "and so many broken", varies=(3, 4)),
    days_to_start=Quantity(
        30, "days", "until the project begins; a promise kept later is worth nothing", varies=(26, 30)
    ),
    p_own_boss=Quantity(0.20, "", "chance that it is the boss's own boss who forbids more"),
    p_team=Quantity(0.35, "", "chance that it is the team that objects"),
    p_habit=Quantity(0.45, "", "chance that nobody objects, and it is only habit"),
    share_gone=Quantity(0.60, "of those who stayed", "said to be gone after a counteroffer"),
    within_months=Quantity(9, "months", "within how long they are said to be gone"),
)

# Each package's level of every goal, and from where to where each goal can go, as the notebook has them.
PACKAGES = {"A": (2, 5, 4), "B": (4, 30, 10), "C": (8, 40, 20), "D": (2, 50, 18)}
ENDS = {"team meetings led": (0, 8), "budget to sign alone": (0, 50), "hours of routine tickets": (24, 4)}

# What each move is worth if it is the boss's own boss, the team, or habit that stands in the way.
MOVES = {"take the new job": (7, 7, 7), "ask for a project": (4, 9, 7), "ask for a title": (2, 4, 9.5)}


class Sentence(NamedTuple):
    """Something said about the evidence: on which claim, the claim's grade, and how certain it sounds."""

    claim: str
    grade: str
    sounds: str


SENTENCES = {
    "A": Sentence(claim="3.17", grade="unsupported", sounds="supported"),
    "B": Sentence(claim="3.18", grade="untested", sounds="supported"),
    "C": Sentence(claim="3.26", grade="mixed", sounds="supported"),
    "D": Sentence(claim="3.30", grade="untested", sounds="untested"),
    "E": Sentence(claim="3.25", grade="mixed", sounds="untested"),
}


@question("goals", "The package worth most", points=1)
def goals(work: Work) -> Verdict:
    """Write one letter, A to D."""
    weights = _weights(work.given)

    def best(worth: dict[str, float]) -> str:
        return max(worth, key=lambda package: worth[package])

    ways = {package: [goal.reached for goal in _goals(work.given, package)] for package in PACKAGES}
    heaviest = weights.index(max(weights))
    return compare(
        work.choice("best_package", tuple(PACKAGES)),
        best({package: goal_score(_goals(work.given, package)) for package in PACKAGES}),
        right="Right. It is best at none of the three, and best on the whole. Who had asked for “more "
        "influence” could not have known.",
        mistakes=[
            Mistake(
                "weights left out",
                best({package: sum(way) for package, way in ways.items()}),
                "This package goes furthest if all goals matter the same. They do not: weigh each way by its "
                "points.",
            ),
            Mistake(
                "levels in place of ways",
                best(
                    {
                        package: sum(map(math.prod, zip(weights, levels, strict=True)))
                        for package, levels in PACKAGES.items()
                    }
                ),
                "Here the goal with the largest figures decides, and hours that should go down count as a "
                "gain. First ask which part of the way from worst to best each level is.",
            ),
            Mistake(
                "one goal only",
                best({package: way[heaviest] for package, way in ways.items()}),
                "This is best at the goal that matters most, and poor at the others. They count as well.",
            ),
        ],
        otherwise="Not this one. For each package: which part of the way from worst to best does it go in each "
        "goal, and what is their mean, weighted by the points?",
    )


@question("showing", "How much showing must help", points=2)
def showing(work: Work) -> Verdict:
    """Write a function that gives a chance for any risk from 0 to 1, right within 0.005."""
    risks = (work.given.p_retaliation, 0.9)
    answers = [work.call("chance_needed", risk).number() for risk in risks]
    parts = [
        part(_needed_at, work, risk, answer, about=f"chance_needed({risk:g})")
        for risk, answer in zip(risks, answers, strict=True)
    ]
    if answers[0] == answers[1]:
        return Verdict(
            parts[0].share / 2,
            "The function gives the same chance for every risk: half the points if it fits the risk of the "
            "table. Use the argument `risk` in place of the number from the table.",
            "argument not used",
        )
    return together(
        *parts,
        right="Right for each risk that was tried. It starts at the chance that asking quietly has; where it "
        "would have to be above certainty, no argument can make showing the better way.",
    )


def _needed_at(work: Work, risk: float, answer: float) -> Verdict:
    given = work.given
    loss = risk * given.retaliation_loss
    gain = given.value_yes - max(given.value_new, given.value_stay)
    return compare(
        answer,
        given.p_yes + loss / gain,
        within=0.005,
        right="right.",
        mistakes=[
            Mistake(
                "a no leads back to the present job",
                given.p_yes + loss / (given.value_yes - given.value_stay),
                "after a no, this goes back to the job as it is. The offer still stands, and the better of the two "
                "counts.",
            ),
            Mistake(
                "points taken for a chance",
                given.p_yes + loss,
                "the loss is in points and was added to a chance. How much likelier must a yes be to make good so "
                "many points?",
            ),
            Mistake(
                "the quiet way left out",
                loss / gain,
                "this is by how much a yes must become likelier. It starts from the chance that asking quietly "
                "has.",
            ),
            Mistake(
                "the risk added as it is",
                given.p_yes + risk,
                "the risk itself was added. What it costs depends on what is lost, and on what a yes gains.",
            ),
            Mistake(
                "the loss only after a yes",
                given.p_yes * gain / (gain - loss),
                "this counts the loss only when the answer is yes. It may be held against the asker after a no as "
                "well.",
            ),
        ],
        otherwise="not this. Write down what each way is worth, showing and asking quietly, and find "
        "the chance at which the two are the same.",
    )


@question("promise", "A promise against the bar", points=2)
def promise(work: Work) -> Verdict:
    """Give two numbers between 0 and 1, each right within 0.005 and each worth half."""
    return together(
        part(_credence, work),
        part(_bar, work),
        right="Right, both. Most announced promises in these invented records were kept, and too few of them in "
        "time to reach the bar. So ask by when, and for a date that lies before the offer lapses.",
    )


def _credence(work: Work) -> Verdict:
    given = work.given
    promises = load_promises()
    days = (promises["kept_on"] - promises["date"]).dt.days
    announced = promises["form"] == "announced"
    number, ever = int(announced.sum()), int(days[announced].notna().sum())
    in_time = int((days[announced] <= int(given.days_to_start)).sum())
    all_in_time = int((days <= int(given.days_to_start)).sum())

    def credence(kept: int, broken: int) -> float:
        return promise_credence(given.prior_kept, given.prior_broken, kept, broken)

    return compare(
        work.number("credence"),
        credence(in_time, number - in_time),
        within=0.005,
        right="`credence`: right.",
        mistakes=[
            Mistake(
                "the record without the prior",
                in_time / number,
                "`credence`: this is the bare share of the record. A short record is one sample; add the "
                "promises of the prior to it.",
            ),
            Mistake(
                "kept, whenever it was",
                credence(ever, number - ever),
                "`credence`: this counts every promise that was kept at all. The project will not wait: count "
                "those kept in time.",
            ),
            Mistake(
                "broken ones dropped",
                credence(in_time, ever - in_time),
                "`credence`: the promises that were never kept have dropped out. They have no date in "
                "`kept_on`, and they count as broken.",
            ),
            Mistake(
                "all forms together",
                credence(all_in_time, len(promises) - all_in_time),
                "`credence`: this takes in all promises. Hers would be announced; keep to that form.",
            ),
            Mistake(
                "broken in place of kept",
                1 - credence(in_time, number - in_time),
                "`credence`: this is the chance that the promise is broken.",
            ),
        ],
        otherwise="`credence`: not this. Of the announced promises, how many were kept within the days of the "
        "table, and how many were not? Then add the prior.",
    )


def _bar(work: Work) -> Verdict:
    given = work.given
    bar = break_even_credence(given.value_yes, given.value_stay, given.value_new)
    return compare(
        work.number("bar"),
        bar,
        within=0.005,
        right="`bar`: right.",
        mistakes=[
            Mistake(
                "a broken promise worth nothing",
                given.value_new / given.value_yes,
                "`bar`: this takes a broken promise to be worth nothing. It leaves the job as it is, and that "
                "is worth something.",
            ),
            Mistake(
                "measured from the top",
                1 - bar,
                "`bar`: this is how likely the promise may be to be broken.",
            ),
            Mistake(
                "odds in place of a chance",
                (given.value_new - given.value_stay) / (given.value_yes - given.value_new),
                "`bar`: these are odds, what may be lost against what may be gained. The question is for a "
                "chance, between 0 and 1.",
            ),
        ],
        otherwise="`bar`: not this. At which chance is a promise, kept or broken, worth on average what the "
        "new job is?",
    )


@question("information", "What it is worth to know first", points=2)
def information(work: Work) -> Verdict:
    """Give two numbers of points, each right within 0.01 and each worth half."""
    return together(
        part(_best_without, work),
        part(_worth_knowing, work),
        right="Right, both. A question to the right person may be worth more than choosing well without it. "
        "It is the most that knowing could bring; a hint that may be wrong is worth less.",
    )


def _best_without(work: Work) -> Verdict:
    chances, payoffs = _chances(work.given), list(MOVES.values())
    return compare(
        work.number("best_without"),
        max(expected_values(chances, payoffs)),
        within=0.01,
        right="`best_without`: right.",
        mistakes=[
            Mistake(
                "the certain move",
                max(row[0] for row in payoffs if len(set(row)) == 1),
                "`best_without`: this is the move that is worth the same whatever stands in the way. Another "
                "one is worth a little more on average.",
            ),
            Mistake(
                "the largest figure in the table",
                max(map(max, payoffs)),
                "`best_without`: this is what may come at best. Weigh what each move brings by the chances.",
            ),
            Mistake(
                "obstacles taken as equally likely",
                max(sum(row) / len(row) for row in payoffs if len(set(row)) > 1),
                "`best_without`: this takes the obstacles as equally likely. The table of numbers has their "
                "chances.",
            ),
        ],
        otherwise="`best_without`: not this. What is each move worth on average, over the three obstacles? "
        "Take the best.",
    )


def _worth_knowing(work: Work) -> Verdict:
    chances, payoffs = _chances(work.given), list(MOVES.values())
    gain = value_of_perfect_information(chances, payoffs)
    best = max(expected_values(chances, payoffs))
    return compare(
        work.number("worth_knowing"),
        gain,
        within=0.01,
        right="`worth_knowing`: right.",
        mistakes=[
            Mistake(
                "the whole in place of the gain",
                best + gain,
                "`worth_knowing`: this is what she gets on average if she knows. What is it more than without "
                "knowing?",
            ),
            Mistake(
                "compared with the new job",
                best + gain - work.given.value_new,
                "`worth_knowing`: this compares with taking the new job. Without knowing, she would choose the "
                "move that is best on average.",
            ),
            Mistake(
                "the best that may come",
                max(map(max, payoffs)) - best,
                "`worth_knowing`: this supposes that she would learn the best news. She may learn any of the "
                "three.",
            ),
        ],
        otherwise="`worth_knowing`: not this. If she knew the obstacle, which move would she choose for each? "
        "What is that worth on average, and how much more than before?",
    )


@question("answers", "How much hangs on one answer", points=1)
def answers(work: Work) -> Verdict:
    """Give a share between 0 and 1, right within 0.005."""
    thread = load_thread_answers()
    rest = thread[thread["favourites"] < thread["favourites"].max()]
    advice = thread["primary_stance"] == "take_new_job"
    favourites = thread["favourites"]
    of_rest = rest.loc[advice, "favourites"].sum()
    share = float(of_rest / rest["favourites"].sum())
    return compare(
        work.number("share_without_one"),
        share,
        within=0.005,
        right="Right. With that answer the advice has two favourites in three; without it the majority is gone. "
        "And a majority of readers who never learn how it ended is no evidence either way.",
        mistakes=[
            Mistake(
                "the answer still in",
                float(favourites[advice].sum() / favourites.sum()),
                "The most liked answer is still among them. Leave it out, of the advice and of the whole.",
            ),
            Mistake(
                "the whole still with it",
                float(of_rest / favourites.sum()),
                "It was taken out of the advice and left in the whole. Take it out of both.",
            ),
            Mistake(
                "answers in place of favourites",
                float(advice[rest.index].mean()),
                "This counts answers. Favourites are asked for: how many readers marked them.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * share,
                "The figure is right, the scale is not: a share lies between 0 and 1. Half the points.",
                share=0.5,
            ),
        ],
        otherwise="Not this. Leave out the answer with most favourites; of the favourites that remain, which "
        "share went to answers that mainly say to take the new job?",
    )


@question("folklore", "What the saying says, and what is known", points=2)
def folklore(work: Work) -> Verdict:
    """Give a number of years, right within 0.01, and one letter, A to E; each is worth half."""
    return together(
        part(_implied_stay, work),
        part(_honest_sentence, work),
        right="Right, both. Turning a saying into a number makes it possible to doubt it; and the honest "
        "sentence says what was studied, and what was not.",
    )


def _implied_stay(work: Work) -> Verdict:
    gone, months = work.given.share_gone, work.given.within_months
    years = mean_stay(gone, months / 12)
    return compare(
        work.number("implied_stay"),
        years,
        within=0.01,
        right="`implied_stay`: right.",
        mistakes=[
            Mistake(
                "months in place of years",
                12 * years,
                "`implied_stay`: the figure is right in months. It is asked for in years; half of it counts.",
                share=0.5,
            ),
            Mistake(
                "the same number every month",
                months / 12 / gone,
                "`implied_stay`: this lets the same number leave every month until nobody is left. At a steady "
                "rate fewer leave as fewer remain, and some stay long.",
            ),
            Mistake(
                "half of them in place of the mean",
                years * math.log(2),
                "`implied_stay`: by then half of them are gone. The mean is later, for a few stay long.",
            ),
            Mistake(
                "those who stay taken for those who go",
                mean_stay(1 - gone, months / 12),
                "`implied_stay`: this takes the share that goes for the share that stays.",
            ),
        ],
        otherwise="`implied_stay`: not this. `mean_stay` takes the share gone, and within how many years.",
    )


def _honest_sentence(work: Work) -> Verdict:
    return compare(
        work.choice("honest_sentence", tuple(SENTENCES)),
        next(letter for letter, said in SENTENCES.items() if said.sounds == said.grade),
        right="`honest_sentence`: right.",
        mistakes=[
            Mistake(
                "a saying taken for a study",
                "A",
                "`honest_sentence`: many repeat it, and no study behind it has been traced. The surveys there "
                "are, weak as they are, say years.",
            ),
            Mistake(
                "a plausible story taken for a finding",
                "B",
                "`honest_sentence`: it sounds plausible, and nobody has studied what bosses do next.",
            ),
            Mistake(
                "half of a finding",
                "C",
                "`honest_sentence`: in the experiment meant here, one group was moved by it and another was "
                "not. Half of a finding is not a finding.",
            ),
            Mistake(
                "too modest",
                "E",
                "`honest_sentence`: this is too modest. What managers offer against an outside offer has been "
                "looked at, as far as pay goes.",
            ),
        ],
        otherwise="`honest_sentence`: not this. Ask of each: what was studied, and is that what the sentence "
        "says?",
    )


influence = Written("influence", "From “more influence” to three goals", points=5)


def _weights(given: Given) -> list[float]:
    return [given.weight_meetings, given.weight_budget, given.weight_hours]


def _goals(given: Given, package: str) -> list[Goal]:
    """Return the three goals with the levels that a package brings."""
    rows = zip(ENDS.items(), PACKAGES[package], _weights(given), strict=True)
    return [
        Goal(name, "", baseline=worst, target=best, level=level, swing_weight=weight)
        for (name, (worst, best)), level, weight in rows
    ]


def _chances(given: Given) -> list[float]:
    return [given.p_own_boss, given.p_team, given.p_habit]
