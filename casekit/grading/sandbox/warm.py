"""The warm interpreter: it has pandas and the exercise's own cells behind it, and forks for each submission.

It is itself the fork of one that has loaded pandas, knows no exercise yet, and makes such a twin for each sandbox.
Neither ever reads a byte of a submission, so that no later one can find any: it is handed a descriptor and hands it
on. Both fork while they have one thread.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import socket
import time
from base64 import b64decode
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from casekit.grading.limits import Limits
from casekit.grading.sandbox import child, kernel, wire
from casekit.grading.sandbox.replies import sentence
from casekit.grading.sandbox.setting import new_setting

NOBODY = 65_534
TWIN, BEGIN, END, WAIT = b"t", b"b", b"e", b"w"
ALL_NEED = {False: "casekit.data", True: "casekit.grading.sandbox.jupyter"}
"""Tables; or Jupyter's libraries, where a kernel is to have the tables."""
PATIENCE_S = 0.5


def main(descriptor: int) -> NoReturn:
    """Load what every exercise needs, then make a twin for whoever asks, until nobody is left."""
    line = socket.socket(fileno=descriptor)
    order = wire.receive(line)
    if order["safe"]:
        _give_up_rights()
    import_module(ALL_NEED[order["kernel"]])
    gc.collect()
    gc.freeze()  # what is there by now is never collected, so forks go on sharing it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # twins end without being waited for
    while True:
        message, descriptors, _, _ = socket.recv_fds(line, 1, 1)
        if message != TWIN:
            os._exit(0)  # there is nothing to tidy up
        if os.fork() == 0:
            line.close()
            _be_twin(descriptors[0])
            os._exit(0)
        os.close(descriptors[0])


def _be_twin(descriptor: int) -> None:
    """Prepare as ordered, then fork for one submission after the other until the grader goes."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    channel = socket.socket(fileno=descriptor)
    try:
        order = wire.receive(channel)
        ground = _ground(order)
        gc.collect()
        gc.freeze()
        cage = child.Cage(
            limits=Limits(**order["limits"]),
            filter=None if order["filter"] is None else b64decode(order["filter"]),
            interpreter_bytes=_size(),
            uid=os.getuid(),
            gid=os.getgid(),
        )
    except BaseException as error:
        with contextlib.suppress(wire.ClosedError):
            wire.send(channel, {"failed": sentence(error)})
        return
    wire.send(channel, {"ready": None})
    while _lend(channel, ground, cage):
        pass


def _ground(order: dict[str, Any]) -> child.Ground:
    """Return what answers will run on: this interpreter, made ready, or a kernel of each submission's own."""
    if order["kernel"] is None:
        return new_setting(order["setup"], order["numbers"], order["rehearsal"])
    from casekit.grading.sandbox.jupyter import OwnKernel  # and Jupyter's libraries, which only this needs

    return OwnKernel(**order["kernel"], cells=order["setup"], numbers=order["numbers"])


def _give_up_rights() -> None:
    """Become nobody, if this is root, and lose every capability: only then does the kernel apply all limits."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    kernel.drop_capabilities()
    kernel.allow_no_new_privileges()
    kernel.set_dumpable(True)  # else its entry in /proc, which a new user namespace needs, would be root's


def _size() -> int:
    """Return the size of this process' address space, in bytes."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except FileNotFoundError:  # not Linux: what it has used will do
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize()


def _lend(channel: socket.socket, ground: child.Ground, cage: child.Cage) -> bool:
    """Fork for one submission and see it to its end; return whether the grader is still there."""
    message, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    if message != BEGIN:
        return False
    [descriptor] = descriptors
    process = child.fork(cage)
    if process == 0:
        channel.detach()  # closed with all the others
        child.live(descriptor, ground, cage)
    os.close(descriptor)
    command = channel.recv(1)
    status = _ended(process, PATIENCE_S if command == WAIT else 0)
    if command:
        channel.sendall(bytes([status]))
    return bool(command)


def _ended(process: int, patience_s: float) -> int:
    """End a submission, which may end by itself for so long; return its exit status, 128 + n for signal n."""
    deadline = time.monotonic() + patience_s
    ended, status = os.waitpid(process, os.WNOHANG)
    while not ended and time.monotonic() < deadline:
        time.sleep(0.001)
        ended, status = os.waitpid(process, os.WNOHANG)
    if not ended:
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
    return child.exit_status(status)
