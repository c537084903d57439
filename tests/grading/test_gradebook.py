"""The gradebook, on SQLite and on a real PostgreSQL: the same promises on both."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from casekit.exercise.checks import Result
from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.judging.runner import Grade
from casekit.grading.records.gradebook import METADATA, Entry, GoneError, Gradebook, Key, is_safe
from tests.grading.races import before_commit, races

GRADE = Grade(
    exercise="01-retention",
    version="v" * 64,
    token=None,
    submission="5" * 64,
    sandbox=words.SANDBOXED,
    seconds=0.25,
    results=(
        Result("half", 1.0, 1.0, "Right: ½ “of” it.", None),
        Result("letter", 0.0, 2.5, "Not this one.", "swapped"),
    ),
    cells=(("half-answer", "The cell `half-answer` stopped."),),
    own_cells=2,
    broken=("half: KeyError",),
)

ENTRY = Entry("Zoë O'Hara; DROP TABLE grade", GRADE, late=True, name="zoe/01-retention (1).ipynb")
LATER = replace(ENTRY, grade=replace(GRADE, submission="6" * 64))
REGRADED = replace(
    ENTRY, grade=replace(GRADE, results=(Result("half", 0.5, 1.0, "Half.", None),), seconds=1.0)
)
NEW_VERSION = replace(ENTRY, grade=replace(GRADE, version="w" * 64))


@pytest.fixture
def book(address: str) -> Iterator[Gradebook]:
    with Gradebook(address) as book:
        yield book


def plain(entry: Entry) -> Entry:
    return replace(entry, graded_at="")


def test_a_grade_comes_back_as_it_went_in(book: Gradebook) -> None:
    book.record(ENTRY)
    [found] = book.counting()
    assert plain(found) == ENTRY
    assert found.graded_at.endswith("+00:00")
    assert book.find([ENTRY.key]) == [found]
    assert book.held() == {ENTRY.key: words.SANDBOXED}


def test_grading_twice_changes_nothing(book: Gradebook) -> None:
    book.record(replace(ENTRY, graded_at="first"))
    before = book.export(ENTRY.learner)
    book.record(replace(REGRADED, graded_at="second"))
    assert book.export(ENTRY.learner) == before
    assert book.earlier(ENTRY.learner) == []


def test_grading_again_keeps_what_was_there(book: Gradebook) -> None:
    book.record(ENTRY)
    book.record(REGRADED, again=True)
    book.record(ENTRY, again=True)
    assert [plain(entry) for entry in book.counting()] == [ENTRY]
    assert [plain(entry) for entry in book.earlier(ENTRY.learner)] == [ENTRY, REGRADED]


def test_the_first_grade_may_be_one_made_again(book: Gradebook) -> None:
    book.record(ENTRY, again=True)
    assert (len(book.counting()), book.earlier(ENTRY.learner)) == (1, [])


@pytest.mark.parametrize("newer", [LATER, NEW_VERSION])
def test_a_newer_submission_or_version_counts_and_the_older_stays(book: Gradebook, newer: Entry) -> None:
    book.record(ENTRY)
    book.record(newer)
    assert [plain(entry) for entry in book.counting()] == [newer]
    assert set(book.held()) == {ENTRY.key, newer.key}
    book.count([ENTRY.key])  # it was handed in once more
    assert [plain(entry) for entry in book.counting()] == [ENTRY]


def test_others_are_left_alone(book: Gradebook) -> None:
    others = [replace(ENTRY, learner="ben"), replace(ENTRY, grade=replace(GRADE, exercise="02-x"))]
    for entry in (ENTRY, *others):
        book.record(entry)
    book.record(LATER)
    assert [plain(entry) for entry in book.counting()] == [LATER, others[0], others[1]]
    assert [plain(entry) for entry in book.counting(["ben"])] == [others[0]]


def test_everything_on_one_learner_comes_out(book: Gradebook) -> None:
    book.record(ENTRY)
    book.record(REGRADED, again=True)
    book.record(replace(ENTRY, learner="ben"))
    held = json.loads(json.dumps(book.export(ENTRY.learner)))
    assert {name: len(rows) for name, rows in held.items() if isinstance(rows, list)} == {
        "grade": 1,
        "earlier_grade": 1,
        "counting": 1,
        "answer": 0,
        "mark": 0,
        "earlier_mark": 0,
    }
    assert held["grade"][0]["submission"] == GRADE.submission
    assert "ben" not in json.dumps(held)


def test_everything_on_one_learner_goes_and_nothing_else(book: Gradebook) -> None:
    book.record(replace(ENTRY, learner="ben"))
    before = book.export("ben")
    book.record(ENTRY)
    book.record(REGRADED, again=True)
    assert book.learners() == [ENTRY.learner, "ben"]
    assert book.erase(ENTRY.learner) == 3
    assert book.export("ben") == before
    assert book.learners() == ["ben"]
    for command in (book.export, book.erase):
        with pytest.raises(ProblemError, match="holds nothing on Zo"):
            command(ENTRY.learner)


# ---- a learner who is erased while a class is graded


def test_a_grade_of_somebody_who_was_erased_meanwhile_is_not_stored(book: Gradebook) -> None:
    book.record(replace(ENTRY, learner="ben"))
    book.record(ENTRY)
    book.record(LATER, was_held=True)
    assert book.erase(ENTRY.learner) == 3
    for entry in (ENTRY, REGRADED, LATER):
        with pytest.raises(GoneError):
            book.record(entry, again=entry is REGRADED, was_held=True)
    book.count([ENTRY.key, replace(ENTRY, learner="ben").key])
    assert book.learners() == ["ben"]


@races
def test_a_grade_recorded_while_its_learner_is_being_erased_is_refused(address: str, book: Gradebook) -> None:
    book.record(ENTRY)
    with Gradebook(address) as grader, ThreadPoolExecutor(1) as threads:
        recording = before_commit(book, lambda: grader.record(LATER, was_held=True), threads)
        book.erase(ENTRY.learner)
        with pytest.raises(GoneError):
            recording[0].result()
    assert book.learners() == []


@races
def test_a_learner_erased_while_a_grade_is_being_recorded_takes_it_along(
    address: str, book: Gradebook
) -> None:
    book.record(ENTRY)
    other = replace(ENTRY, grade=replace(GRADE, exercise="02-single-point-of-failure"))
    with Gradebook(address) as grader, ThreadPoolExecutor(1) as threads:
        erasing = before_commit(grader, lambda: book.erase(ENTRY.learner), threads)
        grader.record(other, was_held=True)
        assert erasing[0].result() == 4  # two grades, and that they count
    assert book.learners() == []


@races
def test_whoever_is_erased_while_old_grades_are_counted_again_is_gone(address: str, book: Gradebook) -> None:
    book.record(ENTRY)
    with Gradebook(address) as grader, ThreadPoolExecutor(1) as threads:
        counting = before_commit(book, lambda: grader.count([ENTRY.key]), threads)
        book.erase(ENTRY.learner)
        counting[0].result()
    assert book.learners() == []


def test_no_table_is_forgotten_when_a_learner_goes() -> None:
    assert {table.name for table in METADATA.tables.values() if "learner" not in table.c} == {"about"}


def test_nothing_of_an_erased_learner_is_left_in_the_file(tmp_path: Path) -> None:
    with Gradebook(str(tmp_path / "grades.db")) as book:
        book.record(replace(ENTRY, learner="Wilhelmina"))
        book.record(replace(ENTRY, learner="ben"))
        book.erase("Wilhelmina")
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Wilhelmina" not in written
    assert b"ben" in written


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    with Gradebook(str(tmp_path / "grades.db")):
        connection = sqlite3.connect(tmp_path / "grades.db")
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()


def _record_many(address: str, learners: range) -> None:
    with Gradebook(address) as book:
        for number in learners:
            book.record(replace(ENTRY, learner=f"learner {number % 20}"))


def test_two_who_grade_at_once_write_each_grade_once(address: str) -> None:
    with ThreadPoolExecutor(2) as at_once:
        list(at_once.map(_record_many, [address] * 2, [range(30), range(10, 40)]))
    with Gradebook(address) as book:
        assert len(book.counting()) == len(book.held()) == 20


def test_the_same_book_opens_again(address: str) -> None:
    with Gradebook(address) as book:
        book.record(ENTRY)
    with Gradebook(address, make=False) as book:
        assert [plain(entry) for entry in book.counting()] == [ENTRY]


def test_reading_makes_no_gradebook(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="does not exist"):
        Gradebook(str(tmp_path / "none.db"), make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_gradebook_is_left_alone(address: str) -> None:
    with Gradebook(address) as book, book._engine.begin() as connection:
        connection.execute(text("UPDATE about SET schema = 99"))
    with pytest.raises(ProblemError, match="newer casekit"):
        Gradebook(address)


@pytest.mark.parametrize(
    "address",
    ["mysql://root:hidden@host/x", "nonsense://hidden", "postgresql://u:hidden@h:port/x", "://hidden"],
)
def test_another_address_is_a_sentence_without_its_password(address: str) -> None:
    with pytest.raises(ProblemError) as problem:
        Gradebook(address)
    assert "hidden" not in str(problem.value)
    assert problem.value.status == 2


def test_a_server_that_does_not_answer_is_a_sentence_without_its_password(postgres: str) -> None:
    scheme, _, rest = postgres.rpartition("@")
    wrong = f"{scheme.rpartition(':')[0]}:hidden@{rest}"
    with pytest.raises(ProblemError) as problem:
        Gradebook(wrong)
    assert problem.value.status == 1
    assert "hidden" not in str(problem.value)
    assert "cannot be opened" in problem.value.sentence


def test_a_file_that_is_no_gradebook_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "grades.db").write_text("no database", "utf-8")
    with pytest.raises(ProblemError, match="cannot be opened"):
        Gradebook(str(tmp_path / "grades.db"))


def test_an_unsafe_grade_is_known_as_such(book: Gradebook) -> None:
    book.record(replace(ENTRY, grade=replace(GRADE, sandbox=words.UNSAFE)))
    assert [is_safe(sandbox) for sandbox in book.held().values()] == [False]
    assert isinstance(next(iter(book.held())), Key)
