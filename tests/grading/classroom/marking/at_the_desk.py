"""A class with written answers, and what a person does at the desk where they are marked."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from casekit.grading.marking.desk import MarkingDesk
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Gradebook

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** $x$ [a](javascript:b) </pre>"
TEXTS = {"ada": "Two days, once.", "ben": EVIL, "cem": "*YOUR ANSWER HERE*", "dan": "Two days.\n\nNo more."}
RUBRIC = """
exercise: trial
answers:
  - id: words
    points: 3
    words: 20
    scale: [0, 2]
    fails_outright:
      - It threatens <somebody>.
    criteria:
      - {name: Tone, 0: Rude., 1: Plain., 2: Calm.}
      - {name: A number, 0: None., 1: One., 2: One that is <b>used</b>.}
"""


def mark(desk: MarkingDesk, tone: int, number: int) -> None:
    desk.form.criteria["Tone"].value = tone
    desk.form.criteria["A number"].value = number


def go_to(desk: MarkingDesk, learner: str) -> None:
    [place] = [place for place, answer in enumerate(desk.answers) if answer.learner == learner]
    desk.show(place)


def held(book: str) -> dict[str, Any]:
    """What the gradebook has for each learner, asked of it anew."""
    with Gradebook(book, make=False) as opened:
        return {key.learner: found for key, found in marks.marks(opened).items()}


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data
