"""Exercise 5, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from casekit.data import load_coaching
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
from casekit.models.coaching import Tier, allocate, implied_sd, total_gain

if TYPE_CHECKING:
    import pandas as pd

EXERCISE = "05-partnering"
TITLE = "Exercise 5, where the hours go"

# What varies from learner to learner stays near the middle: the questions and the typical mistakes keep their sense.
GIVEN = Given(
    hours=Quantity(45, "hours", "the leader's coaching hours for the quarter", varies=(44, 45, 47, 48)),
    people_top=Quantity(4, "people", "top performers"),
    people_steady=Quantity(9, "people", "steady performers"),
    people_low=Quantity(6, "people", "low performers"),
    value_top=Quantity(1.6, "a point", "what one point gained by a top performer is worth"),
    value_steady=Quantity(1.0, "a point", "the same for a steady one"),
    value_low=Quantity(0.6, "a point", "the same for a low one", varies=(0.6, 0.62, 0.64)),
    ceiling_top=Quantity(8, "points", "the most that coaching could add for a top performer"),
    ceiling_steady=Quantity(6, "points", "the same for a steady one"),
    ceiling_low=Quantity(14, "points", "the same for a low one"),
    constant_top=Quantity(3, "hours", "after which a top performer has gained 63 % of it"),
    constant_steady=Quantity(4, "hours", "the same for a steady one"),
    constant_low=Quantity(8, "hours", "the same for a low one"),
    share_to_lowest=Quantity(
        0.75, "of the hours", "what the low performers get at present", varies=(0.7, 0.75, 0.8)
    ),
    mean_effect=Quantity(
        0.35, "standard deviations", "what feedback did on average", varies=(0.3, 0.35, 0.4)
    ),
    share_harmed=Quantity(0.29, "of the effects", "how many were negative", varies=(0.27, 0.28, 0.29)),
)

TIERS = ("top", "steady", "low")


class Note(NamedTuple):
    """What a note about a rep shows: whether the rep has done it before, and whether the rep tries."""

    has_done_it: bool = False
    tries: bool = False

    @property
    def letter(self) -> str:
        """S if skill is lacking, W if will is, E if it could be either."""
        return "W" if self.has_done_it else "S" if self.tries else "E"


# The ten notes of the notebook, in their order.
NOTES = (
    Note(tries=True),
    Note(has_done_it=True),
    Note(),
    Note(tries=True),
    Note(has_done_it=True),
    Note(),
    Note(has_done_it=True),
    Note(tries=True),
    Note(),
    Note(tries=True),
)

# What was not seen by somebody who wrote another letter than the one on the left, and what to say then.
NOT_SEEN = {
    "S": (
        "trying not seen",
        "Some reps try hard and do not manage yet; they are not down as S, though they want to.",
    ),
    "W": (
        "skill not seen",
        "Some reps have shown that they can; they are not down as W, though the skill is there.",
    ),
    "E": (
        "nothing left open",
        "Some notes give only a result, or a silence, which has many causes; they are not down as E.",
    ),
}


class Sentence(NamedTuple):
    """Something said about the evidence: on which claim, the claim's grade, and how certain it sounds."""

    claim: str
    grade: str
    sounds: str


SENTENCES = {
    "A": Sentence(claim="5.11", grade="unsupported", sounds="supported"),
    "B": Sentence(claim="5.12", grade="untested", sounds="supported"),
    "C": Sentence(claim="5.17", grade="mixed", sounds="supported"),
    "D": Sentence(claim="5.05", grade="mixed", sounds="mixed"),
    "E": Sentence(claim="5.08", grade="mixed", sounds="unsupported"),
}


@question("split", "The best split of the hours", points=2)
def split(work: Work) -> Verdict:
    """Give three numbers of hours for one person, each right within 0.01 and each worth a third."""
    return together(
        *(part(_hours_of, work, place, about=f"hours_{tier}") for place, tier in enumerate(TIERS)),
        right="Right, all three. The next hour is then worth the same with everybody. Top performers get most "
        "since a first hour gains most with them; that rests on the table, and the table is assumed.",
    )


def _hours_of(work: Work, place: int) -> Verdict:
    team, hours = _team(work.given), work.given.hours
    best = allocate(team, hours)
    people = [tier.people for tier in team]
    return compare(
        work.number(f"hours_{TIERS[place]}"),
        best[place],
        within=0.01,
        right="right.",
        mistakes=[
            Mistake(
                "the tiers in another order",
                best[::-1][place],
                "this is what another tier gets. `allocate` answers in the order of `team`.",
            ),
            Mistake(
                "hours of the whole tier",
                best[place] * people[place],
                "this is for all people of the tier together. How much does one of them get?",
            ),
            Mistake(
                "the same for everybody",
                hours / sum(people),
                "this is what each would get if all got the same. The best split is asked for.",
            ),
            Mistake(
                "a third for each tier",
                hours / 3 / people[place],
                "here each tier gets a third of the hours. Where does the next hour gain most?",
            ),
        ],
        otherwise="not this. `allocate` takes the team and the hours, and gives the hours for one "
        "person of each tier.",
    )


@question("loss", "What the present habit loses", points=2)
def loss(work: Work) -> Verdict:
    """Write a function that gives a share of the best gain for any share of the hours, right within 0.002."""
    shares = (0.5, work.given.share_to_lowest)
    answers = [work.call("lost", share).number() for share in shares]
    parts = [_lost_at(work.given, share, answer) for share, answer in zip(shares, answers, strict=True)]
    if answers[0] == answers[1]:
        return Verdict(
            parts[1].share / 2,
            "The function gives the same loss for every share: half the points if it fits the present habit. "
            "Use the argument `share` in place of the number from the table.",
            "argument not used",
        )
    return together(
        *parts,
        right="Right for each share that was tried. Try a fifth and a third as well: near the top the hill is "
        "flat, and only the extremes cost much.",
    )


def _lost_at(given: Given, share: float, answer: float) -> Verdict:
    team = _team(given)
    people = [tier.people for tier in team]
    best = total_gain(team, allocate(team, given.hours))
    rest = (1 - share) / 2

    def gain(*hours_each: float) -> float:
        return total_gain(team, hours_each)

    def of_tiers(*shares: float) -> float:
        return gain(*(part * given.hours / n for part, n in zip(shares, people, strict=True)))

    habit = of_tiers(rest, rest, share)
    by_heads = (1 - share) * given.hours / (people[0] + people[1])
    return compare(
        answer,
        1 - habit / best,
        within=0.002,
        right=f"With a share of {share:g}: right.",
        mistakes=[
            Mistake(
                "percent in place of a fraction",
                100 * (1 - habit / best),
                "The loss is right, the scale is not: a share lies between 0 and 1. Half the points.",
                share=0.5,
            ),
            Mistake(
                "points in place of a share",
                best - habit,
                "This is the loss in points. Which share of the best gain is it? Half the points.",
                share=0.5,
            ),
            Mistake(
                "what is left in place of what is lost",
                habit / best,
                "This is the share of the best gain that is left. How much is lost?",
            ),
            Mistake(
                "the rest shared by heads",
                1 - gain(by_heads, by_heads, share * given.hours / people[2]) / best,
                "Here the rest is the same for each top and each steady performer. The two tiers get half of "
                "it each, whatever the number of people in them.",
            ),
            Mistake(
                "hours of a tier given to each of its people",
                1 - gain(rest * given.hours, rest * given.hours, share * given.hours) / best,
                "Here everybody gets what the whole tier has. Divide a tier's hours by its people.",
            ),
            Mistake(
                "measured against the same for all",
                1 - habit / gain(*[given.hours / sum(people)] * 3),
                "This is the loss against the same for everybody. Measure it against the best split.",
            ),
        ],
        otherwise=f"With a share of {share:g}: not this. What does the team gain with these hours, what at "
        "best, and which share of the best is missing?",
    )


@question("spread", "How wide the effects must scatter", points=1)
def spread(work: Work) -> Verdict:
    """Give a standard deviation, right within 0.005."""
    mean, harmed = work.given.mean_effect, work.given.share_harmed
    needed = implied_sd(mean, harmed)
    return compare(
        work.number("spread_needed"),
        needed,
        within=0.005,
        right="Right. The spread is wider than the mean is high: a good average tells little about the next "
        "talk, so ask afterwards whether it helped.",
        mistakes=[
            Mistake(
                "share divided into the mean",
                mean / harmed,
                "The mean was divided by the share itself. Divide it by how many standard deviations that "
                "share lies below the middle; `implied_sd` does both.",
            ),
            Mistake(
                "two tails in place of one",
                implied_sd(mean, harmed / 2),
                "Only half of the share was put below nought. All of the harm lies on one side.",
            ),
            Mistake(
                "variance in place of the standard deviation",
                needed**2,
                "This is the variance. Its square root is asked for.",
            ),
            Mistake(
                "deviations from the mean in place of their size",
                mean / needed,
                "This says how many standard deviations lie between nought and the mean. How large is one?",
            ),
        ],
        otherwise="Not this. `implied_sd` takes the mean effect and the share harmed.",
    )


@question("product", "Skill times will, or skill plus will", points=2)
def product(work: Work) -> Verdict:
    """Give two shares between 0 and 1, each right within 0.002 and each worth half."""
    everybody = load_coaching()
    reps = everybody[everybody["tier"] != "high"]
    return together(
        part(_sum_explains, work, reps, everybody),
        part(_product_adds, work, reps, everybody),
        right="Right, both. Taken together the two explain most of it, and their product adds little: whoever "
        "lacks one of them still gains by the other. We made these records so, after a review of real "
        "studies; they are no proof.",
    )


def _sum_explains(work: Work, reps: pd.DataFrame, everybody: pd.DataFrame) -> Verdict:
    explained = _by_sum(reps)
    return compare(
        work.number("by_the_sum"),
        explained,
        within=0.002,
        right="`by_the_sum`: right.",
        mistakes=[
            Mistake(
                "high performers still in",
                _by_sum(everybody),
                "`by_the_sum`: this is for all reps. Leave out the high performers.",
            ),
            Mistake(
                "one of the two left out",
                _explained(reps, reps["skill"]),
                "`by_the_sum`: this is what skill explains alone. Give `explained` both names.",
            ),
            Mistake(
                "product in place of the sum",
                _explained(reps, reps["skill"] * reps["will"]),
                "`by_the_sum`: this is what the product explains alone. Give `explained` the two "
                "names apart.",
            ),
            Mistake(
                "product in as well",
                _with_product(reps),
                "`by_the_sum`: here the product helps already. First only the two themselves.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * explained,
                "`by_the_sum`: right, but for the scale: a share lies between 0 and 1. Half of its points.",
                share=0.5,
            ),
        ],
        otherwise="`by_the_sum`: not this. Keep the reps who are not in the high tier, and see what their skill "
        "and their will explain together.",
    )


def _product_adds(work: Work, reps: pd.DataFrame, everybody: pd.DataFrame) -> Verdict:
    added = _with_product(reps) - _by_sum(reps)
    return compare(
        work.number("added_by_product"),
        added,
        within=0.002,
        right="`added_by_product`: right.",
        mistakes=[
            Mistake(
                "high performers still in",
                _with_product(everybody) - _by_sum(everybody),
                "`added_by_product`: this is for all reps. Leave out the high performers.",
            ),
            Mistake(
                "all that is explained in place of what is added",
                _with_product(reps),
                "`added_by_product`: this is what all three explain. How much of it is new?",
            ),
            Mistake(
                "product alone in place of what it adds",
                _explained(reps, reps["skill"] * reps["will"]),
                "`added_by_product`: this is what the product explains alone. Most of that the sum explains as "
                "well; only what it adds is asked for.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * added,
                "`added_by_product`: right, but for the scale: a share lies between 0 and 1. Half of its points.",
                share=0.5,
            ),
        ],
        otherwise="`added_by_product`: not this. What do skill, will and their product explain together, and by "
        "how much is that more than the first two?",
    )


def _by_sum(reps: pd.DataFrame) -> float:
    return _explained(reps, reps["skill"], reps["will"])


def _with_product(reps: pd.DataFrame) -> float:
    return _explained(reps, reps["skill"], reps["will"], reps["skill"] * reps["will"])


def _explained(reps: pd.DataFrame, *causes: pd.Series[Any]) -> float:
    """Return the share of the differences in gain that these explain, by least squares."""
    table = np.column_stack([np.ones(len(reps)), *causes])
    weights = np.linalg.lstsq(table, reps["gain"], rcond=None)[0]
    return float(1 - (reps["gain"] - table @ weights).var() / reps["gain"].var())


@question("notes", "What the notes show", points=2)
def notes(work: Work) -> Verdict:
    """Write ten letters in one text, each S, W or E, in the order of the notes and each worth a tenth."""
    written = [letter for letter in work.text("letters").upper() if letter.isalpha()]
    expected = [note.letter for note in NOTES]
    if len(written) != len(expected) or not set(written) <= set("SWE"):
        return Verdict(
            0.0, "One letter for each of the ten notes is needed, and each S, W or E.", "not ten letters"
        )
    share = sum(map(str.__eq__, written, expected)) / len(expected)
    if share == 1:
        return Verdict(
            1.0,
            "Right, all ten. Take the letter as the place to begin asking. Neither waits for the other: both "
            "count by themselves, and fitting the style to the letter has found little support.",
        )
    return _partly(written, expected, share)


def _partly(written: list[str], expected: list[str], share: float) -> Verdict:
    """Return what some wrong letters are worth, and a pattern in them if there is one."""
    if len(set(written)) == 1:
        return Verdict(
            0.0, "One letter for all earns nothing. Read each note by itself.", "one letter for all"
        )
    confused = Counter(zip(expected, written, strict=True))
    if confused["S", "W"] and confused["W", "S"] and not confused["S", "S"] + confused["W", "W"]:
        return Verdict(
            share,
            "S and W have changed places. S is for somebody who wants to and can't yet, W for somebody who can "
            "and does not.",
            "S and W swapped",
        )
    unseen = [NOT_SEEN[letter] for letter in "SWE" if confused[letter, letter] < expected.count(letter)]
    reasons = " ".join(reason for _, reason in unseen)
    return Verdict(share, f"{round(share * len(expected))} of the notes are right. {reasons}", unseen[0][0])


@question("evidence", "The sentence that says what is known", points=1)
def evidence(work: Work) -> Verdict:
    """Write one letter, A to E."""
    return compare(
        work.choice("honest_sentence", tuple(SENTENCES)),
        next(letter for letter, said in SENTENCES.items() if said.sounds == said.grade),
        right="Right. It says what helps on average, and that it can harm. A leader who knows both asks "
        "afterwards.",
        mistakes=[
            Mistake(
                "folklore taken for research",
                "A",
                "No count was found behind this figure, and two surveys that asked managers came out far "
                "lower. As a scenario it is useful, as a fact it is not.",
            ),
            Mistake(
                "untested taken for measured",
                "B",
                "We know of no study of neglect by one's own superior. The chapter only works out what it would "
                "cost if it were so.",
            ),
            Mistake(
                "a popular method taken for a proven one",
                "C",
                "Skill and will both count. That the style has to fit the diagnosis is popular, and the tests "
                "of it gave little support.",
            ),
            Mistake(
                "divided evidence taken for a refutation",
                "E",
                "Curt orders did do worse than reasoned ones. What made little difference was who set the goal, "
                "once its reasons were given.",
            ),
        ],
        otherwise="Not this one. Was just this studied, something near it, or nothing?",
    )


agenda = Written("agenda", "An hour with somebody who needs no help", points=5)


def _team(given: Given) -> list[Tier]:
    """Return the three tiers, in the order of `TIERS`."""
    return [
        Tier(*(getattr(given, f"{what}_{tier}") for what in ("people", "value", "ceiling", "constant")))
        for tier in TIERS
    ]
