"""The marking desk: what a person does with its widgets is what stands in the gradebook."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from casekit.grading.marking import words
from casekit.grading.marking.desk import MarkingDesk
from casekit.grading.marking.rubric import Rubric
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Gradebook
from tests.grading.classroom.marking.at_the_desk import go_to, held, mark


def test_every_choice_is_in_the_gradebook_at_once(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    desk.form.criteria["Tone"].value = 2
    assert (held(book)["ada"].levels, held(book)["ada"].earned) == ({"Tone": 2}, None)
    desk.form.criteria["A number"].value = 1
    assert (held(book)["ada"].earned, held(book)["ada"].possible) == (2.25, 3)
    desk.form.text.value = "Say which number."
    assert held(book)["ada"].comment == "Say which number."
    assert set(held(book)) == {"ada"}


def test_what_a_browser_sends_late_reaches_the_answer_it_was_meant_for(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    mark(desk, 2, 1)
    hers = desk.form
    go_to(desk, "ben")
    hers.text.value = "Typed for her, and sent after the next answer was asked for."
    assert (desk.form.comment, set(held(book))) == ("", {"ada"})
    assert held(book)["ada"].comment == hers.comment
    assert words.UNTOUCHED in desk.status.value
    go_to(desk, "ada")
    assert desk.form.comment == hers.comment


def test_the_desk_says_how_far_it_is(desk: MarkingDesk) -> None:
    assert words.PROGRESS.format(marked=0, total=3) in desk.progress.value
    assert words.UNTOUCHED in desk.status.value
    desk.form.criteria["Tone"].value = 0
    assert words.MISSING.format(names="A number") in desk.status.value
    desk.form.criteria["A number"].value = 0
    assert words.POINTS.format(earned="0", possible="3") in desk.status.value
    assert words.PROGRESS.format(marked=1, total=3) in desk.progress.value
    for _ in range(2):
        desk.next_unmarked.click()
        mark(desk, 1, 1)
    assert words.ALL_MARKED.format(total=3) in desk.progress.value


def test_what_fails_it_outright_takes_all_points_and_gives_them_back(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    mark(desk, 2, 2)
    [box] = desk.form.outright.values()
    box.value = True
    assert (held(book)["ada"].earned, held(book)["ada"].fails) == (0.0, ("It threatens <somebody>.",))
    box.value = False
    assert held(book)["ada"].earned == 3


def test_an_answer_left_empty_is_not_on_the_desk(desk: MarkingDesk) -> None:
    assert sorted(answer.learner for answer in desk.answers) == ["ada", "ben", "dan"]


def test_buttons_go_through_the_answers_and_stop_at_the_ends(desk: MarkingDesk) -> None:
    assert (desk.previous.disabled, desk.next.disabled) == (True, False)
    first, turned = desk.answer, desk.keys.turned
    desk.previous.click()
    assert desk.answer == first
    desk.next.click()
    desk.next.click()
    assert (desk.previous.disabled, desk.next.disabled) == (False, True)
    assert desk.answer == desk.answers[2]
    desk.previous.click()
    assert desk.answer == desk.answers[1]
    assert desk.keys.turned == turned + 3
    desk.next_unmarked.click()
    desk.next_unmarked.click()
    assert desk.answer == first


def test_the_form_shows_each_answers_own_mark(desk: MarkingDesk) -> None:
    mark(desk, 2, 1)
    desk.form.text.value = "Good."
    desk.next.click()
    assert (desk.form.levels, desk.form.comment, desk.form.fails) == ({}, "", ())
    desk.previous.click()
    assert (desk.form.levels, desk.form.comment) == ({"Tone": 2, "A number": 1}, "Good.")


def test_looking_changes_nothing(desk: MarkingDesk, book: str) -> None:
    mark(desk, 2, 1)
    before = held(book)
    for _ in range(4):
        desk.next.click()
        desk.previous.click()
    assert held(book) == before


def test_a_desk_opened_later_begins_at_the_first_that_is_not_marked(
    desk: MarkingDesk, book: str, home: Path
) -> None:
    mark(desk, 1, 1)
    later = MarkingDesk(book, home)
    assert later.answer == desk.answers[1]
    assert later.answers == desk.answers
    later.show(0)
    assert later.form.levels == {"Tone": 1, "A number": 1}


def test_a_mark_that_is_changed_later_is_kept_as_it_was(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    mark(desk, 2, 2)
    desk.form.criteria["Tone"].value = 1  # still the same sitting
    with Gradebook(book, make=False) as opened:
        assert marks.earlier(opened, "ada") == []
    go_to(desk, "dan")
    go_to(desk, "ada")
    desk.form.criteria["Tone"].value = 0
    desk.form.text.value = "On second thoughts."
    with Gradebook(book, make=False) as opened:
        assert [(m.levels["Tone"], m.earned) for m in marks.earlier(opened, "ada")] == [(1, 2.25)]
    assert (held(book)["ada"].earned, held(book)["ada"].comment) == (1.5, "On second thoughts.")


def test_what_another_person_marked_meanwhile_is_shown(desk: MarkingDesk, book: str, home: Path) -> None:
    other = MarkingDesk(book, home)
    other.show(1)
    mark(other, 2, 2)
    desk.show(1)
    assert desk.form.levels == {"Tone": 2, "A number": 2}


def test_of_two_at_the_same_answer_the_later_one_is_told(desk: MarkingDesk, book: str, home: Path) -> None:
    other = MarkingDesk(book, home)
    for one in (desk, other):
        go_to(one, "ada")
    mark(desk, 2, 2)
    other.form.criteria["Tone"].value = 0
    place = other._place + 1
    assert words.CHANGED.format(place=place).partition(":")[2] in unescape(other.status.value)
    assert other.form.levels == {"Tone": 2, "A number": 2}
    assert held(book)["ada"].earned == 3
    other.form.criteria["Tone"].value = 0
    assert held(book)["ada"].levels == {"Tone": 0, "A number": 2}
    with Gradebook(book, make=False) as opened:
        assert [earlier.earned for earlier in marks.earlier(opened, "ada")] == [3]


def test_a_mark_that_could_not_be_saved_is_said_so(
    desk: MarkingDesk, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("insert", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(marks, "record", fail)
        mark(desk, 2, 2)
        assert "NOT SAVED" in desk.status.value
        assert "database is locked" in desk.status.value
        assert words.PROGRESS.format(marked=0, total=3) in desk.progress.value
    assert held(book) == {}


def test_choices_that_come_in_two_threads_are_both_saved(
    desk: MarkingDesk, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel hears the first message of a widget in one thread, and what JupyterLab sends later in another."""
    saving, overtaken, earned = Event(), Event(), Rubric.earned

    def slow(*arguments: Any) -> float | None:
        if not saving.is_set():
            saving.set()
            overtaken.wait(0.3)  # until the other one is saved: never, if it has to wait for its turn
        return earned(*arguments)

    monkeypatch.setattr(Rubric, "earned", slow)
    go_to(desk, "ada")
    with ThreadPoolExecutor(1) as kernel:
        first = kernel.submit(setattr, desk.form.criteria["Tone"], "value", 2)
        assert saving.wait(10)
        desk.form.criteria["A number"].value = 1
        overtaken.set()
        first.result()
    assert held(book)["ada"].levels == desk.form.levels == {"Tone": 2, "A number": 1}
    assert words.POINTS.format(earned="2.25", possible="3") in desk.status.value


def test_whatever_a_person_does_the_gradebook_has_what_the_desk_shows(desk: MarkingDesk, book: str) -> None:
    draw = random.Random(1917)
    shown: dict[str, tuple[dict[str, int], tuple[str, ...], str]] = {}
    for _ in range(200):
        match draw.randrange(5):
            case 0:
                desk.show(draw.randrange(3))
            case 1:
                draw.choice([desk.previous, desk.next, desk.next_unmarked]).click()
            case 2:
                draw.choice(list(desk.form.criteria.values())).value = draw.randrange(3)
            case 3:
                box = draw.choice(list(desk.form.outright.values()))
                box.value = not box.value
            case 4:
                desk.form.text.value = f"comment {draw.random()}"
        shown[desk.answer.learner] = (desk.form.levels, desk.form.fails, desk.form.comment)
    assert shown == {
        **{learner: ({}, (), "") for learner in shown},
        **{learner: (found.levels, found.fails, found.comment) for learner, found in held(book).items()},
    }
