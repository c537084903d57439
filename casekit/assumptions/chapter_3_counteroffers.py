"""Chapter 3: chances and stakes of showing an offer, and the goals that an answer is measured by."""

from __future__ import annotations

from typing import NamedTuple

from casekit.assumptions.assumption import Assumption

# fmt: off


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


negotiation = Negotiation()
goal_projects = _goal("projects led a year", (0, 4), (100, 100, 100), (1, 2, 3))
goal_people = _goal("people one signs off for", (0, 4), (60, 30, 100), (2, 2, 3))
goal_queue = _goal("hours in the queue a week", (32, 16), (40, 20, 100), (22, 16, 16))
