"""Where sandboxes come from: one process that has loaded what every exercise needs, and makes a twin for each of them.

Loading pandas takes longer than grading twenty submissions. So it is done once for all workers, before it is known
what they will grade, and a twin shares its memory. It has seen no exercise and never sees a submission.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import casekit
from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.sandbox import mounts, wire
from casekit.grading.sandbox.attempt import LostError
from casekit.grading.sandbox.warm import TWIN

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from casekit.grading.sandbox.kernels import Kernel

LONGEST_COMPLAINT = 2_000
PATIENCE_S = 10


class Origin:
    """One process for sandboxes to come from, in a sandbox itself.

    It can be sent to other processes of this machine, which may ask for twins as well; it ends with the one that
    started it.

    Parameters
    ----------
    data
        The folder of datasets, if there is one.
    unsafe_no_sandbox
        Have all the rights of this process.
    kernel
        The Jupyter kernel that answers will run in; None for the interpreter itself.
    """

    def __init__(
        self, data: Path | None, *, unsafe_no_sandbox: bool = False, kernel: Kernel | None = None
    ) -> None:
        self.kind = (data, unsafe_no_sandbox, kernel)
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._home: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs to ask for twins; it cannot end this one."""
        return vars(self) | {"_process": None, "_log": None, "_home": None}

    @property
    def pid(self) -> int | None:
        """The process that all twins and submissions descend from, where it was started."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, and do not wait until it has loaded everything.

        Raises
        ------
        ProblemError
            If this machine has no sandbox.
        """
        data, unsafe, kernel = self.kind
        program = "" if unsafe else bwrap()
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # without a sandbox, its scratch
        self._control, theirs = socket.socketpair()
        with theirs:
            self._log = tempfile.TemporaryFile()  # noqa: SIM115  # closed when this is
            self._process = subprocess.Popen(
                self._command(program, theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                env=mounts.environment(data, self._home.name) if unsafe else {},
                cwd=self._home.name,
            )
        with suppress(wire.ClosedError):  # whoever asks for a twin will hear of it
            wire.send(self._control, {"safe": not unsafe, "kernel": kernel is not None})

    def twin(self) -> socket.socket:
        """Return the line to a new twin.

        Raises
        ------
        LostError
            If this process is gone.
        """
        if self._control is None:
            raise LostError
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [TWIN], [theirs.fileno()])
        except OSError as error:
            ours.close()
            raise LostError from error
        return ours

    def complaint(self) -> str:
        """Return what it said before it ended, if this process started it."""
        if self._log is None:
            return ""
        self._log.seek(0)
        return self._log.read(LONGEST_COMPLAINT).decode("utf-8", "replace").strip()

    def close(self) -> None:
        """End it, and with it all twins and whatever they run.

        It ends by itself when its line is closed. Bubblewrap that is killed while it still sets up the sandbox would
        leave half of itself behind, waiting for the other half.
        """
        for end in (self._control, self._log):
            if end:
                end.close()
        if self._process:
            try:
                self._process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._home:
            self._home.cleanup()
        self._control = self._process = self._log = self._home = None

    def _command(self, program: str, channel: int) -> list[str]:
        data, unsafe, kernel = self.kind
        if unsafe:
            return mounts.python(channel, str(Path(casekit.__file__).parents[1]))
        return mounts.sandboxed(program, channel, data, kernel.files() if kernel else ())


def bwrap() -> str:
    """Return where bubblewrap is.

    Raises
    ------
    ProblemError
        If it is missing, or this is not Linux.
    """
    if not sys.platform.startswith("linux"):
        raise ProblemError(words.NOT_LINUX, words.WAYS_OUT, status=1)
    if not (path := shutil.which("bwrap")):
        raise ProblemError(words.NO_BWRAP, words.INSTALL, status=1)
    return path
