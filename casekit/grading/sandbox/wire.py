"""Messages between the grader, the warm interpreter and a submission: a length, then that many bytes of JSON.

The grader reads with a limit on the size and a deadline, whoever writes; what the bytes mean is another
module's business. Nothing here unpickles or evaluates.
"""

from __future__ import annotations

import json
import os
import struct
import time
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import socket

HEAD = struct.Struct(">I")


class ClosedError(Exception):
    """The other side has gone."""


class ForgedError(Exception):
    """The other side wrote what no program of ours writes."""


class Stream(Protocol):
    """A socket, or what stands in for one."""

    def recv(self, size: int, /) -> bytes:
        """Return up to that many bytes, none at the end."""

    def sendall(self, data: bytes, /) -> None:
        """Write all bytes."""


class Descriptor:
    """A stream socket used as a file: a submission may read and write, but has no call for sockets."""

    def __init__(self, number: int) -> None:
        self.number = number

    def recv(self, size: int) -> bytes:
        """Return up to that many bytes, none at the end."""
        return os.read(self.number, size)

    def sendall(self, data: bytes) -> None:
        """Write all bytes."""
        left = memoryview(data)
        while left:
            left = left[os.write(self.number, left) :]


def framed(body: bytes) -> bytes:
    r"""Return a message that has this body.

    >>> framed(b"{}")
    b'\x00\x00\x00\x02{}'
    """
    return HEAD.pack(len(body)) + body


def send(stream: Stream, message: object) -> None:
    """Send one message.

    Raises
    ------
    ClosedError
        If nobody is there to read it.
    """
    try:
        stream.sendall(framed(json.dumps(message).encode("ascii")))
    except OSError as error:
        raise ClosedError(str(error)) from error


def receive(stream: Stream) -> Any:
    """Return the next message from a side that no submission can write for.

    Raises
    ------
    ClosedError
        If the other side has gone.
    """
    (length,) = HEAD.unpack(_exactly(stream, HEAD.size))
    return json.loads(_exactly(stream, length))


def receive_bytes(channel: socket.socket, most_bytes: int, deadline: float) -> bytes:
    """Return the body of the next message from a side that is not trusted.

    Parameters
    ----------
    channel
        A stream socket.
    most_bytes
        A message that announces more is not read.
    deadline
        Moment of ``time.monotonic()`` until which the whole message has to be here.

    Raises
    ------
    ClosedError
        If the other side has gone.
    ForgedError
        If it announced more than that.
    TimeoutError
        If the deadline has passed.
    """
    (length,) = HEAD.unpack(_exactly(_Timed(channel, deadline), HEAD.size))
    if length > most_bytes:
        raise ForgedError(f"a message of {length} bytes")
    return _exactly(_Timed(channel, deadline), length)


class _Timed:
    """A socket whose reads stop at a deadline, however slowly the other side dribbles."""

    def __init__(self, channel: socket.socket, deadline: float) -> None:
        self.channel, self.deadline = channel, deadline

    def recv(self, size: int) -> bytes:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.channel.settimeout(left)
        return self.channel.recv(size)

    def sendall(self, data: bytes) -> None:
        self.channel.sendall(data)


def _exactly(stream: Stream, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = stream.recv(min(size - len(parts), 65_536))
        except TimeoutError:
            raise
        except OSError as error:
            raise ClosedError(str(error)) from error
        if not part:
            raise ClosedError("end of stream")
        parts += part
    return bytes(parts)
