"""The system calls of confinement that Python 3.11 does not offer, by their names in Linux' manual pages.

Values come from the kernel's user-space headers (linux/sched.h, linux/mount.h, linux/prctl.h,
linux/capability.h, linux/seccomp.h, asm-generic/unistd.h), which the kernel promises never to change.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
from pathlib import Path

CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_CHILD_CLEARTID, CLONE_CHILD_SETTID = 0x0020_0000, 0x0100_0000
CLONE3 = 435  # the number is the same on every processor

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REC, MS_PRIVATE = 1 << 14, 1 << 18

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
PR_GET_TID_ADDRESS = 40
SECCOMP_MODE_FILTER = 2
SECCOMP_SET_MODE_FILTER = 1
SECCOMP_FILTER_FLAG_TSYNC = 1
SECCOMP = {"x86_64": 317, "aarch64": 277, "riscv64": 277}  # its number: the C library has no function for it
CAPABILITY_VERSION_3 = 0x2008_0522
INSTRUCTION_BYTES = 8  # of one struct sock_filter

libc = ctypes.CDLL(None, use_errno=True)
_syscall = ctypes.PyDLL(None, use_errno=True).syscall  # keeps the interpreter's lock, as a fork has to
_syscall.restype = ctypes.c_long


class _Program(ctypes.Structure):
    """Of the C type struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


class _Clone(ctypes.Structure):
    """Of the C type struct clone_args, as it was at first."""

    _fields_ = tuple(
        (name, ctypes.c_uint64)
        for name in ("flags", "pidfd", "child_tid", "parent_tid", "exit_signal", "stack", "stack_size", "tls")
    )


def fork_into_namespaces(flags: int) -> int:
    """Fork as `os.fork` does, with the new process in namespaces of its own; return its number, or 0 in it.

    To fork first and to leave the namespaces afterwards would take a second fork for the new pid namespace.
    Call it with one thread.
    """
    place = _where_the_thread_number_is()
    if place:  # where the C library keeps it: as after its own fork, it should be right
        flags |= CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID
    order = _Clone(flags=flags, child_tid=place, exit_signal=signal.SIGCHLD)
    ctypes.pythonapi.PyOS_BeforeFork()
    process: int = _syscall(CLONE3, ctypes.byref(order), ctypes.c_size_t(ctypes.sizeof(order)))
    if process == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0
    code = ctypes.get_errno()
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    if process == -1:
        raise OSError(code, f"clone3: {os.strerror(code)}")
    return process


def _where_the_thread_number_is() -> int:
    """Return an address, or 0 if this kernel does not say."""
    place = ctypes.c_void_p()
    if libc.prctl(PR_GET_TID_ADDRESS, ctypes.byref(place), *[ctypes.c_ulong(0)] * 3) == -1:
        return 0
    return place.value or 0


def keep_ids(uid: int, gid: int) -> None:
    """Have the uid and gid of outside in a new user namespace too."""
    Path("/proc/self/setgroups").write_text("deny")  # the kernel's condition for the next line
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")


def make_mounts_private() -> None:
    """Let no mount of this namespace be seen in another."""
    _call("mount", b"none", b"/", None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None)


def mount_tmpfs(target: str, options: str, flags: int = 0) -> None:
    """Mount an empty file system in memory over a folder."""
    flags |= MS_NOSUID | MS_NODEV
    _call("mount", b"tmpfs", target.encode(), b"tmpfs", ctypes.c_ulong(flags), options.encode())


def drop_capabilities() -> None:
    """Give up every capability of this process, for good."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def allow_no_new_privileges() -> None:
    """Let no program that this process starts have more rights than it."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent(signal: int) -> None:
    """Ask for a signal when the parent ends."""
    _prctl(PR_SET_PDEATHSIG, signal)


def set_dumpable(dumpable: bool) -> None:
    """Decide whether the process' own entry in /proc belongs to it, and others of its uid may trace it."""
    _prctl(PR_SET_DUMPABLE, int(dumpable))


def load_filter(program: bytes) -> None:
    """Filter the system calls of this thread and its descendants by a BPF program, for good."""
    length = len(program) // INSTRUCTION_BYTES
    fprog = _Program(length, program)
    _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(fprog))


def load_filter_everywhere(program: bytes) -> None:
    """Filter the system calls of all threads of this process by a BPF program, for good.

    Raises
    ------
    OSError
        If the kernel refuses, or has another number for the call on this processor than those known here.
    """
    number = SECCOMP.get(os.uname().machine)
    if number is None:
        raise OSError(errno.ENOSYS, f"seccomp: its number on {os.uname().machine} is not known")
    fprog = _Program(len(program) // INSTRUCTION_BYTES, program)
    flags = ctypes.c_ulong(SECCOMP_FILTER_FLAG_TSYNC)
    if _syscall(number, ctypes.c_ulong(SECCOMP_SET_MODE_FILTER), flags, ctypes.byref(fprog)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"seccomp: {os.strerror(code)}")


def _prctl(option: int, *arguments: object) -> None:
    padded = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in (*arguments, 0, 0, 0, 0)[:4]]
    _call("prctl", option, *padded)


def _call(name: str, *arguments: object) -> None:
    if getattr(libc, name)(*arguments) == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
