"""One submission's process: it confines itself, then runs what it is sent and says what came of it.

It is the only process of a pid namespace: it sees no other, no signal from inside ends it, and the warm interpreter
outside can. It may start threads and no process. Everything here but `_serve` runs before the first byte of the
submission is read; after that, nothing in this process is to be trusted any more.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from casekit.exercise.plain import LONGEST, Json, Live, Plain
from casekit.grading.sandbox import kernel, wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from casekit.grading.limits import Limits
    from casekit.grading.sandbox.setting import Setting

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


def fork(cage: Cage) -> int:
    """Fork the warm interpreter, into namespaces of its own if there is a sandbox; return as `os.fork` does."""
    return os.fork() if cage.filter is None else kernel.fork_into_namespaces(NAMESPACES)


def live(descriptor: int, setting: Setting, cage: Cage) -> NoReturn:
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
        wire.send(stream, {"ready": None})
        _serve(stream, setting, cage.limits.answer_bytes)
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


def sentence(error: BaseException) -> str:
    """Return an error's name and message, whatever its class makes of being asked."""
    try:
        return f"{type(error).__name__}: {error}"[:LONGEST]
    except BaseException:
        return type(error).__name__[:LONGEST]


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


def _serve(stream: wire.Stream, setting: Setting, most_bytes: int) -> None:
    """Do what the grader asks, one request after the other, until it asks no more."""
    while True:
        try:
            request = wire.receive(stream)
        except wire.ClosedError:
            return
        body = _body(partial(_answer, request, setting))
        fitting = body if len(body) <= most_bytes else _body(_unfit)
        stream.sendall(wire.framed(request["mark"].encode() + fitting))


def _answer(request: Any, setting: Setting) -> object:
    answers = Live(setting.namespace)
    match request:
        case {"run": source, "name": name}:
            return {"error": _run(source, name, setting.namespace)}
        case {"call": name, "arguments": arguments}:
            return answers.call(name, tuple(arguments))
        case {"value": name}:
            return answers.value(name)
        case {"numbers": numbers}:
            setting.make(numbers)
            return {"ready": None}
    raise ValueError("no such request")


def _body(answer: Callable[[], object]) -> bytes:
    try:
        return json.dumps(answer(), allow_nan=False).encode("ascii")
    except BaseException:  # a method of the learner's own may stop with anything at all
        return json.dumps(_unfit()).encode("ascii")


def _unfit() -> Plain:
    return Plain(kind="other", value="unfit")


def _run(source: str, name: str, namespace: dict[str, Any]) -> Json:
    """Run one cell; return its error, or None."""
    try:
        exec(compile(source, f"<{name}>", "exec", dont_inherit=True), namespace)
    except BaseException as error:
        return sentence(error)
    return None
