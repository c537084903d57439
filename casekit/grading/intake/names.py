"""Whose work a submitted file is, and of which exercise: the rule by which names are read.

Names change on their way. Browsers add `` (1)``, Jupyter ``-Copy1``, Canvas ``-1``; a learning platform puts
the learner's name and numbers before them. The rule:

1. A file at the top has to bear a platform's mark, since nothing else says whose it is. Canvas writes
   ``doeada_LATE_123_456_NAME`` (learner, perhaps LATE, user, file; ``anon_ab12_456_NAME`` if names are hidden),
   Moodle ``Ada Doe_123_assignsubmission_file_NAME``. Any other file belongs to the topmost folder it lies in,
   which is the learner's, or Moodle's ``Ada Doe_123_assignsubmission_file``; what a learner called the file
   inside it cannot make it somebody else's. One folder around everything is looked through.
2. The exercise is the one that the file is called after, without the marks of copies and whatever its capitals,
   blanks and underscores; else the one that a folder it lies in is called after; else the one that the notebook
   itself names, in its metadata or in the cell that begins it.
3. Of several files by one learner for one exercise the newest counts: the one with the highest number from
   Canvas, then with the highest number of a copy, then with the latest date, then with the last name.

How the platforms name files was read in their sources: Canvas, ``lib/content_zipper.rb``; Moodle,
``mod/assign/classes/downloader.php``, where underscores in a learner's name become blanks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Parts = tuple[str, ...]

SUFFIX = re.compile(r"\.ipynb(?:\.(?:txt|json))?$", re.IGNORECASE)  # some browsers know better
CANVAS = re.compile(r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)")
CANVAS_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<user>anon_[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE
)
MOODLE_FOLDER = re.compile(r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_file_?")
MOODLE_FILE = re.compile(r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_file_(?P<rest>.+)")
NUMBERED = re.compile(r"(?: ?\((?P<browser>\d{1,3})\)|-(?P<canvas>\d{1,2}))$")
COPIED = re.compile(r"(?:-copy\d*| - copy| copy(?: \d+)?)$", re.IGNORECASE)
COPY_OF = re.compile(r"^copy of ", re.IGNORECASE)
JUNK = ("__MACOSX",)


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's place and name say.

    `aliases` are the names that the learner may be known by, the usual one first, `number` is Moodle's number of
    the participant, `rest` the file's own name, `folders` those that it lies in below the learner's, `sent` the
    number that Canvas gave the file.
    """

    aliases: Parts
    rest: str
    folders: Parts = ()
    late: bool = False
    sent: int = 0
    number: str | None = None


def is_junk(parts: Parts) -> bool:
    """Say whether a system left this beside the submissions: hidden files, checkpoints, a Mac's leavings.

    >>> is_junk(("ada", ".ipynb_checkpoints", "01-retention-checkpoint.ipynb"))
    True
    """
    return any(part.startswith(".") or part in JUNK for part in parts)


def is_notebook(name: str) -> bool:
    """Say whether a file is called as notebooks are.

    >>> is_notebook("01-retention.ipynb.txt"), is_notebook("checks.py")
    (True, False)
    """
    return SUFFIX.search(name) is not None


def normal(text: str) -> str:
    """Return a name in the one form in which names are compared: a Mac writes é as two characters."""
    return unicodedata.normalize("NFC", text)


def wrapper(paths: Collection[Parts], exercises: Collection[str]) -> int:
    """Return 1 if there is one folder around everything, which is then nobody's; else 0.

    >>> wrapper([("class", "ada", "a.ipynb"), ("class", "ben", "a.ipynb")], ["a"])
    1
    >>> wrapper([("ada", "a", "learner.ipynb")], ["a"])
    0
    """
    if len({path[0] for path in paths}) != 1 or any(MOODLE_FOLDER.fullmatch(path[0]) for path in paths):
        return 0
    below = [path[1:] for path in paths]
    if any(not path or exercise_in(path[0], exercises) for path in below if len(path) != 1):
        return 0
    return int(all(len(path) > 1 or _by_platform(path[0]) for path in below))


def read(path: Parts) -> Named | None:
    """Return what a file's path says; None if nothing says whose it is.

    >>> read(("doeada_LATE_123_456_01-retention-1.ipynb",))
    Named(aliases=('doeada_123', '123', 'doeada'), rest='01-retention-1.ipynb', folders=(), late=True, sent=456, \
number=None)
    >>> read(("Ada Doe_77_assignsubmission_file_", "01-retention.ipynb")).aliases
    ('Ada Doe',)
    >>> read(("ada", "01-retention (1).ipynb")).aliases
    ('ada',)
    """
    *folders, name = (normal(part) for part in path)
    if not folders:
        return _by_platform(name)
    if found := MOODLE_FOLDER.fullmatch(folders[0]):
        return Named((found["name"],), name, tuple(folders[1:]), number=found["number"])
    return Named((folders[0],), name, tuple(folders[1:]))


def _by_platform(name: str) -> Named | None:
    if found := MOODLE_FILE.fullmatch(name):
        return Named((found["name"],), found["rest"], number=found["number"])
    if found := CANVAS_ANONYMOUS.fullmatch(name):
        return Named((found["user"],), found["rest"], late=bool(found["late"]), sent=int(found["file"]))
    if found := CANVAS.fullmatch(name):
        aliases = (f"{found['name']}_{found['user']}", found["user"], found["name"])
        return Named(aliases, found["rest"], late=bool(found["late"]), sent=int(found["file"]))
    return None


def exercise_in(name: str, exercises: Iterable[str]) -> str | None:
    """Return the exercise that a file or folder is called after, whatever marks of a copy it bears.

    >>> exercise_in("Copy of 01_Retention (2).ipynb", ["01-retention"])
    '01-retention'
    """
    known = {_folded(exercise): exercise for exercise in exercises}
    return next((known[form] for form, _ in _forms(name) if form in known), None)


def copy_number(name: str, exercise: str) -> int:
    """Return the number that a browser or Canvas gave a copy of a file, 0 if none.

    >>> copy_number("01-retention (2).ipynb", "01-retention"), copy_number("01-retention-Copy1.ipynb", "01-retention")
    (2, 0)
    """
    return next((number for form, number in _forms(name) if form == _folded(exercise)), 0)


def _forms(name: str) -> Iterable[tuple[str, int]]:
    """Yield a file's name with one mark of a copy less each time, and the highest number among those removed."""
    stem, number = COPY_OF.sub("", SUFFIX.sub("", name)).strip(), 0
    while stem:
        yield _folded(stem), number
        if found := NUMBERED.search(stem):
            number = max(number, int(found["browser"] or found["canvas"]))
        elif not (found := COPIED.search(stem)):
            return
        stem = stem[: found.start()]


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.casefold()).strip("-")


def tell_apart(found: Sequence[Named]) -> list[Named]:
    """Return the names with Moodle's number added where one name has several: hidden names, or namesakes.

    >>> hidden = [Named(("Participant",), "01-retention.ipynb", number=number) for number in ("7", "8")]
    >>> [named.aliases for named in tell_apart(hidden)]
    [('Participant 7',), ('Participant 8',)]
    """
    numbers: dict[str, set[str | None]] = {}
    for named in found:
        numbers.setdefault(named.aliases[0], set()).add(named.number)
    return [
        Named((f"{named.aliases[0]} {named.number}",), named.rest, named.folders, number=named.number)
        if named.number and len(numbers[named.aliases[0]]) > 1
        else named
        for named in found
    ]
