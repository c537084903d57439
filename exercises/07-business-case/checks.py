"""Exercise 7, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from casekit.data import load_skills
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
from casekit.exercise.work import AnswerError
from casekit.models.business_case import NOT_WORTH_IT, RANGES, VERDICT_TABLE, WORTH_IT, absence_cost
from casekit.models.retention import RetentionCase, quit_probability, simulate, weigh
from casekit.models.staffing import (
    erlang_a_queue,
    erlang_c_queue,
    period_service_level,
    short_days_affordable,
)

if TYPE_CHECKING:
    import pandas as pd

    from casekit.models.staffing import QueuePerformance

EXERCISE = "07-business-case"
TITLE = "Exercise 7, the page on the desk"

# What varies from learner to learner keeps every verdict, and the sign of every net benefit that is asked for.
GIVEN = Given(
    calls_per_hour=Quantity(187, "calls an hour", "what comes in, evenly over the day", varies=(186, 187)),
    handle_time_s=Quantity(210, "seconds", "how long one call keeps an agent busy"),
    agents=Quantity(15, "agents", "on the phones when nobody is missing"),
    threshold_s=Quantity(15, "seconds", "an answer within this time counts for the service level"),
    target=Quantity(0.85, "of the calls", "share to be answered within that time"),
    patience_s=Quantity(300, "seconds", "mean time until a waiting caller hangs up, if callers do"),
    days=Quantity(62, "days", "working days in a quarter"),
    days_away=Quantity(2, "days", "working days she asks for on each occasion"),
    hours_a_day=Quantity(7, "hours", "length of a working day"),
    occasions=Quantity(4, "a year", "how often: once a quarter"),
    overtime_rate=Quantity(28, "dollars an hour", "what an hour of cover costs", varies=(28, 29)),
    wage=Quantity(19, "dollars an hour", "what an ordinary hour is paid, hers too", varies=(18, 19, 20)),
    training_hours=Quantity(6, "hours", "paid on top, once a year, to teach a colleague what only she does"),
    annual_hazard=Quantity(
        0.24, "a year", "how fast reps like her resign, nothing asked", 0.10, 0.45, varies=(0.23, 0.24)
    ),
    hazard_ratio_if_granted=Quantity(0.9, "", "what a yes multiplies that hazard by", 0.5, 1.3),
    hazard_ratio_if_refused=Quantity(
        1.7, "", "what a no multiplies that hazard by", 1.0, 3.0, varies=(1.6, 1.65, 1.7)
    ),
    salary=Quantity(36_800, "dollars a year", "what she earns", varies=(36_000, 36_400, 36_800)),
    relative_cost_of_a_quit=Quantity(0.25, "of a year's salary", "what one resignation costs", 0.10, 0.40),
    busy_calls_per_hour=Quantity(205, "calls an hour", "what comes in, if next year is a busy one"),
)

# Who asks, and who has offered to stand in, as the notebook has them.
REP = "S02"
VOLUNTEERS = ("S04", "S08", "S09")

DRAWS, SEED = (
    2_000,
    7,
)  # fewer than the kit's own: enough, since every chance asked for lies far from the limits


class Version(NamedTuple):
    """A version of the request: occasions a year, share of the hours covered, calls an hour."""

    occasions: float
    covered: float
    calls_per_hour: float


class Argument(NamedTuple):
    """Something said for or against: the claim of the ledger that it makes, and what a wrong grade mistakes."""

    claim: str
    grade: str
    mistakes: tuple[Mistake, ...]


GRADES = ("supported", "mixed", "unsupported", "untested")

ARGUMENTS = {
    "grade_illness": Argument(
        "1.19",
        "supported",
        (
            Mistake(
                "a sound model taken for a divided one",
                "mixed",
                "too modest. Models and labour statistics agree that somebody is always "
                "missing; nothing was found that speaks against it.",
            ),
            Mistake(
                "known taken for unknown",
                "untested",
                "it was looked at. How often people are missing is counted every year, and "
                "models of phone queues plan for it.",
            ),
        ),
    ),
    "grade_learning": Argument(
        "1.17",
        "mixed",
        (
            Mistake(
                "one side of the evidence taken for all of it",
                "supported",
                "that is one side. Development kept those who saw a next step, and loosened those who saw none.",
            ),
            Mistake(
                "studies overlooked",
                "untested",
                "there are studies of what development does to staying. They don't all point the same way.",
            ),
        ),
    ),
    "grade_counteroffer": Argument(
        "3.17",
        "unsupported",
        (
            Mistake(
                "repetition taken for evidence",
                "supported",
                "it is said often, and no study behind the figures could be traced.",
            ),
            Mistake(
                "a search that found nothing taken for no search",
                "untested",
                "people did look: the study that is quoted could not be found, and in two weak surveys those who "
                "stayed did so for years.",
            ),
        ),
    ),
    "grade_overtime": Argument(
        "1.22",
        "untested",
        (
            Mistake(
                "plausible taken for shown",
                "supported",
                "it is plausible. Nobody we know of has set such overtime against what it changed.",
            ),
            Mistake(
                "silence taken for two sides",
                "mixed",
                "for evidence to be divided, there has to be some. No study was found.",
            ),
            Mistake(
                "silence taken for a refutation",
                "unsupported",
                "nothing was found against it, either. Nobody seems to have looked.",
            ),
        ),
    ),
}


@question("service-level", "What callers get on the day", points=1)
def service_level(work: Work) -> Verdict:
    """Give four shares between 0 and 1, each right within 0.005 and each worth a quarter."""
    names = ("full_patient", "short_patient", "full_impatient", "short_impatient")
    return together(
        *(part(_level_of, work, name, about=name) for name in names),
        right="Right, all four. On the day one away misses the target, whether or not callers hang up; those "
        "who hang up make room for the others, and the miss is smaller.",
    )


def _level_of(work: Work, name: str) -> Verdict:
    given, short, patient = work.given, name.startswith("short"), name.endswith("_patient")
    queue = _queue(given, short, patient)
    calls, seconds, agents = given.calls_per_hour, given.handle_time_s, int(given.agents) - short
    usual = (
        erlang_c_queue(calls, seconds, agents)
        if patient
        else erlang_a_queue(calls, seconds, given.patience_s, agents)
    )
    return compare(
        work.number(name),
        queue.service_level,
        within=0.005,
        right="right.",
        mistakes=[
            Mistake(
                "the two teams swapped",
                _queue(given, not short, patient).service_level,
                "this is for the other team size.",
            ),
            Mistake(
                "the two kinds of callers swapped",
                _queue(given, short, not patient).service_level,
                "this is for the other kind of callers. Erlang C is for those who hold on, Erlang A "
                "for those who may hang up.",
            ),
            Mistake(
                "another threshold",
                usual.service_level,
                "this counts answers within the threshold that the model takes by itself. This "
                "agreement has another one; see the table.",
            ),
            Mistake(
                "answered at once",
                1 - queue.probability_of_wait,
                "this is the share that does not wait at all. A wait up to the threshold is allowed.",
            ),
            Mistake(
                "lost calls left out",
                queue.service_level / (1 - queue.abandonment),
                "this is a share of the calls that were answered. Those who hung up have called, "
                "too; count them among all calls.",
            ),
            Mistake(
                "calls in time taken for late ones",
                1 - queue.service_level,
                "this is the share that is not answered in time.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * queue.service_level,
                "the figure is right, the scale is not: a share lies between 0 and 1. Half of it counts.",
                share=0.5,
            ),
        ],
        otherwise="not this. Into the queue go calls an hour, seconds a call, with impatient callers their "
        "patience, then agents and the threshold; out comes `service_level`.",
    )


@question("horizon", "The quarter, and the least cover", points=1)
def horizon(work: Work) -> Verdict:
    """Give two shares, within 0.001, and two numbers of hours, within 0.05; each is worth a quarter."""
    return together(
        *(part(_quarter, work, name, about=name) for name in ("quarter_patient", "quarter_impatient")),
        *(part(_cover, work, name, about=name) for name in ("cover_patient", "cover_impatient")),
        right="Right, all four. By the quarter nothing need be covered; by the day most of the day, or a small "
        "part of it, as callers hold on or hang up. So ask first how the manager is judged, then what callers "
        "do.",
    )


def _quarter(work: Work, name: str) -> Verdict:
    given, patient = work.given, name.endswith("_patient")

    def over(short_days: float, patient: bool) -> float:
        return period_service_level(given.days, short_days, *_levels(given, patient))

    return compare(
        work.number(name),
        over(given.days_away, patient),
        within=0.001,
        right="right.",
        mistakes=[
            Mistake(
                "a day in place of the quarter",
                _levels(given, patient)[1],
                "this is one of her days by itself. The other days of the quarter are at full strength.",
            ),
            Mistake(
                "the quarter of the other callers",
                over(given.days_away, not patient),
                "this is for the other kind of callers.",
            ),
            Mistake(
                "all of the year's days in one quarter",
                over(given.days_away * given.occasions, patient),
                "this puts the days of the whole year into one quarter.",
            ),
            Mistake(
                "one day in place of two",
                over(given.days_away / 2, patient),
                "here she is away for one day in the quarter. She asks for two.",
            ),
            *(
                Mistake(
                    "answers to question 1 carried over",
                    period_service_level(given.days, given.days_away, *levels),
                    "worked out well, from your answers to question 1. Those are not right yet; mend "
                    "them first.",
                )
                for levels in _own_levels(work, patient)
            ),
        ],
        otherwise="not this. Her days have the level of the short team, the quarter's other days that "
        "of the full one; take the mean over all days.",
    )


def _cover(work: Work, name: str) -> Verdict:
    given, patient = work.given, name.endswith("_patient")
    hours = _least_cover(given, patient)
    return compare(
        work.number(name),
        hours,
        within=0.05,
        right="right.",
        mistakes=[
            Mistake(
                "hours that may go uncovered",
                given.hours_a_day - hours,
                "so many hours may go without cover. The others are asked for.",
            ),
            Mistake(
                "the cover of the other callers",
                _least_cover(given, not patient),
                "this is for the other kind of callers.",
            ),
            Mistake(
                "a share in place of hours",
                hours / given.hours_a_day,
                "this is the share of the day. How many hours is that? Half of it counts.",
                share=0.5,
            ),
            Mistake(
                "both days together",
                given.days_away * hours,
                "this is for both days together. One day is asked for; half of it counts.",
                share=0.5,
            ),
            Mistake(
                "judged over the quarter",
                0,
                "over the quarter no cover is needed. The question is about a day that has to meet "
                "the target by itself.",
            ),
            Mistake(
                "every hour covered",
                given.hours_a_day,
                "with every hour covered the day is as good as any other. The target asks for less "
                "than that.",
            ),
            *(
                Mistake(
                    "answers to question 1 carried over",
                    given.hours_a_day * (1 - short_days_affordable(1, given.target, *levels)),
                    "worked out well, from your answers to question 1. Those are not right yet; mend "
                    "them first.",
                )
                for levels in _own_levels(work, patient)
            ),
        ],
        otherwise="not this. How far is a short day from the target, as a part of its distance from a "
        "full day? That part of the hours needs cover.",
    )


def _own_levels(work: Work, patient: bool) -> list[tuple[float, float]]:
    """Return the learner's answers to question 1 if they can be used: they are not what is judged here."""
    kind = "patient" if patient else "impatient"
    try:
        full, short = work.number(f"full_{kind}"), work.number(f"short_{kind}")
    except AnswerError:
        return []
    return [(full, short)] if 0 <= short < work.given.target <= full <= 1 else []


@question("who-covers", "Who can stand in", points=1)
def who_covers(work: Work) -> Verdict:
    """Write the names of two skills as the table spells them, each worth half."""
    return together(
        part(_gap, work, about="gap"),
        part(_thin, work, about="hangs_on_one"),
        right="Right, both. Hours can be bought from anybody, a skill only from somebody who has it. Both names "
        "belong on the page: one is to be taught, the other needs a second volunteer.",
    )


def _gap(work: Work) -> Verdict:
    hers, volunteers, everybody = _standing_in()
    elsewhere = _not_hers(volunteers, 0)
    return compare(
        work.choice("gap", tuple(volunteers.index)),
        str(volunteers[hers].idxmin()),
        right="right.",
        mistakes=[
            Mistake(
                "the whole table in place of the volunteers",
                str(everybody[hers].idxmin()),
                "of her skills this one is rarest in the whole table. Those who have not offered to come "
                "don't cover; look at the three.",
            ),
            *(
                Mistake(
                    "a skill that she has not either",
                    skill,
                    "none of the three has it, and neither has she. While she is away, it is no worse "
                    "than before.",
                )
                for skill in elsewhere
            ),
        ],
        otherwise="not this; somebody among the three has it. Count the holders among the three, for each skill that "
        "is hers.",
    )


def _thin(work: Work) -> Verdict:
    hers, volunteers, everybody = _standing_in()
    held = volunteers[hers]
    return compare(
        work.choice("hangs_on_one", tuple(volunteers.index)),
        str(held[held == 1].index[0]),
        right="right.",
        mistakes=[
            Mistake(
                "nobody taken for one",
                str(held.idxmin()),
                "none of the three has this one; it is the gap. Which of hers has just one of them?",
            ),
            Mistake(
                "the rarest of all taken for the volunteers' rarest",
                str(everybody[hers].idxmin()),
                "of her skills this one is rarest in the whole table, but more than one of the "
                "three have it.",
            ),
        ],
        otherwise="not this. Look for the skill of hers that just one of the three has.",
    )


@cache
def _standing_in() -> tuple[list[str], pd.Series[int], pd.Series[int]]:
    """Return her skills, and for each skill how many of the volunteers and how many of the others hold it."""
    matrix = load_skills().set_index("rep")
    hers = [skill for skill in matrix.columns if matrix.at[REP, skill]]
    return hers, matrix.loc[list(VOLUNTEERS)].sum(), matrix.drop(REP).sum()


def _not_hers(holders: pd.Series[int], number: int) -> list[str]:
    hers, _, _ = _standing_in()
    return [str(skill) for skill in holders[holders == number].index if skill not in hers]


@question("cost", "What it costs, and when it pays", points=2)
def cost(work: Work) -> Verdict:
    """Give dollars a year, right within 20, and a hazard ratio, right within 0.02; each is worth half."""
    return together(
        part(_cost, work, about="cost"),
        part(_ratio, work, about="break_even_ratio"),
        right="Right, both. That ratio is higher than the one the firm assumes: bought by the hour, once a "
        "quarter, retention alone does not quite pay for it.",
    )


def _cost(work: Work) -> Verdict:
    given = work.given
    days = given.occasions * given.days_away
    hours = days * _least_cover(given)
    teaching = given.training_hours * given.wage
    right = _bill(given, hours)
    return compare(
        work.number("cost"),
        right,
        within=20,
        right="right.",
        mistakes=[
            *(
                Mistake(
                    "wage counted as cost of absence",
                    right + given.wage * paid_anyway,
                    "her wage is in it. It is paid whether she takes calls or not; what comes on top is "
                    "the cover, and the teaching.",
                )
                for paid_anyway in (days * given.hours_a_day, hours)
            ),
            Mistake(
                "wage in place of overtime",
                hours * given.wage + teaching,
                "cover is priced at the ordinary wage. Those who stand in work overtime, which has its "
                "own rate.",
            ),
            Mistake(
                "teaching left out",
                hours * given.overtime_rate,
                "this is the cover alone. The hours of teaching are paid on top, too.",
            ),
            Mistake(
                "teaching at the overtime rate",
                (hours + given.training_hours) * given.overtime_rate,
                "the teaching is priced like the cover. The table says at what rate those hours are "
                "paid: the ordinary one.",
            ),
            Mistake(
                "more cover than is needed",
                _bill(given, days * given.hours_a_day),
                "this buys cover for every hour. Question 2 says how many a day are enough.",
            ),
            Mistake(
                "one occasion in place of a year",
                _bill(given, hours / given.occasions),
                "this is one occasion. In a year there are more.",
            ),
            Mistake(
                "cover for callers who hang up",
                _bill(given, days * _least_cover(given, patient=False)),
                "this is the cover that is enough if some callers hang up. Here all of them hold on.",
            ),
            *_cost_carried_over(work),
        ],
        otherwise="not this. Hours of cover in a year at the overtime rate, and the hours of teaching at "
        "the wage; nothing else.",
    )


def _cost_carried_over(work: Work) -> list[Mistake]:
    try:
        hours = work.number("cover_patient") * work.given.days_away * work.given.occasions
    except AnswerError:
        return []
    return [
        Mistake(
            "answer to question 2 carried over",
            _bill(work.given, max(hours, 0)),
            "worked out well, from your answer to question 2. That one is not right yet; mend it first.",
        )
    ]


def _ratio(work: Work) -> Verdict:
    given = work.given
    cost = _bill(given, given.occasions * given.days_away * _least_cover(given))
    even = weigh(_retention(given, cost))
    return compare(
        work.number("break_even_ratio"),
        even.break_even_hazard_ratio,
        within=0.02,
        right="right.",
        mistakes=[
            Mistake(
                "probability in place of the ratio",
                even.break_even_probability,
                "this is by how much the chance of a resignation has to fall. Which hazard "
                "ratio of a refusal brings that about?",
            ),
            Mistake(
                "hazard used as a probability",
                given.hazard_ratio_if_granted + even.break_even_probability / given.annual_hazard,
                "the annual hazard was used as if it were the chance to resign within the "
                "year. The chance grows more slowly.",
            ),
            Mistake(
                "a yes that changes nothing",
                weigh(_retention(given, cost, granted=1)).break_even_hazard_ratio,
                "this takes a yes to leave the hazard as it is. In this firm it is thought to "
                "lower it; see the table.",
            ),
            Mistake(
                "cost not filled in",
                weigh(_retention(given, 0)).break_even_hazard_ratio,
                "this holds if her absence costs nothing: `year` still has a cost of 0. Put yours into it.",
            ),
            Mistake(
                "the ratio for every hour covered",
                weigh(
                    _retention(given, _bill(given, given.occasions * given.days_away * given.hours_a_day))
                ).break_even_hazard_ratio,
                "at this ratio it pays even if every hour is covered. Only the least cover is bought here.",
            ),
            *_ratio_carried_over(work),
        ],
        otherwise="not this. Put your `cost` into `year`, and look at what `weigh` makes of it.",
    )


def _ratio_carried_over(work: Work) -> list[Mistake]:
    try:
        cost = work.number("cost")
    except AnswerError:
        return []
    ratio = weigh(_retention(work.given, max(cost, 0))).break_even_hazard_ratio
    if not math.isfinite(ratio):  # so dear that no ratio pays: then none was worked out from it
        return []
    return [
        Mistake(
            "own cost carried over",
            ratio,
            "worked out well, from your `cost`. That one is not right yet; mend it first.",
        )
    ]


@question("net-benefit", "The net, whatever is covered", points=2)
def net_benefit(work: Work) -> Verdict:
    """Write a function that gives dollars a year for any hours of cover and any ratio, right within 1 dollar."""
    given = work.given
    all_hours = given.occasions * given.days_away * given.hours_a_day
    probes = ((all_hours, given.hazard_ratio_if_refused), (25, 1.3))
    answers = [work.call("net_benefit", *probe).number() for probe in probes]
    parts = [
        part(_net_at, given, hours, ratio, answer, about=f"net_benefit({hours:g}, {ratio:g})")
        for (hours, ratio), answer in zip(probes, answers, strict=True)
    ]
    if answers[0] == answers[1]:
        return Verdict(
            parts[0].share / 2,
            "The function gives the same for any hours and any ratio: half the points if that fits every hour "
            "covered at the table's ratio. Use both arguments.",
            "arguments not used",
        )
    return together(
        *parts,
        right="Right wherever it was tried. In a meeting this function is worth more than one figure: whatever "
        "hours and whatever ratio they name, you have an answer.",
    )


def _net_at(given: Given, hours: float, ratio: float, answer: float) -> Verdict:
    bill, gross = _bill(given, hours), _gross(given, ratio)
    quit_cost = given.salary * given.relative_cost_of_a_quit
    return compare(
        answer,
        gross - bill,
        within=1,
        right="right.",
        mistakes=[
            Mistake(
                "ratio taken from the table",
                _gross(given, given.hazard_ratio_if_refused) - bill,
                "the ratio is the table's. Use the argument `hazard_ratio`.",
            ),
            Mistake(
                "wage of the covered hours counted",
                gross - bill - hours * given.wage,
                "a wage is counted for the hours away. It is paid anyway.",
            ),
            Mistake(
                "teaching forgotten",
                gross - hours * given.overtime_rate,
                "the teaching is missing from the bill.",
            ),
            Mistake(
                "cover forgotten",
                gross - _bill(given, 0),
                "the cover is missing from the bill.",
            ),
            Mistake(
                "hazards subtracted as if they were chances",
                given.annual_hazard * (ratio - given.hazard_ratio_if_granted) * quit_cost - bill,
                "the hazards were subtracted as if they were chances. What grows "
                "more slowly is the chance, which `weigh` works out.",
            ),
            Mistake(
                "every resignation counted",
                quit_probability(given.annual_hazard, 1, ratio) * quit_cost - bill,
                "this counts every resignation after a no. Some come after a yes as well; only the "
                "difference is the answer's doing.",
            ),
            Mistake(
                "a yes without effect",
                quit_cost
                * (
                    quit_probability(given.annual_hazard, 1, ratio)
                    - quit_probability(given.annual_hazard, 1, 1)
                )
                - bill,
                "a yes is taken to leave the hazard as it is. The table has a ratio for it.",
            ),
            Mistake(
                "loss in place of gain",
                bill - gross,
                "the sign is turned around. A gain is above nought.",
            ),
        ],
        otherwise="not this. What do avoided resignations save in a year, and what do cover and teaching "
        "cost?",
    )


@question("verdict", "What the table says", points=1)
def verdict(work: Work) -> Verdict:
    """Write four answers, spelled as in the table's last column, each worth a quarter."""
    usual, busy = work.given.calls_per_hour, work.given.busy_calls_per_hour
    every = work.given.occasions
    versions = {
        "verdict_once": Version(1, 1, usual),
        "verdict_quarterly": Version(every, 1, usual),
        "verdict_uncovered": Version(every, 0, usual),
        "verdict_busy": Version(every, 0, busy),
    }
    return together(
        *(part(_verdict_on, work, name, version, about=name) for name, version in versions.items()),
        right="Right, all four. One person, one wish, four answers: what decides is how often, who covers, and "
        "how full the days are. So say on the page which version you ask for.",
    )


def _verdict_on(work: Work, name: str, version: Version) -> Verdict:
    given = work.given
    state, cost = _service(given, version)
    other = version._replace(occasions=given.occasions if version.occasions == 1 else 1)
    nobody = version._replace(covered=0)
    net = weigh(_retention(given, cost)).net_benefit
    mistakes = [
        Mistake(
            "the usual calls in a busy year",
            _answer_to(given, version._replace(calls_per_hour=given.calls_per_hour)),
            "that holds with the usual calls. With so many more, does even the full team meet the target?",
        ),
        Mistake(
            "service left out",
            _row("as asked", _chance(given, cost)),
            "that is the row for a service that holds as it is. Without cover, does a day of hers meet "
            "the target?",
        ),
        Mistake(
            "most likely value in place of the chance",
            _row(state, 1.0 if net > 0 else 0.0),
            "that follows from the most likely net alone. The table asks for the chance, which leaves "
            "more open.",
        ),
        Mistake(
            "another number of occasions",
            _answer_to(given, other),
            "that is the answer for another number of occasions. Look at how often she is away here.",
        ),
        Mistake(
            "cover left out",
            _answer_to(given, nobody),
            "that is the answer if nobody covers. Here every hour is covered, so the days run as with "
            "everybody there.",
        ),
    ]
    return compare(
        work.choice(name, _ANSWERS),
        _answer_to(given, version),
        right="right.",
        mistakes=mistakes,
        otherwise="not this. First the row, does each day meet the target: as asked, only with help, or "
        "not even with everybody there? Then the chance that it pays, against the two limits.",
    )


_ANSWERS = tuple(dict.fromkeys(row.answer for row in VERDICT_TABLE))


def _answer_to(given: Given, version: Version) -> str:
    state, cost = _service(given, version)
    return _row(state, _chance(given, cost))


def _row(state: str, chance: float) -> str:
    worth = "yes" if chance >= WORTH_IT else "no" if chance <= NOT_WORTH_IT else "open"
    return next(row.answer for row in VERDICT_TABLE if (row.service, row.worth) == (state, worth))


def _service(given: Given, version: Version) -> tuple[str, float]:
    """Return whether each day meets the target, and what the version costs a year if it is made to."""
    full, short = _levels(given, patient=True, calls_per_hour=version.calls_per_hour)
    days = version.occasions * given.days_away
    planned = days * given.hours_a_day * version.covered
    if short + version.covered * (full - short) >= given.target:
        return "as asked", _bill(given, planned)
    if full < given.target:
        return "not", _bill(given, planned)
    return "on conditions", _bill(given, days * _least_cover(given))


def _chance(given: Given, cost: float) -> float:
    return _share_above_nought(_retention(given, cost), given.salary, _bill(given, 0))


@cache
def _share_above_nought(case: RetentionCase, salary: float, teaching: float) -> float:
    """Return the share of draws in which granting pays, each uncertain input drawn from the kit's range."""
    low, high = RANGES["relative_cost_of_a_quit"]
    cheap, dear = RANGES["overtime_rate_factor"]
    cover = case.cost_of_absence - teaching
    ranges = {
        **{name: ends for name, ends in RANGES.items() if hasattr(case, name)},
        "cost_of_a_quit": (low * salary, high * salary),
        "cost_of_absence": (teaching + cheap * cover, teaching + dear * cover),
    }
    return simulate(case, ranges, DRAWS, SEED).probability_positive


@question("change", "What would change the answer", points=1)
def change(work: Work) -> Verdict:
    """Write one letter, A to E."""
    nets = _nets_after(work.given)
    return compare(
        work.choice("turns_it", tuple(nets)),
        max(nets, key=lambda letter: nets[letter]),
        right="Right. It takes away the largest item, in place of shaving it; and the less there is to buy, the "
        "less hangs on figures that nobody has measured.",
        mistakes=[
            Mistake(
                "a cheaper hour taken for enough",
                "A",
                "Cover is the largest item, and a tenth of it is still less than the loss.",
            ),
            Mistake(
                "a dearer resignation taken for enough",
                "B",
                "That raises what a yes saves by a tenth, which is less than the loss.",
            ),
            Mistake(
                "the smallest item",
                "C",
                "The teaching is the smallest item on the bill, and the only one that leaves something behind.",
            ),
            Mistake(
                "an hour taken for the day",
                "E",
                "An hour a day is a part of the bill. What remains still costs more than a yes saves.",
            ),
        ],
        otherwise="Not this one. Work out the net benefit after each change.",
    )


def _nets_after(given: Given) -> dict[str, float]:
    """Return the net benefit a year after each change, every hour covered unless the change says otherwise."""
    hours = given.occasions * given.days_away * given.hours_a_day
    gross, overtime, teaching = (
        _gross(given, given.hazard_ratio_if_refused),
        hours * given.overtime_rate,
        _bill(given, 0),
    )
    return {
        "A": gross - 0.9 * overtime - teaching,
        "B": 1.1 * gross - overtime - teaching,
        "C": gross - overtime,
        "D": gross - teaching,
        "E": gross - overtime * (given.hours_a_day - 1) / given.hours_a_day - teaching,
    }


@question("evidence", "How good each argument is", points=1)
def evidence(work: Work) -> Verdict:
    """Write four of the ledger's grades, each worth a quarter; a grade may come more than once, or not at all."""
    return together(
        *(part(_graded, work, name, argument, about=name) for name, argument in ARGUMENTS.items()),
        right="Right, all four. Lead with what has been shown, mark what has not, and leave out what rests on "
        "nothing: a page that grades itself is hard to take apart.",
    )


def _graded(work: Work, name: str, argument: Argument) -> Verdict:
    return compare(
        work.choice(name, GRADES),
        argument.grade,
        right="right.",
        mistakes=argument.mistakes,
        otherwise="not this. Was just this looked at? If so, what came of it, and does everything point "
        "the same way?",
    )


page = Written("page", "The business case on one page", points=40)


def _queue(given: Given, short: bool, patient: bool, calls_per_hour: float = 0) -> QueuePerformance:
    calls, agents = calls_per_hour or given.calls_per_hour, int(given.agents) - short
    if patient:
        return erlang_c_queue(calls, given.handle_time_s, agents, given.threshold_s)
    return erlang_a_queue(calls, given.handle_time_s, given.patience_s, agents, given.threshold_s)


def _levels(given: Given, patient: bool, calls_per_hour: float = 0) -> tuple[float, float]:
    """Return the service level of a full day and of a short one."""
    full, short = (_queue(given, away, patient, calls_per_hour).service_level for away in (False, True))
    return full, short


def _least_cover(given: Given, patient: bool = True) -> float:
    """Return the hours of cover with which one of her days just meets the target."""
    return given.hours_a_day * (1 - short_days_affordable(1, given.target, *_levels(given, patient)))


def _bill(given: Given, covered_hours: float) -> float:
    """Return what a year with so many hours of cover costs, the teaching included."""
    return absence_cost(
        covered_hours, given.overtime_rate, training_hours=given.training_hours, wage=given.wage
    )


def _retention(given: Given, cost: float, granted: float | None = None) -> RetentionCase:
    return RetentionCase(
        annual_hazard=given.annual_hazard,
        years=1,
        hazard_ratio_if_granted=given.hazard_ratio_if_granted if granted is None else granted,
        hazard_ratio_if_refused=given.hazard_ratio_if_refused,
        cost_of_a_quit=given.salary * given.relative_cost_of_a_quit,
        cost_of_absence=cost,
    )


def _gross(given: Given, ratio: float) -> float:
    """Return what a yes saves in a year if a refusal has this hazard ratio."""
    avoided = quit_probability(given.annual_hazard, 1, ratio) - quit_probability(
        given.annual_hazard, 1, given.hazard_ratio_if_granted
    )
    return avoided * given.salary * given.relative_cost_of_a_quit
