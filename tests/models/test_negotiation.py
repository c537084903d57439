"""Asking, promises and offers: published decisions, and what must hold for any of them."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from casekit.models.negotiation import (
    Goal,
    ask_value,
    break_even_credence,
    break_even_lapse,
    break_even_p_yes,
    broken_per_promise,
    expected_values,
    goal_score,
    left_within,
    mean_stay,
    promise_credence,
    promise_value,
    value_of_imperfect_information,
    value_of_perfect_information,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MARKET = [0.5, 0.3, 0.2]
WIKIPEDIA = [[1500, 300, -800], [900, 600, -200], [500, 500, 500]]
CLEMEN = [[1500, 100, -1000], [1000, 200, -100], [500, 500, 500]]
ECONOMIST = [[0.8, 0.1, 0.1], [0.15, 0.7, 0.15], [0.2, 0.2, 0.6]]

# Published.


def test_pennzoil_should_ask_for_five_and_refuse_three() -> None:
    # Clemen, Making Hard Decisions (1996), Texaco versus Pennzoil, billion dollars.
    [court] = expected_values([0.2, 0.5, 0.3], [[10.3, 5, 0]])
    accept, ask = expected_values([0.17, 0.50, 0.33], [[2, 2, 2], [5, court, max(3, court)]])
    assert court == pytest.approx(4.56, abs=1e-4)
    assert ask == pytest.approx(4.6348, abs=1e-4)
    assert court > 3
    assert ask > accept


def test_expected_value_of_perfect_information() -> None:
    # Wikipedia, "Expected value of perfect information".
    assert expected_values(MARKET, WIKIPEDIA) == [680, 590, 500]
    assert value_of_perfect_information(MARKET, WIKIPEDIA) == 350


def test_expected_value_of_imperfect_information() -> None:
    # Clemen (1996), the investor and the economist; 420 and 242 as remembered, unverified.
    assert expected_values(MARKET, CLEMEN) == pytest.approx([580, 540, 500])
    assert value_of_perfect_information(MARKET, CLEMEN) == pytest.approx(420)
    assert value_of_imperfect_information(MARKET, CLEMEN, ECONOMIST) == pytest.approx(242)


def test_beta_reputation_after_seven_kept_and_one_broken() -> None:
    # Jøsang and Ismail (2002), figure as remembered, unverified.
    assert promise_credence(1, 1, 7, 1) == 0.8


def test_the_kits_own_cases() -> None:
    assert promise_credence(2, 2, kept=1, broken=3) == 0.375
    assert break_even_credence(10, 0, 6) == 0.6
    assert mean_stay(0.8, 0.5) == pytest.approx(0.3107, abs=5e-5)
    assert mean_stay(0.48, 1) == pytest.approx(1.529, abs=5e-4)


# By hand.


def test_asking_is_worth_a_chance_of_yes_against_the_best_alternative() -> None:
    assert ask_value(0.3, value_yes=8, value_new=6, value_stay=4) == pytest.approx(0.3 * 8 + 0.7 * 6)
    assert ask_value(0.3, value_yes=8, value_new=3, value_stay=4) == pytest.approx(0.3 * 8 + 0.7 * 4)
    assert ask_value(0.4, 8, 6, 4, p_retaliation=0.3, retaliation_loss=3) == pytest.approx(6.8 - 0.9)


def test_where_a_yes_gains_nothing_no_chance_of_one_makes_showing_the_offer_pay() -> None:
    assert break_even_p_yes(0.3, 6, 6, 4, 0.3, 3) == break_even_p_yes(0.3, 5, 6, 4, 0, 0) == math.inf
    assert break_even_p_yes(0.3, 8, 6, 4, 0, 3) == 0.3
    assert break_even_p_yes(0.7, 8, 6, 4, 0.3, 3) > 1


def test_an_offer_that_may_lapse() -> None:
    assert break_even_lapse(0.3, value_yes=8, value_new=6, value_stay=4) == pytest.approx(0.6 / 1.4)
    assert break_even_lapse(0.6, value_yes=8, value_new=6, value_stay=4) > 1
    assert break_even_lapse(0, 8, 6, 4) == 0
    assert break_even_lapse(0.3, value_yes=5, value_new=6, value_stay=4) < 0


def test_a_share_of_people_is_no_share_of_promises() -> None:
    # Robinson and Rousseau (1994): 54.8 % of 128 graduates saw an obligation broken.
    assert broken_per_promise(0.548, 1) == pytest.approx(0.548)
    assert broken_per_promise(0.548, 5) == pytest.approx(0.147, abs=5e-4)
    assert (broken_per_promise(0, 5), broken_per_promise(1, 5)) == (0, 1)


@given(st.floats(0, 0.999), st.integers(1, 100))
def test_that_share_of_promises_gives_that_share_of_people(share: float, promises: int) -> None:
    kept = 1 - broken_per_promise(share, promises)
    assert 1 - kept**promises == pytest.approx(share, abs=1e-9)


def test_certain_and_impossible_departures() -> None:
    assert mean_stay(0, 1) == math.inf
    assert mean_stay(1, 1) == 0
    assert left_within(math.inf, 5) == 0
    assert left_within(0, 5) == 1
    assert left_within(5e-324, 5) == 1
    assert left_within(2, 0) == 0


def test_a_useless_signal_is_worth_nothing_and_a_sure_one_what_perfect_information_is() -> None:
    sure = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert value_of_imperfect_information(MARKET, WIKIPEDIA, [[0.2, 0.8]] * 3) == pytest.approx(0, abs=1e-9)
    assert value_of_imperfect_information(MARKET, WIKIPEDIA, sure) == pytest.approx(350)


def test_finding_out_the_managers_reason_first() -> None:
    # Is it coverage or your record? With coverage a swap of shifts works, else only the record helps.
    worth = value_of_imperfect_information([0.6, 0.4], [[8, 1], [3, 5]], [[0.9, 0.1], [0.3, 0.7]])
    # Heard "coverage": offer the swap, .54 x 8 + .12 x 1; heard "record": work on it, .06 x 3 + .28 x 5.
    assert worth == pytest.approx(4.44 + 1.58 - 5.2)


# For any promise, request and offer.

values = st.floats(-1e6, 1e6)
chances = st.floats(0, 1)


@given(st.floats(0.01, 50), st.floats(0.01, 50), st.integers(0, 1000), st.integers(0, 1000))
def test_a_kept_promise_raises_credence_and_a_broken_one_lowers_it(
    a: float, b: float, kept: int, broken: int
) -> None:
    credence = promise_credence(a, b, kept, broken)
    assert (
        0 < promise_credence(a, b, kept, broken + 1) < credence < promise_credence(a, b, kept + 1, broken) < 1
    )


@given(values, st.floats(0.01, 1e6), chances)
def test_at_the_break_even_credence_a_promise_equals_the_alternative(
    low: float, gain: float, share: float
) -> None:
    alternative = low + share * gain
    credence = break_even_credence(low + gain, low, alternative)
    assert -1e-6 <= credence <= 1 + 1e-6
    assert promise_value(min(max(credence, 0), 1), low + gain, low) == pytest.approx(
        alternative, abs=1e-6 + 1e-9 * gain
    )


@given(chances, values, values)
def test_a_promise_is_worth_something_between_kept_and_broken(
    credence: float, kept: float, broken: float
) -> None:
    low, high = sorted((kept, broken))
    assert low - 1e-6 <= promise_value(credence, kept, broken) <= high + 1e-6


@given(chances, values, values, values, chances, st.floats(0, 1e6))
def test_asking_silently_for_something_better_never_costs(
    p: float, new: float, stay: float, gain: float, p_retaliation: float, loss: float
) -> None:
    reservation = max(new, stay)
    silent = ask_value(p, reservation + abs(gain), new, stay)
    assert silent >= reservation - 1e-6
    assert ask_value(p, reservation + abs(gain), new, stay, p_retaliation, loss) <= silent


worths = st.integers(0, 10)


@given(chances, worths, worths, worths, chances, worths)
def test_at_the_needed_chance_showing_the_offer_is_worth_what_asking_silently_is(
    p: float, yes: float, new: float, stay: float, p_retaliation: float, loss: float
) -> None:
    needed = break_even_p_yes(p, yes, new, stay, p_retaliation, loss)
    if needed <= 1:
        shown = ask_value(needed, yes, new, stay, p_retaliation, loss)
        assert shown == pytest.approx(ask_value(p, yes, new, stay))
    elif yes > max(new, stay):
        assert ask_value(1, yes, new, stay, p_retaliation, loss) < ask_value(p, yes, new, stay) + 1e-12


@given(st.floats(0, 0.99), worths, worths, worths)
def test_at_the_break_even_lapse_asking_is_worth_what_taking_the_job_is(
    p: float, yes: float, new: float, stay: float
) -> None:
    if new > stay:
        lapse = break_even_lapse(p, yes, new, stay)
        fallback = promise_value(lapse, stay, new) if 0 <= lapse <= 1 else (1 - lapse) * new + lapse * stay
        assert p * yes + (1 - p) * fallback == pytest.approx(new, abs=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.01, 50))
def test_mean_stay_and_share_left_are_each_others_inverse(share: float, years: float) -> None:
    assert left_within(mean_stay(share, years), years) == pytest.approx(share)


@given(st.floats(0.01, 50), st.floats(0.01, 50), st.floats(0, 50))
def test_a_longer_mean_stay_means_fewer_gone(one: float, other: float, years: float) -> None:
    short, long = sorted((one, other))
    assert 0 <= left_within(long, years) <= left_within(short, years) + 1e-12 <= 1 + 1e-12
    assert left_within(short, years) <= left_within(short, years + 1) + 1e-12


@st.composite
def distributions(draw: st.DrawFn, size: int) -> list[float]:
    weights = draw(st.lists(st.integers(0, 20), min_size=size, max_size=size).filter(any))
    return [weight / sum(weights) for weight in weights]


@st.composite
def decisions(draw: st.DrawFn) -> tuple[list[float], list[list[float]], list[list[float]]]:
    states, options, signals = (draw(st.integers(1, 4)) for _ in range(3))
    row = st.lists(st.floats(-1000, 1000), min_size=states, max_size=states)
    return (
        draw(distributions(states)),
        draw(st.lists(row, min_size=options, max_size=options)),
        [draw(distributions(signals)) for _ in range(states)],
    )


@given(decisions())
@settings(max_examples=200)
def test_a_hint_is_worth_something_between_nothing_and_certainty(
    decision: tuple[list[float], list[list[float]], list[list[float]]],
) -> None:
    probabilities, payoffs, likelihoods = decision
    perfect = value_of_perfect_information(probabilities, payoffs)
    assert 0 <= value_of_imperfect_information(probabilities, payoffs, likelihoods) <= perfect + 1e-9


@given(decisions())
def test_telling_two_signals_apart_never_lowers_their_value(
    decision: tuple[list[float], list[list[float]], list[list[float]]],
) -> None:
    probabilities, payoffs, likelihoods = decision
    blurred = [[sum(row[:2]), *row[2:]] for row in likelihoods]
    fine = value_of_imperfect_information(probabilities, payoffs, likelihoods)
    assert value_of_imperfect_information(probabilities, payoffs, blurred) <= fine + 1e-9


@given(decisions())
def test_an_expected_value_lies_between_the_worst_and_the_best_payoff(
    decision: tuple[list[float], list[list[float]], list[list[float]]],
) -> None:
    probabilities, payoffs, _ = decision
    for value, row in zip(expected_values(probabilities, payoffs), payoffs, strict=True):
        assert min(row) - 1e-9 <= value <= max(row) + 1e-9


# Goals.

LED = Goal("projects led", "a year", baseline=0, target=3, level=2, swing_weight=100)
QUEUE = Goal("hours in the queue", "a week", baseline=35, target=25, level=35, swing_weight=50)
NAMED = Goal(
    "named in the plan", "yes or no", 0, 1, level=1, swing_weight=50, date="30 June", owner="manager"
)

goals = st.builds(
    Goal,
    indicator=st.just("any"),
    unit=st.just("any"),
    baseline=st.floats(-100, 0),
    target=st.floats(0.1, 100),
    level=st.floats(-200, 200),
    swing_weight=st.floats(0.1, 100),
)


def test_goals_are_weighted_by_their_swings() -> None:
    assert goal_score([LED, QUEUE, NAMED]) == pytest.approx((100 * 2 / 3 + 50 * 0 + 50 * 1) / 200)
    assert QUEUE.reached == 0
    assert replace(QUEUE, level=30).reached == 0.5


def test_beyond_the_target_and_short_of_the_baseline_count_no_more() -> None:
    assert replace(LED, level=9).reached == replace(QUEUE, level=10).reached == 1
    assert replace(LED, level=-1).reached == replace(QUEUE, level=40).reached == 0


def test_a_goal_without_weight_does_not_count() -> None:
    assert goal_score([LED, replace(QUEUE, swing_weight=0)]) == pytest.approx(LED.reached)


@given(st.lists(goals, min_size=1, max_size=6), st.floats(0, 50), st.floats(0.1, 10))
def test_a_better_level_never_lowers_the_score_and_the_unit_of_weight_is_free(
    judged: list[Goal], better: float, factor: float
) -> None:
    score = goal_score(judged)
    assert 0 <= score <= 1
    assert goal_score([replace(judged[0], level=judged[0].level + better), *judged[1:]]) >= score - 1e-12
    rescaled = [replace(goal, swing_weight=goal.swing_weight * factor) for goal in judged]
    assert goal_score(rescaled) == pytest.approx(score)


def test_goals_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LED.level = 3


# Refusals.

NO_NUMBER = (math.nan, math.inf, "1", None)


def refused(function: Callable[..., Any], good: dict[str, Any], argument: str, value: Any) -> str:
    with pytest.raises(ValueError, match=argument) as refusal:
        function(**{**good, argument: value})
    return str(refusal.value)


ASKING = {
    "p_yes": 0.3,
    "value_yes": 8,
    "value_new": 6,
    "value_stay": 4,
    "p_retaliation": 0.3,
    "retaliation_loss": 3,
}
NO_ASKING: dict[str, tuple[Any, ...]] = {
    "p_yes": (-0.1, 1.1),
    "value_yes": (),
    "value_new": (),
    "value_stay": (),
    "p_retaliation": (-0.1, 1.1),
    "retaliation_loss": (-1,),
}
SCALARS: list[tuple[Callable[..., Any], dict[str, Any], dict[str, tuple[Any, ...]]]] = [
    (
        promise_credence,
        {"prior_kept": 2, "prior_broken": 2, "kept": 1, "broken": 3},
        {"prior_kept": (0, -1), "prior_broken": (0, -1), "kept": (-1, 0.5), "broken": (-1, 0.5)},
    ),
    (
        promise_value,
        {"credence": 0.5, "value_if_kept": 10, "value_if_broken": 0},
        {"credence": (-0.1, 1.1), "value_if_kept": (), "value_if_broken": ()},
    ),
    (
        break_even_credence,
        {"value_if_kept": 10, "value_if_broken": 0, "value_of_alternative": 6},
        {"value_if_kept": (0, -1), "value_if_broken": (), "value_of_alternative": ()},
    ),
    (ask_value, ASKING, NO_ASKING),
    (break_even_p_yes, ASKING, NO_ASKING),
    (
        break_even_lapse,
        {"p_yes": 0.3, "value_yes": 8, "value_new": 6, "value_stay": 4},
        {"p_yes": (-0.1, 1), "value_yes": (), "value_new": (4, 3), "value_stay": ()},
    ),
    (
        broken_per_promise,
        {"share_of_people": 0.5, "promises": 5},
        {"share_of_people": (-0.1, 1.1), "promises": (0, -1, 1.5)},
    ),
    (mean_stay, {"share_left": 0.8, "years": 0.5}, {"share_left": (-0.1, 1.1), "years": (0, -1)}),
    (
        Goal,
        {"indicator": "led", "unit": "a year", "baseline": 0, "target": 3, "level": 2, "swing_weight": 100},
        {"baseline": (), "target": (0,), "level": (), "swing_weight": (-1,)},
    ),
]


@pytest.mark.parametrize(
    ("function", "good", "argument", "value"),
    [
        (function, good, argument, value)
        for function, good, bad in SCALARS
        for argument, values in bad.items()
        for value in (*values, *NO_NUMBER)
    ],
)
def test_a_number_out_of_range_is_refused_in_a_sentence(
    function: Callable[..., Any], good: dict[str, Any], argument: str, value: Any
) -> None:
    message = refused(function, good, argument, value)
    assert "number" in message
    assert repr(value) in message


@pytest.mark.parametrize("value", [-1, math.nan, "1"])
def test_left_within_accepts_no_negative_time(value: Any) -> None:
    good = {"mean_stay_years": 1.7, "years": 0.5}
    assert "a number >= 0" in refused(left_within, good, "mean_stay_years", value)
    assert "a finite number >= 0" in refused(left_within, good, "years", value)


@pytest.mark.parametrize(
    "function", [expected_values, value_of_perfect_information, value_of_imperfect_information]
)
@pytest.mark.parametrize(
    ("argument", "value", "accepted"),
    [
        ("probabilities", [], "at least 1 entries"),
        ("probabilities", 1, "list of values"),
        ("probabilities", "1", "list of values"),
        ("probabilities", [0.5, 0.3, 0.1], "add up to 1"),
        ("probabilities", [1.5, -0.3, -0.2], "<= 1"),
        ("probabilities", [0.5, math.nan, 0.2], "<= 1"),
        ("probabilities", [0.5, math.inf, 0.2], "<= 1"),
        ("probabilities", [0.5, "0.3", 0.2], "<= 1"),
        ("payoffs", [], "at least 1 entries"),
        ("payoffs", 7, "list of values"),
        ("payoffs", "789", "list of values"),
        ("payoffs", [1, 2, 3], "list of values"),
        ("payoffs", [[1, 2]], "3 entries"),
        ("payoffs", [[1, 2, math.nan]], "finite number"),
        ("payoffs", [[1, 2, -math.inf]], "finite number"),
        ("payoffs", [[1, 2, "3"]], "finite number"),
    ],
)
def test_a_decision_that_is_none_is_refused(
    function: Callable[..., Any], argument: str, value: Any, accepted: str
) -> None:
    good: dict[str, Any] = {"probabilities": MARKET, "payoffs": WIKIPEDIA}
    if function is value_of_imperfect_information:
        good["likelihoods"] = ECONOMIST
    assert accepted in refused(function, good, argument, value)


@pytest.mark.parametrize(
    ("likelihoods", "accepted"),
    [
        ([], "3 entries"),
        (ECONOMIST[:2], "3 entries"),
        ("abc", "list of values"),
        ([0.8, 0.7, 0.6], "list of values"),
        ([[1], [0.5, 0.5], [1]], "1 entries"),
        ([[0.8, 0.1], [0.5, 0.5], [0.2, 0.8]], "add up to 1"),
        ([[1.1, -0.1], [0.5, 0.5], [0.2, 0.8]], "<= 1"),
        ([[math.nan, 1], [0.5, 0.5], [0.2, 0.8]], "<= 1"),
    ],
)
def test_likelihoods_that_are_none_are_refused(likelihoods: Any, accepted: str) -> None:
    good = {"probabilities": MARKET, "payoffs": WIKIPEDIA}
    assert accepted in refused(value_of_imperfect_information, good, "likelihoods", likelihoods)


@pytest.mark.parametrize(
    ("judged", "accepted"),
    [
        ([], "at least 1 entries"),
        (LED, "list of values"),
        ("led", "list of values"),
        ([LED, 3], "must be a Goal"),
        ([replace(LED, swing_weight=0)], "> 0"),
    ],
)
def test_goals_that_are_none_are_refused(judged: Any, accepted: str) -> None:
    assert accepted in refused(goal_score, {}, "goals", judged)
