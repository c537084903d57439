"""A PostgreSQL server of the tests' own: made, started and ended by them, in a folder that nobody else uses."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
READY_S = 60.0


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Give the address of a new, empty server."""
    programs = Path(subprocess.check_output([ROOT / ".ci" / "postgres"], text=True).strip())
    home = Path(tempfile.mkdtemp(prefix="casekit-pg-", dir="/tmp"))  # short enough for a socket's name
    password = secrets.token_urlsafe(12)
    try:
        (home / "password").write_text(password, "utf-8")
        who = _unprivileged(home)
        _make(programs, home, who)
        port = _free_port()
        log = (home / "log").open("wb")
        server = subprocess.Popen(
            [
                programs / "postgres",
                *("-D", home / "data", "-p", str(port), "-k", home, "-F"),
                *("-c", "listen_addresses=127.0.0.1", "-c", "max_connections=20"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=log,
            cwd=home,
            **who,
        )
        try:
            url = f"postgresql://casekit:{password}@127.0.0.1:{port}/postgres"
            _wait(url, server, home / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # ends its connections, then itself
            server.wait(READY_S)
            log.close()
    finally:
        shutil.rmtree(home)


def _unprivileged(home: Path) -> dict[str, Any]:
    """Return who is to run it: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (home, home / "password"):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _make(programs: Path, home: Path, who: dict[str, Any]) -> None:
    subprocess.run(
        [
            programs / "initdb",
            *("-D", home / "data", "-U", "casekit", "-E", "UTF8", "--locale=C.UTF-8"),
            *("--auth=scram-sha-256", f"--pwfile={home / 'password'}", "--no-sync"),
        ],
        check=True,
        capture_output=True,
        cwd=home,
        **who,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_S
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text("utf-8")) from None
            time.sleep(0.05)
