"""Every default of the kit, with its range, its grounds and its standing: the one place they are written.

A chapter says ``from casekit import assumptions as A`` and then ``A.retention.annual_hazard.value``; the
names are the models' own argument names (`INGREDIENTS` lists the few that feed an argument instead).
`low` and `high` are the range worth trying; equal ends mean that a figure is agreed or observed, not varied.

What `status` says about the *value*:

- ``published``: somebody measured it, and the source was seen;
- ``convention``: what the trade does, without research to show that it is right;
- ``assumption``: our choice; its sources, where it has any, only bound it;
- ``unverified``: quoted from a source that we have not seen ourselves.

Money is in US dollars, because the wage figures are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["published", "convention", "assumption", "unverified"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One default, the range worth trying, and why.

    Attributes
    ----------
    name
        The models' argument of that name, unless it is one of `INGREDIENTS`.
    value, low, high
        The default and the ends of its range, in `unit`.
    unit
        In words, as a table shows it.
    basis
        Why this value: one sentence.
    sources
        Citation keys of the bibliography, as ``DlugosKeller2021``: one or two authors, or the first of more.
    status
        What the value rests on; see the module.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    basis: str
    sources: tuple[str, ...]
    status: Status


# The numbers on one line, the words under them: laid out to be audited, so not by the formatter.
# fmt: off


class Calendar(NamedTuple):
    """Chapter 1: the working time that every chapter counts in."""

    hours_per_day: Assumption = Assumption(
        "hours_per_day", 8, 8, 8, "hours",
        "A full working day, without its breaks.",
        (), "assumption",
    )
    days_per_week: Assumption = Assumption(
        "days_per_week", 5, 5, 5, "working days",
        "Monday to Friday; many call centres open longer, and share the week out differently.",
        (), "assumption",
    )
    weeks_per_year: Assumption = Assumption(
        "weeks_per_year", 52, 52, 52, "weeks",
        "Holidays are not taken out, so that a year has 260 working days and 2,080 hours.",
        (), "assumption",
    )


calendar = Calendar()


class Retention(NamedTuple):
    """Chapter 1: what a refusal may cost, and what an absence does cost."""

    annual_hazard: Assumption = Assumption(
        "annual_hazard", 0.20, 0.10, 0.45, "per year",
        "Monthly quits of 1.9 to 2.0 % across the US economy in summer 2025 make .23 to .24 a year; call "
        "centres lose 25 % to more than half of their people, though probably fewer of their veterans.",
        ("BLS2025", "Holman2007"), "assumption",
    )
    hazard_ratio_if_refused: Assumption = Assumption(
        "hazard_ratio_if_refused", 1.5, 1.0, 3.0, "ratio to the ordinary hazard",
        "In one firm, people turned down for an internal job left nearly twice as often as comparison "
        "groups; two days is a smaller request than a job, so 2.0 is kept as an upper-middle scenario.",
        ("DlugosKeller2021",), "assumption",
    )
    hazard_ratio_observed: Assumption = Assumption(
        "hazard_ratio_observed", 2.0, 2.0, 2.0, "ratio to the ordinary hazard",
        "What the one study found, rounded up from nearly twice: applicants for jobs inside one firm, observed "
        "and not drawn by lot.",
        ("DlugosKeller2021",), "published",
    )
    hazard_ratio_if_granted: Assumption = Assumption(
        "hazard_ratio_if_granted", 1.0, 0.5, 1.3, "ratio to the ordinary hazard",
        "No study of granted requests was found; development keeps people who see a career ahead and "
        "drives away those who see none, so the default claims no effect.",
        ("Kraimer2011", "DlugosKeller2021"), "assumption",
    )
    years: Assumption = Assumption(
        "years", 1, 0.25, 1, "years",
        "How long one answer acts: a year is the generous reading, one occasion's quarter the cautious one.",
        (), "assumption",
    )
    salary: Assumption = Assumption(
        "salary", 41_600, 32_300, 42_830, "USD per year",
        "20 dollars an hour for 2,080 hours, chosen for mental arithmetic; the median US customer "
        "service representative earned 32,300 in 2016 and 33,750 in 2018, and the upper end is unverified.",
        ("BLS2016", "BLS2018"), "assumption",
    )
    relative_cost_of_a_quit: Assumption = Assumption(
        "relative_cost_of_a_quit", 0.20, 0.10, 0.40, "share of a year's salary",
        "Case studies of jobs under 50,000 dollars put replacing someone at about a fifth of the salary; "
        "a later review averages .40, with studies from .02 to almost 1.5.",
        ("BousheyGlynn2012", "EquitableGrowth2020"), "published",
    )
    cost_of_a_quit: Assumption = Assumption(
        "cost_of_a_quit",
        relative_cost_of_a_quit.value * salary.value,
        relative_cost_of_a_quit.low * salary.value,
        relative_cost_of_a_quit.high * salary.value, "USD",
        "The salary, which a manager knows, times the share of it that a quit costs, which nobody does.",
        ("BousheyGlynn2012",), "assumption",
    )
    benefit: Assumption = Assumption(
        "benefit", 0, 0, 0, "USD",
        "What the two days produce is left out, so that the retention argument stands or falls by itself.",
        (), "assumption",
    )
    weekly_wage: Assumption = Assumption(
        "weekly_wage",
        salary.value / calendar.weeks_per_year.value,
        salary.low / calendar.weeks_per_year.value,
        salary.high / calendar.weeks_per_year.value, "USD per week",
        "A year's salary over 52 weeks.",
        ("BLS2016", "BLS2018"), "assumption",
    )
    initial_productivity: Assumption = Assumption(
        "initial_productivity", 0.4, 0.2, 0.6, "share of a full agent's output",
        "No measurement found; lost productivity is the largest part of what a departure costs.",
        ("TraceyHinkin2006",), "assumption",
    )
    time_constant_weeks: Assumption = Assumption(
        "time_constant_weeks", 8, 4, 16, "weeks",
        "No measurement found; at eight weeks a newcomer has closed 63 % of the gap.",
        ("TraceyHinkin2006",), "assumption",
    )
    overtime_rate: Assumption = Assumption(
        "overtime_rate", 30, 20, 40, "USD per hour",
        "Time and a half on 20 dollars; the low end is plain time, the high end double time.",
        (), "assumption",
    )
    backfill_hours: Assumption = Assumption(
        "backfill_hours", 2 * calendar.hours_per_day.value, 0, 8 * calendar.hours_per_day.value, "hours per year",
        "Two days of eight hours, once, all replaced; four such grants a year make 64, and none may be "
        "needed.",
        (), "assumption",
    )


retention = Retention()


class Staffing(NamedTuple):
    """Chapter 2: a team that meets its target at full strength and misses it one short."""

    calls_per_hour: Assumption = Assumption(
        "calls_per_hour", 90, 40, 200, "calls per hour",
        "Chosen so that eleven agents meet 80/20 and ten do not.",
        (), "assumption",
    )
    handle_time_s: Assumption = Assumption(
        "handle_time_s", 300, 180, 600, "seconds",
        "Chosen with the volume, to make a load of 7.5 agents.",
        (), "assumption",
    )
    agents: Assumption = Assumption(
        "agents", 11, 5, 30, "agents on the phones",
        "The fewest that meet 80/20 at this load by Erlang C.",
        (), "assumption",
    )
    patience_s: Assumption = Assumption(
        "patience_s", 180, 60, 600, "seconds, on average",
        "The model with abandonment is well founded; how long callers of this desk would hold is a guess.",
        ("Garnett2002",), "assumption",
    )
    service_level: Assumption = Assumption(
        "service_level", 0.80, 0.80, 0.80, "share of calls",
        "The usual target, agreed and not derived: its origin is lost, and no research shows it to be "
        "the best.",
        ("BaronMilner2009", "Fonolo2014"), "convention",
    )
    threshold_s: Assumption = Assumption(
        "threshold_s", 20, 20, 20, "seconds",
        "The other half of 80/20.",
        ("BaronMilner2009", "Fonolo2014"), "convention",
    )
    shrinkage: Assumption = Assumption(
        "shrinkage", 0.30, 0.20, 0.40, "share of paid time",
        "The share of paid time away from the phones that staffing examples commonly use.",
        ("Arenas2021",), "convention",
    )
    absence_rate: Assumption = Assumption(
        "absence_rate", 0.014, 0.010, 0.030, "share of work time",
        "Working time that US full-timers lost to illness and the like in 2017, holidays excluded; the "
        "2.8 % often quoted counts people with any absence in a week.",
        ("BLS2017",), "published",
    )
    days: Assumption = Assumption(
        "days", 65, 65, 65, "working days",
        "A quarter of 13 five-day weeks.",
        (), "assumption",
    )
    short_days: Assumption = Assumption(
        "short_days", 2, 0, 65, "working days",
        "The two days of the request, in one quarter.",
        (), "assumption",
    )


class Skills(NamedTuple):
    """Chapter 2: how many people the team can lose."""

    coverage: Assumption = Assumption(
        "coverage", 0.5, 0.5, 0.5, "share of skills",
        "The measure stops once fewer than half are covered; it was made for source files, we apply it "
        "to skills.",
        ("Avelino2016",), "convention",
    )


class Negotiation(NamedTuple):
    """Chapter 3: chances and stakes that no study gives; the break-even matters, not the default."""

    prior_kept: Assumption = Assumption(
        "prior_kept", 2, 1, 5, "promises",
        "Belief before any record: even odds, held as firmly as four observed promises.",
        (), "assumption",
    )
    prior_broken: Assumption = Assumption(
        "prior_broken", 2, 1, 5, "promises",
        "As many as kept; that 54.8 % of 128 alumni saw a promise broken within two years counts people, "
        "not promises, so it cannot set this figure.",
        ("RobinsonRousseau1994",), "assumption",
    )
    p_yes: Assumption = Assumption(
        "p_yes", 0.3, 0.05, 0.7, "probability",
        "That the boss agrees when asked, with the offer unmentioned.",
        (), "assumption",
    )
    p_yes_if_disclosed: Assumption = Assumption(
        "p_yes_if_disclosed", 0.4, 0.1, 0.8, "probability",
        "That the boss agrees once the offer is on the table.",
        (), "assumption",
    )
    p_retaliation: Assumption = Assumption(
        "p_retaliation", 0.3, 0.0, 0.8, "probability",
        "That disclosing the offer is held against the one who does.",
        (), "assumption",
    )
    retaliation_loss: Assumption = Assumption(
        "retaliation_loss", 3, 0, 10, "points of utility, 0 to 10",
        "What that would cost, on the scale of the goals.",
        (), "assumption",
    )


_Three = tuple[float, float, float]


class OfferGoal(NamedTuple):
    """Chapter 3: a want made into a goal, and how far each way to use an offer brings it."""

    baseline: Assumption
    target: Assumption
    swing_weight: Assumption
    level_if_staying: Assumption
    level_in_new_job: Assumption
    level_if_yes: Assumption


def _goal(unit: str, scale: tuple[float, float], weight: _Three, levels: _Three) -> OfferGoal:
    def end(name: str, value: float, basis: str) -> Assumption:
        return Assumption(name, value, value, value, unit, basis, (), "assumption")

    def level(name: str, value: float) -> Assumption:
        basis = "Invented: the question says what is wanted, and not how much of it."
        return Assumption(name, value, min(scale), max(scale), unit, basis, (), "assumption")

    return OfferGoal(
        end("baseline", scale[0], "Worth nothing: no way to use the offer brings worse."),
        end("target", scale[1], "Worth all that this goal can be: no way to use the offer brings better."),
        Assumption(
            "swing_weight", *weight, "points, the goal moved first being 100",
            "How much one would care to get from the baseline to the target.", (), "assumption",
        ),
        level("level_if_staying", levels[0]),
        level("level_in_new_job", levels[1]),
        level("level_if_yes", levels[2]),
    )


class Trust(NamedTuple):
    """Chapter 4: how a record of promises becomes trust, and how fast it fades."""

    forgetting: Assumption = Assumption(
        "forgetting", 0.95, 0.8, 1.0, "weight kept per event",
        "Recent events count for more; at 1 nothing is forgotten.",
        ("JosangIsmail2002",), "assumption",
    )
    asymmetry: Assumption = Assumption(
        "asymmetry", 2, 1, 5, "kept promises per broken one",
        "Bad news weighs more than good in surveys of trust, less so for policies and low risks; 1 means "
        "no difference.",
        ("Slovic1993", "WhiteEiser2005"), "assumption",
    )
    prior_kept: Assumption = Assumption(
        "prior_kept", 1, 1, 1, "promises",
        "A newcomer is trusted at one half, lightly held.",
        ("JosangIsmail2002",), "convention",
    )
    prior_broken: Assumption = Assumption(
        "prior_broken", 1, 1, 1, "promises",
        "The same, on the other side.",
        ("JosangIsmail2002",), "convention",
    )
    kept: Assumption = Assumption(
        "kept", 20, 0, 40, "promises",
        "A record long enough to be called reliable, chosen to be broken once.",
        (), "assumption",
    )
    within_h: Assumption = Assumption(
        "within_h", calendar.hours_per_day.value, 4, 16, "working hours",
        "A reply, or a warning of trouble, counts as prompt within one business day.",
        (), "assumption",
    )


class CoachingTier(NamedTuple):
    """Chapter 5: one tier of the team; ranges are half to twice the default."""

    people: Assumption
    value: Assumption
    ceiling: Assumption
    time_constant_h: Assumption


def _tier(who: str, people: int, value: float, ceiling: float, time_constant_h: float) -> CoachingTier:
    def assumed(name: str, default: float, unit: str, basis: str) -> Assumption:
        return Assumption(name, default, default / 2, default * 2, unit, basis, (), "assumption")

    return CoachingTier(
        Assumption("people", people, people, people, "people", f"A team of twenty: {who}.", (), "assumption"),
        assumed("value", value, "value per point", f"What one point more is worth from {who}."),
        assumed("ceiling", ceiling, "points", f"The most that coaching could add for {who}."),
        assumed(
            "time_constant_h", time_constant_h, "hours per person", f"Hours to 63 % of the ceiling for {who}."
        ),
    )


class Coaching(NamedTuple):
    """Chapter 5: a leader's hours, and what feedback is known to do."""

    hours: Assumption = Assumption(
        "hours", 40, 20, 80, "hours per period",
        "A leader's coaching time for a team of twenty.",
        (), "assumption",
    )
    share_to_lowest: Assumption = Assumption(
        "share_to_lowest", 0.90, 0.90, 0.90, "share of the hours",
        "The article's picture of managers, a scenario since no source was found, with the rest split evenly "
        "between the other tiers.",
        (), "assumption",
    )
    unnoticed_loss: Assumption = Assumption(
        "unnoticed_loss", 0.02, 0.01, 0.05, "share of the best gain",
        "Less than this no leader could tell from luck.",
        (), "assumption",
    )
    felt_loss: Assumption = Assumption(
        "felt_loss", 0.10, 0.05, 0.20, "share of the best gain",
        "From here on a loss is called costly.",
        (), "assumption",
    )
    expected_h: Assumption = Assumption(
        "expected_h", hours.value / 20, hours.low / 20, hours.high / 20, "hours per person",
        "A top performer is taken to expect the same hours as everyone, twenty people sharing them.",
        (), "assumption",
    )
    ratio_at_none: Assumption = Assumption(
        "ratio_at_none",
        retention.hazard_ratio_if_refused.value,
        retention.hazard_ratio_if_refused.low,
        retention.hazard_ratio_if_refused.high, "ratio to the ordinary hazard",
        "A what-if, since no study of neglected top performers was found: getting no hour at all is taken to "
        "count as a refusal does.",
        (), "assumption",
    )
    mean_effect: Assumption = Assumption(
        "mean_effect", 0.41, 0.41, 0.41, "standard deviations",
        "The average effect of feedback over 607 comparisons.",
        ("KlugerDeNisi1996",), "published",
    )
    share_harmed: Assumption = Assumption(
        "share_harmed", 0.38, 1 / 3, 0.38, "share of effects",
        "The abstract says that more than a third of the effects were negative; 38 % is the figure "
        "usually quoted.",
        ("KlugerDeNisi1996",), "unverified",
    )
    skill_effect: Assumption = Assumption(
        "skill_effect", 0.28, 0.28, 0.36, "standard deviations",
        "Workplace coaching's effect on skill; .36 mixes skill, attitude and results, and leaves out "
        "coaching by one's own manager.",
        ("Jones2016",), "published",
    )
    output_sd: Assumption = Assumption(
        "output_sd", 0.20, 0.20, 0.20, "share of mean output",
        "How far apart people's output lies, to turn an effect size into output: .28 of it is about 6 %.",
        ("SchmidtHunter1983",), "published",
    )


class Availability(NamedTuple):
    """Chapter 6: a client who calls all day."""

    calls: Assumption = Assumption(
        "calls", 6.5, 6, 7, "calls per day",
        "The letter in the column counts six or seven a day.",
        (), "assumption",
    )
    call_min: Assumption = Assumption(
        "call_min", 8, 3, 15, "minutes",
        "A guess; look at your own call list.",
        (), "assumption",
    )
    resume_min: Assumption = Assumption(
        "resume_min", 5, 1, 15, "minutes",
        "A guess; the famous 23 minutes 15 seconds stands in none of five papers checked, and the study "
        "usually cited for it found interrupted people faster and more stressed.",
        ("Mark2008",), "assumption",
    )
    calls_per_hour: Assumption = Assumption(
        "calls_per_hour",
        calls.value / calendar.hours_per_day.value,
        calls.low / calendar.hours_per_day.value,
        calls.high / calendar.hours_per_day.value, "calls per hour",
        "The day's calls over eight hours.",
        (), "assumption",
    )
    ad_hoc_calls_per_week: Assumption = Assumption(
        "ad_hoc_calls_per_week", 2, 1, 2, "calls per week",
        "The column's advice: still take one or two unplanned calls a week.",
        (), "assumption",
    )
    set_calls_per_week: Assumption = Assumption(
        "set_calls_per_week", 2, 1, 2, "calls per week",
        "The column's advice: offer one or two calls a week at set times.",
        (), "assumption",
    )
    set_call_min: Assumption = Assumption(
        "set_call_min", 20, 10, 40, "minutes",
        "A guess: what was asked in many short calls is asked in one longer one.",
        (), "assumption",
    )
    deferral_min: Assumption = Assumption(
        "deferral_min", 2, 1, 5, "minutes",
        "A guess: a short mail that names a later time, written when it suits the writer.",
        (), "assumption",
    )
    task_h: Assumption = Assumption(
        "task_h", 2, 1, 4, "hours",
        "A piece of work that wants one sitting; chosen to be longer than a gap and shorter than a morning.",
        (), "assumption",
    )
    hourly_fee: Assumption = Assumption(
        "hourly_fee", 100, 50, 200, "USD per hour",
        "Chosen for easy sums.",
        (), "assumption",
    )
    billable_days: Assumption = Assumption(
        "billable_days", 200, 180, 220, "days per year",
        "Working days less holidays, illness and the hunt for work; chosen for easy sums.",
        (), "assumption",
    )
    client_h: Assumption = Assumption(
        "client_h", calendar.hours_per_day.value / 4, calendar.hours_per_day.value / 4, calendar.hours_per_day.value,
        "hours per day",
        "A client who pays for a quarter of the day, since that is where calls weigh most.",
        (), "assumption",
    )
    call_cost: Assumption = Assumption(
        "call_cost", hourly_fee.value / 2, hourly_fee.low / 2, hourly_fee.high / 2, "USD",
        "Half an hour of the fee, whatever is asked.",
        (), "assumption",
    )
    questions_per_day: Assumption = Assumption(
        "questions_per_day", 2, 1, 4, "questions per day",
        "A guess; count the questions in a week of calls, and leave out those already answered.",
        (), "assumption",
    )
    waiting_cost: Assumption = Assumption(
        "waiting_cost", 8, 2, 50, "USD per question and day",
        "Nobody knows it: at the default two calls a week are right, at the low end one, at the high end one a "
        "day.",
        (), "assumption",
    )
    refill_share: Assumption = Assumption(
        "refill_share", 0.5, 0.1, 0.9, "share of the client's value",
        "From hardly anybody waiting to being in demand.",
        (), "assumption",
    )


# fmt: on
staffing = Staffing()
skills = Skills()
negotiation = Negotiation()
goal_projects = _goal("projects led a year", (0, 4), (100, 100, 100), (1, 2, 3))
goal_people = _goal("people one signs off for", (0, 4), (60, 30, 100), (2, 2, 3))
goal_queue = _goal("hours in the queue a week", (32, 16), (40, 20, 100), (22, 16, 16))
trust = Trust()
coaching = Coaching()
coaching_high = _tier("the five highest performers", 5, 1.5, 4, 2)
coaching_steady = _tier("the ten steady performers", 10, 1.0, 8, 3)
coaching_low = _tier("the five lowest performers", 5, 0.8, 10, 5)
availability = Availability()

GROUPS: Mapping[str, tuple[Assumption, ...]] = {
    "retention": retention,
    "calendar": calendar,
    "staffing": staffing,
    "skills": skills,
    "negotiation": negotiation,
    "goal_projects": goal_projects,
    "goal_people": goal_people,
    "goal_queue": goal_queue,
    "trust": trust,
    "coaching": coaching,
    "coaching_high": coaching_high,
    "coaching_steady": coaching_steady,
    "coaching_low": coaching_low,
    "availability": availability,
}
"""Every group by name, in the order of the chapters: what a table of assumptions runs over."""

INGREDIENTS: Mapping[str, str] = {
    "days_per_week": "times hours_per_day it is the week's hours, times weeks_per_year the year's days",
    "weeks_per_year": "divides a salary into a weekly_wage",
    "hazard_ratio_observed": "is hazard_ratio_if_refused, for a reader who takes the study as it stands",
    "absence_rate": "gives the chance that somebody is missing anyway: 1 - (1 - absence_rate) ** agents",
    "p_yes_if_disclosed": "is p_yes, once the offer has been disclosed",
    "level_if_staying": "is the level of a Goal, if one stays as things are",
    "level_in_new_job": "is the level of a Goal, if one takes the new job",
    "level_if_yes": "is the level of a Goal, if the request is granted",
    "share_to_lowest": "of the hours goes to the lowest tier, as hours_each for total_gain",
    "unnoticed_loss": "is where a share lost against the best split begins to count",
    "felt_loss": "is where a share lost against the best split is called costly",
    "skill_effect": "times output_sd, a share of mean output",
    "output_sd": "times skill_effect, a share of mean output",
    "ad_hoc_calls_per_week": "over the week's hours, calls_per_hour after the agreement",
    "set_calls_per_week": "over days_per_week it is calls, each of set_call_min",
    "set_call_min": "is call_min of a call at a set time",
    "deferral_min": "is call_min of a call that is put off, with no resume_min",
    "hourly_fee": "times client_h and billable_days it is client_value",
    "billable_days": "times client_h and hourly_fee it is client_value",
    "client_h": "times billable_days and hourly_fee it is client_value",
}
"""Names that are no argument of a model, and how each becomes one."""


def get(path: str) -> Assumption:
    """Return the assumption at `path`, a group and a name joined by a dot.

    Raises
    ------
    ValueError
        If there is none, naming those that are there.

    >>> get("retention.annual_hazard").value
    0.2
    """
    group, _, name = path.partition(".")
    for assumption in GROUPS.get(group, ()):
        if assumption.name == name:
            return assumption
    known = [a.name for a in GROUPS[group]] if group in GROUPS else list(GROUPS)
    raise ValueError(f"path must be group.name with one of {', '.join(known)}, but it is {path!r}")
