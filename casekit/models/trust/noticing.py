"""What a boss could have noticed in a week of work: promises, answers, urgent requests, early warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casekit.models.trust.record import MOST
from casekit.models.validate import number, numbers, records, whole

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Week:
    """What one week shows of how somebody deals with promises, questions and trouble.

    Attributes
    ----------
    promises_made, promises_kept
        Promises that fell due, and those of them that were kept.
    urgent, urgent_in_time
        Urgent requests, and those of them acted on within 30 minutes.
    response_h
        Working hours to the answer, one figure for each question answered.
    escalation_lead_h
        Working hours from the first sign of trouble to telling the boss, one figure for each trouble.
    chases
        How often somebody had to ask again.
    """

    promises_made: int = 0
    promises_kept: int = 0
    urgent: int = 0
    urgent_in_time: int = 0
    response_h: Sequence[float] = ()
    escalation_lead_h: Sequence[float] = ()
    chases: int = 0

    def __post_init__(self) -> None:
        made = whole("promises_made", self.promises_made, 0, MOST)
        whole("promises_kept", self.promises_kept, 0, made)
        whole("urgent_in_time", self.urgent_in_time, 0, whole("urgent", self.urgent, 0, MOST))
        whole("chases", self.chases, 0, MOST)
        for name in ("response_h", "escalation_lead_h"):
            hours = numbers(name, getattr(self, name), 0, MOST, at_least=0)
            object.__setattr__(self, name, tuple(hours))


@dataclass(frozen=True, slots=True)
class Indicators:
    """What a boss could have noticed in a week or a longer time; None where there was nothing to notice.

    The four scores are beta reputations of the same counts, so that few events prove little. In the terms of
    Mayer, Davis and Schoorman (1995, doi:10.5465/amr.1995.9508080335), promises speak of integrity, answers
    and urgent requests of ability, early warnings of benevolence.

    Attributes
    ----------
    promise_keeping_rate
        Share of the promises kept.
    answered_in_time, median_response_h
        Share of the questions answered within a business day, and the median time to an answer.
    urgent_in_time
        Share of the urgent requests acted on within 30 minutes.
    warned_in_time, median_escalation_lead_h
        Share of the troubles told within a business day of their first sign, and the median time.
    chases
        How often somebody had to ask again. It enters no score.
    promise_score, answer_score, urgency_score, warning_score
        Beta reputations of the four shares, each one half when there was nothing to notice.
    composite
        Weighted mean of the four scores.
    """

    promise_keeping_rate: float | None
    answered_in_time: float | None
    median_response_h: float | None
    urgent_in_time: float | None
    warned_in_time: float | None
    median_escalation_lead_h: float | None
    chases: int
    promise_score: float
    answer_score: float
    urgency_score: float
    warning_score: float
    composite: float


@dataclass(frozen=True, slots=True)
class TrustReport:
    """The indicators of each week, in the order of the log, and those of all weeks taken together."""

    weekly: tuple[Indicators, ...]
    overall: Indicators

    @property
    def composite(self) -> float:
        """The composite score of all weeks taken together."""
        return self.overall.composite


def indicators(
    log: Sequence[Week],
    within_h: float = 8.0,
    weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
) -> TrustReport:
    """Return the weekly indicators of a log, and the composite of all its weeks.

    Parameters
    ----------
    log
        One `Week` or more, oldest first.
    within_h
        Working hours within which an answer or a warning is in time: one business day.
    weights
        What promises, answers, urgent requests and warnings weigh in the composite; not all 0.

    Raises
    ------
    ValueError
        If `log` is empty or holds anything else, `within_h` is negative, `weights` is not four numbers from 0
        of which one is above it, or a number is not finite.

    Four promises of five kept, and nothing else to notice, so the other three scores stay at one half:

    >>> report = indicators([Week(promises_made=3, promises_kept=3), Week(promises_made=2, promises_kept=1)])
    >>> [week.promise_keeping_rate for week in report.weekly], report.overall.promise_keeping_rate
    ([1.0, 0.5], 0.8)
    >>> round(report.overall.promise_score, 4), round(report.composite, 4)
    (0.7143, 0.5536)
    """
    weeks = records("log", log, Week)
    limit = number("within_h", within_h, 0, MOST)
    shares = _shares_of(weights)
    return TrustReport(
        weekly=tuple(_indicators(week, limit, shares) for week in weeks),
        overall=_indicators(_together(weeks), limit, shares),
    )


def _indicators(week: Week, limit: float, shares: Sequence[float]) -> Indicators:
    answers, warnings = week.response_h, week.escalation_lead_h
    counts = [
        (week.promises_kept, week.promises_made),
        (sum(hours <= limit for hours in answers), len(answers)),
        (week.urgent_in_time, week.urgent),
        (sum(hours <= limit for hours in warnings), len(warnings)),
    ]
    promise_rate, answer_rate, urgency_rate, warning_rate = (good / n if n else None for good, n in counts)
    scores = [(good + 1) / (n + 2) for good, n in counts]
    return Indicators(
        promise_keeping_rate=promise_rate,
        answered_in_time=answer_rate,
        median_response_h=_median(answers),
        urgent_in_time=urgency_rate,
        warned_in_time=warning_rate,
        median_escalation_lead_h=_median(warnings),
        chases=week.chases,
        promise_score=scores[0],
        answer_score=scores[1],
        urgency_score=scores[2],
        warning_score=scores[3],
        composite=sum(share * score for share, score in zip(shares, scores, strict=True)),
    )


def _together(weeks: Sequence[Week]) -> Week:
    return Week(
        promises_made=sum(week.promises_made for week in weeks),
        promises_kept=sum(week.promises_kept for week in weeks),
        urgent=sum(week.urgent for week in weeks),
        urgent_in_time=sum(week.urgent_in_time for week in weeks),
        response_h=[hours for week in weeks for hours in week.response_h],
        escalation_lead_h=[hours for week in weeks for hours in week.escalation_lead_h],
        chases=sum(week.chases for week in weeks),
    )


def _median(values: Sequence[float]) -> float | None:
    """Return the median, or None of nothing (`statistics` takes longer to import than all the models)."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def _shares_of(weights: Sequence[float]) -> list[float]:
    """Return the weights as shares of their sum."""
    checked = numbers("weights", weights, 0, MOST, length=4)
    total = number("the sum of weights", sum(checked), above=0)
    return [weight / total for weight in checked]
