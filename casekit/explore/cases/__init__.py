"""The kit's explorables, one module each, named as their chapters are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from casekit.explore.cases import (
    availability,
    business_case,
    coaching,
    negotiation,
    retention,
    staffing,
    trust,
)

if TYPE_CHECKING:
    from casekit.explore.design import Design


@cache
def catalogue() -> dict[str, Design]:
    """Return every explorable's design by its name, in the order of the chapters."""
    return {
        design.name: design
        for design in (
            retention.DESIGN,
            staffing.DESIGN,
            negotiation.DESIGN,
            trust.DESIGN,
            coaching.DESIGN,
            availability.DESIGN,
            business_case.DESIGN,
        )
    }
