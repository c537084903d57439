"""Exercise 2, what is asked: the numbers it gives, and what each check expects.

Nothing here stores an answer: every check works it out from `work.given`, as the learner does, and works out
what a typical mistake would have given, to say why that is wrong.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from casekit.data import load_intervals, load_skills
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
from casekit.models.skills import bus_factor, holders, truck_factor
from casekit.models.staffing import (
    erlang_c_queue,
    max_calls_per_hour,
    period_service_level,
    short_days_affordable,
)

if TYPE_CHECKING:
    import pandas as pd

    from casekit.models.staffing import QueuePerformance

EXERCISE = "02-single-point-of-failure"
TITLE = "Exercise 2, the day one is missing"

# What varies from learner to learner stays where a quarter just holds the two days, and mistakes stay apart.
GIVEN = Given(
    calls_per_hour=Quantity(74, "calls an hour", "what comes in, spread evenly over the day"),
    handle_time_min=Quantity(8, "minutes", "how long one call keeps an agent busy"),
    agents=Quantity(14, "agents", "on the phones when nobody is missing"),
    threshold_s=Quantity(30, "seconds", "an answer within this time counts for the service level"),
    target=Quantity(0.86, "of the calls", "share to be answered within that time"),
    days=Quantity(63, "days", "working days in the quarter", varies=(61, 62, 63, 64)),
    days_away=Quantity(2, "days", "working days she asks for in the quarter"),
    absence_rate=Quantity(
        0.01, "of the time", "how much of it each agent is missing, unplanned", varies=(0.009, 0.01)
    ),
    other_agents=Quantity(10, "agents", "at the other desk, with one of its eleven away"),
    other_handle_time_s=Quantity(300, "seconds", "how long one call takes at the other desk"),
    other_target=Quantity(
        0.75, "of the calls", "what the other desk promises within the same time", varies=(0.72, 0.75, 0.76)
    ),
)

# The team half a year on: who has learnt what since the table was drawn up, and who has left.
LEARNT = {"S05": "vip", "S08": "vip", "S11": "vip"}
LEFT = ("S07", "S12")


class Sentence(NamedTuple):
    """Something said about the evidence: on which claim, the claim's grade, and how certain it sounds."""

    claim: str
    grade: str
    sounds: str


SENTENCES = {
    "A": Sentence(claim="1.13", grade="mixed", sounds="supported"),
    "B": Sentence(claim="1.05", grade="mixed", sounds="supported"),
    "C": Sentence(claim="1.22", grade="untested", sounds="supported"),
    "D": Sentence(claim="1.12", grade="supported", sounds="supported"),
    "E": Sentence(claim="1.20", grade="supported", sounds="untested"),
}


@question("service-level", "One more or one fewer", points=2)
def service_level(work: Work) -> Verdict:
    """Give two shares between 0 and 1, each right within 0.005 and each worth half."""
    full, short = _full(work.given), _short(work.given)
    return together(
        part(_level_of, work, "full_strength", full, short, about="full_strength"),
        part(_level_of, work, "one_short", short, full, about="one_short"),
        right="Right, both. One agent fewer moves the target from met to missed, on a desk that looked well "
        "staffed; that is no fault of the one who is away.",
    )


def _level_of(work: Work, name: str, queue: QueuePerformance, other: QueuePerformance) -> Verdict:
    given = work.given
    agents = _team(given) if name == "full_strength" else _team(given) - 1
    return compare(
        work.number(name),
        queue.service_level,
        within=0.005,
        right="right.",
        mistakes=[
            Mistake(
                "the two teams swapped",
                other.service_level,
                "this is the service level of the other team size.",
            ),
            Mistake(
                "minutes taken for seconds",
                erlang_c_queue(
                    given.calls_per_hour, given.handle_time_min, agents, given.threshold_s
                ).service_level,
                "the phones seem never to be busy. The table gives the handling time in minutes, "
                "the model takes seconds.",
            ),
            Mistake(
                "another threshold",
                erlang_c_queue(given.calls_per_hour, _handle_time_s(given), agents).service_level,
                "this counts answers within the threshold that the model takes by itself. This "
                "contract has another one; see the table.",
            ),
            Mistake(
                "answered at once",
                1 - queue.probability_of_wait,
                "this is the share that does not wait at all. A short wait, up to the threshold, is allowed.",
            ),
            Mistake(
                "calls in time taken for late ones",
                1 - queue.service_level,
                "this is the share that waits for longer than the threshold.",
            ),
            Mistake(
                "occupancy in place of service level",
                queue.occupancy,
                "this says how busy the agents are. The service level says how many callers are "
                "answered in time.",
            ),
            Mistake(
                "percent in place of a fraction",
                100 * queue.service_level,
                "the figure is right, the scale is not: a share lies between 0 and 1. Half of it counts.",
                share=0.5,
            ),
        ],
        otherwise="not this. Four things go into `erlang_c_queue`: calls per hour, seconds per "
        "call, agents, and the threshold in seconds.",
    )


@question("quarter", "The same days, seen over a quarter", points=2)
def quarter(work: Work) -> Verdict:
    """Write a function that gives a share between 0 and 1 for any number of short days, right within 0.001."""
    tried = (9, 17)
    answers = [work.call("level_over_quarter", days).number() for days in tried]
    parts = [
        part(_level_with, work, days, answer, about=f"level_over_quarter({days})")
        for days, answer in zip(tried, answers, strict=True)
    ]
    if answers[0] == answers[1]:
        return Verdict(
            _level_with(work, work.given.days_away, answers[0]).share / 2,
            "The function gives the same level for any number of short days: half the points if it fits the "
            "days she asks for. Use the argument `short_days` in place of a fixed number.",
            "argument not used",
        )
    return together(
        *parts,
        right="Right for each number that was tried. An average over a quarter forgives a few short days; "
        "those who ring on one of them are not averages.",
    )


def _level_with(work: Work, short_days: float, answer: float) -> Verdict:
    given = work.given
    full, short = _full(given).service_level, _short(given).service_level
    mistakes = [
        Mistake(
            "the two teams swapped",
            period_service_level(given.days, short_days, short, full),
            "it gets better with every day that somebody is missing. The two levels are swapped.",
        ),
        Mistake(
            "short days counted on top",
            period_service_level(given.days + short_days, short_days, full, short),
            "the short days are days of the quarter. Here they come on top of it, and the quarter grows longer.",
        ),
        Mistake(
            "the drop not shared out",
            full - short_days * (full - short),
            "each short day takes off the whole difference between a full day and a short one. All days of the "
            "quarter share it.",
        ),
        *_carried_over(work, short_days),
    ]
    return compare(
        answer,
        period_service_level(given.days, short_days, full, short),
        within=0.001,
        right="right.",
        mistakes=mistakes,
        otherwise="not this. Some days of the quarter have the level of the "
        "full team, the rest that of the short one; take their mean.",
    )


def _carried_over(work: Work, short_days: float) -> list[Mistake]:
    """Return what follows from the learner's own answers to question 1, where these can be used."""
    return [
        Mistake(
            "answers to question 1 carried over",
            period_service_level(work.given.days, short_days, full, short),
            "the mean is worked out well, from your answers to question 1. Those are not right yet; mend them, "
            "run this cell again, and it will be.",
        )
        for full, short in _own_levels(work)
    ]


def _own_levels(work: Work) -> list[tuple[float, float]]:
    """Return the learner's answers to question 1 if they can be used: they are not what is judged here."""
    try:
        full, short = work.number("full_strength"), work.number("one_short")
    except AnswerError:
        return []
    return [(full, short)] if 0 <= short <= full <= 1 else []


@question("room", "How much room the quarter has", points=2)
def room(work: Work) -> Verdict:
    """Give two numbers of days, each right within 0.1 and each worth half."""
    return together(
        part(_days_affordable, work),
        part(_days_expected, work),
        right="Right, both. Most of the room goes to absences that nobody asks for, before her request is on "
        "the table. What is left holds it, and little more.",
    )


def _days_affordable(work: Work) -> Verdict:
    given = work.given
    full, short = _full(given).service_level, _short(given).service_level
    days = short_days_affordable(given.days, given.target, full, short)
    return compare(
        work.number("days_affordable"),
        days,
        within=0.1,
        right="`days_affordable`: right.",
        mistakes=[
            Mistake(
                "a share in place of days",
                days / given.days,
                "`days_affordable`: this is the share of days that may be short. How many days is that? "
                "Half of it counts.",
                share=0.5,
            ),
            Mistake(
                "days that must be at full strength",
                given.days - days,
                "`days_affordable`: so many days must be at full strength. This measures from a short day up to the "
                "target; measure from a full day down to it.",
            ),
            Mistake(
                "another target",
                short_days_affordable(given.days, 0.8, full, short),
                "`days_affordable`: this aims at the usual target of the trade. This contract has its own, "
                "which leaves less to spare.",
            ),
            *(
                Mistake(
                    "answers to question 1 carried over",
                    short_days_affordable(given.days, given.target, *own),
                    "`days_affordable`: worked out well, from your answers to question 1. Those are not right "
                    "yet; mend them first.",
                )
                for own in _own_levels(work)
            ),
        ],
        otherwise="`days_affordable`: not this. How far above the target is a full day, and how much of that "
        "does one short day use up?",
    )


def _days_expected(work: Work) -> Verdict:
    given = work.given
    nobody = (1 - given.absence_rate) ** given.agents
    absences = given.agents * given.absence_rate
    return compare(
        work.number("days_expected"),
        given.days * (1 - nobody),
        within=0.1,
        right="`days_expected`: right.",
        mistakes=[
            Mistake(
                "absences counted, not days",
                given.days * absences,
                "`days_expected`: these are absences. Two people missing on one day make one short day, so "
                "there are fewer days.",
            ),
            Mistake(
                "one agent only",
                given.days * given.absence_rate,
                "`days_expected`: so often one certain agent is missing. The day is short whoever of the team is.",
            ),
            Mistake(
                "days with everybody there",
                given.days * nobody,
                "`days_expected`: on this many days everybody is there. The other days are asked for.",
            ),
            Mistake(
                "exactly one missing",
                given.days * absences * (1 - given.absence_rate) ** (given.agents - 1),
                "`days_expected`: these are the days with exactly one agent missing. A day with more of them "
                "missing is short, too.",
            ),
            Mistake(
                "a chance in place of days",
                1 - nobody,
                "`days_expected`: this is the chance that a day is short. On how many days of the quarter? "
                "Half of it counts.",
                share=0.5,
            ),
        ],
        otherwise="`days_expected`: not this. First the chance that everybody is there on a given day; on "
        "the other days the desk is short.",
    )


@question("next-skill", "The next single point of failure", points=1)
def next_skill(work: Work) -> Verdict:
    """Give a whole number and the name of a skill as the table spells it, each worth half."""
    return together(
        part(_bus_factor, work),
        part(_skill_to_teach, work),
        right="Right, both. The gap that everybody knew is mended, and the next one came with those who left: "
        "look at the table again whenever somebody goes.",
    )


def _bus_factor(work: Work) -> Verdict:
    now, before = _teams()
    return compare(
        work.number("fewest_absences"),
        bus_factor(now),
        right="`fewest_absences`: right.",
        mistakes=[
            Mistake(
                "the table as it was",
                bus_factor(before),
                "`fewest_absences`: this holds for the team of half a year ago. Since then some have learnt "
                "and some have left.",
            ),
            Mistake(
                "most skills in place of any",
                truck_factor(now),
                "`fewest_absences`: so many can go before most skills are lost. The question is when the "
                "first one is.",
            ),
            Mistake(
                "everybody's skill",
                max(len(names) for names in holders(now).values()),
                "`fewest_absences`: this counts those who hold the commonest skill. The rarest one goes first.",
            ),
        ],
        otherwise="`fewest_absences`: not this. Count who holds each skill; the rarest one is lost first.",
    )


def _skill_to_teach(work: Work) -> Verdict:
    now, before = _teams()
    return compare(
        work.choice("skill_to_teach", tuple(holders(now))),
        _rarest(now),
        right="`skill_to_teach`: right.",
        mistakes=[
            Mistake(
                "the gap that was mended",
                _rarest(before),
                "`skill_to_teach`: this was the gap half a year ago, and it has been mended. Another skill is "
                "rarer now.",
            ),
        ],
        otherwise="`skill_to_teach`: not this. Which skill has the fewest holders now, and so is lost first?",
    )


@question("half-days", "A half-day that can be spared", points=2)
def half_days(work: Work) -> Verdict:
    """Give calls in a half hour, right within 0.1, and a whole number of half-days; each is worth half."""
    return together(
        part(_bearable, work),
        part(_sparing, work),
        right="Right, both. An average over half a day hides its peak, and the callers in the peak would "
        "have paid for it. Ask for the lightest half-day first.",
    )


def _bearable(work: Work) -> Verdict:
    given = work.given
    right = _calls_in_half_an_hour(given, int(given.other_agents), given.other_target, given.threshold_s)
    return compare(
        work.number("bearable"),
        right,
        within=0.1,
        right="`bearable`: right.",
        mistakes=[
            Mistake(
                "an hour in place of half an hour",
                2 * right,
                "`bearable`: so many calls in an hour. The records count by the half hour. Half of it counts.",
                share=0.5,
            ),
            Mistake(
                "nobody away",
                _calls_in_half_an_hour(
                    given, int(given.other_agents) + 1, given.other_target, given.threshold_s
                ),
                "`bearable`: this is what the whole desk can bear. One of its agents is away.",
            ),
            Mistake(
                "the target of her own desk",
                _calls_in_half_an_hour(given, int(given.other_agents), given.target, given.threshold_s),
                "`bearable`: this meets the target of her own desk. The other desk has another one.",
            ),
            Mistake(
                "the threshold left as it was",
                _calls_in_half_an_hour(given, int(given.other_agents), given.other_target, 20),
                "`bearable`: this counts answers within the threshold that the model takes by itself; the "
                "table has another one.",
            ),
            Mistake(
                "as many calls as fit",
                1800 * given.other_agents / given.other_handle_time_s,
                "`bearable`: so many calls would keep the agents busy without a break, and callers would "
                "wait without end. Leave room for the target.",
            ),
        ],
        otherwise="`bearable`: not this. `max_calls_per_hour` takes agents, seconds per call, target and "
        "threshold.",
    )


def _sparing(work: Work) -> Verdict:
    given = work.given
    limit = _calls_in_half_an_hour(given, int(given.other_agents), given.other_target, given.threshold_s)
    peaks, means = _half_days()
    return compare(
        work.number("half_days_to_spare"),
        int((peaks <= limit).sum()),
        right="`half_days_to_spare`: right.",
        mistakes=[
            Mistake(
                "the mean of the half-day",
                int((means <= limit).sum()),
                "`half_days_to_spare`: this many would do if calls came evenly over the half-day. They come "
                "in waves: look at its busiest half hour.",
            ),
            Mistake(
                "half-days that can't",
                int((peaks > limit).sum()),
                "`half_days_to_spare`: on this many nobody can be spared.",
            ),
            Mistake(
                "hours and half hours mixed",
                int((peaks <= 2 * limit).sum()),
                "`half_days_to_spare`: this compares calls in half an hour with what can be borne in an hour.",
            ),
        ],
        otherwise="`half_days_to_spare`: not this. For each weekday, morning and afternoon apart, compare the "
        "busiest half hour, on average over the quarter, with what can be borne.",
    )


@question("evidence", "The sentence that says no more than is known", points=1)
def evidence(work: Work) -> Verdict:
    """Write one letter, A to E."""
    return compare(
        work.choice("honest_sentence", tuple(SENTENCES)),
        next(letter for letter, said in SENTENCES.items() if said.sounds == said.grade),
        right="Right. It says what was shown and where, and stops there. That is worth more in the meeting "
        "than a figure which the manager can take apart.",
        mistakes=[
            Mistake(
                "a model taken for every team",
                "A",
                "A little sharing of skills does go a long way, in models and for large teams. In small "
                "teams it falls clearly short of sharing everything.",
            ),
            Mistake(
                "programmers taken for everybody",
                "B",
                "Somebody did count, but in open-source software: who had written which files. Nobody has "
                "counted service teams like this.",
            ),
            Mistake(
                "a promise taken for a finding",
                "C",
                "It may well be so. No study was found that sets such overtime against what it changes.",
            ),
            Mistake(
                "too modest",
                "E",
                "This is too modest: that a little sharing of skills helps is well shown in models. What is "
                "open is how much of it reaches a small team.",
            ),
        ],
        otherwise="Not this. Ask of each sentence: where was it looked at, and is that where it is used?",
    )


horizon = Written("horizon", "A fair way to judge the service", points=5)


def _team(given: Given) -> int:
    return int(given.agents)


def _handle_time_s(given: Given) -> float:
    return 60 * given.handle_time_min


def _full(given: Given) -> QueuePerformance:
    return _queue(given, _team(given))


def _short(given: Given) -> QueuePerformance:
    return _queue(given, _team(given) - 1)


def _queue(given: Given, agents: int) -> QueuePerformance:
    return erlang_c_queue(given.calls_per_hour, _handle_time_s(given), agents, given.threshold_s)


@cache
def _teams() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return who can do what now, and half a year ago."""
    table = load_skills().set_index("rep")
    before = {rep: set(table.columns[row]) for rep, row in zip(table.index, table.to_numpy(), strict=True)}
    now = {
        rep: held | ({LEARNT[rep]} if rep in LEARNT else set())
        for rep, held in before.items()
        if rep not in LEFT
    }
    return now, before


def _rarest(team: dict[str, set[str]]) -> str:
    who = holders(team)
    return min(who, key=lambda skill: len(who[skill]))


def _calls_in_half_an_hour(given: Given, agents: int, target: float, threshold_s: float) -> float:
    return max_calls_per_hour(agents, given.other_handle_time_s, target, threshold_s) / 2


@cache
def _half_days() -> tuple[pd.Series[float], pd.Series[float]]:
    """Return the busiest and the mean half hour of each half-day of the week, averaged over the quarter."""
    desk = load_intervals()
    weekday, afternoon = desk["date"].dt.day_name(), desk["slot"] >= "13:00"
    calls = desk.groupby([weekday.rename("weekday"), afternoon.rename("afternoon"), "slot"])["calls"].mean()
    half_days = calls.groupby(["weekday", "afternoon"])
    return half_days.max(), half_days.mean()
