"""One default: its value, its range, its grounds, and what `status` says about the value.

- ``published``: somebody measured it, and the source was seen;
- ``convention``: what the trade does, without research to show that it is right;
- ``assumption``: our choice; its sources, where it has any, only bound it;
- ``unverified``: quoted from a source that we have not seen ourselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["published", "convention", "assumption", "unverified"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One default, the range worth trying, and why.

    Attributes
    ----------
    name
        The models' argument of that name, unless it is one of `INGREDIENTS`.
    value, low, high
        The default and the ends of its range, in `unit`.
    unit
        In words, as a table shows it.
    basis
        Why this value: one sentence.
    sources
        Citation keys of the bibliography, as ``DlugosKeller2021``: one or two authors, or the first of more.
    status
        What the value rests on; see the module.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    basis: str
    sources: tuple[str, ...]
    status: Status
