from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator

import pytest

from casekit.grading.sandbox import wire


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


Pair = tuple[socket.socket, socket.socket]


def soon(seconds: float = 5) -> float:
    return time.monotonic() + seconds


def test_messages_arrive_one_by_one(pair: Pair) -> None:
    ours, theirs = pair
    wire.send(theirs, {"a": "ä"})
    wire.send(theirs, [])
    assert wire.receive(ours) == {"a": "ä"}
    assert wire.receive_bytes(ours, 100, soon()) == b"[]"


def test_a_descriptor_stands_in_for_a_socket(pair: Pair) -> None:
    ours, theirs = pair
    stream = wire.Descriptor(os.dup(theirs.fileno()))
    wire.send(ours, {"run": "x" * 100_000})
    assert wire.receive(stream) == {"run": "x" * 100_000}
    wire.send(stream, 1)
    assert wire.receive(ours) == 1
    os.close(stream.number)


def test_a_message_above_the_limit_is_not_read(pair: Pair) -> None:
    ours, theirs = pair
    theirs.sendall(wire.HEAD.pack(101))
    with pytest.raises(wire.ForgedError, match="101"):
        wire.receive_bytes(ours, 100, soon())


@pytest.mark.parametrize("part", [b"", b"\0\0", wire.HEAD.pack(5) + b"ab"])
def test_half_a_message_is_none(pair: Pair, part: bytes) -> None:
    ours, theirs = pair
    theirs.sendall(part)
    theirs.close()
    with pytest.raises(wire.ClosedError):
        wire.receive_bytes(ours, 100, soon())


def test_the_deadline_holds_for_the_whole_message(pair: Pair) -> None:
    ours, theirs = pair
    theirs.sendall(wire.HEAD.pack(5) + b"ab")
    with pytest.raises(TimeoutError):
        wire.receive_bytes(ours, 100, soon(0.05))
    with pytest.raises(TimeoutError):
        wire.receive_bytes(ours, 100, soon(-1))


def test_nobody_there_to_read(pair: Pair) -> None:
    ours, theirs = pair
    theirs.close()
    with pytest.raises(wire.ClosedError):
        wire.send(ours, "x" * 1_000_000)
