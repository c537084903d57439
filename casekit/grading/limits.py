"""How much one submission may use: one record, frozen, with defaults that are safe for a class.

A submission that reaches a limit loses what it was doing at that moment and no more; the grader goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from casekit.models import validate

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one submission may use.

    Parameters
    ----------
    notebook_bytes
        Size of the notebook's file, outputs included.
    cells
        Cells in the notebook.
    source_bytes
        Source of all answer cells together, as UTF-8.
    seconds
        Clock time for one cell, one variable or one call of a function.
    total_seconds
        Clock time for the whole submission, second attempts included.
    cpu_seconds
        Processor time of one attempt, over all its threads, in whole seconds.
    memory_bytes
        Memory that it may take on top of what the interpreter with pandas has. In a Jupyter kernel, what passes
        requests on to it may take as much again and 300 MB.
    threads
        Threads at once. There is one process: starting another is refused.
    open_files
        Open files at once.
    disk_bytes, files
        Room in its temporary folder, the only place it can write to, and files there.
    answer_bytes
        Size of one answer as JSON.
    depth
        How deep one answer may be nested.

    Raises
    ------
    ValueError
        Naming the limit, the value and the accepted range.

    >>> Limits(seconds=2).total_seconds
    60.0
    >>> Limits(threads=0)
    Traceback (most recent call last):
        ...
    ValueError: threads must be a whole number >= 1, but it is 0
    """

    notebook_bytes: int = 8 * MB
    cells: int = 1_000
    source_bytes: int = 200_000
    seconds: float = 10.0
    total_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 512 * MB
    threads: int = 16
    open_files: int = 64
    disk_bytes: int = 16 * MB
    files: int = 1_000
    answer_bytes: int = MB
    depth: int = 24

    def __post_init__(self) -> None:
        validate.number("seconds", self.seconds, above=0)
        validate.number("total_seconds", self.total_seconds, above=0)
        for name in WHOLE:
            validate.whole(name, getattr(self, name), low=1)


WHOLE = (
    "notebook_bytes",
    "cells",
    "source_bytes",
    "cpu_seconds",
    "memory_bytes",
    "threads",
    "open_files",
    "disk_bytes",
    "files",
    "answer_bytes",
    "depth",
)
