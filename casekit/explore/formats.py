"""How a figure is written: one rule, in Python here and in `explorable.js` for the page.

Both round half away from zero on the exact binary value, so that the same number is the same text in either
language; a test compares them.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown.

    Attributes
    ----------
    digits
        Decimals shown.
    before, after
        What stands before and after the digits: `"$"`, `" hours"`, `"%"`.
    times
        What the value is multiplied by before it is shown: 100 for a share shown in per cent.
    none
        What is shown for an infinite value.
    """

    digits: int = 0
    before: str = ""
    after: str = ""
    times: float = 1.0
    none: str = "none"

    def __call__(self, value: float) -> str:
        """Return `value` as text.

        >>> money(-685.22), percent(0.25921), Format(2)(1.365), Format(1, after=" h")(float("inf"))
        ('−$685', '25.9%', '1.36', 'none')
        """
        if math.isinf(value):
            return self.none
        rounded = Decimal(value * self.times).quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)
        sign = MINUS if rounded < 0 else ""
        return f"{sign}{self.before}{abs(rounded):,f}{self.after}"

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain JSON, for the page."""
        return asdict(self)


money = Format(0, before="$")
percent = Format(1, after="%", times=100.0)
