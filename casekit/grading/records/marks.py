"""What learners wrote, and how a person marked it: kept in the gradebook, and added to the grades it belongs to.

A mark belongs to a text: whoever hands in the same text again keeps it, and whoever hands in another one is read
again. A mark that another replaces is kept in a table of its own, as a grade is. As soon as one answer of an
exercise is marked, what others left empty counts as no points; what is still to be read is left out of the totals.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, insert, select

from casekit.exercise.checks import Result
from casekit.grading.judging.grade import WRITTEN, Text
from casekit.grading.marking import words
from casekit.grading.records.gradebook import COUNTING, MARKS, UPSERTS, GoneError
from casekit.grading.records.marks_tables import ANSWER_KEY, MARK_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from casekit.grading.records.gradebook import Entry, Gradebook


class MarkKey(NamedTuple):
    """What a mark is known by; `digest` is the SHA-256 of the text."""

    learner: str
    exercise: str
    question: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer(Text):
    """A text and whose it is."""

    learner: str
    exercise: str
    submission: str

    @property
    def key(self) -> MarkKey:
        """What its mark is known by."""
        digest = hashlib.sha256((self.text or "").encode("utf-8", "replace")).hexdigest()
        return MarkKey(self.learner, self.exercise, self.question, digest)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one answer was marked: the level of each criterion, what fails it outright, and a comment.

    `earned` is None while a level is missing.
    """

    key: MarkKey
    levels: Mapping[str, int] = field(default_factory=dict)
    fails: tuple[str, ...] = ()
    comment: str = ""
    earned: float | None = None
    possible: float = 0.0
    marked_at: str = ""


def counting(book: Gradebook, exercise: str | None = None) -> list[Answer]:
    """Return the answers of the submissions that count, sorted by exercise, question and learner."""
    table = MARKS.answer
    same = [table.c[name] == COUNTING.c[name] for name in ANSWER_KEY[:3]]
    query = select(table).join(COUNTING, and_(*same))
    if exercise is not None:
        query = query.where(table.c.exercise == exercise)
    with book.begin() as connection:
        rows = connection.execute(query.order_by(table.c.exercise, table.c.question, table.c.learner))
        return [Answer(**row) for row in rows.mappings()]


def handed_in(book: Gradebook, entry: Entry) -> list[Answer]:
    """Return the answers of one submission."""
    known = (entry.learner, entry.grade.exercise, entry.grade.submission)
    same = [MARKS.answer.c[name] == value for name, value in zip(ANSWER_KEY, known, strict=False)]
    with book.begin() as connection:
        rows = connection.execute(select(MARKS.answer).where(and_(*same)))
        return [Answer(**row) for row in rows.mappings()]


def marks(book: Gradebook, exercise: str | None = None) -> dict[MarkKey, Mark]:
    """Return all marks, of one exercise or of all."""
    query = select(MARKS.mark)
    if exercise is not None:
        query = query.where(MARKS.mark.c.exercise == exercise)
    with book.begin() as connection:
        found = [_mark(row) for row in connection.execute(query).mappings()]
    return {mark.key: mark for mark in found}


def find(book: Gradebook, key: MarkKey) -> Mark:
    """Return one mark; an empty one if there is none."""
    query = select(MARKS.mark).where(_is(MARKS.mark, key))
    with book.begin() as connection:
        row = connection.execute(query).mappings().first()
    return Mark(key) if row is None else _mark(row)


class ChangedError(Exception):
    """Somebody else has marked the same answer meanwhile."""


def is_held(book: Gradebook, key: MarkKey) -> bool:
    """Say whether the gradebook has the answer that a mark belongs to."""
    with book.begin() as connection:
        return _is_held(connection, key)


def record(book: Gradebook, mark: Mark, *, replaces: Mark, keep_earlier: bool) -> Mark:
    """Hold a mark in place of the one that its marker saw; return it with the moment at which it was made.

    Parameters
    ----------
    book
        Where it is held.
    mark
        The mark; it is dated now, unless it is dated already.
    replaces
        The one that was there, as :func:`find` or this function returned it.
    keep_earlier
        Whether that one, if it is a whole one, is kept as an earlier one.

    Raises
    ------
    ChangedError
        If another one is there by now; nothing is changed then.
    GoneError
        If the answer is no longer there; nothing is changed then either.
    """
    row = _row(mark)
    changed = {name: value for name, value in row.items() if name not in MARK_KEY}
    seen = MARKS.mark.c.marked_at == replaces.marked_at
    with book.changing() as connection:
        book.lock(connection, mark.key.learner)
        if not _is_held(connection, mark.key):
            raise GoneError
        if keep_earlier:
            there = select(*(MARKS.mark.c[name] for name in row)).where(_is(MARKS.mark, mark.key), seen)
            whole = there.where(MARKS.mark.c.earned.is_not(None))
            connection.execute(insert(MARKS.earlier).from_select(list(row), whole))
        statement = UPSERTS[connection.dialect.name](MARKS.mark).values(row)
        statement = statement.on_conflict_do_update(index_elements=MARK_KEY, set_=changed, where=seen)
        if connection.execute(statement.returning(MARKS.mark.c.marked_at)).first() is None:
            raise ChangedError  # which undoes all of it
    return replace(mark, marked_at=row["marked_at"])


def earlier(book: Gradebook, learner: str) -> list[Mark]:
    """Return the marks of one learner that others have replaced, the oldest first."""
    query = select(MARKS.earlier).where(MARKS.earlier.c.learner == learner).order_by(MARKS.earlier.c.id)
    with book.begin() as connection:
        return [_mark(row) for row in connection.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class Marked:
    """Grades with the points for what was written, and how many written answers are still to be read.

    `unread` counts them by learner and exercise, `marks` has the whole marks by learner and exercise, `begun` the
    exercises of which anything is marked.
    """

    entries: tuple[Entry, ...]
    unread: Mapping[tuple[str, str], int]
    marks: Mapping[tuple[str, str], tuple[Mark, ...]]
    begun: frozenset[str] = frozenset()


def with_marks(book: Gradebook, entries: Sequence[Entry]) -> Marked:
    """Return grades with the points of their written answers, as far as these are marked."""
    return together(entries, counting(book), marks(book))


def together(entries: Sequence[Entry], answers: Iterable[Answer], held: Mapping[MarkKey, Mark]) -> Marked:
    """Return grades with the points of the written answers that belong to them."""
    own: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.kind == WRITTEN:
            own[answer.learner, answer.exercise, answer.submission].append(answer)
    begun = frozenset(mark.key.exercise for mark in held.values() if mark.earned is not None)
    found, unread, whole = [], {}, {}
    for entry in entries:
        name = entry.grade.exercise
        written = own[entry.learner, name, entry.grade.submission]
        of_them = [(answer, held.get(answer.key)) for answer in written]
        results = [result for pair in of_them if name in begun and (result := _result(*pair))]
        if left := sum(bool(answer.text) and not _is_whole(mark) for answer, mark in of_them):
            unread[entry.learner, name] = left
        whole[entry.learner, name] = tuple(mark for _, mark in of_them if mark and _is_whole(mark))
        grade = replace(entry.grade, results=(*entry.grade.results, *results))
        found.append(replace(entry, grade=grade))
    return Marked(tuple(found), unread, whole, begun)


def _result(answer: Answer, mark: Mark | None) -> Result | None:
    """Return what an answer earned; None if nobody has read it yet."""
    if mark and mark.earned is not None:
        return Result(answer.question, mark.earned, mark.possible, mark.comment, None)
    if answer.text:
        return None
    message = words.NOT_TAKEN if answer.text is None else words.NOTHING_WRITTEN
    return Result(answer.question, 0.0, answer.possible, message, words.EMPTY)


def _is_whole(mark: Mark | None) -> bool:
    return mark is not None and mark.earned is not None


def _is_held(connection: Connection, key: MarkKey) -> bool:
    same = [MARKS.answer.c[name] == getattr(key, name) for name in MARK_KEY[:3]]
    rows = connection.execute(select(MARKS.answer).where(and_(*same)))
    return any(Answer(**row).key == key for row in rows.mappings())


def _is(table: Any, key: MarkKey) -> Any:
    return and_(*(table.c[name] == value for name, value in key._asdict().items()))


def _row(mark: Mark) -> dict[str, Any]:
    return {
        **mark.key._asdict(),
        "levels": dict(mark.levels),
        "fails": list(mark.fails),
        "comment": mark.comment,
        "earned": mark.earned,
        "possible": mark.possible,
        "marked_at": mark.marked_at or datetime.now(UTC).isoformat(timespec="microseconds"),
    }


def _mark(row: Any) -> Mark:
    return Mark(
        key=MarkKey(*(row[name] for name in MARK_KEY)),
        levels=row["levels"],
        fails=tuple(row["fails"]),
        comment=row["comment"],
        earned=row["earned"],
        possible=row["possible"],
        marked_at=row["marked_at"],
    )
