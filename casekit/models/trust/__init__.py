"""Trust as a running count of promises kept and broken, and as indicators that a week of work leaves behind.

The model claims that trust is the mean of a beta distribution over kept promises, after Jøsang and Ismail
(2002, The Beta Reputation System, 15th Bled Electronic Commerce Conference), with old events fading and a
broken promise weighing more than a kept one, as Slovic (1993, doi:10.1111/j.1539-6924.1993.tb01329.x) argued
of trust in institutions. How much more, and how fast it fades, are assumptions: White and Eiser (2005,
doi:10.1111/j.1539-6924.2005.00659.x) found the asymmetry smaller for policies and low risks. It stops being
true where the kind of event matters: trust comes back after a broken promise, but not wholly after deception
(Schweitzer, Hershey and Bradlow, 2006, doi:10.1016/j.obhdp.2006.05.005).
"""

from casekit.models.trust.fitting import Fit, fit
from casekit.models.trust.noticing import Indicators, TrustReport, Week, indicators
from casekit.models.trust.record import ceiling, promises_to_repair, reputation

__all__ = [
    "Fit",
    "Indicators",
    "TrustReport",
    "Week",
    "ceiling",
    "fit",
    "indicators",
    "promises_to_repair",
    "reputation",
]
