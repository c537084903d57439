"""The gradebook: one row for each learner, exercise, version of the exercise and submitted file, and no second one.

    with Gradebook("grades.db") as book:
        book.record(Entry("ada", grade, late=False, name="ada/01-retention.ipynb"))
        rows = book.counting()

Any number of runs, interrupted or at once, leave one row for each of these keys, so grading twice changes nothing.
Which of a learner's rows counts is stated apart, once for each learner and exercise. A row that is graded again is
kept as it was in a table of its own. SQLite in its write-ahead mode by default; PostgreSQL by its address.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, select, tuple_

from casekit.exercise.problem import ProblemError
from casekit.grading import messages, words
from casekit.grading.records import database
from casekit.grading.records.database import UPSERTS
from casekit.grading.records.tables import (
    COUNTING,
    EARLIER,
    GRADE,
    KEY,
    MARKS,
    METADATA,
    Entry,
    Key,
    answers_of,
    entry_of,
    personal,
    row_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType
    from typing import Self

    from sqlalchemy import ColumnElement, Connection, Table

__all__ = ["COUNTING", "MARKS", "METADATA", "UPSERTS", "Entry", "GoneError", "Gradebook", "Key", "is_safe"]


class GoneError(Exception):
    """The gradebook no longer has what this belongs to: the learner was erased meanwhile."""


class Gradebook:
    """A gradebook in a file or a database, made if it is not there.

    Parameters
    ----------
    address
        The name of a file, or a database's URL.
    make
        Whether to make a gradebook where there is none.

    Raises
    ------
    ProblemError
        If it cannot be opened; a password in the address is not shown.
    """

    def __init__(self, address: str, *, make: bool = True) -> None:
        self.url = database.url_of(address)
        self.shown = database.shown(self.url)
        self._upsert = UPSERTS[self.url.get_backend_name()]
        self._engine = database.opened(self.url, make=make)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def begin(self) -> AbstractContextManager[Connection]:
        """Return a connection for what is done all at once or not at all."""
        return self._engine.begin()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection for what is read in order to change something, all at once or not at all."""
        with self._engine.begin() as connection:
            if connection.dialect.name == "sqlite":  # which locks when it writes, and not yet when it reads
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @staticmethod
    def lock(connection: Connection, *learners: str) -> set[str]:
        """Let nobody else erase learners, all or those named, before a transaction has ended; return who is held.

        Whoever erases locks first, too. What is locked is which grades count: whoever is held has one.
        """
        query = select(COUNTING.c.learner).order_by(COUNTING.c.learner, COUNTING.c.exercise).with_for_update()
        return set(connection.scalars(query.where(COUNTING.c.learner.in_(learners)) if learners else query))

    def record(self, entry: Entry, *, again: bool = False, was_held: bool = False) -> None:
        """Hold a grade with its texts, and let it count for its learner and exercise, all at once or not at all.

        A row that is there stays as it is, unless `again` replaces it; then it is kept as an earlier one. A text
        stays as it is: the same file holds the same.

        Parameters
        ----------
        entry
            The grade.
        again
            Whether it replaces the row that is there.
        was_held
            Whether the gradebook is known to have held something on the learner.

        Raises
        ------
        GoneError
            If it did, and holds nothing any more; nothing is changed then.
        """
        row, answers = row_of(entry), answers_of(entry)
        with self.changing() if was_held else self.begin() as connection:
            if was_held and not self.lock(connection, entry.learner):
                raise GoneError
            if again:
                held = select(*(EARLIER.c[name] for name in row)).with_only_columns(
                    *(GRADE.c[name] for name in row)
                )
                connection.execute(insert(EARLIER).from_select(list(row), held.where(_is(GRADE, entry.key))))
                changed = {name: value for name, value in row.items() if name not in KEY}
                statement = self._upsert(GRADE).values(row)
                connection.execute(statement.on_conflict_do_update(index_elements=KEY, set_=changed))
            else:
                connection.execute(self._upsert(GRADE).values(row).on_conflict_do_nothing())
            if answers:
                connection.execute(self._upsert(MARKS.answer).on_conflict_do_nothing(), answers)
            self._count(connection, entry.key)

    def count(self, keys: Iterable[Key]) -> None:
        """Let these rows count for their learners and exercises, but for learners who were erased meanwhile."""
        with self.changing() as connection:
            held = self.lock(connection)
            for key in keys:
                if key.learner in held:
                    self._count(connection, key)

    def held(self) -> dict[Key, str]:
        """Return every key, and how that submission was run."""
        query = select(*(GRADE.c[name] for name in KEY), GRADE.c.sandbox)
        with self._engine.connect() as connection:
            return {Key(*key): sandbox for *key, sandbox in connection.execute(query)}

    def counting(self, learners: Collection[str] | None = None) -> list[Entry]:
        """Return the grade that counts of every learner and exercise, sorted by exercise and learner."""
        query = (
            select(GRADE)
            .join(COUNTING, and_(*(GRADE.c[name] == COUNTING.c[name] for name in KEY)))
            .order_by(GRADE.c.exercise, GRADE.c.learner)
        )
        if learners is not None:
            query = query.where(GRADE.c.learner.in_(learners))
        with self._engine.connect() as connection:
            return [entry_of(row) for row in connection.execute(query).mappings()]

    def find(self, keys: Collection[Key]) -> list[Entry]:
        """Return the rows with these keys."""
        query = select(GRADE).where(tuple_(*(GRADE.c[name] for name in KEY)).in_(keys))
        with self._engine.connect() as connection:
            return [entry_of(row) for row in connection.execute(query).mappings()]

    def earlier(self, learner: str) -> list[Entry]:
        """Return the grades of one learner that were replaced by a later run, the oldest first."""
        query = select(EARLIER).where(EARLIER.c.learner == learner).order_by(EARLIER.c.id)
        with self._engine.connect() as connection:
            return [entry_of(row) for row in connection.execute(query).mappings()]

    def learners(self) -> list[str]:
        """Return everybody of whom something is held."""
        with self._engine.connect() as connection:
            names = (connection.scalars(select(table.c.learner).distinct()) for table in personal())
            return sorted({name for found in names for name in found})

    def export(self, learner: str) -> dict[str, Any]:
        """Return everything held on one learner, table by table, as JSON.

        Raises
        ------
        ProblemError
            If nothing is held on that learner.
        """
        with self._engine.connect() as connection:
            held = {
                table.name: [
                    dict(row)
                    for row in connection.execute(select(table).where(table.c.learner == learner)).mappings()
                ]
                for table in personal()
            }
        if not any(held.values()):
            raise self._unknown(learner)
        return {"learner": learner, "gradebook": self.shown, **held}

    def erase(self, learner: str) -> int:
        """Erase everything held on one learner, also from the free pages of the file; return the number of rows.

        Raises
        ------
        ProblemError
            If nothing is held on that learner.
        """
        with self.changing() as connection:
            self.lock(connection, learner)
            rows = sum(
                connection.execute(delete(table).where(table.c.learner == learner)).rowcount
                for table in personal()
            )
        if not rows:
            raise self._unknown(learner)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            else:  # which keeps what was deleted until it is swept; other tables of the database are not ours
                for table in personal():
                    connection.exec_driver_sql(f"VACUUM {table.name}")
        return rows

    def _count(self, connection: Connection, key: Key) -> None:
        statement = self._upsert(COUNTING).values(key._asdict())
        changed = {"version": key.version, "submission": key.submission}
        connection.execute(
            statement.on_conflict_do_update(index_elements=("learner", "exercise"), set_=changed)
        )

    def _unknown(self, learner: str) -> ProblemError:
        known = self.learners()
        some = ", ".join(known[:5]) + (", …" if len(known) > 5 else "") if known else "none yet"
        return ProblemError(
            messages.NOBODY_HELD.format(learner=learner),
            messages.NOBODY_HELD_HINT.format(some=some),
            status=1,
        )


def is_safe(sandbox: str) -> bool:
    """Say whether a grade was made in a sandbox."""
    return not sandbox.startswith(words.UNSAFE)


def _is(table: Table, key: Key) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key._asdict().items()))
