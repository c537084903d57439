"""What of a submission is kept to be read by a person: the written answers, and functions for comparison.

What was given with the exercise is taken out, so that nobody reads or compares the kit's own words.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from casekit.grading.judging.grade import CODE, WRITTEN, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casekit.grading.judging.assignment import Assignment
    from casekit.grading.judging.submission import Submission

LONGEST = 50_000  # of one text; nobody reads more


def texts(assignment: Assignment, submission: Submission) -> Iterator[Text]:
    """Yield what a learner wrote, and the functions that are no longer as they were handed out."""
    given = {own.name: own.source for own in assignment.own}
    for name, possible in assignment.written.items():
        text = submission.written.get(name)
        own = None if text is None else without(text, given[name])[:LONGEST]
        yield Text(name, WRITTEN, own, possible)
    for name, stub in assignment.stubs.items():
        source = submission.answers.get(name, "")
        if source.split() != stub.split() and defines_a_function(stub):
            yield Text(name, CODE, storable(source)[:LONGEST], 0.0)


def without(text: str, stub: str) -> str:
    r"""Return what a learner wrote, without the line that was to be replaced, where it was left.

    >>> without("*YOUR ANSWER HERE*\n\nTwo days. ", "*YOUR ANSWER HERE*\n")
    'Two days.'
    """
    given = stub.strip()
    return storable(text.replace(given, "", 1) if given else text).strip()


def storable(text: str) -> str:
    r"""Return text as every database takes it: no lone surrogate, no NUL.

    >>> storable("a\ud800\x00b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


@cache
def defines_a_function(source: str) -> bool:
    """Say whether a cell of the kit's own asks for a function."""
    return any(isinstance(node, ast.FunctionDef) for node in ast.parse(source).body)
