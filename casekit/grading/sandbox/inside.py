"""What the grader's requests become in a Jupyter kernel: it runs there, beside the answers, and proves nothing.

The kernel has started when it gives up its rights, because starting takes more of them than answers get.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import resource
import signal
from base64 import b64decode
from typing import TYPE_CHECKING

from casekit.grading.sandbox import kernel
from casekit.grading.sandbox.replies import reply
from casekit.grading.sandbox.setting import Setting, hand_out

if TYPE_CHECKING:
    from casekit.grading.sandbox.setting import Numbers

REPLY = "application/vnd.casekit.reply+json"


def confine(memory_bytes: int, open_files: int, cpu_seconds: int, calls: str | None) -> None:
    """Leave the answers so much on top of what the kernel has by now, and no process but this one.

    Parameters
    ----------
    memory_bytes, open_files, cpu_seconds
        As in :class:`casekit.grading.limits.Limits`.
    calls
        Which system calls are permitted from now on, to all threads, as a BPF program in base64; None without a
        sandbox.
    """
    import casekit.data  # noqa: F401  # and with it pandas, so that it counts as the kernel's own

    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = {
        resource.RLIMIT_AS: _address_space() + memory_bytes,
        resource.RLIMIT_NOFILE: _first_free_descriptor() + open_files,
        resource.RLIMIT_CPU: int(spent.ru_utime + spent.ru_stime) + 1 + cpu_seconds,
    }
    for name, value in most.items():
        resource.setrlimit(name, (value, value))
    if calls is None:  # no pid namespace ends this process with the one that started it
        with contextlib.suppress(AttributeError):  # not Linux
            kernel.die_with_parent(signal.SIGKILL)
    else:
        kernel.load_filter_everywhere(b64decode(calls))


def begin(numbers: Numbers) -> None:
    """Let the notebook's first cell hand out these numbers, and checks that do nothing.

    What a cell imports from the future is for that cell alone, as on the fast path.
    """
    from IPython import get_ipython

    get_ipython().events.register("pre_run_cell", _forget_the_future)  # once, however often it is said
    hand_out(numbers)


def say(request: str) -> None:
    """Show what a variable holds, or what a function gives, as the fast path would send it; `request` is JSON."""
    from IPython import get_ipython
    from IPython.display import display

    said = reply(Setting((), get_ipython().user_ns), json.loads(request))
    display({REPLY: said.decode("ascii")}, raw=True)  # type: ignore[no-untyped-call]


def _forget_the_future(info: object) -> None:
    from IPython import get_ipython

    get_ipython().compile.reset_compiler_flags()


def _address_space() -> int:
    """Return the size of this process' address space, in bytes, to the nearest megabyte above.

    Nothing here says how large it is, so it is found by halving: below its size, no more memory is given.
    """
    before = resource.getrlimit(resource.RLIMIT_AS)
    low, high = 0, 1 << 44 if before[1] == resource.RLIM_INFINITY else before[1]
    while high - low > 1 << 20:
        middle = (low + high) // 2
        resource.setrlimit(resource.RLIMIT_AS, (middle, before[1]))
        try:
            mmap.mmap(-1, mmap.PAGESIZE).close()
            high = middle
        except OSError:
            low = middle
    resource.setrlimit(resource.RLIMIT_AS, before)
    return high


def _first_free_descriptor() -> int:
    descriptor = os.dup(0)
    os.close(descriptor)
    return descriptor
