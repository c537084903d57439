"""What a sandbox is made of: bubblewrap's command line, from which nothing but these files can be seen.

Mounted, all read-only: the interpreter with its standard library, the system's shared libraries, the installed
packages, casekit itself and the datasets. Not mounted: the exercises with their solutions and checks, home
folders, programs, configuration, and whatever else the machine holds.
"""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import casekit
from casekit.grading.sandbox.child import SCRATCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KIT = "/kit"
LIBRARIES = ("/lib", "/lib32", "/lib64", "/libx32", "/usr/lib", "/usr/lib32", "/usr/lib64")
LOADER_CACHE = "/etc/ld.so.cache"
DEVICES = ("/dev/null", "/dev/urandom")

START = "import sys; sys.path += sys.argv[2:]; from casekit.grading.sandbox import warm; warm.main(int(sys.argv[1]))"


def environment(data: Path | None, home: str) -> dict[str, str]:
    """Return the environment of the warm interpreter: the same on every machine, and nothing of the grader's.

    Hashes are fixed, so that a second run gives what the first one gave. Linear algebra has one thread, so that
    the interpreter can fork. Few arenas, so that threads take little of the address space, which is limited.
    """
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    where = {"CASEKIT_DATA": str(data)} if data else {}
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "TMPDIR": home,
        "TZ": "UTC",
        **one_thread,
        **where,
    }


def python(channel: int, kit: str) -> list[str]:
    """Return the command that starts the warm interpreter, which talks through an inherited descriptor.

    It takes its packages from the folders named here, and no site configuration, no user's packages and no
    working directory.
    """
    return [_executable(), "-B", "-s", "-S", "-P", "-X", "utf8", "-c", START, str(channel), kit, *_packages()]


def sandboxed(bwrap: str, channel: int, data: Path | None, more: Iterable[Path] = ()) -> list[str]:
    """Return the command that starts the warm interpreter in a sandbox, where `more` files can be read as well.

    As root, there is no user namespace around it: the interpreter may be readable by root alone, so root binds
    it, and the warm interpreter then gives its uid and its capabilities away.
    """
    inside = environment(Path(KIT, "datasets") if data else None, SCRATCH)
    return [
        bwrap,
        *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
        *_rights(),
        *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"),
        *(word for name, value in inside.items() for word in ("--setenv", name, value)),
        *("--proc", "/proc", "--tmpfs", SCRATCH),
        *_devices(),
        *_files(data),
        *(word for path in more for word in _shown(path, path)),
        *("--remount-ro", "/", "--chdir", "/"),
        "--",
        *python(channel, KIT),
    ]


def _rights() -> list[str]:
    if os.getuid() != 0:
        return ["--unshare-user"]
    return ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _devices() -> Iterator[str]:
    for device in map(Path, DEVICES):
        yield from _shown(device, device, how="--dev-bind")


def _files(data: Path | None) -> Iterator[str]:
    for folder in map(Path, LIBRARIES):
        if folder.is_symlink():
            yield from ("--symlink", str(folder.readlink()), str(folder))
        elif folder.is_dir():
            yield from _shown(folder, folder)
    if Path(LOADER_CACHE).is_file():
        yield from _shown(Path(LOADER_CACHE), Path(LOADER_CACHE))
    for path in map(Path, dict.fromkeys((_executable(), *_interpreter(), *_packages()))):
        if not any(path.is_relative_to(folder) for folder in LIBRARIES):
            yield from _shown(path, path)
    yield from _shown(Path(casekit.__file__).parent, Path(KIT, "casekit"))
    if data:
        yield from _shown(data, Path(KIT, "datasets"))


def _shown(path: Path, place: Path, how: str = "--ro-bind") -> Iterator[str]:
    """Yield what shows a file or folder at a place whose parents are open to every uid."""
    for parent in reversed(place.parents[:-1]):
        yield from ("--perms", "0755", "--dir", str(parent))
    yield from (how, str(path), str(place))


def _executable() -> str:
    return str(Path(sys.executable).resolve())


def _interpreter() -> Iterator[str]:
    """Yield the folders of the standard library and of the interpreter's own shared library."""
    yield str(Path(os.__file__).resolve().parent)
    if sys.base_prefix != "/usr":
        yield str(Path(sys.base_prefix, "lib").resolve())


def _packages() -> list[str]:
    """Return the folders that packages are installed in."""
    return [folder for folder in dict.fromkeys(site.getsitepackages()) if Path(folder).is_dir()]
