"""A problem that its reader can solve: one sentence, a hint, and no traceback."""

from __future__ import annotations


class ProblemError(Exception):
    """What is wrong, and what to do about it; `status` is a command's exit status (2: used wrongly)."""

    def __init__(self, sentence: str, hint: str, status: int = 2) -> None:
        super().__init__(f"{sentence} {hint}")
        self.sentence = sentence
        self.hint = hint
        self.status = status

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in place of a traceback."""
        return [self.sentence, self.hint]
