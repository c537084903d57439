"""Trust: the beta reputation system's own figures, the exercise's, and what must hold for any record."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from casekit.models.trust import Week, ceiling, fit, indicators, promises_to_repair, reputation

records = st.lists(st.integers(0, 1), min_size=1, max_size=60)
forgettings = st.floats(0, 1)
asymmetries = st.floats(0.01, 100)
priors = st.tuples(st.floats(0.01, 100), st.floats(0.01, 100))
hours = st.lists(st.floats(0, 1000), max_size=6)


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    made, urgent = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    return Week(
        promises_made=made,
        promises_kept=draw(st.integers(0, made)),
        urgent=urgent,
        urgent_in_time=draw(st.integers(0, urgent)),
        response_h=draw(hours),
        escalation_lead_h=draw(hours),
        chases=draw(st.integers(0, 9)),
    )


def test_seven_kept_and_one_broken_is_the_published_reputation() -> None:
    """published.md P17: Jøsang and Ismail (2002), expectation .8 and scaled rating .6."""
    trust = reputation([1] * 7 + [0])
    assert trust == pytest.approx(0.8, abs=1e-15)
    assert 2 * trust - 1 == pytest.approx((7 - 1) / (7 + 1 + 2), abs=1e-15)
    assert 2 * trust - 1 == pytest.approx(0.6, abs=1e-15)


def test_forgetting_puts_a_ceiling_on_a_spotless_record() -> None:
    """published.md P18: with forgetting .9 the weight of kept promises tends to 10, trust to 11/12."""
    assert ceiling(0.9) == pytest.approx(11 / 12, abs=1e-15)
    assert reputation([1] * 500, forgetting=0.9) == pytest.approx(ceiling(0.9), abs=1e-12)
    assert reputation([1] * 500, forgetting=0.9) < reputation([1] * 500)
    assert (ceiling(0), ceiling(1)) == (2 / 3, 1)


@given(kept=st.integers(1, 200), forgetting=st.floats(0, 0.99), prior=priors)
def test_no_record_passes_the_ceiling(kept: int, forgetting: float, prior: tuple[float, float]) -> None:
    assert reputation([1] * kept, forgetting, prior=prior) <= ceiling(forgetting, prior) + 1e-12


def test_a_recent_break_weighs_more_than_an_old_one() -> None:
    recent = reputation([1, 1, 1, 1, 1, 0, 1, 1], forgetting=0.9)
    old = reputation([0, 1, 1, 1, 1, 1, 1, 1], forgetting=0.9)
    assert recent == pytest.approx(0.764792, abs=5e-7)
    assert old == pytest.approx(0.807897, abs=5e-7)


def test_forgetting_all_leaves_only_the_latest_event() -> None:
    assert reputation([0, 0, 0, 1], forgetting=0) == reputation([1])
    assert reputation([1, 1, 1, 0], forgetting=0) == reputation([0])


@pytest.mark.parametrize(
    ("kept", "broken", "asymmetry", "needed"), [(20, 1, 3, 63), (2, 1, 3, 9), (7, 0, 3, 0)]
)
def test_promises_to_repair(kept: int, broken: int, asymmetry: float, needed: float) -> None:
    assert promises_to_repair(kept, broken, asymmetry) == needed


@given(kept=st.integers(0, 40), broken=st.integers(1, 5), asymmetry=st.integers(1, 5))
def test_that_many_promises_do_repair_and_one_fewer_does_not(kept: int, broken: int, asymmetry: int) -> None:
    before = [0] * (broken - 1) + [1] * kept
    needed = math.ceil(promises_to_repair(kept, broken, asymmetry) - 1e-9)
    stood = reputation(before, asymmetry=asymmetry) if before else 0.5
    assert reputation([*before, 0, *[1] * needed], asymmetry=asymmetry) >= stood - 1e-12
    assert reputation([*before, 0, *[1] * (needed - 1)], asymmetry=asymmetry) < stood


@given(
    kept=st.integers(0, 40),
    broken=st.integers(1, 5),
    asymmetry=st.integers(1, 5),
    forgetting=st.sampled_from([0.7, 0.8, 0.9, 0.95, 0.99, 0.9999]),
)
def test_that_many_promises_do_repair_where_the_past_fades(
    kept: int, broken: int, asymmetry: int, forgetting: float
) -> None:
    before = [0] * (broken - 1) + [1] * kept
    needed = promises_to_repair(kept, broken, asymmetry, forgetting)
    stood = reputation(before, forgetting, asymmetry) if before else 0.5
    first, last = (
        reputation([*before, 0, *[1] * n], forgetting, asymmetry)
        for n in (math.floor(needed), math.ceil(needed))
    )
    assert first - 1e-12 <= stood <= last + 1e-12


def test_fading_shortens_the_way_back() -> None:
    ways = [promises_to_repair(20, 1, 2, forgetting) for forgetting in (0.8, 0.9, 0.95, 0.99, 1)]
    assert ways == sorted(ways)
    assert [math.ceil(promises_to_repair(20, 1, weight, 0.95)) for weight in (1, 2, 5)] == [22, 32, 47]


@given(kept=st.integers(0, 1000), broken=st.integers(1, 9), asymmetry=asymmetries)
def test_a_fading_too_slow_to_see_is_none(kept: int, broken: int, asymmetry: float) -> None:
    never = promises_to_repair(kept, broken, asymmetry)
    assert promises_to_repair(kept, broken, asymmetry, 1 - 1e-13) == pytest.approx(never, rel=1e-6, abs=1e-6)


def test_a_record_longer_than_floats_can_weigh_still_has_its_way_back() -> None:
    shorter, longer = (promises_to_repair(kept, 1, 2, 0.8) for kept in (3_000, 1_000_000))
    assert longer - shorter == pytest.approx(997_000)


@pytest.mark.parametrize(
    ("kept", "broken", "needed"), [(20, 1, 1), (0, 1, 1), (5, 3, 1), (0, 2, 0), (4, 0, 0)]
)
def test_where_only_the_latest_event_counts_one_kept_promise_mends_all(
    kept: int, broken: int, needed: float
) -> None:
    assert promises_to_repair(kept, broken, 2, forgetting=0) == needed


@given(kept=st.integers(0, 1000), asymmetry=asymmetries)
def test_the_better_the_record_the_more_there_is_to_repair(kept: int, asymmetry: float) -> None:
    assert promises_to_repair(kept + 1, 1, asymmetry) > promises_to_repair(kept, 1, asymmetry)


@given(events=records, forgetting=forgettings, asymmetry=asymmetries, prior=priors)
def test_trust_is_a_probability_that_a_kept_promise_never_lowers_nor_a_broken_one_raises(
    events: list[int], forgetting: float, asymmetry: float, prior: tuple[float, float]
) -> None:
    trust = reputation(events, forgetting, asymmetry, prior)
    assert 0 < trust < 1
    assert reputation([*events, 1], forgetting, asymmetry, prior) >= trust - 1e-12
    assert reputation([*events, 0], forgetting, asymmetry, prior) <= trust + 1e-12


@given(events=records, forgetting=forgettings, asymmetry=asymmetries)
def test_a_heavier_break_never_means_more_trust(
    events: list[int], forgetting: float, asymmetry: float
) -> None:
    assert reputation(events, forgetting, 2 * asymmetry) <= reputation(events, forgetting, asymmetry)


@given(events=records, asymmetry=asymmetries)
def test_order_matters_only_where_something_is_forgotten(events: list[int], asymmetry: float) -> None:
    ordered = reputation(sorted(events), asymmetry=asymmetry)
    assert reputation(events, asymmetry=asymmetry) == pytest.approx(ordered, abs=1e-12)
    assert reputation(sorted(events), 0.9, asymmetry) >= reputation(
        sorted(events, reverse=True), 0.9, asymmetry
    )


FADES, WEIGHTS = [0.8, 0.9, 0.95, 1.0], [1.0, 2.0, 3.0]
PERIODS = [[1, 1], [1, 0, 1], [], [1], [0, 1], [1, 1, 1], [1]]


def rated(forgetting: float, asymmetry: float) -> list[float]:
    """What a rater with these two would say of the periods."""
    events = [[event for period in PERIODS[: n + 1] for event in period] for n in range(len(PERIODS))]
    return [reputation(record, forgetting, asymmetry) for record in events]


@pytest.mark.parametrize("forgetting", FADES)
@pytest.mark.parametrize("asymmetry", WEIGHTS)
def test_a_fit_finds_what_the_ratings_were_made_with(forgetting: float, asymmetry: float) -> None:
    found = fit(PERIODS, rated(forgetting, asymmetry), FADES, WEIGHTS)
    assert (found.forgetting, found.asymmetry, found.miss) == (forgetting, asymmetry, 0)
    assert list(found.trust) == rated(forgetting, asymmetry)
    assert found.forgetting_range == (forgetting, forgetting)
    assert found.asymmetry_range == (asymmetry, asymmetry)


def test_a_fit_tries_every_pair_and_measures_each_miss() -> None:
    ratings = [0.7, 0.6, 0.6, 0.7, 0.4, 0.6, 0.7]
    found = fit(PERIODS, ratings, FADES, WEIGHTS)
    squares = {
        (f, a): sum((t - r) ** 2 for t, r in zip(rated(f, a), ratings, strict=True)) / 7
        for f in FADES
        for a in WEIGHTS
    }
    assert found.misses == pytest.approx({pair: math.sqrt(mean) for pair, mean in squares.items()})
    assert found.miss == min(found.misses.values()) == found.misses[found.forgetting, found.asymmetry]


def test_what_a_fit_leaves_open_is_what_an_f_test_would() -> None:
    ratings = [0.7, 0.6, 0.6, 0.7, 0.4, 0.6, 0.7]
    found = fit(PERIODS, ratings, FADES, WEIGHTS)
    quantile = 5.786135  # F with 2 and 5 degrees of freedom, 95 %: any table has 5.79
    limit = found.miss * math.sqrt(1 + 2 / 5 * quantile)
    left = [pair for pair, miss in found.misses.items() if miss <= limit]
    assert 1 < len(left) < len(found.misses)
    assert found.forgetting_range == (min(f for f, _ in left), max(f for f, _ in left))
    assert found.asymmetry_range == (min(a for _, a in left), max(a for _, a in left))


def test_without_any_promise_trust_stays_at_its_prior_and_nothing_is_ruled_out() -> None:
    found = fit([[], [], []], [0.4, 0.5, 0.6], FADES, WEIGHTS)
    assert found.trust == (0.5, 0.5, 0.5)
    assert (found.forgetting_range, found.asymmetry_range) == ((0.8, 1.0), (1.0, 3.0))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"ratings": [0.5, 0.5]}, "ratings must have at least 3 entries"),
        ({"ratings": [0.5, 0.5, 1.1]}, r"ratings\[2\] must be a finite number >= 0 and <= 1"),
        ({"periods": [[1], [0]]}, "periods must have 3 entries"),
        ({"periods": [[1], [0], [2]]}, r"periods\[2\]\[0\] must be a whole number"),
        ({"periods": [1, 0, 1]}, r"periods\[0\] must be a list"),
        ({"forgettings": []}, "forgettings must have at least 1"),
        ({"forgettings": [1.5]}, r"forgettings\[0\] must be"),
        ({"asymmetries": [1, 0]}, r"asymmetries\[1\] must be a finite number > 0"),
        ({"asymmetries": 2}, "asymmetries must be a list"),
    ],
)
def test_fit_refuses(arguments: dict[str, Any], message: str) -> None:
    usual = {"periods": [[1], [0], [1]], "ratings": [0.6, 0.4, 0.5], "forgettings": [1], "asymmetries": [1]}
    with pytest.raises(ValueError, match=message):
        fit(**usual | arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"forgetting": 1.1}, "forgetting must be a finite number >= 0 and <= 1"),
        ({"forgetting": math.nan}, "forgetting"),
        ({"prior": (1, 0)}, r"prior\[1\] must be a finite number > 0"),
        ({"prior": 1}, "prior must be a list"),
    ],
)
def test_ceiling_refuses(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ceiling(**{"forgetting": 0.9, **arguments})


LOG = [
    Week(5, 4, 2, 1, response_h=[1, 30, 3], escalation_lead_h=[20], chases=2),
    Week(),
    Week(3, 3, 0, 0, response_h=[8, 2], escalation_lead_h=[], chases=0),
]


def test_indicators_of_a_week() -> None:
    first, _, last = indicators(LOG).weekly
    assert first.promise_keeping_rate == 0.8
    assert first.answered_in_time == pytest.approx(2 / 3)
    assert first.median_response_h == 3
    assert first.urgent_in_time == 0.5
    assert (first.warned_in_time, first.median_escalation_lead_h) == (0, 20)
    assert first.chases == 2
    assert first.promise_score == pytest.approx(5 / 7)
    assert first.answer_score == pytest.approx(3 / 5)
    assert first.urgency_score == pytest.approx(2 / 4)
    assert first.warning_score == pytest.approx(1 / 3)
    assert first.composite == pytest.approx((5 / 7 + 3 / 5 + 2 / 4 + 1 / 3) / 4)
    assert (last.answered_in_time, last.median_response_h) == (1, 5)
    assert (last.urgent_in_time, last.warned_in_time, last.median_escalation_lead_h) == (None, None, None)


def test_an_empty_week_says_nothing_and_moves_nothing() -> None:
    empty = indicators(LOG).weekly[1]
    assert empty.promise_keeping_rate is None
    assert empty.composite == 0.5
    assert indicators(LOG).overall == indicators([LOG[0], LOG[2]]).overall


def test_the_whole_log_is_counted_together() -> None:
    report = indicators(LOG)
    assert report.overall.promise_keeping_rate == 7 / 8
    assert report.overall.median_response_h == 3
    assert report.overall.answered_in_time == 4 / 5
    assert report.overall.chases == 2
    assert report.composite == pytest.approx((8 / 10 + 5 / 7 + 2 / 4 + 1 / 3) / 4)


def test_a_score_is_the_reputation_of_its_record() -> None:
    assert indicators(LOG).overall.promise_score == pytest.approx(reputation([1] * 7 + [0]))


def test_weights_choose_what_counts_and_the_limit_what_is_in_time() -> None:
    assert indicators(LOG, weights=(1, 0, 0, 0)).composite == pytest.approx(0.8)
    assert indicators(LOG, weights=(3, 0, 0, 0)).composite == pytest.approx(0.8)
    assert indicators(LOG, within_h=30).overall.answered_in_time == 1
    assert indicators(LOG, within_h=0.5).overall.answered_in_time == 0


@settings(max_examples=60)
@given(log=st.lists(weeks(), min_size=1, max_size=6))
def test_every_share_and_score_is_a_probability(log: list[Week]) -> None:
    report = indicators(log)
    for found in [*report.weekly, report.overall]:
        fields = dataclasses.asdict(found)
        scores = [fields[name] for name in fields if name.endswith(("_score", "composite"))]
        shares = [fields[name] for name in fields if name.endswith(("_rate", "_in_time"))]
        assert all(0 < score < 1 for score in scores)
        assert all(share is None or 0 <= share <= 1 for share in shares)


@settings(max_examples=60)
@given(week=weeks())
def test_another_promise_kept_never_lowers_the_composite(week: Week) -> None:
    better = dataclasses.replace(
        week, promises_made=week.promises_made + 1, promises_kept=week.promises_kept + 1
    )
    assert indicators([better]).composite > indicators([week]).composite


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"events": []}, "events must have at least 1"),
        ({"events": "111"}, "events must be a list"),
        ({"events": 1}, "events must be a list"),
        ({"events": [1, 2]}, r"events\[1\] must be a whole number >= 0 and <= 1, but it is 2"),
        ({"events": [1, math.nan]}, r"events\[1\]"),
        ({"events": ["kept"]}, r"events\[0\]"),
        ({"forgetting": 1.01}, "forgetting must be a finite number >= 0 and <= 1"),
        ({"forgetting": -0.1}, "forgetting"),
        ({"forgetting": math.nan}, "forgetting"),
        ({"asymmetry": 0}, "asymmetry must be a finite number > 0"),
        ({"asymmetry": math.inf}, "asymmetry"),
        ({"asymmetry": "two"}, "asymmetry"),
        ({"prior": (1,)}, "prior must have 2 entries"),
        ({"prior": (0, 1)}, r"prior\[0\] must be a finite number > 0"),
        ({"prior": (1, math.nan)}, r"prior\[1\]"),
    ],
)
def test_reputation_refuses(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reputation(**{"events": [1], **arguments})


@pytest.mark.parametrize("name", ["kept", "broken", "asymmetry", "forgetting"])
@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, "3", None, [1], True])
def test_promises_to_repair_refuses(name: str, bad: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        promises_to_repair(**{"kept": 20, "broken": 1, "asymmetry": 3, name: bad})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"promises_made": -1}, "promises_made must be a whole number >= 0"),
        ({"promises_made": 1.5}, "promises_made"),
        ({"promises_made": 1, "promises_kept": 2}, "promises_kept must be a whole number >= 0 and <= 1"),
        ({"urgent": math.nan}, "urgent must be"),
        ({"urgent_in_time": 1}, "urgent_in_time must be a whole number >= 0 and <= 0"),
        ({"chases": "2"}, "chases must be"),
        ({"response_h": 2}, "response_h must be a list"),
        ({"response_h": [1, -2]}, r"response_h\[1\] must be a finite number >= 0"),
        ({"escalation_lead_h": [math.inf]}, r"escalation_lead_h\[0\] must be"),
        ({"escalation_lead_h": "8"}, "escalation_lead_h must be a list"),
    ],
)
def test_a_week_refuses(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Week(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"log": []}, "log must have at least 1"),
        ({"log": Week()}, "log must be a list"),
        ({"log": [{"chases": 1}]}, r"log\[0\] must be a Week"),
        ({"within_h": -1}, "within_h must be a finite number >= 0"),
        ({"within_h": math.nan}, "within_h"),
        ({"weights": (1, 1, 1)}, "weights must have 4 entries"),
        ({"weights": (1, 1, 1, -1)}, r"weights\[3\] must be"),
        ({"weights": (0, 0, 0, 0)}, "the sum of weights must be a finite number > 0"),
    ],
)
def test_indicators_refuses(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        indicators(**{"log": [Week()], **arguments})
