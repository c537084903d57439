"""How a figure is written: one rule, in Python here and in `explorable.js` for the page.

Both first round to twelve significant digits, half away from zero, and then in the same way to the digits shown.
So the same number is the same text in either language, which a test compares; and 2.05, which a sum may hand over
as 2.0499999999999998, is shown to one place as 2.1 and not as its last digit happens to fall.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

MINUS = "\N{MINUS SIGN}"
_KEPT = Context(prec=12, rounding=ROUND_HALF_UP)
_SHOWN = Context(prec=400, rounding=ROUND_HALF_UP)  # room for the largest float


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
        What is shown where there is no finite value.
    """

    digits: int = 0
    before: str = ""
    after: str = ""
    times: float = 1.0
    none: str = "none"

    def __call__(self, value: float) -> str:
        """Return `value` as text.

        >>> money(-685.22), percent(0.25921), Format(2)(1.365), Format(1, after=" h")(float("inf"))
        ('−$685', '25.9%', '1.37', 'none')
        """
        if not math.isfinite(value):
            return self.none
        kept = _KEPT.create_decimal_from_float(value * self.times)
        rounded = kept.quantize(Decimal(1).scaleb(-self.digits), context=_SHOWN)
        sign = MINUS if rounded < 0 else ""
        return f"{sign}{self.before}{abs(rounded):,f}{self.after}"

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain JSON, for the page."""
        return asdict(self)


money = Format(0, before="$")
percent = Format(1, after="%", times=100.0)
