"""The database behind a gradebook: from its address to an engine with all tables made."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError

from casekit.exercise.problem import ProblemError
from casekit.grading import messages
from casekit.grading.records.tables import ABOUT, MARKS, METADATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine
    from sqlalchemy.engine import URL

SCHEMA = 1
BUSY_S = 60
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class _Upserts(dict[str, Any]):
    """From a database's kind to its own INSERT, which is loaded when it is asked for: the other one is not needed."""

    def __missing__(self, kind: str) -> Any:
        self[kind] = import_module(f"sqlalchemy.dialects.{kind}").insert
        return self[kind]


UPSERTS: Mapping[str, Any] = _Upserts()


def url_of(address: str) -> URL:
    """Return the URL of a database, or of an SQLite database in the file that is named.

    Raises
    ------
    ProblemError
        If no such database can be used; nothing but the scheme is shown.
    """
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


def shown(url: URL) -> str:
    """Return a URL without its password."""
    return url.render_as_string(hide_password=True)


def opened(url: URL, *, make: bool) -> Engine:
    """Return an engine for a gradebook, which is made if it is not there and may be made.

    Raises
    ------
    ProblemError
        If it cannot be opened; a password in the address is not shown.
    """
    engine = _engine(url)
    try:
        _prepare(engine, make)
    except ProblemError:
        engine.dispose()
        raise
    except DBAPIError as error:
        engine.dispose()
        reason = str(error.orig).strip().partition("\n")[0]
        sentence = messages.NO_DATABASE.format(url=shown(url), reason=reason)
        raise ProblemError(sentence, messages.NO_DATABASE_HINT, status=1) from None
    return engine


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # Whoever waited for another sees what the other did, also on a server that is set up otherwise.
        return create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED")
    engine = create_engine(url, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _prepare(engine: Engine, make: bool) -> None:
    if not _is_there(engine):
        if not make:
            sentence = messages.NOT_A_GRADEBOOK.format(url=shown(engine.url))
            raise ProblemError(sentence, messages.NOT_A_GRADEBOOK_HINT)
        _make(engine)
    with engine.connect() as connection:
        found = connection.scalar(select(ABOUT.c.schema))
    if found is None or found > SCHEMA:
        sentence = messages.NEWER_SCHEMA.format(url=shown(engine.url))
        raise ProblemError(sentence, messages.NEWER_SCHEMA_HINT, status=1)
    if not inspect(engine).has_table(MARKS.mark.name):  # made before written answers were marked
        _make(engine)


def _is_there(engine: Engine) -> bool:
    if engine.url.get_backend_name() == "sqlite" and not Path(engine.url.database or "").exists():
        return False  # opening the file would make it
    return inspect(engine).has_table(ABOUT.name)


def _make(engine: Engine) -> None:
    """Make all tables, which another run may be doing at this moment."""
    upsert = UPSERTS[engine.url.get_backend_name()]
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            METADATA.create_all(connection)
            connection.execute(upsert(ABOUT).values(schema=SCHEMA).on_conflict_do_nothing())
    except (IntegrityError, ProgrammingError):  # PostgreSQL's way to say that it was the other one
        if not _is_there(engine):
            raise
