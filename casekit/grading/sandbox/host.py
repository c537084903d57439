"""The trusted side of the sandbox: it starts the warm interpreter and lends it to one submission at a time.

    with Sandbox(setup, given, limits) as sandbox:
        attempt = sandbox.begin()
        body = attempt.ask({"value": "break_even_ratio"}, deadline)
        attempt.end()

What an attempt answers is bytes from the other side of the trust boundary; :mod:`casekit.grading.judging.parse` is
where they become values.
"""

from __future__ import annotations

import socket
from base64 import b64encode
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.sandbox import kernels, syscalls, wire
from casekit.grading.sandbox.attempt import START_S, Attempt, LostError
from casekit.grading.sandbox.origin import Origin, bwrap
from casekit.grading.sandbox.warm import BEGIN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
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

    origin
        Where it comes from, if that is shared with others; what it lacks, or one of another kind, is started.

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
        origin: Origin | None = None,
    ) -> None:
        self.limits, self.mode = limits, words.mode(unsafe_no_sandbox, kernel.name if kernel else None)
        self._kernel = kernel
        self._setup, self._rehearsal = list(setup), list(rehearsal)
        self._numbers, self._safe = numbers(given), not unsafe_no_sandbox
        self._own = Origin(data, unsafe_no_sandbox=unsafe_no_sandbox, kernel=kernel)
        self._shared = origin if origin and origin.kind == self._own.kind else None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that the warm interpreter and all submissions descend from, if it is shared with nobody."""
        return self._own.pid

    def start(self) -> None:
        """Start the warm interpreter and wait until it is ready.

        Raises
        ------
        ProblemError
            If this machine has no sandbox, or the exercise's own cells fail.
        """
        order = self._order()
        try:
            answer = self._join(self._shared, order)
        except LostError:
            answer = self._join_own(order)
        if "failed" in answer:
            self.close()
            raise _problem(answer["failed"])
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
            self._control = None
        self._own.close()

    def _join_own(self, order: dict[str, Any]) -> Any:
        """Start an origin for this sandbox alone, and return what the warm interpreter says that comes of it."""
        try:
            self._own.start()
            return self._join(self._own, order)
        except LostError as error:
            reason = self._own.complaint() or str(error.__cause__)
            self.close()
            raise _problem(reason) from error

    def _join(self, origin: Origin | None, order: dict[str, Any]) -> Any:
        """Have a warm interpreter from somewhere, and return what it says when it has prepared everything."""
        if origin is None:
            raise LostError
        self._control = origin.twin()
        self._control.settimeout(START_S)
        try:
            wire.send(self._control, order)
            return wire.receive(self._control)
        except (wire.ClosedError, TimeoutError) as error:
            self._control.close()
            self._control = None
            raise LostError from error

    def _order(self) -> dict[str, Any]:
        """Return what a warm interpreter has to know."""
        order: dict[str, Any] = {
            "setup": self._setup,
            "rehearsal": self._rehearsal,
            "numbers": self._numbers,
            "limits": asdict(self.limits),
            "filter": self._filter(),
            "kernel": None,
        }
        if self._kernel is None:
            return order
        return order | {
            "limits": asdict(kernels.room(self.limits)),
            "filter": self._filter(talk=True, starting=True),
            "kernel": kernels.order(self._kernel, self.limits, self._filter(talk=True)),
        }

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
        bwrap()
        try:
            return b64encode(syscalls.program(**more)).decode()
        except ImportError as error:
            raise ProblemError(words.NO_SECCOMP, words.INSTALL, status=1) from error


def numbers(given: Given) -> Numbers:
    """Return an exercise's numbers as JSON; which others they might have been, the sandbox is not told."""
    return {name: asdict(quantity) | {"varies": ()} for name, quantity in given.quantities.items()}


def _problem(reason: str) -> ProblemError:
    return ProblemError(words.NO_START.format(reason=reason.rstrip(".")), words.WAYS_OUT, status=1)
