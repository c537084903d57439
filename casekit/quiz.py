"""Questions on a page: a quiz whose every answer says why, and a prediction made before the result is shown.

Both are plain HTML that reads without JavaScript, in a live notebook and on the site alike: an answer is a
disclosure, opened by click or key. The site's script turns a prediction into radio buttons and keeps the pick on
the reader's device.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a quiz question, and what is said to a reader who picks it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz question with feedback on every answer.

    Raises
    ------
    ValueError
        If fewer than two options are given, or not exactly one of them is right.
    """

    text: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if len(self.options) < 2 or sum(option.right for option in self.options) != 1:
            raise ValueError(f"“{self.text}” must have two or more options, exactly one of them right")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        items = "\n".join(
            f"<li><details><summary>{escape(option.text)}</summary>\n"
            f"<p><strong>{'Right.' if option.right else 'Not quite.'}</strong> {escape(option.feedback)}</p>"
            "</details></li>"
            for option in self.options
        )
        plain = "\n".join([self.text, *(f"- {option.text}" for option in self.options)])
        return {
            "text/html": f'<section class="quiz">\n<p class="quiz-question">{escape(self.text)}</p>\n'
            f"<ul>\n{items}\n</ul>\n</section>",
            "text/plain": plain,
        }


@dataclass(frozen=True, slots=True)
class Prediction:
    """A question asked before its answer is shown; the pick is kept, and compared by :class:`Comparison`."""

    name: str
    text: str
    options: tuple[str, ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        items = "\n".join(f"<li>{escape(option)}</li>" for option in self.options)
        return {
            "text/html": f'<section class="prediction" data-prediction="{escape(self.name)}">\n'
            f'<p class="prediction-question">{escape(self.text)}</p>\n<ul>\n{items}\n</ul>\n</section>',
            "text/plain": "\n".join([self.text, *(f"- {option}" for option in self.options)]),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the model says to the prediction called `name`, beside what the reader said."""

    name: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/html": f'<p class="compare" data-compare="{escape(self.name)}">'
            f'<span class="compare-yours"></span>{escape(self.text)}</p>',
            "text/plain": self.text,
        }
