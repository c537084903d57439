"""One submission's process: it confines itself, then runs what it is sent and says what came of it.

It is the only process of a pid namespace: it sees no other, no signal from inside ends it, and the warm interpreter
outside can. It may start threads and no process. Everything here but `_serve` runs before the first byte of the
submission is read; after that, nothing in this process is to be trusted any more.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from casekit.grading.sandbox import kernel, wire
from casekit.grading.sandbox.replies import sentence, unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from casekit.grading.limits import Limits

SCRATCH = "/scratch"  # not /tmp, where an environment with the packages might lie
CHANNEL = 3
COULD_NOT_BEGIN = 70
NAMESPACES = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWCGROUP
)


@dataclass(frozen=True, slots=True)
class Cage:
    """What confines a submission: its limits, its filter of system calls, the interpreter's own size, and its ids.

    Without a filter there is no sandbox: limits on resources, and nothing else.
    """

    limits: Limits
    filter: bytes | None
    interpreter_bytes: int
    uid: int
    gid: int


class Ground(Protocol):
    """What answers run on: this interpreter itself, or a kernel of its own."""

    def open(self) -> Callable[[Any], bytes]:
        """Return what replies to the grader's requests; the process is confined by now."""


def fork(cage: Cage) -> int:
    """Fork the warm interpreter, into namespaces of its own if there is a sandbox; return as `os.fork` does."""
    return os.fork() if cage.filter is None else kernel.fork_into_namespaces(NAMESPACES)


def live(descriptor: int, ground: Ground, cage: Cage) -> NoReturn:
    """Turn this process, a fork of the warm interpreter, into a submission's; never return."""
    os.dup2(descriptor, CHANNEL)
    stream = wire.Descriptor(CHANNEL)
    try:
        os.setsid()  # else a signal to its own group would reach the warm interpreter
        _hear_and_say_nothing()
        if cage.filter is not None:
            _furnish_namespaces(cage)
        _limit(cage)
        if cage.filter is not None:
            kernel.load_filter(cage.filter)
        reply = ground.open()
        wire.send(stream, {"ready": None})
        _serve(stream, reply, cage.limits.answer_bytes)
        os._exit(0)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            wire.send(stream, {"failed": sentence(error)})
    finally:  # nothing may leave by another door, into the warm interpreter's own loop
        os._exit(COULD_NOT_BEGIN)


def exit_status(status: int) -> int:
    """Return a process' exit status as a shell has it: 128 + n if signal n ended it."""
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _hear_and_say_nothing() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))


def _furnish_namespaces(cage: Cage) -> None:
    """Have the ids of outside, an empty folder to write to, no other process in sight, and no rights."""
    limits = cage.limits
    kernel.die_with_parent(signal.SIGKILL)
    kernel.keep_ids(cage.uid, cage.gid)
    kernel.make_mounts_private()
    room = f"size={limits.disk_bytes},nr_inodes={limits.files + 1},mode=700"
    kernel.mount_tmpfs(SCRATCH, room)
    kernel.mount_tmpfs("/proc", "size=4k,nr_inodes=1", kernel.MS_RDONLY | kernel.MS_NOEXEC)
    os.chdir(SCRATCH)
    kernel.allow_no_new_privileges()
    kernel.drop_capabilities()


def _limit(cage: Cage) -> None:
    limits = cage.limits
    memory = cage.interpreter_bytes + limits.memory_bytes
    most = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: limits.disk_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
    }
    if cage.filter is not None:  # in a user namespace of its own, it counts this submission's threads alone
        most |= {resource.RLIMIT_MEMLOCK: 0, resource.RLIMIT_NPROC: limits.threads}
    for name, value in most.items():
        resource.setrlimit(name, (value, value))
    # The signal at the soft limit can be ignored, and is in a pid namespace's first process; the one at the hard
    # limit can't.
    signal.signal(signal.SIGXCPU, lambda *_: os._exit(128 + signal.SIGXCPU))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))


def _serve(stream: wire.Stream, reply: Callable[[Any], bytes], most_bytes: int) -> None:
    """Do what the grader asks, one request after the other, until it asks no more."""
    while True:
        try:
            request = wire.receive(stream)
        except wire.ClosedError:
            return
        body = reply(request)
        fitting = body if len(body) <= most_bytes else unfit()
        stream.sendall(wire.framed(request["mark"].encode() + fitting))
