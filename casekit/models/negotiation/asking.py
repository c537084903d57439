"""What asking is worth with an offer in hand, shown or not, and where showing it or waiting stops paying."""

from __future__ import annotations

import math

from casekit.models.validate import number, probability


def ask_value(
    p_yes: float,
    value_yes: float,
    value_new: float,
    value_stay: float,
    p_retaliation: float = 0.0,
    retaliation_loss: float = 0.0,
) -> float:
    """Return what asking is worth: the chance of a yes, else the better of leaving and staying.

    max(`value_new`, `value_stay`) is the reservation value: the least that a package offered should be worth.
    Showing the offer in hand adds a risk of retaliation, counted whether the answer is yes or no.

    Parameters
    ----------
    p_yes
        Probability that the request is granted.
    value_yes, value_new, value_stay
        Value of having it granted, of taking the new job, and of staying as things are, in one unit
        (0 to 10, say).
    p_retaliation, retaliation_loss
        Probability that asking is held against the asker, and the value then lost (at least 0).

    Raises
    ------
    ValueError
        If a probability is outside [0, 1], a value not finite, or the loss negative.

    Examples
    --------
    Asking silently, and showing the offer: a likelier yes may cost more than it brings. The figures are
    assumptions, to be tried out.

    >>> round(ask_value(0.3, value_yes=8, value_new=6, value_stay=4), 4)
    6.6
    >>> round(ask_value(0.4, 8, 6, 4, p_retaliation=0.3, retaliation_loss=3), 4)
    5.9
    """
    p = probability("p_yes", p_yes)
    fallback, loss = _fallback(value_new, value_stay), _expected_loss(p_retaliation, retaliation_loss)
    return p * number("value_yes", value_yes) + (1 - p) * fallback - loss


def break_even_p_yes(
    p_yes: float,
    value_yes: float,
    value_new: float,
    value_stay: float,
    p_retaliation: float,
    retaliation_loss: float,
) -> float:
    """Return how likely a yes must be, the offer shown, for showing it to be worth as much as asking silently.

    Parameters
    ----------
    p_yes
        Probability of a yes with the offer unmentioned.
    value_yes, value_new, value_stay, p_retaliation, retaliation_loss
        As for :func:`ask_value`.

    Returns
    -------
    float
        Above 1, no yes is likely enough. Infinity if a yes brings no more than the better of leaving and staying.

    Raises
    ------
    ValueError
        As :func:`ask_value`.

    Examples
    --------
    The assumptions of :func:`ask_value`: three chances in ten must become three in four.

    >>> round(break_even_p_yes(0.3, 8, 6, 4, p_retaliation=0.3, retaliation_loss=3), 4)
    0.75
    """
    p, gain = probability("p_yes", p_yes), number("value_yes", value_yes) - _fallback(value_new, value_stay)
    loss = _expected_loss(p_retaliation, retaliation_loss)
    return p + loss / gain if gain > 0 else math.inf


def break_even_lapse(p_yes: float, value_yes: float, value_new: float, value_stay: float) -> float:
    """Return the chance of the offer lapsing meanwhile at which asking is worth no more than taking it at once.

    Parameters
    ----------
    p_yes
        Probability that the request is granted, below 1.
    value_yes, value_new, value_stay
        As for :func:`ask_value`; the new job must be worth more than staying.

    Returns
    -------
    float
        Above 1, asking is better however surely the offer lapses; below 0, taking it is better anyway.

    Raises
    ------
    ValueError
        If `p_yes` is not from 0 to below 1, a value not finite, or `value_new` not above `value_stay`.

    Examples
    --------
    With a no, which is likelier than a yes, staying is all that a lapsed offer leaves.

    >>> round(break_even_lapse(0.3, value_yes=8, value_new=6, value_stay=4), 4)
    0.4286
    """
    p = number("p_yes", p_yes, 0, below=1)
    stay = number("value_stay", value_stay)
    new = number("value_new", value_new, above=stay)
    return p / (1 - p) * ((number("value_yes", value_yes) - new) / (new - stay))


def _fallback(value_new: float, value_stay: float) -> float:
    return max(number("value_new", value_new), number("value_stay", value_stay))


def _expected_loss(p_retaliation: float, retaliation_loss: float) -> float:
    return probability("p_retaliation", p_retaliation) * number("retaliation_loss", retaliation_loss, low=0)
