"""Which system calls a submission may make: an allow-list, as a BPF program that the kernel runs.

The list is what an interpreter with pandas needs to calculate, to use threads and to read and write files.
It has no new process and no other program, no socket, no namespace, mount, key, trace or io_uring: a call
that is not listed fails with EPERM, as if the right were missing. The program is made by libseccomp in the
trusted process, so the sandbox needs no library for it (Linux: Documentation/userspace-api/seccomp_filter).
"""

from __future__ import annotations

import errno
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

FILES = """
access chdir close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate
fchdir fchmod fchmodat fcntl fdatasync flock fstat fstatfs fsync ftruncate getcwd getdents getdents64
getxattr lgetxattr link linkat listxattr llistxattr lseek lstat mkdir mkdirat newfstatat open openat pipe
pipe2 poll ppoll pread64 preadv pselect6 pwrite64 pwritev read readlink readlinkat readv rename renameat
renameat2 rmdir select sendfile stat statfs statx symlink symlinkat truncate umask unlink unlinkat utimensat
write writev epoll_create1 epoll_ctl epoll_pwait epoll_wait eventfd2
"""
MEMORY = "brk madvise membarrier mmap mprotect mremap msync munmap"
THREADS = """
arch_prctl exit exit_group futex get_robust_list getcpu rseq rt_sigaction rt_sigpending rt_sigprocmask
rt_sigreturn rt_sigtimedwait restart_syscall sched_getaffinity sched_yield set_robust_list set_tid_address
sigaltstack wait4 waitid kill tgkill pause alarm getitimer setitimer
"""
QUESTIONS = """
clock_getres clock_gettime clock_nanosleep getegid geteuid getgid getgroups getpgid getpgrp getpid getppid
getpriority getrandom getresgid getresuid getrlimit getrusage getsid gettid gettimeofday getuid nanosleep
sysinfo time times uname
"""
# What a Jupyter kernel talks through, all of it open when the first answer comes; and what starting one takes.
# With its first message above 64 kB, zmq starts a thread, and gives it the scheduling that it has already.
TALK = """
accept accept4 getpeername getsockname getsockopt recvfrom recvmsg sched_getparam sched_getscheduler sendmsg sendto
setsockopt shutdown socketpair
"""
STARTING = """
bind chmod connect execve fork listen seccomp setpgid setsid socket vfork
"""
# The C library tries these first and takes an older way when it hears that they do not exist.
UNKNOWN = "clone3 openat2 epoll_pwait2 futex_waitv preadv2 pwritev2 fchmodat2"

SCHED_OTHER = 0  # as every process has it
CLONE_THREAD = 0x0001_0000
NAMESPACES = 0x7E02_0000  # every flag that asks for a new one
TCGETS, FIONBIO, FIONCLEX, FIOCLEX = 0x5401, 0x5421, 0x5450, 0x5451  # what files are asked and told


def library() -> ModuleType:
    """Return the Python binding of libseccomp: the distribution's own, or pyseccomp, of the same interface.

    Raises
    ------
    ImportError
        If there is neither, or the library itself is missing.
    """
    try:
        import seccomp  # type: ignore[import-not-found]
    except ImportError:
        try:
            import pyseccomp as seccomp  # type: ignore[import-untyped]
        except RuntimeError as error:  # the binding is there, the library is not
            raise ImportError(str(error)) from error
    module: ModuleType = seccomp
    return module


def program(*, talk: bool = False, starting: bool = False) -> bytes:
    """Return the filter for the machine's own processor.

    Parameters
    ----------
    talk
        Permit to talk through sockets that are open, as a Jupyter kernel does.
    starting
        Permit to open them, to start programs, and to load a further filter: for what starts a kernel.
    """
    seccomp = library()
    rules = seccomp.SyscallFilter(defaction=seccomp.ERRNO(errno.EPERM))
    more = f"{TALK if talk else ''} {STARTING if starting else ''}"
    for name in f"{FILES} {MEMORY} {THREADS} {QUESTIONS} {more}".split():
        rules.add_rule(seccomp.ALLOW, name)
    for name in UNKNOWN.split():
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), name)
    # A thread is a clone that shares everything; without this flag it would be a process.
    rules.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
    if talk:
        rules.add_rule(seccomp.ALLOW, "sched_setscheduler", seccomp.Arg(1, seccomp.EQ, SCHED_OTHER))
    if starting:  # a process, but in no namespace of its own
        rules.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, NAMESPACES, 0))
    rules.add_rule(seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0))  # its own limits, no other's
    for request in (TCGETS, FIONBIO, FIONCLEX, FIOCLEX):
        rules.add_rule(seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.EQ, request))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
