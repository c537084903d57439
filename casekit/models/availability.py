"""Interruptions that arrive at random, what they leave of a day, and the price of being reachable.

The model claims that calls are a Poisson process: equally likely in every minute, whatever went before.
Restarting after each call is the RESTART discipline of Asmussen, Fiorini, Lipsky, Rolski and Sheahan (2008,
Mathematics of Operations Research, doi:10.1287/moor.1080.0329); the time between scheduled calls is the
square-root rule of Harris (1913, reprinted 1990 in Operations Research 38:947-950). It stops being true when
calls come in bursts (a missed call is soon followed by another), when work is neither wholly lost nor wholly
kept, and for urgent questions, which no schedule should hold back. Nor does any of it count stress: in the
experiment of Mark, Gudith and Klocke (2008, doi:10.1145/1357054.1357072) interrupted people worked faster and
were more stressed.
"""

from __future__ import annotations

import math

from casekit.models.validate import number, probability

_MOST = 1e9  # more than any diary or ledger holds, and far from overflow
_SHORTEST = 1e-9  # days: any shorter is no interval


def lost_minutes(calls: float, call_min: float, resume_min: float) -> float:
    """Return the working time that calls take, the time to get back into the work included.

    Parameters
    ----------
    calls
        Calls in the period, say a day.
    call_min
        Minutes a call lasts.
    resume_min
        Minutes to find the way back afterwards.

    Returns
    -------
    float
        Minutes in the period; more than it has, if the calls ask for more.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    Six or seven calls a day, of 8 minutes and 5 to resume (assumptions):

    >>> lost_minutes(calls=6.5, call_min=8, resume_min=5)
    84.5
    """
    calls = number("calls", calls, 0, _MOST)
    return calls * (number("call_min", call_min, 0, _MOST) + number("resume_min", resume_min, 0, _MOST))


def clear_block_probability(calls_per_hour: float, hours: float) -> float:
    """Return the probability that the next `hours` pass without a call.

    Parameters
    ----------
    calls_per_hour
        Mean rate of calls.
    hours
        Length of the block.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    >>> round(clear_block_probability(calls_per_hour=6.5 / 8, hours=1), 4)
    0.4437
    """
    return math.exp(-_expected_calls(calls_per_hour, hours))


def share_of_time_in_gaps(calls_per_hour: float, hours: float) -> float:
    """Return the share of working time that lies in gaps of at least `hours` between two calls.

    It exceeds the share of gaps that are so long, since a long gap holds more time than a short one.

    Parameters
    ----------
    calls_per_hour
        Mean rate of calls.
    hours
        The shortest gap that counts.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    >>> round(share_of_time_in_gaps(calls_per_hour=6.5 / 8, hours=1), 4)
    0.8043
    """
    expected = _expected_calls(calls_per_hour, hours)
    return min(1.0, (1.0 + expected) * math.exp(-expected))


def restart_time(task_h: float, calls_per_hour: float) -> float:
    """Return the mean time to finish a task that every call sends back to its beginning.

    Parameters
    ----------
    task_h
        Hours the task takes undisturbed.
    calls_per_hour
        Mean rate of calls; their own length is not counted.

    Returns
    -------
    float
        Hours. Infinity where the mean is beyond the largest float: about 710 expected calls in the task.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    >>> round(restart_time(task_h=2, calls_per_hour=6.5 / 8), 2)
    5.02
    """
    expected = _expected_calls(calls_per_hour, task_h, "task_h")
    if expected == 0.0:
        return float(task_h)
    try:
        return task_h * (math.expm1(expected) / expected)
    except OverflowError:
        return math.inf


def resume_time(task_h: float, calls_per_hour: float, resume_cost_h: float) -> float:
    """Return the mean time to finish a task that each call only delays.

    Calls during the delay itself are left out; each of them starting the delay anew would make the mean
    ``task_h * exp(calls_per_hour * resume_cost_h)``, which is nearly the same while that product is small.

    Parameters
    ----------
    task_h
        Hours the task takes undisturbed.
    calls_per_hour
        Mean rate of calls.
    resume_cost_h
        Hours that one call costs, to find the way back.

    Returns
    -------
    float
        Hours.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    >>> round(resume_time(task_h=2, calls_per_hour=6.5 / 8, resume_cost_h=5 / 60), 4)
    2.1354
    """
    cost = number("resume_cost_h", resume_cost_h, 0, _MOST)
    expected = _expected_calls(calls_per_hour, task_h, "task_h")
    return float(task_h) + expected * cost


def batching_interval(call_cost: float, waiting_cost: float, questions_per_day: float) -> float:
    """Return the days between scheduled calls at which calling and waiting together cost least.

    That is where :func:`batching_cost` is least. All questions are taken to keep.

    Parameters
    ----------
    call_cost
        What one scheduled call costs, whatever is asked in it.
    waiting_cost
        What one question costs for each day that it waits, in the same money.
    questions_per_day
        Questions that arise in a day.

    Returns
    -------
    float
        Days; infinity where a wait costs so little that no float can hold them.

    Raises
    ------
    ValueError
        If `call_cost` is negative, another argument not positive, or any not a finite number.

    The square-root rule of Harris (1913): four times the cost of a call, twice the interval.

    >>> batching_interval(call_cost=25, waiting_cost=2, questions_per_day=4)
    2.5
    >>> batching_interval(call_cost=100, waiting_cost=2, questions_per_day=4)
    5.0
    """
    cost = number("call_cost", call_cost, 0, _MOST)
    wait = number("waiting_cost", waiting_cost, high=_MOST, above=0)
    questions = number("questions_per_day", questions_per_day, high=_MOST, above=0)
    return math.sqrt(2.0 * cost / wait / questions)


def batching_cost(days: float, call_cost: float, waiting_cost: float, questions_per_day: float) -> float:
    """Return what a day costs, calling and waiting together, with a call every so many days.

    A question waits half the interval on average, so that is
    ``call_cost / days + waiting_cost * questions_per_day * days / 2``.

    Parameters
    ----------
    days
        Days from one call to the next.
    call_cost, waiting_cost, questions_per_day
        As for :func:`batching_interval`; here the last two may be 0.

    Returns
    -------
    float
        Money a day.

    Raises
    ------
    ValueError
        If `days` is below a billionth, another argument negative, or any not a finite number.

    Around the best interval the cost is flat: at twice that of :func:`batching_interval`'s example it is a
    quarter more.

    >>> [batching_cost(days, call_cost=25, waiting_cost=2, questions_per_day=4) for days in (2.5, 5)]
    [20.0, 25.0]
    """
    interval = number("days", days, _SHORTEST, _MOST)
    cost = number("call_cost", call_cost, 0, _MOST)
    wait, questions = (
        number(name, value, 0, _MOST)
        for name, value in (("waiting_cost", waiting_cost), ("questions_per_day", questions_per_day))
    )
    return cost / interval + wait * questions * interval / 2


def price_uplift(billable_h: float, lost_h: float) -> float:
    """Return the rise in the hourly rate that makes up for hours lost to being available.

    Parameters
    ----------
    billable_h
        Hours that could be billed undisturbed.
    lost_h
        Hours of these that availability takes, fewer than all.

    Returns
    -------
    float
        Share of the present rate to add. The value of standing by, if it has one, comes on top.

    Raises
    ------
    ValueError
        If `billable_h` is not positive, `lost_h` negative or not below it, or either not a finite number.

    >>> price_uplift(billable_h=30, lost_h=6)
    0.25
    """
    billable = number("billable_h", billable_h, high=_MOST, above=0)
    lost = number("lost_h", lost_h, 0, below=billable)
    return lost / (billable - lost)


def acceptable_loss_probability(client_value: float, boundary_gain: float, refill_share: float) -> float:
    """Return the extra chance of losing the client up to which setting the boundary pays.

    Parameters
    ----------
    client_value
        What the client is worth as things are.
    boundary_gain
        What the boundary adds, enjoyed only while the client stays, in the same money.
    refill_share
        Share of the client's value that other work would replace, 0 to 1.

    Returns
    -------
    float
        Probability, on top of the chance of losing the client anyway. 1 if there is nothing to lose.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number, or `refill_share` is above 1.

    >>> round(acceptable_loss_probability(client_value=20_000, boundary_gain=3_000, refill_share=0.5), 4)
    0.2308
    """
    gain = number("boundary_gain", boundary_gain, 0, _MOST)
    lost = number("client_value", client_value, 0, _MOST) * (1.0 - probability("refill_share", refill_share))
    return gain / (gain + lost) if lost > 0.0 else 1.0


def _expected_calls(calls_per_hour: float, hours: float, name: str = "hours") -> float:
    return number("calls_per_hour", calls_per_hour, 0, _MOST) * number(name, hours, 0, _MOST)
