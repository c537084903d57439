"""The submissions of a class, from a folder or a zip: every file is taken, or refused with a sentence.

Nothing is unpacked under a name that the zip chose, no link is followed, and nothing larger than a notebook may
be is read. One bad file costs nobody else anything. How names are read is in :mod:`casekit.grading.names`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from casekit.exercise.problem import ProblemError
from casekit.grading import messages, names
from casekit.grading.parse import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from casekit.grading.limits import Limits

HOME = "casekit-submissions-"
MOST_FILES = 200_000
MOST_BYTES = 4_000_000_000  # of a zip, unpacked
DEEPEST = 8
LONGEST_NAME = 200
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Found:
    """One submission: whose, of which exercise, where it lies now and what it was called; `late` if marked so."""

    learner: str
    exercise: str
    path: Path
    name: str
    sha256: str
    late: bool
    newness: tuple[int, int, float, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not graded, and why."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What a delivery holds: what counts, what a newer file replaced, what cannot be taken, how much is no notebook."""

    counting: tuple[Found, ...]
    superseded: tuple[Found, ...]
    refused: tuple[Refused, ...]
    ignored: int


@dataclass(frozen=True, slots=True)
class _File:
    """A file that lies on the disk, under a name that its sender chose."""

    parts: names.Parts
    path: Path
    modified: float
    sha256: str

    @property
    def name(self) -> str:
        return "/".join(self.parts)


class _RefusalError(Exception):
    """Why one file is not taken."""


@contextlib.contextmanager
def collected(
    source: Path, exercises: Collection[str], limits: Limits, known: Mapping[str, str] | None = None
) -> Iterator[Collected]:
    """Give the submissions of a folder or a zip, for as long as they are needed.

    Parameters
    ----------
    source
        Where they lie.
    exercises
        The names of the exercises they may belong to.
    limits
        How large a notebook may be.
    known
        From every name that a learner of the class goes by to the one in the class list; None without a list.

    Raises
    ------
    ProblemError
        If it is neither a folder nor a zip, is damaged as a whole, or has too many files.
    """
    refused: list[Refused] = []
    with contextlib.ExitStack() as stack:
        if source.is_dir():
            files = _Walk(source, limits.notebook_bytes, refused).files()
        elif source.is_file():
            _clear_away_what_was_left()
            home = stack.enter_context(TemporaryDirectory(prefix=f"{HOME}{os.getpid()}-"))
            files = _Unpacking(source, Path(home), limits.notebook_bytes, refused).files()
        else:
            raise ProblemError(messages.NO_SUBMISSIONS.format(path=source), messages.NO_SUBMISSIONS_HINT)
        notebooks = [file for file in files if names.is_notebook(file.parts[-1])]
        found = _attributed(notebooks, exercises, known, refused)
        counting, superseded = _newest(found)
        yield Collected(counting, superseded, tuple(refused), ignored=len(files) - len(notebooks))


def _clear_away_what_was_left() -> None:
    """Remove the submissions that a run which was killed has left unpacked."""
    for left in Path(gettempdir()).glob(f"{HOME}[0-9]*-*"):
        process = left.name.removeprefix(HOME).partition("-")[0]
        if process.isdigit() and left.lstat().st_uid == os.getuid() and not Path("/proc", process).exists():
            shutil.rmtree(left, ignore_errors=True)


def _newest(found: Iterable[Found]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Return the newest of each learner and exercise, sorted by exercise, and all others."""
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for entry in found:
        groups[entry.exercise, entry.learner].append(entry)
    ordered = [sorted(groups[key], key=lambda entry: entry.newness) for key in sorted(groups)]
    return tuple(group[-1] for group in ordered), tuple(old for group in ordered for old in group[:-1])


def _attributed(
    files: list[_File], exercises: Collection[str], known: Mapping[str, str] | None, refused: list[Refused]
) -> Iterator[Found]:
    """Yield the files of which it can be told whose they are and of which exercise; refuse the others."""
    skip = names.wrapper([file.parts for file in files], exercises) if files else 0
    read = [(file, names.read(file.parts[skip:])) for file in files]
    refused += [Refused(file.name, messages.NOBODY) for file, named in read if named is None]
    named_files = [(file, named) for file, named in read if named]
    apart = names.tell_apart([named for _, named in named_files])
    for (file, _), named in zip(named_files, apart, strict=True):
        try:
            yield _found(file, named, exercises, known)
        except _RefusalError as refusal:
            refused.append(Refused(file.name, str(refusal)))


def _found(
    file: _File, named: names.Named, exercises: Collection[str], known: Mapping[str, str] | None
) -> Found:
    places = (named.rest, *reversed(named.folders))
    exercise = next((name for place in places if (name := names.exercise_in(place, exercises))), None)
    exercise = exercise or _stamped(file.path, exercises)
    if exercise is None:
        raise _RefusalError(messages.WHICH_EXERCISE)
    number = names.copy_number(named.rest, exercise)
    return Found(
        learner=_learner(named, known),
        exercise=exercise,
        path=file.path,
        name=file.name,
        sha256=file.sha256,
        late=named.late,
        newness=(named.sent, number, file.modified, file.name),
    )


def _learner(named: names.Named, known: Mapping[str, str] | None) -> str:
    if known is None:
        return named.aliases[0]
    for alias in named.aliases:
        if learner := known.get(alias.casefold()):
            return learner
    raise _RefusalError(messages.NOT_IN_CLASS.format(learner=named.aliases[0]))


def _stamped(path: Path, exercises: Collection[str]) -> str | None:
    """Return the exercise that a notebook names in its metadata; None if it names none of these."""
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8"), parse_int=float)
    except (ValueError, RecursionError):
        return None
    match notebook:
        case {"metadata": {"casekit": {"exercise": str(name)}}} if name in exercises:
            return name
    return None


class _Walk:
    """The files of a folder, without following a link."""

    def __init__(self, folder: Path, most: int, refused: list[Refused]) -> None:
        self._folder, self._most, self._refused = folder, most, refused

    def files(self) -> list[_File]:
        """Return all that can be taken, and refuse the others."""
        found: list[_File] = []
        for number, (parts, entry) in enumerate(self._entries(self._folder, ())):
            if number >= MOST_FILES:
                raise ProblemError(
                    messages.TOO_MANY.format(path=self._folder, most=MOST_FILES), messages.TOO_MANY_HINT
                )
            try:
                found.append(self._file(parts, entry))
            except _RefusalError as refusal:
                self._refused.append(Refused(_shown(parts), str(refusal)))
        return found

    def _entries(self, folder: Path, above: names.Parts) -> Iterator[tuple[names.Parts, os.DirEntry[str]]]:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                parts = (*above, entry.name)
                if names.is_junk(parts):
                    continue
                if entry.is_dir(follow_symlinks=False) and len(parts) < DEEPEST:
                    yield from self._entries(folder / entry.name, parts)
                else:
                    yield parts, entry

    def _file(self, parts: names.Parts, entry: os.DirEntry[str]) -> _File:
        _refuse_name(parts)
        if entry.is_symlink():
            raise _RefusalError(messages.IS_LINK)
        if entry.is_dir(follow_symlinks=False):
            raise _RefusalError(messages.TOO_DEEP.format(most=DEEPEST))
        _refuse_zip(parts)
        if not names.is_notebook(parts[-1]):
            return _File(parts, Path(entry.path), 0.0, "")
        try:
            descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise _RefusalError(messages.DAMAGED.format(reason=error.strerror)) from error
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise _RefusalError(messages.NOT_A_FILE)
            if status.st_size > self._most:
                raise _RefusalError(messages.TOO_LARGE.format(most=self._most))
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return _File(parts, Path(entry.path), status.st_mtime, digest)


class _Unpacking:
    """The files of a zip, each unpacked under a number."""

    def __init__(self, source: Path, home: Path, most: int, refused: list[Refused]) -> None:
        self._source, self._home, self._most, self._refused = source, home, most, refused
        self._left = MOST_BYTES

    def files(self) -> list[_File]:
        """Return all that can be taken, and refuse the others."""
        try:
            with zipfile.ZipFile(self._source) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                if len(members) > MOST_FILES:
                    raise ProblemError(
                        messages.TOO_MANY.format(path=self._source, most=MOST_FILES), messages.TOO_MANY_HINT
                    )
                found = [self._taken(archive, *numbered) for numbered in enumerate(members)]
        except DAMAGES as error:
            if not zipfile.is_zipfile(self._source):
                raise ProblemError(
                    messages.NO_SUBMISSIONS.format(path=self._source), messages.NO_SUBMISSIONS_HINT
                ) from error
            raise ProblemError(
                messages.BAD_ZIP.format(path=self._source, reason=error), messages.BAD_ZIP_HINT
            ) from error
        return [file for file in found if file]

    def _taken(self, archive: zipfile.ZipFile, number: int, member: zipfile.ZipInfo) -> _File | None:
        name = _decoded(member)
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if names.is_junk(tuple(part for part in parts if part != "..")):
            return None
        try:
            _refuse_place(parts, name)
            _refuse_name(parts)
            _refuse_zip(parts)
            return self._file(archive, number, member, parts)
        except _RefusalError as refusal:
            self._refused.append(Refused(_shown(parts), str(refusal)))
            return None

    def _file(
        self, archive: zipfile.ZipFile, number: int, member: zipfile.ZipInfo, parts: names.Parts
    ) -> _File:
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise _RefusalError(messages.IS_LINK)
        if kind not in (0, stat.S_IFREG):
            raise _RefusalError(messages.NOT_A_FILE)
        if not names.is_notebook(parts[-1]):
            return _File(parts, self._home, 0.0, "")
        if member.flag_bits & ENCRYPTED_FLAG:
            raise _RefusalError(messages.ENCRYPTED)
        content = self._content(archive, member)
        path = self._home / f"{number}.ipynb"
        path.write_bytes(content)
        modified = float("".join(f"{part:02}" for part in member.date_time))
        return _File(parts, path, modified, hashlib.sha256(content).hexdigest())

    def _content(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        """Return what a member holds; its stated size is not believed."""
        if member.file_size > self._most:
            raise _RefusalError(messages.TOO_LARGE.format(most=self._most))
        try:
            with archive.open(member) as file:
                content = file.read(self._most + 1)
        except DAMAGES as error:
            raise _RefusalError(messages.DAMAGED.format(reason=printable(str(error)))) from error
        if len(content) > self._most:
            raise _RefusalError(messages.TOO_LARGE.format(most=self._most))
        self._left -= len(content)
        if self._left < 0:
            raise _RefusalError(messages.TOO_MUCH.format(most=MOST_BYTES))
        return content


def _decoded(member: zipfile.ZipInfo) -> str:
    """Return a member's name: many programs write UTF-8 and forget to say so."""
    if member.flag_bits & UTF8_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _refuse_place(parts: names.Parts, name: str) -> None:
    if not parts or ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0][1:2]:
        raise _RefusalError(messages.OUTSIDE)


def _refuse_name(parts: names.Parts) -> None:
    if any(len(part) > LONGEST_NAME or not part.isprintable() for part in parts):
        raise _RefusalError(messages.UNREADABLE_NAME)
    if len(parts) > DEEPEST:
        raise _RefusalError(messages.TOO_DEEP.format(most=DEEPEST))


def _refuse_zip(parts: names.Parts) -> None:
    if parts[-1].lower().endswith(".zip"):
        raise _RefusalError(messages.PACKED)


def _shown(parts: names.Parts) -> str:
    return printable("/".join(parts).encode("utf-8", "replace").decode("utf-8"))
