"""The slow path: a submission's process starts a Jupyter kernel through nbclient, and passes requests on to it.

It stands where the fast path runs the answers themselves, confined in the same way and trusted as little: what the
kernel replies is a claim about its own values, and the grader judges it as it judges every answer. A kernel is a
second process that is spoken to through sockets, so for this process both are permitted, inside its own namespaces.
Before the kernel hears of an answer, it gives up the right to start anything (see :mod:`.inside`).
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

import casekit
from casekit.exercise.plain import LONGEST
from casekit.grading.sandbox.inside import REPLY
from casekit.grading.sandbox.replies import sentence, unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casekit.grading.sandbox.setting import Numbers

INSIDE = "__import__('casekit.grading.sandbox.inside', fromlist=['inside'])"
ARGUMENTS = ("--HistoryManager.enabled=False",)  # it would keep a database, and a thread for it


@dataclass(frozen=True, slots=True)
class OwnKernel:
    """A Jupyter kernel that every submission starts for itself.

    `argv` and `env` are those of its kernel specification, `rights` the arguments of :func:`.inside.confine`, `cells`
    the exercise's own first cells by name and source, `numbers` those for everybody, and `spare_bytes` the memory that
    only starting takes.
    """

    argv: Sequence[str]
    env: Mapping[str, str]
    rights: Sequence[object]
    cells: Sequence[Sequence[str]]
    numbers: Numbers
    spare_bytes: int

    def open(self) -> Callable[[Any], bytes]:
        """Start the kernel, confine it, run the exercise's first cells, and return what passes requests on to it."""
        client = _started(self.argv, self.env)
        _must(client, f"{INSIDE}.confine(*{self.rights!r})")
        self._make(client, self.numbers)
        _give_back(self.spare_bytes)
        return partial(self._reply, client)

    def _make(self, client: NotebookClient, numbers: Numbers) -> None:
        _must(client, f"{INSIDE}.begin({numbers!r})")
        for _, source in self.cells:
            _must(client, source)

    def _reply(self, client: NotebookClient, request: Any) -> bytes:
        match request:
            case {"run": source}:
                return json.dumps({"error": _unwritable(source) or _error(client, source)}).encode("ascii")
            case {"numbers": numbers}:
                self._make(client, numbers)
                return json.dumps({"ready": None}).encode("ascii")
        said = [
            output["data"][REPLY] for output in _outputs(client, f"{INSIDE}.say({json.dumps(request)!r})")
        ]
        return said[0].encode() if said and isinstance(said[0], str) else unfit()


class _Client(NotebookClient):
    """Keeps nothing that a cell prints or shows, but replies."""

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        if REPLY in msg["content"].get("data", ()):
            return super().output(outs, msg, display_id, cell_index)
        return None


class _OneKernel(KernelSpecManager):
    """Knows one kernel, under whatever name: which one it is was found out before there was a sandbox."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        super().__init__()
        self._only = KernelSpec(argv=list(argv), env=dict(env), language="python", display_name="")

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return self._only


def _give_back(spare_bytes: int) -> None:
    """Lower this process' own limit on memory, too: what a kernel sends lies here until it is read."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1] - spare_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _started(argv: Sequence[str], env: Mapping[str, str]) -> NotebookClient:
    manager = AsyncKernelManager(
        kernel_spec_manager=_OneKernel(argv, env),
        transport="ipc",  # no network, not even one of its own
        connection_file=str(Path(tempfile.mkdtemp(), "kernel.json")),
    )
    client = _Client(
        new_notebook(cells=[new_code_cell()]), km=manager, timeout=None, store_widget_state=False
    )
    client.extra_arguments = list(ARGUMENTS)
    kit = str(Path(casekit.__file__).parents[1])
    client.start_new_kernel(env=os.environ | {"PYTHONPATH": kit})
    client.start_new_kernel_client()
    return client


def _outputs(client: NotebookClient, source: str) -> list[Any]:
    """Run a cell; if it ends the kernel, end as it did."""
    cell = new_code_cell(source)
    try:
        client.execute_cell(cell, 0)
    except DeadKernelError:
        _end_like(client)
    outputs: list[Any] = cell.get("outputs", [])
    return outputs


def _error(client: NotebookClient, source: str) -> str | None:
    try:
        _outputs(client, source)
    except CellExecutionError as error:
        return f"{error.ename}: {error.evalue}"[:LONGEST]
    return None


def _unwritable(source: str) -> str | None:
    """Return the error of a source with half a character in it, which can't even be sent."""
    try:
        source.encode()
    except UnicodeEncodeError as error:
        return sentence(error)
    return None


def _must(client: NotebookClient, source: str) -> None:
    """Run a cell of the kit's own."""
    if failed := _error(client, source):
        raise RuntimeError(failed)


def _end_like(client: NotebookClient) -> NoReturn:
    manager: Any = client.km
    code: int = manager.provisioner.process.wait()
    os._exit(code if code >= 0 else 128 - code)
