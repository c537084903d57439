"""Questions read without a script, and refuse to be unfair."""

from __future__ import annotations

import pytest

from casekit.quiz import Comparison, Option, Prediction, Question


def html(thing: Question | Prediction | Comparison) -> str:
    return thing._repr_mimebundle_()["text/html"]


def test_every_option_carries_its_feedback_and_says_whether_it_is_right() -> None:
    shown = html(Question("Why?", (Option("a", "because <b>", right=True), Option("b", "no, since"))))
    assert "<strong>Right.</strong> because &lt;b&gt;" in shown
    assert "<strong>Not quite.</strong> no, since" in shown
    assert shown.count("<details>") == 2


@pytest.mark.parametrize(
    "options",
    [
        (Option("a", "x", right=True),),
        (Option("a", "x"), Option("b", "y")),
        (Option("a", "x", right=True), Option("b", "y", right=True)),
    ],
)
def test_a_question_needs_two_options_and_one_right_one(options: tuple[Option, ...]) -> None:
    with pytest.raises(ValueError, match="must have two or more options, exactly one of them right"):
        Question("Why?", options)


def test_a_prediction_and_its_comparison_share_a_name() -> None:
    assert 'data-prediction="p"' in html(Prediction("p", "How many?", ("1", "2")))
    assert 'data-compare="p"' in html(Comparison("p", "The model says 2."))
