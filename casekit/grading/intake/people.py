"""The people of a class: their names on the learning platforms, and the tokens they were given.

The class list is the CSV file that copies were released with (:mod:`casekit.exercise.roster`). Beside ``learner``
it may have columns ``name``, ``email``, ``idnumber`` (Moodle's), ``canvas id``, ``sis user id``, ``sis login id``
and ``section``; whatever their capitals, blanks and underscores.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from casekit.exercise.roster import COLUMN, read_class, read_tokens
from casekit.grading.intake.names import normal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from casekit.grading.intake.names import Parts


@dataclass(frozen=True, slots=True)
class Person:
    """One learner, and what the platforms know the learner by; "" where the class list does not say."""

    learner: str
    name: str = ""
    email: str = ""
    idnumber: str = ""
    canvas_id: str = ""
    sis_user_id: str = ""
    sis_login_id: str = ""
    section: str = ""

    @property
    def aliases(self) -> Parts:
        """What the learner's submissions may be filed under."""
        own = (self.learner, self.name, self.email, self.canvas_id, self.sis_login_id)
        return tuple(dict.fromkeys(normal(alias).casefold() for alias in own if alias))


COLUMNS = {field.name.replace("_", ""): field.name for field in fields(Person)} | {"id": "canvas_id"}


def read_people(path: Path) -> list[Person]:
    """Return everybody in a class list.

    Raises
    ------
    ProblemError
        If the file is none, as :func:`casekit.exercise.roster.read_class` says.
    """
    learners = read_class(path)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    head = [COLUMNS.get(re.sub(r"[\s_-]", "", cell.casefold())) for cell in rows[0]]
    if COLUMN not in head:
        return [Person(normal(learner)) for learner in learners]
    filled = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    return [
        Person(**{field: normal(cell.strip()) for field, cell in zip(head, row, strict=False) if field})
        for row in filled
    ]


def known_as(people: Iterable[Person]) -> dict[str, str]:
    """Return the learner for every alias that only one person has.

    >>> known_as([Person("ada", name="A. Doe"), Person("ann", name="A. Doe")])
    {'ada': 'ada', 'ann': 'ann'}
    """
    people = list(people)
    times = Counter(alias for person in people for alias in person.aliases)
    return {alias: person.learner for person in people for alias in person.aliases if times[alias] == 1}


def tokens_of(class_file: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the tokens that were handed out, by learner and exercise."""
    tokens: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for row in read_tokens(class_file):
        tokens[normal(row.learner), row.exercise] += (row.token,)
    return dict(tokens)
