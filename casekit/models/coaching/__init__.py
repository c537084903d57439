"""Where a leader's coaching hours do most good, and how often feedback does harm.

The model claims that a person gains quickly at first and then less, as ``1 - exp(-hours / constant)`` of a
ceiling. Hours are best spent where the next one is worth most, until that worth is the same everywhere; the
same sum is solved for search effort by Stone (1975, Theory of Optimal Search, chapter II). Feedback's effects
are taken as normal around the mean of Kluger and DeNisi (1996, Psychological Bulletin,
doi:10.1037/0033-2909.119.2.254). The gain curve and every figure put into it are assumptions. It stops being
true when people learn from each other, when gains fade without upkeep, or when hours are worth nothing below
a minimum. Whether those who are left out leave is a what-if beside it, and whether it takes both skill and
will is put to the data.
"""

from casekit.models.coaching.effects import harm_probability, implied_sd, neglect_hazard_ratio
from casekit.models.coaching.hours import Tier, allocate, total_gain
from casekit.models.coaching.skill import SkillAndWill, skill_and_will

__all__ = [
    "SkillAndWill",
    "Tier",
    "allocate",
    "harm_probability",
    "implied_sd",
    "neglect_hazard_ratio",
    "skill_and_will",
    "total_gain",
]
