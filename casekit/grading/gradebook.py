"""The gradebook: one row for each learner, exercise, version of the exercise and submitted file, and no second one.

    with Gradebook("grades.db") as book:
        book.record(Entry("ada", grade, late=False, name="ada/01-retention.ipynb"))
        rows = book.counting()

Any number of runs, interrupted or at once, leave one row for each of these keys, so grading twice changes nothing.
Which of a learner's rows counts is stated apart, once for each learner and exercise. A row that is graded again is
kept as it was in a table of its own. SQLite in its write-ahead mode by default; PostgreSQL by its address.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError

from casekit.exercise.checks import Result
from casekit.exercise.problem import ProblemError
from casekit.grading import messages, words
from casekit.grading.runner import Grade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from types import TracebackType
    from typing import Self

    from sqlalchemy import ColumnElement, Connection
    from sqlalchemy.engine import URL

SCHEMA = 1
BUSY_S = 60
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
UPSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

METADATA = MetaData()
KEY = ("learner", "exercise", "version", "submission")


def _columns() -> list[Column[Any]]:
    """Return what is held of a grade beside its key."""
    return [
        Column("name", String, nullable=False),
        Column("late", Boolean, nullable=False),
        Column("token", String),
        Column("sandbox", String, nullable=False),
        Column("seconds", Float, nullable=False),
        Column("graded_at", String, nullable=False),
        Column("earned", Float, nullable=False),
        Column("possible", Float, nullable=False),
        Column("results", JSON, nullable=False),
        Column("cells", JSON, nullable=False),
        Column("own_cells", Integer, nullable=False),
        Column("broken", JSON, nullable=False),
    ]


GRADE = Table("grade", METADATA, *(Column(name, String, primary_key=True) for name in KEY), *_columns())
EARLIER = Table(
    "earlier_grade",
    METADATA,
    Column("id", Integer, primary_key=True),
    *(Column(name, String, nullable=False, index=name == "learner") for name in KEY),
    *_columns(),
)
COUNTING = Table(
    "counting",
    METADATA,
    Column("learner", String, primary_key=True),
    Column("exercise", String, primary_key=True),
    Column("version", String, nullable=False),
    Column("submission", String, nullable=False),
)
ABOUT = Table("about", METADATA, Column("schema", Integer, primary_key=True))


class Key(NamedTuple):
    """What a row is known by: the learner, the exercise, its version and the hash of the submitted file."""

    learner: str
    exercise: str
    version: str
    submission: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One grade, whose it is, what the file was called and whether it was marked late."""

    learner: str
    grade: Grade
    late: bool
    name: str
    graded_at: str = ""

    @property
    def key(self) -> Key:
        """What its row is known by."""
        return Key(self.learner, self.grade.exercise, self.grade.version, self.grade.submission)


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
        self.url = _url(address)
        self.shown = self.url.render_as_string(hide_password=True)
        self._upsert = UPSERTS[self.url.get_backend_name()]
        self._engine = _engine(self.url)
        try:
            self._prepare(make)
        except ProblemError:
            self._engine.dispose()
            raise
        except DBAPIError as error:
            self._engine.dispose()
            reason = str(error.orig).strip().partition("\n")[0]
            sentence = messages.NO_DATABASE.format(url=self.shown, reason=reason)
            raise ProblemError(sentence, messages.NO_DATABASE_HINT, status=1) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def record(self, entry: Entry, *, again: bool = False) -> None:
        """Hold a grade, and let it count for its learner and exercise, all at once or not at all.

        A row that is there stays as it is, unless `again` replaces it; then it is kept as an earlier one.
        """
        row = _row(entry)
        with self._engine.begin() as connection:
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
            self._count(connection, entry.key)

    def count(self, keys: Iterable[Key]) -> None:
        """Let these rows count for their learners and exercises."""
        with self._engine.begin() as connection:
            for key in keys:
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
            return [_entry(row) for row in connection.execute(query).mappings()]

    def find(self, keys: Collection[Key]) -> list[Entry]:
        """Return the rows with these keys."""
        query = select(GRADE).where(tuple_(*(GRADE.c[name] for name in KEY)).in_(keys))
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def earlier(self, learner: str) -> list[Entry]:
        """Return the grades of one learner that were replaced by a later run, the oldest first."""
        query = select(EARLIER).where(EARLIER.c.learner == learner).order_by(EARLIER.c.id)
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def learners(self) -> list[str]:
        """Return everybody of whom something is held."""
        with self._engine.connect() as connection:
            names = (connection.scalars(select(table.c.learner).distinct()) for table in _personal())
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
                for table in _personal()
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
        with self._engine.begin() as connection:
            rows = sum(
                connection.execute(delete(table).where(table.c.learner == learner)).rowcount
                for table in _personal()
            )
        if not rows:
            raise self._unknown(learner)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            else:  # which keeps what was deleted until it is swept; other tables of the database are not ours
                for table in _personal():
                    connection.exec_driver_sql(f"VACUUM {table.name}")
        return rows

    def _count(self, connection: Connection, key: Key) -> None:
        statement = self._upsert(COUNTING).values(key._asdict())
        changed = {"version": key.version, "submission": key.submission}
        connection.execute(
            statement.on_conflict_do_update(index_elements=("learner", "exercise"), set_=changed)
        )

    def _prepare(self, make: bool) -> None:
        if not self._is_there():
            if not make:
                raise ProblemError(
                    messages.NOT_A_GRADEBOOK.format(url=self.shown), messages.NOT_A_GRADEBOOK_HINT
                )
            self._make()
        with self._engine.connect() as connection:
            found = connection.scalar(select(ABOUT.c.schema))
        if found is None or found > SCHEMA:
            raise ProblemError(
                messages.NEWER_SCHEMA.format(url=self.shown), messages.NEWER_SCHEMA_HINT, status=1
            )

    def _is_there(self) -> bool:
        if self.url.get_backend_name() == "sqlite" and not Path(self.url.database or "").exists():
            return False  # opening the file would make it
        return inspect(self._engine).has_table(ABOUT.name)

    def _make(self) -> None:
        """Make all tables, which another run may be doing at this moment."""
        try:
            with self._engine.begin() as connection:
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                METADATA.create_all(connection)
                connection.execute(self._upsert(ABOUT).values(schema=SCHEMA).on_conflict_do_nothing())
        except (IntegrityError, ProgrammingError):  # PostgreSQL's way to say that it was the other one
            if not self._is_there():
                raise

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
    return sandbox != words.UNSAFE


def _personal() -> list[Table]:
    """Return the tables that hold something on a learner."""
    return [table for table in METADATA.sorted_tables if "learner" in table.c]


def _url(address: str) -> URL:
    if "://" not in address:
        address = f"sqlite:///{address}"
    try:
        url = make_url(address)
        backend = url.get_backend_name()
        url = url.set(drivername=DRIVERS[backend])
    except (ArgumentError, NoSuchModuleError, KeyError, ValueError):
        scheme = address.partition("://")[0]  # the rest may hold a password
        raise ProblemError(messages.BAD_URL.format(url=f"{scheme}://…"), messages.BAD_URL_HINT) from None
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _is(table: Table, key: Key) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key._asdict().items()))


def _row(entry: Entry) -> dict[str, Any]:
    grade = entry.grade
    return {
        **entry.key._asdict(),
        "name": entry.name,
        "late": entry.late,
        "token": grade.token,
        "sandbox": grade.sandbox,
        "seconds": grade.seconds,
        "graded_at": entry.graded_at or datetime.now(UTC).isoformat(timespec="seconds"),
        "earned": grade.earned,
        "possible": grade.possible,
        "results": [asdict(result) for result in grade.results],
        "cells": [list(cell) for cell in grade.cells],
        "own_cells": grade.own_cells,
        "broken": list(grade.broken),
    }


def _entry(row: Any) -> Entry:
    grade = Grade(
        exercise=row["exercise"],
        version=row["version"],
        token=row["token"],
        submission=row["submission"],
        sandbox=row["sandbox"],
        seconds=row["seconds"],
        results=tuple(Result(**result) for result in row["results"]),
        cells=tuple((cell, sentence) for cell, sentence in row["cells"]),
        own_cells=row["own_cells"],
        broken=tuple(row["broken"]),
    )
    return Entry(row["learner"], grade, row["late"], row["name"], row["graded_at"])
