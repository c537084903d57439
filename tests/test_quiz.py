"""Questions read without a script, and refuse to be unfair."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casekit import book
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


def test_a_prediction_reads_as_a_list_and_both_as_plain_text() -> None:
    prediction = Prediction("p", "How many <days>?", ("1", "2 & more"))
    assert "<li>2 &amp; more</li>" in html(prediction)
    assert "How many &lt;days&gt;?" in html(prediction)
    assert prediction._repr_mimebundle_()["text/plain"] == "How many <days>?\n- 1\n- 2 & more"
    assert Comparison("p", "It is 2.")._repr_mimebundle_()["text/plain"] == "It is 2."


def test_a_question_as_plain_text_does_not_give_its_answer_away() -> None:
    question = Question("Why?", (Option("a", "because", right=True), Option("b", "no")))
    assert question._repr_mimebundle_()["text/plain"] == "Why?\n- a\n- b"


CHAPTERS = sorted((book.ROOT / "book" / "cases").glob("*.ipynb"))


def names(kind: str, path: Path) -> list[str]:
    outputs = [output for cell in book.read(path).cells for output in cell.get("outputs", [])]
    return [
        name
        for output in outputs
        for name in re.findall(rf'data-{kind}="([^"]+)"', output.get("data", {}).get("text/html", ""))
    ]


def test_every_prediction_of_the_book_has_its_comparison_and_a_name_of_its_own() -> None:
    predicted = {path.stem: names("prediction", path) for path in CHAPTERS}
    assert predicted == {path.stem: names("compare", path) for path in CHAPTERS}
    kept = [name for found in predicted.values() for name in found]
    assert len(kept) == len(set(kept)) == len(CHAPTERS)
