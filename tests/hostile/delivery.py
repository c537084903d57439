"""What holds for everything that is made of a class's delivery, whatever was in it.

    python delivery.py HOME

takes HOME/class, or HOME/class.zip, with the casekit that is found first, from the files to the gradebook, the
feedback, the report, the exports and the marking desk, and prints as JSON what came of it. No answer is run: a clerk
gives everybody one point, since answers that are run have attacks of their own.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from written import written  # which lies beside this file where this runs

from casekit.exercise.checks import Result
from casekit.exercise.folder import load
from casekit.grading import words
from casekit.grading.intake.people import Person
from casekit.grading.judging.assignment import version
from casekit.grading.judging.grade import Grade
from casekit.grading.limits import Limits
from casekit.grading.marking.desk import MarkingDesk
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Gradebook
from casekit.grading.reports import exports, report
from casekit.grading.reports.report_more import More
from casekit.grading.reports.returns import Writer
from casekit.grading.reports.similar import Similar
from casekit.grading.running.batch import Plan, grade_class
from casekit.grading.running.desk import Order, Setup

HONEST = "zoe"
SECRET = "hunter2"
MB = 1_000_000
LIMITS = Limits(notebook_bytes=MB)
LONGEST_TEXT = 100_000
BEGINS_A_FORMULA = "=+-@|%\t\r\n＝＋－＠"
HIDES_OR_REORDERS = {*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x2028, 0x202F)}
FORBIDDEN = {"script", "img", "iframe", "object", "embed", "link", "a", "form", "video", "base"}


class Markup(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    @property
    def is_harmless(self) -> bool:
        acts = any(name.startswith("on") or name in ("src", "href", "srcdoc") for name in self.attributes)
        return not acts and not self.tags & FORBIDDEN


class Taken:
    """A delivery, taken from the files to all that is made of it."""

    def __init__(self, home: Path) -> None:
        self.out, self.feedback = home / "out", home / "feedback"
        self.exercise = home / "trial"
        self.version = version(self.exercise)
        self.sizes: list[int] = []
        source = home / "class.zip" if (home / "class.zip").exists() else home / "class"
        before = set(home.rglob("*"))
        self.out.mkdir()
        with Gradebook(str(self.out / "grades.db")) as book:
            plan = Plan([self.exercise], limits=LIMITS)
            writer = Writer(self.feedback, book, [self.exercise])
            self.run = grade_class(source, book, plan, self._clerk, writer.write)
            self.entries = book.counting()
            self.answers = marks.counting(book)
        self.stray = [
            str(path.relative_to(home))
            for path in set(home.rglob("*")) - before
            if not {self.out, self.feedback} & {path, *path.parents} and "__pycache__" not in path.parts
        ]
        self.desk = MarkingDesk(str(self.out / "grades.db"), self.exercise, names=True)
        self.exports = list(self._exported())
        self.report = report.report(self.entries, {"trial": load(self.exercise)}, self._more())

    def _clerk(self, orders: Sequence[Order], setup: Setup) -> Iterator[tuple[Order, Grade]]:
        for order in orders:
            self.sizes.append(order.path.stat().st_size)
            result = Result("half", 1.0, 1.0, "Right.", None)
            named = ("trial", self.version, None, f"file {order.number}", words.SANDBOXED)
            said = written(self.exercise, order.path, LIMITS)
            yield order, Grade(*named, 0.0, (result,), (), 0, (), said)

    def _exported(self) -> Iterator[str]:
        people = [
            Person(entry.learner, name=entry.learner, idnumber=entry.learner, sis_login_id=entry.learner)
            for entry in self.entries
        ]
        yield exports.as_csv(self.entries)
        yield exports.as_canvas(self.entries, people, {})
        yield exports.as_moodle(self.entries, people, {})

    def _more(self) -> More:
        named = [entry.learner for entry in self.entries]
        return More({}, [Similar("trial", "words", "written", named[0], named[-1], 0.9)], (), named)

    def pages(self) -> Iterator[str]:
        """Yield every page, and what of the returned notebooks and the desk is shown as HTML."""
        yield self.report
        yield from (path.read_text("utf-8") for path in self.feedback.rglob("*.html"))
        for place in range(len(self.desk.answers)):
            self.desk.show(place)
            yield from (getattr(self.desk, part).value for part in ("who", "text", "status", "progress"))

    def notebooks(self) -> Iterator[Any]:
        yield from (json.loads(path.read_text("utf-8")) for path in self.feedback.rglob("*.ipynb"))

    def told(self) -> Iterator[str]:
        """Yield what the command says, and the names in everything that is made."""
        for refused in self.run.refused:
            yield from (refused.name, refused.sentence)
        for entry in self.entries:
            yield from (entry.learner, entry.name)

    def broken(self) -> list[str]:
        """Return the promises that this delivery breaks."""
        cells = [cell for text in self.exports for row in csv.reader(io.StringIO(text)) for cell in row]
        made = [path for path in self.feedback.rglob("*") if path.suffix in (".html", ".ipynb")]
        promises = {
            "the honest learner is graded": HONEST in [done.learner for done in self.run.done],
            "nothing is written anywhere else": not self.stray,
            "nothing is told that lies elsewhere": not any(SECRET in p.read_text("utf-8") for p in made),
            "no cell of an export is a formula": not any(
                cell.lstrip(" \u00a0\u3000").startswith(tuple(BEGINS_A_FORMULA)) for cell in cells
            ),
            "no markup of a learner's reaches a page": all(Markup(page).is_harmless for page in self.pages()),
            "nothing stored comes back": not any(
                cell.get("outputs") or cell.get("attachments") or cell["metadata"]
                for notebook in self.notebooks()
                for cell in notebook["cells"]
            ),
            "nothing is larger than a notebook may be": max(self.sizes) <= LIMITS.notebook_bytes,
            "a text on the desk can be read": all(len(a.text or "") <= LONGEST_TEXT for a in self.answers),
            "a name is one line that hides and reorders nothing": not any(
                ord(letter) in HIDES_OR_REORDERS for text in self.told() for letter in text
            ),
        }
        return [promise for promise, kept in promises.items() if not kept]


def main(home: str) -> None:
    taken = Taken(Path(home))
    said = [f"{refused.name}: {refused.sentence}" for refused in taken.run.refused]
    print(json.dumps({"broken": taken.broken(), "refused": said}))


if __name__ == "__main__":
    main(*sys.argv[1:])
