"""Exercise 6, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from casekit.data import load_client_calls
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
from casekit.models.availability import (
    acceptable_loss_probability,
    batching_interval,
    clear_block_probability,
    lost_minutes,
    restart_time,
    share_of_time_in_gaps,
)

if TYPE_CHECKING:
    import pandas as pd

EXERCISE = "06-availability"
TITLE = "Exercise 6, hours that stay whole"

# What varies from learner to learner stays near the middle: the questions and the typical mistakes keep their sense.
GIVEN = Given(
    calls=Quantity(9, "a day", "how often this client calls", varies=(8, 9, 10)),
    hours_a_day=Quantity(7.5, "hours", "length of a working day"),
    call_min=Quantity(7, "minutes", "how long a call takes", varies=(5, 7, 9)),
    resume_min=Quantity(4, "minutes", "to get back into the work after a call"),
    block_h=Quantity(1.5, "hours", "what a good stretch of work takes"),
    task_h=Quantity(2.5, "hours", "the report, if nobody calls"),
    call_cost=Quantity(
        80, "dollars", "what one set call costs, whatever is asked in it", varies=(70, 80, 90)
    ),
    waiting_cost=Quantity(6, "dollars a day", "what it costs the client if one question waits for a day"),
    questions=Quantity(2, "a day", "how many questions arise"),
    client_value=Quantity(
        26_000, "dollars", "what the client is worth in a year", varies=(24_000, 26_000, 28_000)
    ),
    boundary_gain=Quantity(4_500, "dollars", "what quiet hours would add, if the client stays"),
    refill_share=Quantity(0.4, "of that value", "what other work would replace, if the client goes"),
)

AGREED_FROM = "2008-03-31"  # the first day under the agreement, and before it:
DAYS_BEFORE = 20


class Sentence(NamedTuple):
    """Something said about the evidence: on which claim, the claim's grade, and how certain it sounds."""

    claim: str
    grade: str
    sounds: str


SENTENCES = {
    "A": Sentence(claim="6.05", grade="mixed", sounds="supported"),
    "B": Sentence(claim="6.14", grade="untested", sounds="supported"),
    "C": Sentence(claim="6.11", grade="mixed", sounds="mixed"),
    "D": Sentence(claim="6.09", grade="mixed", sounds="supported"),
    "E": Sentence(claim="6.10", grade="mixed", sounds="untested"),
}


@question("day", "What a day of calls leaves", points=2)
def day(work: Work) -> Verdict:
    """Give minutes, right within 0.1, and a probability between 0 and 1, right within 0.005; each is worth half."""
    return together(
        part(_minutes_lost, work),
        part(_chance_of_a_block, work),
        right="Right, both. The minutes could be made up; the certainty could not. That is what an agreement on "
        "set calls buys.",
    )


def _minutes_lost(work: Work) -> Verdict:
    given = work.given
    minutes = lost_minutes(given.calls, given.call_min, given.resume_min)
    return compare(
        work.number("minutes_lost"),
        minutes,
        within=0.1,
        right="`minutes_lost`: right.",
        mistakes=[
            Mistake(
                "getting back left out",
                given.calls * given.call_min,
                "`minutes_lost`: this is the time on the telephone. Getting back into the work takes time, too.",
            ),
            Mistake(
                "one call in place of a day",
                given.call_min + given.resume_min,
                "`minutes_lost`: this is what one call costs. How many are there in a day?",
            ),
            Mistake(
                "hours in place of minutes",
                minutes / 60,
                "`minutes_lost`: the time is right, in hours. Half of its points; minutes are asked for.",
                share=0.5,
            ),
        ],
        otherwise="`minutes_lost`: not this. Each call takes its own length and the time to get back.",
    )


def _chance_of_a_block(work: Work) -> Verdict:
    given = work.given
    rate = given.calls / given.hours_a_day
    chance = clear_block_probability(rate, given.block_h)
    return compare(
        work.number("clear_block"),
        chance,
        within=0.005,
        right="`clear_block`: right.",
        mistakes=[
            Mistake(
                "calls of a day taken for calls an hour",
                clear_block_probability(given.calls, given.block_h),
                "`clear_block`: the calls of a whole day fall into each hour here. Divide them by the hours of "
                "the day first.",
            ),
            Mistake(
                "chance of a call",
                1 - chance,
                "`clear_block`: this is the chance that a call does come.",
            ),
            Mistake(
                "expected calls taken for a chance",
                1 - rate * given.block_h,
                "`clear_block`: the calls to expect were subtracted from 1, which may even fall below 0. Calls come "
                "together, too, and leave other stretches clear; `clear_block_probability` knows.",
            ),
            Mistake(
                "share of time in long gaps",
                share_of_time_in_gaps(rate, given.block_h),
                "`clear_block`: this is the share of time in gaps of that length, seen afterwards. What is the "
                "chance that a stretch begun now stays clear?",
            ),
            Mistake(
                "one hour in place of the block",
                clear_block_probability(rate, 1),
                "`clear_block`: this is the chance for one hour. The stretch is longer.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * chance,
                "`clear_block`: right, but for the scale: a probability lies between 0 and 1. Half of its points.",
                share=0.5,
            ),
        ],
        otherwise="`clear_block`: not this. How many calls come in an hour, and what is the chance that none "
        "comes in the whole stretch?",
    )


@question("pieces", "What saving one's place is worth", points=2)
def pieces(work: Work) -> Verdict:
    """Write a function that gives hours for any number of pieces, right within 0.01 hours."""
    tried = (5, 2)
    answers = [work.call("hours_in_pieces", number).number() for number in tried]
    parts = [_hours_in(work.given, number, answer) for number, answer in zip(tried, answers, strict=True)]
    if answers[0] == answers[1]:
        return Verdict(
            max(entry.share for entry in parts) / 2,
            "The function gives the same hours for any number of pieces: half the points if they fit one of "
            "those that were tried. Use the argument `pieces`.",
            "argument not used",
        )
    return together(
        *parts,
        right="Right for each number that was tried. Before asking anybody to call less, cut the work so that "
        "little is lost: that needs nobody's consent.",
    )


def _hours_in(given: Given, pieces: int, answer: float) -> Verdict:
    rate = given.calls / given.hours_a_day
    one = restart_time(given.task_h / pieces, rate)
    tried = f"In {pieces} pieces"
    return compare(
        answer,
        pieces * one,
        within=0.01,
        right=f"{tried}: right.",
        mistakes=[
            Mistake(
                "one piece in place of all",
                one,
                "This is the time for one piece. How many are there?",
            ),
            Mistake(
                "the whole task for each piece",
                pieces * restart_time(given.task_h, rate),
                "Here each piece is as long as the whole report. Divide its hours by the number of pieces.",
            ),
            Mistake(
                "time of the whole shared out",
                restart_time(given.task_h, rate) / pieces,
                "The time for the whole report was divided. It is the work that is divided: the time falls much "
                "faster, since a short piece is seldom interrupted.",
            ),
            Mistake(
                "calls of a day taken for calls an hour",
                pieces * restart_time(given.task_h / pieces, given.calls),
                "The calls of a whole day fall into each hour here. Divide them by the hours of the day first.",
            ),
        ],
        otherwise=f"{tried}: not this. How long is one piece if nobody calls, how long with calls that send it "
        "back to its beginning, and how many pieces are there?",
    )


@question("avoidable", "The calls that a mail could spare", points=2)
def avoidable(work: Work) -> Verdict:
    """Give minutes for one working day, right within 0.1."""
    log = load_client_calls()
    early = log[log["ts"] < AGREED_FROM]
    resume = work.given.resume_min

    def a_day(calls: pd.DataFrame, resume: float = resume, days: int = DAYS_BEFORE) -> float:
        return float(calls["minutes"].sum() + len(calls) * resume) / days

    mailed = early[early["already_mailed"]]
    spared = mailed[~mailed["urgent"]]
    return compare(
        work.number("minutes_spared"),
        a_day(spared),
        within=0.1,
        right="Right. So a mail that gets read would do much of what a boundary does. Before you set one, ask "
        "why the mails are not read; in a real log the answer may be in them.",
        mistakes=[
            Mistake(
                "getting back left out",
                a_day(spared, resume=0),
                "This is the time on the telephone. After each of these calls there is the way back as well.",
            ),
            Mistake(
                "urgent calls counted",
                a_day(mailed),
                "The urgent ones are still in. A call that can't wait has to come through, whatever the mails "
                "said.",
            ),
            Mistake(
                "all calls counted",
                a_day(early),
                "These are all calls. Keep those that a mail had answered already, and that could wait.",
            ),
            Mistake(
                "all eight weeks",
                a_day(log[log["already_mailed"] & ~log["urgent"]], days=2 * DAYS_BEFORE),
                "This takes in all eight weeks. Keep to the four before the agreement: use `early`.",
            ),
            Mistake(
                "four weeks in place of a day",
                a_day(spared, days=1),
                "These are the minutes of all four weeks. How many are they in one of the working days?",
            ),
            Mistake(
                "a week in place of a day",
                a_day(spared, days=4),
                "These are the minutes of a week. It has five working days.",
            ),
            Mistake(
                "calls in place of minutes",
                len(spared) / DAYS_BEFORE,
                "This counts calls. How many minutes do they take, with the way back?",
            ),
        ],
        otherwise="Not this. Keep the calls of `early` that a mail had answered and that could wait; add their "
        "minutes, and the way back after each; divide by the working days.",
    )


@question("interval", "How much dearer another interval is", points=2)
def interval(work: Work) -> Verdict:
    """Write a function that gives a share above the least cost for any number of days, right within 0.005."""
    tried = (7, 1)
    answers = [work.call("dearer", days).number() for days in tried]
    parts = [_dearer_at(work.given, days, answer) for days, answer in zip(tried, answers, strict=True)]
    if answers[0] == answers[1]:
        return Verdict(
            max(entry.share for entry in parts) / 2,
            "The function gives the same share for any number of days: half the points if it fits one of those "
            "that were tried. Use the argument `days`.",
            "argument not used",
        )
    return together(
        *parts,
        right="Right for each interval that was tried. Now try a week's five days: near the best the cost hardly "
        "moves, so take the interval that is easiest to remember.",
    )


def _dearer_at(given: Given, days: float, answer: float) -> Verdict:
    questions = given.waiting_cost * given.questions

    def a_day(days: float, wait: float = 0.5) -> float:
        return given.call_cost / days + questions * days * wait

    best = batching_interval(given.call_cost, given.waiting_cost, given.questions)
    least = a_day(best)
    tried = f"Every {days:g} days" if days > 1 else "Every day"
    return compare(
        answer,
        a_day(days) / least - 1,
        within=0.005,
        right=f"{tried}: right.",
        mistakes=[
            Mistake(
                "percent in place of a fraction",
                100 * (a_day(days) / least - 1),
                "The share is right, the scale is not: a tenth more is 0.1. Half the points.",
                share=0.5,
            ),
            Mistake(
                "dollars in place of a share",
                a_day(days) - least,
                "These are the dollars a day on top. Which share of the least cost are they? Half the points.",
                share=0.5,
            ),
            Mistake(
                "the whole in place of what comes on top",
                a_day(days) / least,
                "This says how many times as dear it is. By which share is it dearer?",
            ),
            Mistake(
                "every question waits the whole interval",
                a_day(days, 1) / a_day(best, 1) - 1,
                "Here every question waits for the whole interval. Some arise just before the next call: on "
                "average they wait half of it.",
            ),
            Mistake(
                "a single question",
                (given.call_cost / days + given.waiting_cost * days / 2) / least - 1,
                "Here a single question arises each day. The table has more.",
            ),
            Mistake(
                "waiting left out",
                given.call_cost / days / least - 1,
                "Only the call itself is counted here. The questions that wait cost something as well.",
            ),
        ],
        otherwise=f"{tried}: not this. What do calling and waiting cost a day at this interval, what at the best "
        "one, and by which share is the first more?",
    )


@question("boundary", "What the boundary may risk", points=1)
def boundary(work: Work) -> Verdict:
    """Give a probability between 0 and 1, right within 0.005."""
    given = work.given
    value, gain, refill = given.client_value, given.boundary_gain, given.refill_share
    most = acceptable_loss_probability(value, gain, refill)
    return compare(
        work.number("risk_accepted"),
        most,
        within=0.005,
        right="Right. It is a chance on top of the one you run anyway, and on money alone. Decide it before the "
        "talk, and keep it to yourself.",
        mistakes=[
            Mistake(
                "other work left out",
                acceptable_loss_probability(value, gain, 0),
                "Here nothing replaces a client who goes. Some of the value would come from other work.",
            ),
            Mistake(
                "the share that is lost taken for the one replaced",
                acceptable_loss_probability(value, gain, 1 - refill),
                "The share that other work replaces and the share that is lost have changed places.",
            ),
            Mistake(
                "gain kept though the client goes",
                gain / (value * (1 - refill)),
                "Here the quiet hours are worth their money even with the client gone. They count only while the "
                "client stays.",
            ),
            Mistake(
                "gain divided by the value",
                gain / value,
                "This compares the gain with the whole value. What is at stake is the value that nothing "
                "replaces, and the gain itself.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * most,
                "The figure is right, the scale is not: a probability lies between 0 and 1. Half the points.",
                share=0.5,
            ),
        ],
        otherwise="Not this. `acceptable_loss_probability` takes what the client is worth, what the boundary adds, "
        "and which share other work would replace.",
    )


@question("evidence", "The sentence that says what is known", points=1)
def evidence(work: Work) -> Verdict:
    """Write one letter, A to E."""
    return compare(
        work.choice("honest_sentence", tuple(SENTENCES)),
        next(letter for letter, said in SENTENCES.items() if said.sounds == said.grade),
        right="Right. It names what was tried and that not all agree, and it doesn't pretend to be about calls.",
        mistakes=[
            Mistake(
                "something near it taken for the thing itself",
                "A",
                "Interruptions brought stress in an experiment. Neither consultants nor a client's calls were "
                "studied, and illness was not measured.",
            ),
            Mistake(
                "plausible taken for tested",
                "B",
                "It would be good to know. No study of what flexible consultants earn was found.",
            ),
            Mistake(
                "own view taken for the client's",
                "D",
                "The consultants were asked, not their clients: they thought themselves that they served well.",
            ),
            Mistake(
                "something near it taken for nothing",
                "E",
                "For mail after hours it was tried, and it helped. That is not nothing, though it isn't calls.",
            ),
        ],
        otherwise="Not this one. Was just this studied, something near it, or nothing?",
    )


message = Written("message", "The boundary, and its price", points=5)
