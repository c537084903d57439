"""Chapter 6's explorable: every answer is the models', and the agreement can only give time back."""

from __future__ import annotations

import math

import pytest

from casekit.explore.cases.availability import DESIGN, answer
from casekit.models.availability import (
    clear_block_probability,
    lost_minutes,
    price_uplift,
    restart_time,
    resume_time,
)
from tests.explore.whole_grid import ends, everywhere, said

LOWEST, HIGHEST = ends(DESIGN)


@pytest.mark.parametrize("client_hours", [8, 4, 2])
@pytest.mark.parametrize(("calls", "resume_min"), [(1, 1), (6.5, 5), (12, 15)])
def test_with_every_call_answered_each_figure_is_the_model_s(
    calls: float, resume_min: float, client_hours: float
) -> None:
    answers = answer(calls, resume_min, client_hours, agreement=0)
    lost = lost_minutes(calls, call_min=8, resume_min=resume_min)
    assert answers["lost_min"] == pytest.approx(lost)
    assert answers["clear_hour"] == pytest.approx(clear_block_probability(calls / 8, 1))
    assert answers["restart_h"] == pytest.approx(restart_time(2, calls / 8))
    assert answers["resume_h"] == pytest.approx(resume_time(2, calls / 8, resume_min / 60))
    assert answers["uplift"] == pytest.approx(price_uplift(min(client_hours + lost / 60, 8), lost / 60))


@pytest.mark.parametrize(("calls", "resume_min"), [(1, 1), (6.5, 5), (12, 15)])
def test_under_the_agreement_two_calls_a_week_are_set_two_answered_and_the_rest_put_off(
    calls: float, resume_min: float
) -> None:
    answers = answer(calls, resume_min, 8, agreement=1)
    a_week = 2 * (8 + resume_min) + 2 * (20 + resume_min) + (5 * calls - 2) * 2
    assert answers["lost_min"] == pytest.approx(a_week / 5)
    assert answers["clear_hour"] == pytest.approx(math.exp(-2 / 40))
    assert answers["restart_h"] == pytest.approx(restart_time(2, 2 / 40))
    assert answers["resume_h"] == pytest.approx(resume_time(2, 2 / 40, resume_min / 60))


def test_the_chapter_s_figures() -> None:
    before, after = (answer(**DESIGN.defaults | {"agreement": agreement}) for agreement in (0, 1))
    assert [before["lost_min"], after["lost_min"]] == pytest.approx([84.5, 27.4])
    assert round(before["clear_hour"], 4) == 0.4437
    assert round(before["restart_h"], 2) == 5.02
    assert round(before["uplift"], 4) == round(84.5 / (480 - 84.5), 4)


def test_what_a_client_must_pay_makes_good_the_lost_time_and_no_more() -> None:
    wrong = []
    for settings, answers in everywhere("availability"):
        lost_h = answers["lost_min"] / 60
        bought_h = min(settings["client_hours"], 8 - lost_h)
        if not math.isclose(bought_h * answers["uplift"], lost_h, rel_tol=1e-6):
            wrong.append(settings)
    assert wrong == []


def test_the_agreement_never_leaves_less_clear_time_and_only_costs_minutes_where_there_were_few_calls() -> (
    None
):
    for settings, after in everywhere("availability"):
        if settings["agreement"]:
            before = answer(**settings | {"agreement": 0})
            assert after["clear_hour"] > before["clear_hour"]
            assert after["restart_h"] < before["restart_h"]
            assert after["lost_min"] < before["lost_min"] or settings["calls"] <= 1.5


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            LOWEST,
            "With 1.0 calls a day, an hour begun now is likelier to stay clear than not: the chance is 88%. Even so, "
            "talking and getting back take 9 min a day, and a client who pays for your whole day would have to pay "
            "2% more to make that good.",
        ),
        (
            DESIGN.defaults,
            "With 6.5 calls a day, an hour begun now will probably be broken: its chance to stay clear is 44%. Two "
            "hours of work take 2.1 h if you can pick them up again, and 5.0 h if every call sends you back to the "
            "start. The 85 min a day are made good if a client who pays for your whole day pays 21% more.",
        ),
        (
            HIGHEST | {"agreement": 0},
            "With 12.0 calls a day, work that needs one sitting does not fit into the day: two hours of it take "
            "12.7 h. Work that can be picked up again takes 2.8 h. The 276 min a day are made good if a client who "
            "pays for a quarter of your day pays 230% more.",
        ),
        (
            HIGHEST,
            "With two calls in the diary and two others answered each week, an hour between them stays clear with a "
            "chance of 95%. The rest of the 12.0 calls a day get a short mail, until they stop. Calls and mails take "
            "46 min a day; a client who pays for a quarter of your day would have to pay 39% more to make that good.",
        ),
    ],
)
def test_the_sentence_reads_so(settings: dict[str, float], sentence: str) -> None:
    assert DESIGN.sentence(settings) == sentence


def test_every_verdict_is_given_somewhere_and_follows_the_figures() -> None:
    given = {answers["verdict"] for _, answers in everywhere("availability")}
    assert given == set(DESIGN.sentences)
    for settings, answers in everywhere("availability"):
        if not settings["agreement"]:
            assert (answers["verdict"] == "patchy") == (answers["clear_hour"] >= 0.5)
            assert (answers["verdict"] == "hopeless") == (answers["restart_h"] > 8)


@pytest.mark.parametrize("verdict", DESIGN.sentences)
def test_no_sentence_has_a_blank_left_in_it(verdict: str) -> None:
    assert "{" not in said("availability", verdict)
    assert said("availability", verdict).endswith(".")
