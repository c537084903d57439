"""The test before and after a course: the same questions in two parallel forms, without feedback.

``exercises/before-and-after/items.yml`` has every question twice: one blueprint, two surfaces. What comes back is
read, never run: an answer is a letter between quotes. A class that takes form A before should take B after; better
still, half of it the other way round, so that a harder form cannot pass for a loss or a gain.
"""

from __future__ import annotations

import ast
import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import casekit
from casekit.exercise import words
from casekit.exercise.feedback import Panel
from casekit.exercise.gain import CANNOT_SAY, Gain, Pair, gains
from casekit.exercise.problem import ProblemError
from casekit.exercise.release import read_notebook, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HOME = Path(casekit.__file__).parents[1] / "exercises" / "before-and-after"
TEST = "before-and-after"
FORMS = ("A", "B")
LETTERS = "ABCD"
UNKNOWN = "E"


@dataclass(frozen=True, slots=True)
class Form:
    """One question as one form asks it; `right` is a letter."""

    text: str
    options: tuple[str, ...]
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the blueprint: its case, its idea, and its forms by name."""

    id: str
    case: int
    idea: str
    forms: dict[str, Form]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one learner answered: a letter for each question, "" where nothing that could be read."""

    learner: str
    form: str
    letters: tuple[str, ...]


def read_items(path: Path = HOME / "items.yml") -> tuple[Item, ...]:
    """Return the questions of the test.

    Raises
    ------
    ProblemError
        If two have one id, or a form has not four different options, a right one, and why.
    """
    import yaml  # of the kit's workshop, not of a learner's installation

    rows = yaml.safe_load(path.read_text("utf-8"))["items"]
    items = tuple(
        Item(row["id"], row["case"], row["idea"], {name: _form(row[name]) for name in FORMS}) for row in rows
    )
    for name, count in Counter(item.id for item in items).items():
        if count > 1:
            raise ProblemError(
                f"{path} has the question {name} {count} times.", "Give each an id of its own."
            )
    for item in items:
        for name, form in item.forms.items():
            if len({*form.options}) != len(LETTERS) or form.right not in LETTERS or not form.why:
                raise ProblemError(
                    f"{path}: {item.id}, form {name}, is incomplete.",
                    "It needs four different options, the right one's letter, and why.",
                )
    return items


def read_sheets(place: Path, items: Sequence[Item]) -> list[Sheet]:
    """Return what a class answered: from its notebooks, or from a table that was typed off paper.

    Parameters
    ----------
    place
        A folder of notebooks, each called by its learner (or in a folder that is), or a CSV file with the columns
        learner, form and one for each question.
    items
        The questions.

    Raises
    ------
    ProblemError
        If there is nothing to read, a notebook is not of this test, or a learner is there twice.
    """
    sheets = (
        _typed(place, items) if place.is_file() else [_noted(*entry, items) for entry in _notebooks(place)]
    )
    if not sheets:
        raise ProblemError(f"{place} has no answers.", "Give a folder of notebooks, or a CSV file.")
    for learner, count in Counter(sheet.learner for sheet in sheets).items():
        if count > 1:
            raise ProblemError(
                f"{place} has {count} answer sheets of {learner!r}.", "Keep the one that counts."
            )
    return sheets


def class_gains(
    before: Iterable[Sheet], after: Iterable[Sheet], items: Sequence[Item]
) -> tuple[list[Gain], list[str]]:
    """Return the gains over all, by case and by question, and who took only one of the tests.

    Raises
    ------
    ProblemError
        If nobody took both, or somebody took the same form twice.
    """
    first, second = ({sheet.learner: sheet for sheet in sheets} for sheets in (before, after))
    both = [learner for learner in first if learner in second]
    if not both:
        raise ProblemError(
            "Nobody took both tests.", "Learners are told apart by name: is it the same in both?"
        )
    if same := [learner for learner in both if first[learner].form == second[learner].form]:
        raise ProblemError(
            f"{', '.join(same[:5])} took the same form twice.",
            "Then it shows what was remembered; give the other form.",
        )
    pairs = [Pair(name, _right(first[name], items), _right(second[name], items)) for name in both]
    groups = {"all questions": list(range(len(items)))}
    for place, item in enumerate(items):
        groups.setdefault(f"case {item.case}", []).append(place)
    groups |= {f"{item.id}: {item.idea}": [place] for place, item in enumerate(items)}
    return gains(pairs, groups), sorted(first.keys() ^ second.keys())


def gain_panel(found: Sequence[Gain], left_out: Sequence[str]) -> Panel:
    """Return what a class gained, as a table with what it cannot say."""
    rows = tuple(
        (
            gain.name,
            f"{gain.before:.0%}",
            f"{gain.after:.0%}",
            words.NO_GAIN if gain.gain is None else f"{gain.gain:.2f}",
            words.NO_INTERVAL if gain.low is None else f"{gain.low:.2f} to {gain.high:.2f}",
        )
        for gain in found
    )
    missing = (words.LEFT_OUT.format(names=", ".join(left_out)),) if left_out else ()
    head = words.GAIN_HEAD.format(learners=found[0].learners)
    return Panel(head, (*missing, CANNOT_SAY), rows=(words.GAIN_COLUMNS, *rows))


def _form(row: Mapping[str, Any]) -> Form:
    return Form(row["text"], tuple(map(str, row["options"])), row["right"], row["why"])


def _right(sheet: Sheet, items: Sequence[Item]) -> tuple[bool, ...]:
    return tuple(
        letter == item.forms[sheet.form].right for letter, item in zip(sheet.letters, items, strict=True)
    )


def _notebooks(place: Path) -> Iterator[tuple[str, Path]]:
    """Yield each notebook in a folder with its learner's name."""
    for path in sorted(place.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            yield (path.stem if path.parent == place else path.relative_to(place).parts[0]), path


def _noted(learner: str, path: Path, items: Sequence[Item]) -> Sheet:
    notebook = read_notebook(path)
    said = stamp(notebook)
    if said.get("test") != TEST or said.get("form") not in FORMS:
        raise ProblemError(
            f"{path} is no answer sheet of this test.", "Keep nothing but these in the folder."
        )
    written: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            written |= _assigned(cell.source)
    return Sheet(learner, said["form"], tuple(_letter(written.get(item.id, "")) for item in items))


def _assigned(source: str) -> dict[str, str]:
    """Return what some code assigns to names, without running it: texts, and words whose quotes were forgotten."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    written = {}
    for statement in statements:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Constant(value=str(text)) | ast.Name(id=text)
            ):
                written[name] = text
    return written


def _typed(place: Path, items: Sequence[Item]) -> list[Sheet]:
    rows = list(csv.DictReader(io.StringIO(place.read_text("utf-8-sig"))))
    needed = ["learner", "form", *(item.id for item in items)]
    if missing := [name for name in needed if not rows or name not in rows[0]]:
        raise ProblemError(f"{place} has no column {', '.join(missing)}.", f"It needs {', '.join(needed)}.")
    for row in rows:
        if _letter(row["form"] or "") not in FORMS:
            raise ProblemError(
                f"{place}: {row['learner']} has the form {row['form']!r}.", "There are A and B."
            )
    return [
        Sheet(
            row["learner"].strip(), _letter(row["form"]), tuple(_letter(row[item.id] or "") for item in items)
        )
        for row in rows
    ]


def _letter(text: str) -> str:
    letter = text.strip().upper()
    return letter if letter and letter in LETTERS + UNKNOWN else ""
