"""What was delivered, as files on the disk: out of a folder or a zip, each taken or refused with a sentence.

Nothing is unpacked under a name that the zip chose, no link is followed, and nothing larger than a notebook may be is
read.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from casekit.exercise.problem import ProblemError
from casekit.grading import messages
from casekit.grading.intake import names
from casekit.grading.judging.parse import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 200_000
MOST_BYTES = 4_000_000_000  # of a zip, unpacked
DEEPEST = 8
LONGEST_NAME = 200
UNPACKED = "notebook.ipynb"  # as sentences about it call it, with its own name beside
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not graded, and why; whose it is and of which exercise, if that can be told.

    `sentence` is written for the trainer, `why` for the learner where that is to be another.
    """

    name: str
    sentence: str
    learner: str | None = None
    exercise: str | None = None
    why: str = ""
    parts: names.Parts = field(default=(), repr=False, compare=False)  # of a name that can be used


@dataclass(frozen=True, slots=True)
class File:
    """A file that lies on the disk, under a name that its sender chose."""

    parts: names.Parts
    path: Path
    modified: float
    sha256: str

    @property
    def name(self) -> str:
        """What it was called, folders included."""
        return "/".join(self.parts)


class RefusalError(Exception):
    """Why one file is not taken."""


class NameRefusalError(RefusalError):
    """Why no use can be made of a file's name."""


def in_folder(folder: Path, most: int, refused: list[Refused]) -> list[File]:
    """Return the files of a folder that can be taken, without following a link; refuse the others.

    Parameters
    ----------
    folder
        Where they lie.
    most
        Bytes of a notebook.
    refused
        What is refused is added here.

    Raises
    ------
    ProblemError
        If there are too many.
    """
    return _Walk(folder, most, refused).files()


def in_zip(source: Path, home: Path, most: int, refused: list[Refused]) -> list[File]:
    """Return the files of a zip that can be taken, each unpacked into `home` under a number; refuse the others.

    Parameters and errors are those of :func:`in_folder`; a zip that is damaged as a whole is an error too.
    """
    return _Unpacking(source, home, most, refused).files()


class _Walk:
    """The files of a folder, without following a link."""

    def __init__(self, folder: Path, most: int, refused: list[Refused]) -> None:
        self._folder, self._most, self._refused = folder, most, refused

    def files(self) -> list[File]:
        """Return all that can be taken, and refuse the others."""
        found: list[File] = []
        for number, (parts, entry) in enumerate(self._entries(self._folder, ())):
            if number >= MOST_FILES:
                raise ProblemError(
                    messages.TOO_MANY.format(path=self._folder, most=MOST_FILES), messages.TOO_MANY_HINT
                )
            try:
                found.append(self._file(parts, entry))
            except RefusalError as refusal:
                self._refused.append(_refused(parts, refusal))
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

    def _file(self, parts: names.Parts, entry: os.DirEntry[str]) -> File:
        _refuse_name(parts)
        if entry.is_symlink():
            raise RefusalError(messages.IS_LINK)
        if entry.is_dir(follow_symlinks=False):
            raise RefusalError(messages.TOO_DEEP.format(most=DEEPEST))
        _refuse_zip(parts)
        if not names.is_notebook(parts[-1]):
            return File(parts, Path(entry.path), 0.0, "")
        try:
            descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise RefusalError(messages.DAMAGED.format(reason=error.strerror)) from error
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise RefusalError(messages.NOT_A_FILE)
            if status.st_size > self._most:
                raise RefusalError(messages.TOO_LARGE.format(most=self._most))
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return File(parts, Path(entry.path), status.st_mtime, digest)


class _Unpacking:
    """The files of a zip, each unpacked under a number."""

    def __init__(self, source: Path, home: Path, most: int, refused: list[Refused]) -> None:
        self._source, self._home, self._most, self._refused = source, home, most, refused
        self._left = MOST_BYTES

    def files(self) -> list[File]:
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

    def _taken(self, archive: zipfile.ZipFile, number: int, member: zipfile.ZipInfo) -> File | None:
        name = _decoded(member)
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if names.is_junk(tuple(part for part in parts if part != "..")):
            return None
        try:
            _refuse_place(parts, name)
            _refuse_name(parts)
            _refuse_zip(parts)
            return self._file(archive, number, member, parts)
        except RefusalError as refusal:
            self._refused.append(_refused(parts, refusal))
            return None

    def _file(
        self, archive: zipfile.ZipFile, number: int, member: zipfile.ZipInfo, parts: names.Parts
    ) -> File:
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise RefusalError(messages.IS_LINK)
        if kind not in (0, stat.S_IFREG):
            raise RefusalError(messages.NOT_A_FILE)
        if not names.is_notebook(parts[-1]):
            return File(parts, self._home, 0.0, "")
        if member.flag_bits & ENCRYPTED_FLAG:
            raise RefusalError(messages.ENCRYPTED)
        content = self._content(archive, member)
        path = self._home / str(number) / UNPACKED
        path.parent.mkdir()
        path.write_bytes(content)
        modified = float("".join(f"{part:02}" for part in member.date_time))
        return File(parts, path, modified, hashlib.sha256(content).hexdigest())

    def _content(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        """Return what a member holds; its stated size is not believed."""
        if member.file_size > self._most:
            raise RefusalError(messages.TOO_LARGE.format(most=self._most))
        try:
            with archive.open(member) as file:
                content = file.read(self._most + 1)
        except DAMAGES as error:
            raise RefusalError(messages.DAMAGED.format(reason=printable(str(error)))) from error
        if len(content) > self._most:
            raise RefusalError(messages.TOO_LARGE.format(most=self._most))
        self._left -= len(content)
        if self._left < 0:
            raise RefusalError(messages.TOO_MUCH.format(most=MOST_BYTES))
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
        raise NameRefusalError(messages.OUTSIDE)


def _refuse_name(parts: names.Parts) -> None:
    if any(len(part) > LONGEST_NAME or not part.isprintable() for part in parts):
        raise NameRefusalError(messages.UNREADABLE_NAME)
    if len(parts) > DEEPEST:
        raise NameRefusalError(messages.TOO_DEEP.format(most=DEEPEST))


def _refuse_zip(parts: names.Parts) -> None:
    if parts[-1].lower().endswith(".zip"):
        raise RefusalError(messages.PACKED)


def _refused(parts: names.Parts, refusal: RefusalError) -> Refused:
    usable = () if isinstance(refusal, NameRefusalError) else parts
    return Refused(_shown(parts), str(refusal), parts=usable)


def _shown(parts: names.Parts) -> str:
    return printable("/".join(parts).encode("utf-8", "replace").decode("utf-8"))
