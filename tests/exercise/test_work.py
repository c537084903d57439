"""How a check reads answers, and what is said of one that cannot be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from casekit.exercise import Given, Quantity, words
from casekit.exercise.plain import Live
from casekit.exercise.work import AnswerError, Work

if TYPE_CHECKING:
    from collections.abc import Callable


def work(**answers: object) -> Work:
    return Work(Live(answers), Given())


def test_answers_are_read_by_name() -> None:
    mine = work(x=2, word="  hello ", letter="b", half=lambda x: x / 2, frame=pd.DataFrame({"a": [1]}))
    assert mine.number("x") == 2.0
    assert mine.text("word") == "hello"
    assert mine.choice("letter", "ABC") == "B"
    assert mine.call("half", 3).number() == 1.5
    assert mine.table("frame", ["a"]).records == ({"a": 1},)


@pytest.mark.parametrize(
    ("read", "message", "mistake"),
    [
        (
            lambda w: w.number("y"),
            "There is no variable `y` yet: run the cell that sets it.",
            words.UNANSWERED,
        ),
        (
            lambda w: w.number("x"),
            "`x` is still empty: your answer goes in place of `...`.",
            words.UNANSWERED,
        ),
        (
            lambda w: w.number("word"),
            "`word` is text, a number is needed: write it without quotes.",
            words.UNUSABLE,
        ),
        (lambda w: w.number("yes"), "`yes` is true or false, a number is needed.", words.UNUSABLE),
        (lambda w: w.number("nan"), "`nan` is not a finite number (nan).", words.UNUSABLE),
        (
            lambda w: w.number("odd"),
            "`odd` is an object that cannot be judged, a number is needed.",
            words.UNUSABLE,
        ),
        (lambda w: w.text("nan"), "`nan` is not a finite number, text is needed.", words.UNUSABLE),
        (lambda w: w.choice("word", "AB"), "`word` is 'hello'; it should be one of A, B.", words.UNUSABLE),
        (lambda w: w.table("frame", "ab"), "`frame` has no column `b`; it has `a`.", words.UNUSABLE),
        (
            lambda w: w.call("f", 1),
            "There is no function `f` yet: run the cell that defines it.",
            words.UNANSWERED,
        ),
        (lambda w: w.call("word", 1), "`word` is text, a function is needed.", words.UNUSABLE),
        (
            lambda w: w.call("silent", 1.5, "a"),
            "`silent(1.5, 'a')` gives nothing back yet: the function needs a line that begins with `return`.",
            words.UNANSWERED,
        ),
        (
            lambda w: w.call("breaks", 0),
            "`breaks(0)` stopped with an error: ZeroDivisionError: division by zero.",
            words.FUNCTION_FAILED,
        ),
        (
            lambda w: w.call("echo", "a").number(),
            "`echo('a')` is text, a number is needed: write it without quotes.",
            words.UNUSABLE,
        ),
    ],
)
def test_a_refusal_is_a_sentence_that_names_the_answer(
    read: Callable[[Work], Any], message: str, mistake: str
) -> None:
    mine = work(
        x=...,
        word="hello",
        yes=True,
        nan=float("nan"),
        odd=1j,
        frame=pd.DataFrame({"a": [1]}),
        silent=lambda *_: None,
        breaks=lambda x: 1 / x,
        echo=lambda x: x,
    )
    with pytest.raises(AnswerError) as refusal:
        read(mine)
    assert (refusal.value.message, refusal.value.mistake) == (message, mistake)


def test_given_numbers_show_themselves_and_name_what_is_missing() -> None:
    given = Given(
        hours=Quantity(16, "hours", "two <days>", low=8, high=2_400), cost=Quantity(9_600, "", "of a quit")
    )
    assert (given.hours, given.ranges) == (16, {"hours": (8, 2_400)})
    assert "hours" in dir(given)
    assert repr(given).splitlines()[1:] == [
        "  `given.hours`  16 hours  8 to 2,400  two <days>",
        "  `given.cost`   9,600                 of a quit",
    ]
    assert "<td>two &lt;days&gt;</td>" in given._repr_html_()
    with pytest.raises(AttributeError, match="gives no `wage`; it gives hours, cost"):
        _ = given.wage
