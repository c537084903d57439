"""A grader without a trust boundary, as others are built: the answers run beside the checks that judge them.

Only the tests of the attacks use it, inside another sandbox.
"""

from __future__ import annotations

from typing import Any

from casekit.exercise.plain import Plain, plain


class InProcess:
    """The answers of a submission that ran in this very process."""

    def __init__(self, assignment: Any, submission: Any) -> None:
        self.errors: dict[str, str] = {}
        self.namespace: dict[str, Any] = {"given": assignment.exercise.given}
        for name, source in assignment.setup:
            if name != "start":
                exec(source, self.namespace)
        for step in assignment.steps:
            exec(submission.answers[step.cell] if step.source is None else step.source, self.namespace)

    def value(self, name: str) -> Plain:
        return plain(self.namespace[name])

    def call(self, name: str, arguments: tuple[Any, ...]) -> Plain:
        return plain(self.namespace[name](*arguments))

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *error: object) -> None:
        pass
