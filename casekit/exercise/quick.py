"""nbformat without the second that its import takes where all of Jupyter is installed.

nbformat imports jsonschema, and jsonschema looks whether rfc3987_syntax is there, to check texts that are said to be
web addresses. That package builds its grammar when it is imported, for longer than all the rest takes. Notebooks are
checked for no such thing, and jsonschema can do without it, so for that moment it counts as not installed. Afterwards
it can be imported as ever; only jsonschema's check of ``iri`` is missing in this process. If jsonschema is there
already, nothing is saved and nothing changed.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = "rfc3987_syntax"


@contextmanager
def _absent(name: str) -> Iterator[None]:
    """Let a package count as not installed, unless it has been imported before."""
    modules: dict[str, Any] = sys.modules
    if name in modules:
        yield
        return
    modules[name] = None  # which an import statement takes for "there is none"
    try:
        yield
    finally:
        del modules[name]


with _absent(SLOW):
    import nbformat

__all__ = ["nbformat"]
