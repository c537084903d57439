"""One process of one submission, as the trusted side has it: questions go in, bytes or a reason come out."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from casekit.grading import words
from casekit.grading.sandbox import wire
from casekit.grading.sandbox.warm import END, WAIT

if TYPE_CHECKING:
    import socket

    from casekit.exercise.plain import Json

START_S = 60.0
MARK_BYTES = 8


class DiedError(Exception):
    """A submission's process is no more, or had to be ended; the message says why, as a clause."""


class LostError(Exception):
    """The warm interpreter itself is gone."""


class Attempt:
    """One process of one submission."""

    def __init__(self, control: socket.socket, channel: socket.socket, most_bytes: int) -> None:
        self._control, self._channel, self._most_bytes = control, channel, most_bytes
        self._over = False

    def ask(self, request: dict[str, Json], deadline: float) -> bytes:
        """Return what the submission's process answers, as it came.

        Parameters
        ----------
        request
            JSON for :mod:`casekit.grading.sandbox.child`.
        deadline
            Moment of ``time.monotonic()`` until which the whole answer has to be here.

        Raises
        ------
        DiedError
            If there is no answer; the attempt is over.
        LostError
            If the warm interpreter is gone.
        """
        seconds = max(deadline - time.monotonic(), 0.001)
        mark = secrets.token_bytes(MARK_BYTES).hex().encode()  # an answer written too early does not bear it
        try:
            self._channel.settimeout(seconds)
            wire.send(self._channel, request | {"mark": mark.decode()})
            answer = wire.receive_bytes(self._channel, self._most_bytes + len(mark), deadline)
            if not answer.startswith(mark):
                raise wire.ForgedError("an answer to another question")
            return answer.removeprefix(mark)
        except TimeoutError:
            self._finish(END)
            raise DiedError(words.TOO_LONG.format(seconds=f"{seconds:.2g}")) from None
        except wire.ForgedError:
            self._finish(END)
            raise DiedError(words.NOT_THE_PROTOCOL) from None
        except wire.ClosedError:
            raise DiedError(words.died(self._finish(WAIT))) from None

    def end(self) -> None:
        """End the process and everything it started."""
        if not self._over:
            self._finish(END)

    def _finish(self, command: bytes) -> int:
        """End the process, which may end by itself for a moment; return its exit status."""
        self._over = True
        self._channel.close()
        try:
            self._control.settimeout(START_S)
            self._control.sendall(command)
            [status] = self._control.recv(1)
        except (OSError, ValueError) as error:  # no answer at all is no byte
            raise LostError from error
        return status
