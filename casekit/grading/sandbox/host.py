"""The trusted side of the sandbox: it starts the warm interpreter and lends it to one submission at a time.

    with Sandbox(setup, given, limits) as sandbox:
        attempt = sandbox.begin()
        body = attempt.ask({"value": "break_even_ratio"}, deadline)
        attempt.end()

What an attempt answers is bytes from the other side of the trust boundary; :mod:`casekit.grading.judging.parse` is
where they become values.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import casekit
from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.sandbox import kernels, mounts, syscalls, wire
from casekit.grading.sandbox.attempt import START_S, Attempt, LostError
from casekit.grading.sandbox.warm import BEGIN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from casekit.exercise.given import Given
    from casekit.grading.limits import Limits
    from casekit.grading.sandbox.kernels import Kernel
    from casekit.grading.sandbox.setting import Numbers


class Sandbox:
    """A warm interpreter that is lent to one submission at a time.

    Parameters
    ----------
    setup
        Names and sources of the cells to run before any submission comes.
    given
        The exercise's numbers.
    limits
        How much one submission may use.
    data
        The folder of datasets, if there is one.
    rehearsal
        Cells of the kit's own that will run between the answers, as `setup` has them.
    unsafe_no_sandbox
        Run submissions with all the rights of this process. `mode` says so, and so does every grade.
    kernel
        Run answers in a Jupyter kernel that every submission starts for itself, through nbclient, in place of the
        warm interpreter. `mode` says so.

    It ends when the thread that started it ends.
    """

    def __init__(
        self,
        setup: Sequence[tuple[str, str]],
        given: Given,
        limits: Limits,
        data: Path | None = None,
        *,
        rehearsal: Sequence[tuple[str, str]] = (),
        unsafe_no_sandbox: bool = False,
        kernel: Kernel | None = None,
    ) -> None:
        self.limits, self.mode = limits, words.mode(unsafe_no_sandbox, kernel.name if kernel else None)
        self._kernel = kernel
        self._setup, self._rehearsal = list(setup), list(rehearsal)
        self._numbers, self._data = numbers(given), data
        self._safe = not unsafe_no_sandbox
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that the warm interpreter and all submissions descend from."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the warm interpreter and wait until it is ready.

        Raises
        ------
        ProblemError
            If this machine has no sandbox, or the exercise's own cells fail.
        """
        order = {
            "setup": self._setup,
            "rehearsal": self._rehearsal,
            "numbers": self._numbers,
            "limits": asdict(self.limits),
            "filter": self._filter(),
            "kernel": None,
        }
        if self._kernel:
            order |= {
                "limits": asdict(kernels.room(self.limits)),
                "filter": self._filter(talk=True, starting=True),
                "kernel": kernels.order(self._kernel, self.limits, self._filter(talk=True)),
            }
        self._control, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as log:
            self._process = subprocess.Popen(
                self._command(theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                pass_fds=[theirs.fileno()],
                env={} if self._safe else mounts.environment(self._data, tempfile.gettempdir()),
                cwd=tempfile.gettempdir(),
            )
            theirs.close()  # so that this side hears when the other one ends
            self._greet(self._control, order, log)
        if self._kernel:
            self._try_kernel()

    def begin(self, given: Given | None = None) -> Attempt:
        """Return a new process for a submission, which has read nothing of it yet.

        Parameters
        ----------
        given
            The learner's own numbers; None for those that everybody has.

        Raises
        ------
        LostError
            If the warm interpreter is gone: start it again.
        """
        if self._control is None:
            raise LostError
        ours, theirs = socket.socketpair()
        attempt = Attempt(self._control, ours, self.limits.answer_bytes)
        ours.settimeout(START_S)
        try:
            with theirs:
                socket.send_fds(self._control, [BEGIN], [theirs.fileno()])
            answer = wire.receive(ours)
            if given is not None and "ready" in answer:
                wire.send(ours, {"numbers": numbers(given), "mark": ""})
                answer = wire.receive(ours)
        except (wire.ClosedError, OSError) as error:
            ours.close()
            raise LostError from error
        if "ready" not in answer:
            attempt.end()
            raise self._refusal(answer.get("failed", words.SETUP_FAILED))
        return attempt

    def close(self) -> None:
        """End the warm interpreter, and with it whatever it still runs."""
        if self._control:
            self._control.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    def _command(self, channel: int) -> list[str]:
        if not self._safe:
            return mounts.python(channel, str(Path(casekit.__file__).parents[1]))
        return mounts.sandboxed(_bwrap(), channel, self._data, self._kernel.files() if self._kernel else ())

    def _try_kernel(self) -> None:
        """Start it once, for nobody: a kernel that does not start is no submission's fault."""
        try:
            self.begin().end()
        except (LostError, ProblemError) as error:
            self.close()
            raise error if isinstance(error, ProblemError) else self._refusal(words.KERNEL_DIED) from error

    def _refusal(self, reason: str) -> ProblemError:
        if self._kernel is None:
            return _problem(reason)
        name = self._kernel.name
        sentence = words.KERNEL_FAILED.format(name=name, reason=reason.rstrip("."))
        return ProblemError(sentence, words.KERNEL_NEEDS.format(name=name), status=1)

    def _filter(self, **more: bool) -> str | None:
        """Return which system calls are permitted, in base64; None without a sandbox."""
        if not self._safe:
            return None
        _bwrap()
        try:
            return b64encode(syscalls.program(**more)).decode()
        except ImportError as error:
            raise ProblemError(words.NO_SECCOMP, words.INSTALL, status=1) from error

    def _greet(self, control: socket.socket, order: dict[str, Any], log: IO[bytes]) -> None:
        control.settimeout(START_S)
        try:
            wire.send(control, order)
            answer = wire.receive(control)
        except (wire.ClosedError, TimeoutError) as error:
            self.close()
            log.seek(0)
            reason = log.read(2_000).decode("utf-8", "replace").strip()
            raise _problem(reason or str(error)) from error
        if "failed" in answer:
            self.close()
            raise _problem(answer["failed"])


def numbers(given: Given) -> Numbers:
    """Return an exercise's numbers as JSON; which others they might have been, the sandbox is not told."""
    return {name: asdict(quantity) | {"varies": ()} for name, quantity in given.quantities.items()}


def _bwrap() -> str:
    if not sys.platform.startswith("linux"):
        raise ProblemError(words.NOT_LINUX, words.WAYS_OUT, status=1)
    if not (path := shutil.which("bwrap")):
        raise ProblemError(words.NO_BWRAP, words.INSTALL, status=1)
    return path


def _problem(reason: str) -> ProblemError:
    return ProblemError(words.NO_START.format(reason=reason.rstrip(".")), words.WAYS_OUT, status=1)
