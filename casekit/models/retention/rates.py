"""How many leave in a given time, and what a newcomer's first months cost."""

from __future__ import annotations

import math

from casekit.models.validate import number, probability


def quit_probability(annual_hazard: float, years: float, hazard_ratio: float = 1.0) -> float:
    """Return the chance that a person resigns within some years, at a constant hazard.

    Parameters
    ----------
    annual_hazard
        Resignations per person and year, at least 0.
    years
        Length of the period in years, at least 0.
    hazard_ratio
        What multiplies the hazard, at least 0.

    Returns
    -------
    float
        ``1 - exp(-annual_hazard * hazard_ratio * years)``.

    Raises
    ------
    ValueError
        If an argument is negative or not a finite number.

    Monthly quits of 2.2 % (JOLTS, November 2023; unverified) leave 23.4 % gone within the year:

    >>> round(quit_probability(annual_hazard(0.022), years=1), 5)
    0.23429
    """
    number("annual_hazard", annual_hazard, low=0)
    number("years", years, low=0)
    number("hazard_ratio", hazard_ratio, low=0)
    return chance_of_leaving(annual_hazard, years, hazard_ratio)


def annual_hazard(monthly_quit_rate: float) -> float:
    """Return the yearly hazard whose monthly chance of a resignation is the given one.

    A published rate is strictly a flow over a stock (the quits of a month over the people employed), whose
    hazard is simply 12 times the rate: 0.264 here against 0.267. This function reads the rate as the chance
    that one person leaves within the month; the two part only where turnover is high.

    Parameters
    ----------
    monthly_quit_rate
        Share of people who resign within a month, from 0 to below 1.

    Returns
    -------
    float
        Resignations per person and year, ``-12 ln(1 - monthly_quit_rate)``.

    Raises
    ------
    ValueError
        If the rate is not a number from 0 to below 1.

    >>> round(annual_hazard(0.022), 6)
    0.266947
    """
    rate = number("monthly_quit_rate", monthly_quit_rate, low=0, below=1)
    return 12.0 * -math.log1p(-rate) if rate else 0.0


def ramp_up_cost(
    weekly_wage: float, initial_productivity: float, time_constant_weeks: float, horizon_weeks: float
) -> float:
    """Return the wages paid for work that a newcomer does not yet do.

    Productivity rises from its initial share towards 1 along ``1 - (1 - p0) exp(-t / tau)``. The shape and
    both constants are assumptions; that newcomers' lost productivity is the largest part of what turnover
    costs is not (Tracey and Hinkin, 2006, Cornell Hospitality Report 6(15):6-13, in 33 hotels).

    Parameters
    ----------
    weekly_wage
        In money a week, at least 0.
    initial_productivity
        Share of full productivity on the first day, from 0 to 1.
    time_constant_weeks
        Weeks in which about 63 % of the gap closes, above 0.
    horizon_weeks
        Weeks counted, at least 0.

    Returns
    -------
    float
        In the money of the wage: ``wage (1 - p0) tau (1 - exp(-horizon / tau))``.

    Raises
    ------
    ValueError
        If an argument is out of its range or not a finite number.

    At 800 a week, 40 % at first and 8 weeks, the first year loses 4.8 weeks' wages:

    >>> round(ramp_up_cost(800, 0.4, 8, 52), 2)
    3834.23
    """
    wage = number("weekly_wage", weekly_wage, low=0)
    gap = 1.0 - probability("initial_productivity", initial_productivity)
    tau = number("time_constant_weeks", time_constant_weeks, above=0)
    horizon = number("horizon_weeks", horizon_weeks, low=0)
    return wage * gap * tau * -math.expm1(-horizon / tau)


def chance_of_leaving(hazard: float, years: float, ratio: float) -> float:
    """Return :func:`quit_probability` for arguments that are known to be good."""
    # The test keeps an infinite product (huge inputs) from meeting a zero and becoming NaN.
    return -math.expm1(-hazard * ratio * years) if hazard and ratio and years else 0.0
