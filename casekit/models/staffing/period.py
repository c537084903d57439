"""Service over a period of which some days are short-handed.

The claim: a target agreed for a month or a quarter is an average, which a few short days move by their share
only; a target agreed for each day is missed on each of them. On what the period does to a service agreement:
Baron & Milner 2009, doi:10.1287/opre.1080.0585. It stops being true where short days carry more calls than
the others (every day weighs the same here), and it knows only the absences it is told of.
"""

from casekit.models.validate import number, probability


def period_service_level(days: float, short_days: float, full: float, short: float) -> float:
    """Return the service level over a period in which some days have fewer agents.

    Parameters
    ----------
    days
        Days in the period, above 0.
    short_days
        Short-handed days among them, 0 to `days`; parts of a day are allowed.
    full
        Service level of a day at full strength, 0 to 1.
    short
        Service level of a short-handed day, 0 to 1.

    Returns
    -------
    float
        The mean of the two, weighted by days: a share between `full` and `short`.

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    The figures are the kit's own worked case (90 calls an hour of 300 s, 11 agents or 10, Erlang C): a
    65-day quarter with two short days.

    >>> round(period_service_level(days=65, short_days=2, full=0.86078, short=0.74046), 4)
    0.8571
    """
    length = number("days", days, above=0)
    missing = number("short_days", short_days, 0, length) / length
    return (1 - missing) * probability("full", full) + missing * probability("short", short)


def short_days_affordable(days: float, target: float, full: float, short: float) -> float:
    """Return how many short-handed days a period can hold before it misses its target.

    Parameters
    ----------
    days
        Days in the period, above 0.
    target
        Service level agreed for the whole period, 0 to 1.
    full
        Service level of a day at full strength, 0 to 1.
    short
        Service level of a short-handed day, 0 to `full`.

    Returns
    -------
    float
        Days, not rounded: 0 if full strength does not meet the target either, all of `days` if a short day
        meets it too.

    Raises
    ------
    ValueError
        For an argument outside these ranges.

    Notes
    -----
    The kit's own worked case, as for :func:`period_service_level`: about half the quarter.

    >>> round(short_days_affordable(days=65, target=0.80, full=0.86078, short=0.74046), 1)
    32.8
    """
    length, agreed = number("days", days, above=0), probability("target", target)
    best = probability("full", full)
    worst = number("short", short, 0, best)
    if worst >= agreed:
        return length
    return length * (max(0.0, best - agreed) / (best - worst)) if best > worst else 0.0
