"""Exercise 4, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from casekit.data import load_trust_events
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
from casekit.models.trust import fit, promises_to_repair, reputation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casekit.models.trust import Fit

EXERCISE = "04-trust"
TITLE = "Exercise 4, the way back"

GIVEN = Given(
    forgetting=Quantity(
        0.87,
        "",
        "what is left of a promise's weight once the next one has come",
        varies=(0.85, 0.86, 0.87),
    ),
    weight=Quantity(
        3, "kept promises", "what one broken promise weighs, as this boss puts it", varies=(3, 3.5)
    ),
    kept=Quantity(
        18,
        "promises",
        "kept in a row by a colleague, before the first broken one",
        varies=(16, 17, 18, 19, 20),
    ),
    first_weeks=Quantity(13, "weeks", "how many weeks of ratings are used to look for the weight"),
)

# A quarter of promises, oldest first, as the notebook has it: 1 was kept, 0 was broken.
RECORD = [1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1]


class Sentence(NamedTuple):
    """Something said about the evidence: on which claim, the claim's grade, and how certain it sounds."""

    claim: str
    grade: str
    sounds: str


SENTENCES = {
    "A": Sentence(claim="4.01", grade="mixed", sounds="supported"),
    "B": Sentence(claim="4.02", grade="mixed", sounds="mixed"),
    "C": Sentence(claim="4.06", grade="untested", sounds="supported"),
    "D": Sentence(claim="4.04", grade="untested", sounds="unsupported"),
    "E": Sentence(claim="4.07", grade="mixed", sounds="supported"),
}


@question("order", "The same promises in another order", points=2)
def order(work: Work) -> Verdict:
    """Give two numbers between 0 and 1, each right within 0.005 and each worth half."""
    early = sorted(RECORD)
    return together(
        part(_trust_after, work, "trust_now", RECORD, early, about="trust_now"),
        part(_trust_after, work, "trust_if_early", early, RECORD, about="trust_if_early"),
        right="Right, both: the same twelve promises, and another trust. Where old promises fade, a broken "
        "one long ago is nearly forgiven, and a recent one is nearly all the boss sees.",
    )


def _trust_after(work: Work, name: str, events: list[int], other_order: list[int]) -> Verdict:
    forgetting, weight = work.given.forgetting, work.given.weight

    def trust(events: list[int]) -> float:
        return reputation(events, forgetting, weight)

    return compare(
        work.number(name),
        trust(events),
        within=0.005,
        right="right.",
        mistakes=[
            Mistake("the two orders swapped", trust(other_order), "this is for the other order."),
            Mistake(
                "nothing forgotten",
                reputation(events, 1, weight),
                "here nothing fades, so that the order can't matter. This boss forgets: pass on "
                "`given.forgetting`.",
            ),
            Mistake(
                "a broken promise weighs no more than a kept one",
                reputation(events, forgetting),
                "here a broken promise counts as much as a kept one. To this boss it weighs more: "
                "pass on `given.weight`.",
            ),
            Mistake(
                "newest first",
                trust(events[::-1]),
                "the list is read from its other end. The oldest promise comes first.",
            ),
            Mistake(
                "share of promises kept",
                sum(events) / len(events),
                "this is the share of promises kept. It knows neither fading nor weight.",
            ),
        ],
        otherwise="not this. `reputation` takes the promises, oldest first, then how much is left "
        "after each further one, then what a broken one weighs.",
    )


@question("kindest-week", "Where equal weights are too kind", points=1)
def kindest_week(work: Work) -> Verdict:
    """Give the number of one week."""
    weeks = load_trust_events().set_index("week")
    rating = weeks["boss_rating"]
    apart = pd.Series(_fit(weeks, work.given.forgetting, [1]).trust, weeks.index) - rating
    return compare(
        work.number("kindest_week"),
        float(apart.idxmax()),
        right="Right. The bad spell is over, promises are being kept again, and a score that counts a broken "
        "one no more than a kept one has already recovered; this boss has not.",
        mistakes=[
            Mistake(
                "lowest rating",
                float(rating.idxmin()),
                "In this week the boss's rating is lowest. The question is where it lies farthest below the "
                "score.",
            ),
            Mistake(
                "steepest fall",
                float(rating.diff().idxmin()),
                "In this week the rating falls most, and the score falls with it. Look for the week in which "
                "they are farthest apart.",
            ),
            Mistake(
                "closest week",
                float(apart.abs().idxmin()),
                "In this week the two lines are closest. The largest distance is asked for.",
            ),
        ],
        otherwise="Not this week: in another one the score lies higher above the rating. The table under the "
        "chart has both; subtract one from the other.",
    )


@question("weight", "What the ratings say about the weight", points=2)
def weight(work: Work) -> Verdict:
    """Give a weight between 1 and 5, right within 0.25 since weights that near fit about as well."""
    weeks = load_trust_events().set_index("week")
    forgetting = work.given.forgetting
    first = weeks.loc[: int(work.given.first_weeks)]
    best = _fit(first, forgetting, _WEIGHTS)
    return compare(
        work.number("best_weight"),
        best.asymmetry,
        within=0.25,
        right="Right. So these ratings do mind a broken promise more, though less than the boss says; and "
        "that much is in the data only because we put it there. What remains is a range, not a figure.",
        mistakes=[
            Mistake(
                "all weeks used",
                _fit(weeks, forgetting, _WEIGHTS).asymmetry,
                "This is the best weight for all weeks. Only the first ones are to be used: with others, "
                "the answer is another. That is worth remembering, too.",
            ),
            Mistake(
                "broken promises first",
                _fit(first, forgetting, _WEIGHTS, broken_first=True).asymmetry,
                "Within each week, broken promises were entered before kept ones. In these data the kept "
                "ones come first; so small a habit of bookkeeping moves the answer that far.",
            ),
            Mistake(
                "both weigh the same",
                1,
                "At this weight a broken promise counts no more than a kept one. Try others: the ratings "
                "are missed by less.",
            ),
            Mistake(
                "worst fit",
                max(best.misses, key=best.misses.__getitem__)[1],
                "This weight misses the ratings most. Take the one that misses them least: `min`, not `max`.",
            ),
            Mistake(
                "the miss in place of the weight",
                best.miss,
                "This is how far the best scores still lie from the ratings. The weight that brings it "
                "about is asked for.",
            ),
        ],
        otherwise="Not this. Try `miss` with several weights from 1 to 5, and follow the smaller ones.",
    )


_WEIGHTS = [tenths / 10 for tenths in range(10, 51)]


def _fit(weeks: pd.DataFrame, forgetting: float, weights: Sequence[float], broken_first: bool = False) -> Fit:
    """Return how each weight fits the ratings, kept promises before broken ones within a week or after."""
    periods = [
        sorted([1] * kept + [0] * (made - kept), reverse=not broken_first)
        for made, kept in zip(weeks["promises_made"], weeks["promises_kept"], strict=True)
    ]
    return fit(periods, list(weeks["boss_rating"]), [forgetting], weights)


@question("warning", "How late the boss hears of trouble", points=2)
def warning(work: Work) -> Verdict:
    """Give two numbers of working hours, each right within 0.05 and each worth half."""
    weeks = load_trust_events().set_index("week")
    half = weeks["promises_made"] / 2
    bad, worse = weeks["promises_kept"] <= half, weeks["promises_kept"] < half
    return together(
        part(_lead, work, "lead_bad_weeks", weeks[bad], weeks[worse], weeks, about="lead_bad_weeks"),
        part(_lead, work, "lead_other_weeks", weeks[~bad], weeks[~worse], weeks, about="lead_other_weeks"),
        right="Right, both. When promises slip, warnings come later as well; so nobody can say from this "
        "table which of the two the boss minded. These records come from a program in any case.",
    )


def _lead(
    work: Work, name: str, chosen: pd.DataFrame, without_just_half: pd.DataFrame, weeks: pd.DataFrame
) -> Verdict:
    return compare(
        work.number(name),
        float(chosen["lead_h"].median()),
        within=0.05,
        right="right.",
        mistakes=[
            Mistake(
                "the two kinds of weeks swapped",
                float(weeks.drop(chosen.index)["lead_h"].median()),
                "this is for the other kind of weeks.",
            ),
            Mistake(
                "mean in place of the median",
                float(chosen["lead_h"].mean()),
                "this is the mean. One very late warning pulls it up; the median is asked for.",
            ),
            Mistake(
                "just half taken for more than half",
                float(without_just_half["lead_h"].median()),
                "a week in which just half of the promises were kept counts as a bad one: `<=`, not `<`.",
            ),
            Mistake(
                "another column",
                float(chosen["resp_h"].median()),
                "this is the time to an answer. The time to a warning is in `lead_h`.",
            ),
            Mistake(
                "all weeks together",
                float(weeks["lead_h"].median()),
                "this takes in all weeks. Keep only those of one kind.",
            ),
        ],
        otherwise="not this. Keep the weeks of this kind, then take the median of `lead_h`.",
    )


@question("repair", "The way back, if promises fade", points=2)
def repair(work: Work) -> Verdict:
    """Write a function that gives a whole number of promises for any record and any weight."""
    probes = ((10, 1.5), (int(work.given.kept), work.given.weight))
    answers = [work.call("promises_needed", kept, weight).number() for kept, weight in probes]
    parts = [
        part(_needed_at, work.given, *probe, answer, about=f"promises_needed({probe[0]}, {probe[1]:g})")
        for probe, answer in zip(probes, answers, strict=True)
    ]
    if any(answer % 1 for answer in answers):
        return Verdict(
            0.0,
            "The function gives a part of a promise, which nobody can keep. Round up, with `math.ceil` for "
            "instance.",
            "part of a promise",
        )
    if answers[0] == answers[1]:
        return Verdict(
            parts[1].share / 2,
            "The function gives the same number for every record: half the points if it fits the "
            "colleague's. Use the arguments `kept` and `weight` in place of numbers.",
            "arguments not used",
        )
    return together(
        *parts,
        right="Right for each record that was tried. Where the boss forgets, the broken promise fades along "
        "with the record that it spoiled, and the way back is shorter than a sum of all promises says.",
    )


def _needed_at(given: Given, kept: int, weight: float, answer: float) -> Verdict:
    needed = _needed(kept, weight, given.forgetting)
    return compare(
        answer,
        needed,
        right="right.",
        mistakes=[
            Mistake(
                "nothing forgotten",
                math.ceil(promises_to_repair(kept, 1, weight)),
                "that is right for a boss who forgets nothing, and earns half the points. This one forgets: "
                "keep one promise more at a time, and look at `reputation` with `given.forgetting`.",
                share=0.5,
            ),
            Mistake(
                "the broken promise counted with them",
                needed + 1,
                "one too many, for the broken promise itself is not among those that repair.",
            ),
            Mistake(
                "stopped one short",
                needed - 1,
                "one too few, for trust is then still a little below what it was.",
            ),
            Mistake(
                "broken and kept weigh the same",
                _needed(kept, 1, given.forgetting),
                "here a broken promise weighs no more than a kept one. Pass on `weight`.",
            ),
            Mistake(
                "weight taken from the table",
                _needed(kept, given.weight, given.forgetting),
                "here a broken promise always weighs what the table says. Use the argument `weight`.",
            ),
            Mistake(
                "record taken from the table",
                _needed(int(given.kept), weight, given.forgetting),
                "here the record is always the colleague's. Use the argument `kept`.",
            ),
        ],
        otherwise="not this. What was trust before the broken promise, and after how many "
        "kept ones is it there again?",
    )


@cache
def _needed(kept: int, weight: float, forgetting: float) -> int:
    """Return how many kept promises bring trust back to where it was before the first broken one."""
    events = [1] * kept
    before = reputation(events, forgetting, weight)
    events.append(0)
    while reputation(events, forgetting, weight) < before:
        events.append(1)
    return len(events) - kept - 1


@question("evidence", "The sentence that says what is known", points=1)
def evidence(work: Work) -> Verdict:
    """Write one letter, A to E."""
    return compare(
        work.choice("honest_sentence", tuple(SENTENCES)),
        next(letter for letter, said in SENTENCES.items() if said.sounds == said.grade),
        right="Right. It says what was studied, what came of it, and where the study ends. That is enough to "
        "act on, and it can't be shot down.",
        mistakes=[
            Mistake(
                "divided evidence taken for a law",
                "A",
                "There is evidence, and it is divided: for policies and small risks the gap was smaller, "
                "and none of it was about bosses.",
            ),
            Mistake(
                "plausible taken for tested",
                "C",
                "It is plausible, and the case says so. But nobody we know of has compared early warnings "
                "with late ones.",
            ),
            Mistake(
                "untested taken for refuted",
                "D",
                "To refute a claim somebody has to have tested it. Here we found nobody who had.",
            ),
            Mistake(
                "parts taken for the whole",
                "E",
                "Parts of it were studied: trust and reliance, trust and good work. Nobody seems to have "
                "followed anyone all the way.",
            ),
        ],
        otherwise="Not this one. Was just this studied, something near it, or nothing?",
    )


rewrite = Written("rewrite", "A promise that can be kept", points=5)
