"""The gradebook's tables, and a grade as one of their rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, String, Table

from casekit.exercise.checks import Result
from casekit.grading.judging.grade import Grade
from casekit.grading.records.marks_tables import marks_tables

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
MARKS = marks_tables(METADATA)


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


def personal() -> list[Table]:
    """Return the tables that hold something on a learner."""
    return [table for table in METADATA.sorted_tables if "learner" in table.c]


def row_of(entry: Entry) -> dict[str, Any]:
    """Return a grade as a row; it is dated now, unless it is dated already."""
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


def answers_of(entry: Entry) -> list[dict[str, Any]]:
    """Return what is kept beside a grade for a person to read, as rows."""
    key = entry.key
    known = {"learner": key.learner, "exercise": key.exercise, "submission": key.submission}
    return [known | asdict(text) for text in entry.grade.texts]


def entry_of(row: Any) -> Entry:
    """Return a row as the grade that it holds."""
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
