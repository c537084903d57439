"""The trusted side of the slow path: which Jupyter kernel is meant, and which of its files it needs.

Answers are read by Python, so the kernel has to speak it; what else is installed beside it is its own affair. It
needs pandas, as every exercise does. casekit is put beside it.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casekit.exercise.problem import ProblemError
from casekit.grading import words
from casekit.grading.limits import MB, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTING_BYTES = 4_000 * MB  # of addresses, for a kernel that starts
DRIVER_BYTES = 300 * MB  # of them, for what passes requests on: stacks of its threads, two arenas
THIS_PYTHON = re.compile(r"python(3(\.\d+)?)?")
"""What kernels call the Python that asks for them, as Jupyter reads it."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A Jupyter kernel: its name, the command that starts it, and what is added to its environment."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str]

    def files(self) -> Iterator[Path]:
        """Yield its program and the libraries of the environment it belongs to, which may be a virtual one."""
        program = Path(self.argv[0])
        for path in dict.fromkeys((program, program.resolve())):
            yield path
            prefix = path.parent.parent
            if prefix != Path("/usr"):  # whose libraries every sandbox has
                parts = (prefix / name for name in ("pyvenv.cfg", "lib", "lib64"))
                yield from (part for part in parts if part.exists() and not part.is_symlink())


def find(name: str) -> Kernel:
    """Return the kernel of that name, as Jupyter on this machine knows it.

    Raises
    ------
    ProblemError
        If there is none, it speaks another language, or its program is missing.
    """
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    specs = KernelSpecManager()
    try:
        spec = specs.get_kernel_spec(name)
    except NoSuchKernel:
        known = ", ".join(sorted(specs.find_kernel_specs())) or "none"
        raise ProblemError(words.NO_KERNEL.format(name=name, known=known), words.ADD_KERNEL) from None
    if spec.language.lower() != "python":
        raise ProblemError(words.OTHER_LANGUAGE.format(name=name, language=spec.language), words.ADD_KERNEL)
    program = sys.executable if THIS_PYTHON.fullmatch(spec.argv[0]) else shutil.which(spec.argv[0])
    if program is None:
        raise ProblemError(words.NO_PROGRAM.format(name=name, program=spec.argv[0]), words.ADD_KERNEL)
    return Kernel(name, (program, *spec.argv[1:]), dict(spec.env))


def order(kernel: Kernel, limits: Limits, calls: str | None) -> dict[str, Any]:
    """Return what the other side has to know: how the kernel is started, and what it then leaves the answers."""
    rights = [limits.memory_bytes, limits.open_files, limits.cpu_seconds, calls]
    return {
        "argv": kernel.argv,
        "env": kernel.env,
        "rights": rights,
        "spare_bytes": STARTING_BYTES - DRIVER_BYTES,
    }


def room(limits: Limits) -> Limits:
    """Return limits with room for two processes and a kernel's threads and files, before any answer has run.

    Once it has started, the kernel lowers its own to what an answer may use (:mod:`casekit.grading.sandbox.inside`).
    """
    return replace(
        limits,
        memory_bytes=limits.memory_bytes + STARTING_BYTES,  # of addresses, most of which are never used
        cpu_seconds=limits.cpu_seconds + 20,
        threads=limits.threads + 24,  # 20 run once it has started
        open_files=limits.open_files + 192,
        files=limits.files + 64,
        disk_bytes=limits.disk_bytes + MB,
    )
