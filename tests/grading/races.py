"""Two who use a gradebook at the same moment, in an order that a test chooses."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, Future

    from casekit.grading.records.gradebook import Gradebook

HEAD_START_S = 0.5


def before_commit(book: Gradebook, act: Callable[[], object], threads: Executor) -> list[Future[object]]:
    """Let another thread act, with a head start, when this gradebook is about to commit; return what it does."""
    acting: list[Future[object]] = []

    def begin(_: object) -> None:
        acting.append(threads.submit(act))
        wait(acting, HEAD_START_S)

    event.listen(book._engine, "commit", begin, once=True)
    return acting


races = pytest.mark.parametrize("address", ["sqlite", "postgresql", "isolated"], indirect=True)
