"""A learner who is erased while the marking desk is open leaves it, and nothing of them is stored."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from casekit.cli import main
from casekit.grading.marking import words
from casekit.grading.marking.desk import MarkingDesk
from tests.grading.classroom.marking.at_the_desk import TEXTS, go_to, held, mark


@pytest.fixture
def erase(book: str) -> Callable[[str], None]:
    """Return a function that erases a learner by the command."""

    def erase(learner: str) -> None:
        assert main(["learner", "erase", learner, "--gradebook", book]) == 0

    return erase


def shown(desk: MarkingDesk) -> str:
    """Everything that the desk shows."""
    return unescape(" ".join(getattr(desk, part).value for part in ("progress", "who", "text", "status")))


def test_a_mark_for_an_erased_learner_is_refused_and_the_desk_says_so(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    go_to(desk, "ada")
    place, turned, form = desk._place + 1, desk.keys.turned, desk.form
    erase("ada")
    form.text.value = "Said well."
    assert words.NOT_SAVED_GONE.format(place=place) in shown(desk)
    assert words.PROGRESS.format(marked=0, total=2) in shown(desk)
    assert desk.keys.turned > turned  # the keyboard stays at the desk
    assert held(book) == {}


def test_nothing_of_an_erased_learner_is_left_at_the_desk_or_in_the_file(
    home: Path, book: str, erase: Callable[[str], None]
) -> None:
    desk = MarkingDesk(book, home, names=True)
    go_to(desk, "ada")
    mark(desk, 2, 2)
    desk.form.text.value = "A comment for nobody else."
    form = desk.form
    erase("ada")
    form.text.value = "Another comment."
    mark_of_ada = [key for key in desk._marks if key.learner == "ada"]
    assert (mark_of_ada, [answer.learner for answer in desk.answers].count("ada")) == ([], 0)
    assert not any(word in shown(desk) for word in ("ada", TEXTS["ada"]))
    assert (desk._sheet.children, form.text.comm) == ((), None)
    written = b"".join(path.read_bytes() for path in Path(book).parent.glob("grades.db*"))
    assert not any(
        word in written for word in (b"Two days, once.", b"comment for nobody", b"Another comment")
    )
    assert TEXTS["dan"].encode() in written


def test_the_others_keep_their_places_and_their_marks(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    desk.show(0)
    erase(desk.answer.learner)
    others = [(place, desk.answers[place].learner) for place in (1, 2)]
    desk.next.click()
    desk.previous.click()
    assert words.GONE.format(place=1) in shown(desk)
    for place, learner in others:
        desk.next_unmarked.click()
        assert (desk._place, desk.answer.learner) == (place, learner)
        mark(desk, 2, 1)
    assert set(held(book)) == {learner for _, learner in others}
    assert words.ALL_MARKED.format(total=2) in shown(desk)


def test_what_comes_late_for_an_erased_learner_is_refused_and_leaves_the_next_answer_alone(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    desk.show(0)
    gone, late = desk.answer.learner, desk.form
    desk.next.click()
    mark(desk, 2, 1)
    erase(gone)
    before = (desk.answer, desk.text.value, desk.form, held(book), desk.keys.turned)
    for comment in ("Typed before.", "And more of it."):
        late.text.value = comment
        assert words.NOT_SAVED_GONE.format(place=1) in shown(desk)
        assert (desk.answer, desk.text.value, desk.form, held(book), desk.keys.turned) == before
    desk.form.text.value = "Good."
    assert words.POINTS.format(earned="2.25", possible="3") in shown(desk)


def test_what_comes_late_is_saved_while_the_desk_shows_one_that_is_gone(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    desk.show(0)
    learner, late = desk.answer.learner, desk.form
    erase(desk.answers[1].learner)
    desk.next.click()
    late.text.value = "Typed before."
    assert held(book)[learner].comment == "Typed before."
    assert words.GONE.format(place=2) in shown(desk)
