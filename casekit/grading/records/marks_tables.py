"""The gradebook's tables for what learners wrote and how it was marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import JSON, Column, Float, Integer, String, Table

if TYPE_CHECKING:
    from sqlalchemy import MetaData

ANSWER_KEY = ("learner", "exercise", "submission", "question")
MARK_KEY = ("learner", "exercise", "question", "digest")


class MarksTables(NamedTuple):
    """What was written, the marks, and the marks that others have replaced."""

    answer: Table
    mark: Table
    earlier: Table


def marks_tables(metadata: MetaData) -> MarksTables:
    """Return the tables, declared among the others of a gradebook."""
    answer = Table(
        "answer",
        metadata,
        *_key(ANSWER_KEY),
        Column("kind", String, nullable=False),
        Column("text", String),
        Column("possible", Float, nullable=False),
    )
    mark = Table("mark", metadata, *_key(MARK_KEY), *_marked())
    earlier = Table(
        "earlier_mark",
        metadata,
        Column("id", Integer, primary_key=True),
        *(Column(name, String, nullable=False, index=name == "learner") for name in MARK_KEY),
        *_marked(),
    )
    return MarksTables(answer, mark, earlier)


def _key(names: tuple[str, ...]) -> list[Column[Any]]:
    return [Column(name, String, primary_key=True) for name in names]


def _marked() -> list[Column[Any]]:
    return [
        Column("levels", JSON, nullable=False),
        Column("fails", JSON, nullable=False),
        Column("comment", String, nullable=False),
        Column("earned", Float),
        Column("possible", Float, nullable=False),
        Column("marked_at", String, nullable=False),
    ]
