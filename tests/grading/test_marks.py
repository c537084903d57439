"""Written answers and their marks in the gradebook, on SQLite and on a real PostgreSQL: the same promises on both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from casekit.exercise.checks import Result
from casekit.grading import words
from casekit.grading.judging.grade import CODE, WRITTEN, Grade, Text
from casekit.grading.marking import words as marking_words
from casekit.grading.records import marks
from casekit.grading.records.gradebook import METADATA, Entry, GoneError, Gradebook
from casekit.grading.records.marks import Answer, Mark, together, with_marks
from tests.grading.races import before_commit, races

HALF = Result("half", 1.0, 1.0, "Right.", None)
GRADE = Grade("trial", "v", None, "s1", words.SANDBOXED, 0.1, (HALF,), (), 0, ())
ADA = Entry("ada", GRADE, late=False, name="ada/trial.ipynb")
BEN = replace(ADA, learner="ben")
TEXT = Answer("reply", WRITTEN, "Two days – “once”. 🙂", 5.0, "ada", "trial", "s1")
MARK = Mark(TEXT.key, {"Tone": 2, "A number": 3}, (), "Say with what range.", 4.17, 5.0, "first")
NONE = Mark(TEXT.key)


@pytest.fixture
def book(address: str) -> Iterator[Gradebook]:
    with Gradebook(address) as book:
        book.record(ADA)
        book.record(BEN)
        yield book


def keep(book: Gradebook, *answers: Answer) -> None:
    """Record grades that have these texts beside them."""
    for answer in answers:
        text = Text(answer.question, answer.kind, answer.text, answer.possible)
        grade = replace(GRADE, submission=answer.submission, texts=(text,))
        book.record(replace(ADA, learner=answer.learner, grade=grade))


def test_answers_and_marks_come_back_as_they_went_in(book: Gradebook) -> None:
    keep(book, TEXT)
    keep(book, replace(TEXT, text="another text for the same submission"))
    assert marks.counting(book) == marks.counting(book, "trial") == [TEXT]
    assert marks.counting(book, "other") == []
    assert marks.handed_in(book, ADA) == [TEXT]
    assert marks.handed_in(book, BEN) == []
    marks.record(book, MARK, replaces=NONE, keep_earlier=False)
    assert marks.find(book, TEXT.key) == MARK
    assert marks.marks(book, "trial") == marks.marks(book) == {TEXT.key: MARK}


def test_what_is_not_marked_has_an_empty_mark(book: Gradebook) -> None:
    assert marks.find(book, TEXT.key) == Mark(TEXT.key)


def test_a_mark_that_is_replaced_is_kept(book: Gradebook) -> None:
    keep(book, TEXT)
    second, third = (replace(MARK, earned=earned, marked_at=f"{earned}") for earned in (1.0, 2.0))
    marks.record(book, MARK, replaces=NONE, keep_earlier=True)
    marks.record(book, second, replaces=MARK, keep_earlier=True)
    marks.record(book, third, replaces=second, keep_earlier=False)
    assert marks.earlier(book, "ada") == [MARK]
    assert marks.find(book, TEXT.key) == third
    assert marks.earlier(book, "ben") == []


def test_half_a_mark_is_no_history(book: Gradebook) -> None:
    keep(book, TEXT)
    half = marks.record(
        book, replace(MARK, levels={"Tone": 2}, earned=None), replaces=NONE, keep_earlier=True
    )
    marks.record(book, MARK, replaces=half, keep_earlier=True)
    assert marks.earlier(book, "ada") == []


def test_a_mark_says_when_it_was_made(book: Gradebook) -> None:
    keep(book, TEXT)
    made = marks.record(book, replace(MARK, marked_at=""), replaces=NONE, keep_earlier=False)
    assert made == marks.find(book, TEXT.key)
    assert made.marked_at.endswith("+00:00")


@pytest.mark.parametrize("keep_earlier", [True, False])
def test_of_two_who_mark_at_once_the_second_is_told_and_changes_nothing(
    book: Gradebook, keep_earlier: bool
) -> None:
    keep(book, TEXT)
    marks.record(book, MARK, replaces=NONE, keep_earlier=keep_earlier)
    late = replace(MARK, earned=0.0, comment="I never saw the other one.", marked_at="late")
    for seen in (NONE, replace(MARK, marked_at="earlier")):
        with pytest.raises(marks.ChangedError):
            marks.record(book, late, replaces=seen, keep_earlier=keep_earlier)
    assert marks.find(book, TEXT.key) == MARK
    assert marks.earlier(book, "ada") == []


def test_only_answers_of_submissions_that_count_are_read(book: Gradebook) -> None:
    keep(book, TEXT, replace(TEXT, submission="s2", text="Newer."))
    assert [answer.text for answer in marks.counting(book)] == ["Newer."]


def test_the_same_text_handed_in_again_keeps_its_mark_and_another_does_not(book: Gradebook) -> None:
    keep(book, TEXT, replace(TEXT, submission="s2"))
    marks.record(book, MARK, replaces=NONE, keep_earlier=False)
    assert with_marks(book, book.counting(["ada"])).entries[0].grade.earned == pytest.approx(5.17)
    keep(book, replace(TEXT, submission="s3", text="Changed."))
    marked = with_marks(book, book.counting(["ada"]))
    assert marked.entries[0].grade.possible == 1.0
    assert marked.unread == {("ada", "trial"): 1}


def test_all_of_it_goes_with_the_learner_and_comes_out_before(book: Gradebook) -> None:
    keep(book, TEXT, replace(TEXT, learner="ben"))
    marks.record(book, MARK, replaces=NONE, keep_earlier=False)
    marks.record(book, replace(MARK, earned=0.0), replaces=MARK, keep_earlier=True)
    held = json.loads(json.dumps(book.export("ada")))
    assert [held["answer"][0]["text"], held["mark"][0]["comment"]] == [TEXT.text, MARK.comment]
    assert held["earlier_mark"][0]["earned"] == 4.17
    assert book.erase("ada") == 5
    assert marks.marks(book) == {}
    assert [answer.learner for answer in marks.counting(book)] == ["ben"]


# ---- a learner who is erased while somebody marks


SECOND = replace(MARK, earned=0.0, comment="On second thoughts.", marked_at="second")


@pytest.fixture
def desk(address: str, book: Gradebook) -> Iterator[Gradebook]:
    """The same gradebook as another process has it, in which a mark was made and an older one replaced."""
    keep(book, TEXT)
    with Gradebook(address) as desk:
        marks.record(desk, replace(MARK, marked_at="before"), replaces=NONE, keep_earlier=False)
        marks.record(desk, MARK, replaces=replace(MARK, marked_at="before"), keep_earlier=True)
        yield desk


@pytest.mark.parametrize(
    "answer", [replace(TEXT, learner="cem"), replace(TEXT, question="other"), replace(TEXT, text="Changed.")]
)
def test_no_mark_is_stored_for_an_answer_that_is_not_held(book: Gradebook, answer: Answer) -> None:
    keep(book, TEXT)
    assert marks.is_held(book, TEXT.key)
    assert not marks.is_held(book, answer.key)
    with pytest.raises(GoneError):
        marks.record(book, replace(MARK, key=answer.key), replaces=Mark(answer.key), keep_earlier=True)
    assert marks.marks(book) == {}


def test_an_older_text_of_a_learners_can_still_be_marked(book: Gradebook) -> None:
    keep(book, TEXT, replace(TEXT, submission="s2", text="Newer."))
    marks.record(book, MARK, replaces=NONE, keep_earlier=False)
    assert marks.find(book, TEXT.key) == MARK


@pytest.mark.parametrize("keep_earlier", [True, False])
def test_a_mark_saved_after_its_learner_was_erased_is_refused(
    book: Gradebook, desk: Gradebook, keep_earlier: bool
) -> None:
    book.erase("ada")
    with pytest.raises(GoneError):
        marks.record(desk, SECOND, replaces=MARK, keep_earlier=keep_earlier)
    assert book.learners() == ["ben"]


def test_whoever_hands_in_again_after_being_erased_can_be_marked_again(
    book: Gradebook, desk: Gradebook
) -> None:
    book.erase("ada")
    keep(book, TEXT)
    marks.record(desk, SECOND, replaces=MARK, keep_earlier=True)
    assert marks.find(book, TEXT.key) == SECOND
    assert marks.earlier(book, "ada") == []


@races
def test_a_mark_saved_while_its_learner_is_being_erased_is_refused(book: Gradebook, desk: Gradebook) -> None:
    def save() -> None:
        marks.record(desk, SECOND, replaces=MARK, keep_earlier=True)

    with ThreadPoolExecutor(1) as threads:
        saving = before_commit(book, save, threads)
        book.erase("ada")
        with pytest.raises(GoneError):
            saving[0].result()
    assert book.learners() == ["ben"]


@races
def test_a_learner_erased_while_a_mark_is_being_saved_takes_it_along(
    book: Gradebook, desk: Gradebook
) -> None:
    with ThreadPoolExecutor(1) as threads:
        erasing = before_commit(desk, lambda: book.erase("ada"), threads)
        marks.record(desk, SECOND, replaces=MARK, keep_earlier=True)
        assert erasing[0].result() == 6  # two of grades, the text, its mark, and the two marks before
    assert book.learners() == ["ben"]


def test_a_gradebook_made_before_there_were_marks_gets_their_tables(address: str) -> None:
    with Gradebook(address) as book, book.begin() as connection:
        for name in ("answer", "mark", "earlier_mark"):
            METADATA.tables[name].drop(connection)
    with Gradebook(address, make=False) as book:
        assert marks.marks(book) == {}


# ---- grades with marks


def test_marks_add_to_what_the_checks_gave() -> None:
    marked = together([ADA], [TEXT], {TEXT.key: MARK})
    [entry] = marked.entries
    assert entry.grade.results == (HALF, Result("reply", 4.17, 5.0, MARK.comment, None))
    assert (marked.unread, marked.marks) == ({}, {("ada", "trial"): (MARK,)})


def test_without_any_mark_the_checks_alone_count() -> None:
    empty = replace(TEXT, learner="ben", text="")
    marked = together([ADA, BEN], [TEXT, empty], {})
    assert marked.entries == (ADA, BEN)
    assert marked.unread == {("ada", "trial"): 1}


@pytest.mark.parametrize(
    ("text", "message"), [("", marking_words.NOTHING_WRITTEN), (None, marking_words.NOT_TAKEN)]
)
def test_what_is_empty_earns_nothing_once_somebody_is_marked(text: str | None, message: str) -> None:
    empty = replace(TEXT, learner="ben", text=text)
    marked = together([ADA, BEN], [TEXT, empty], {TEXT.key: MARK})
    assert marked.entries[1].grade.results[1] == Result("reply", 0.0, 5.0, message, marking_words.EMPTY)
    assert marked.unread == {}


def test_half_a_mark_adds_nothing_yet() -> None:
    marked = together([ADA], [TEXT], {TEXT.key: replace(MARK, earned=None)})
    assert marked.entries == (ADA,)
    assert marked.unread == {("ada", "trial"): 1}
    assert marked.marks == {("ada", "trial"): ()}


def test_code_is_nothing_that_a_person_marks() -> None:
    marked = together([ADA], [replace(TEXT, kind=CODE)], {TEXT.key: MARK})
    assert (marked.entries, marked.unread) == ((ADA,), {})


def test_another_learners_mark_for_the_same_words_is_not_ones_own() -> None:
    same = replace(TEXT, learner="ben")
    marked = together([ADA, BEN], [TEXT, same], {TEXT.key: MARK})
    assert [entry.grade.earned for entry in marked.entries] == [pytest.approx(5.17), 1.0]
    assert marked.unread == {("ben", "trial"): 1}
