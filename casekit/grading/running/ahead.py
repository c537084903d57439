"""What graders share: libraries for tables and notebooks, loaded once, before they are forked, and without threads.

A fork takes one thread along. Linear algebra would start one for each processor as soon as it is loaded, and each of
them spins while it waits.
"""

from __future__ import annotations

import os
from importlib import import_module

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
for shared in ("casekit.data", "casekit.exercise.quick"):
    import_module(shared)
