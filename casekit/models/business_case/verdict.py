"""The verdict: one table for everybody, printed where it is used.

Nine rows: does the service hold, and is a grant worth it? The answers and the two limits are the kit's own
convention. They say what the numbers support, not what anybody must do.
"""

from __future__ import annotations

from dataclasses import dataclass

from casekit.models.validate import choice, probability

WORTH_IT = 0.8  # a chance of a positive net benefit from here on: yes
NOT_WORTH_IT = 0.2  # a chance up to here: no; between the two the question is open

GRANT = "Grant it as asked."
PILOT = "Grant one pilot, with a stop rule and a date on which both of you review it."
CONDITIONS = "Grant it on the conditions that keep the service: enough backfill, or lighter days."
CROSS_TRAIN = "Not yet: first teach colleagues to cover, then ask again."
NOT_ALONE = "Not on the retention argument alone: say what else would carry it."


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of the table.

    Attributes
    ----------
    service
        Whether the target holds over the horizon: "as asked", "on conditions" (only with backfill or on
        lighter days) or "not".
    worth
        Whether granting is worth its cost: "yes", "open" or "no".
    answer
        The verdict in a word: "grant", "pilot", "conditions", "cross-train" or "not on retention alone".
    advice
        The verdict in a sentence.
    """

    service: str
    worth: str
    answer: str
    advice: str


VERDICT_TABLE = (
    Verdict("as asked", "yes", "grant", GRANT),
    Verdict("as asked", "open", "pilot", PILOT),
    Verdict("as asked", "no", "not on retention alone", NOT_ALONE),
    Verdict("on conditions", "yes", "conditions", CONDITIONS),
    Verdict("on conditions", "open", "conditions", CONDITIONS),
    Verdict("on conditions", "no", "not on retention alone", NOT_ALONE),
    Verdict("not", "yes", "cross-train", CROSS_TRAIN),
    Verdict("not", "open", "cross-train", CROSS_TRAIN),
    Verdict("not", "no", "cross-train", CROSS_TRAIN),
)

_ROWS = {(row.service, row.worth): row for row in VERDICT_TABLE}
_SERVICE_WORDS = tuple(dict.fromkeys(row.service for row in VERDICT_TABLE))


def verdict(service: str, probability_positive: float) -> Verdict:
    """Return the row of the table for a state of the service and a chance that granting pays.

    >>> verdict("as asked", probability_positive=0.5).answer
    'pilot'
    """
    choice("service", service, _SERVICE_WORDS)
    chance = probability("probability_positive", probability_positive)
    worth = "yes" if chance >= WORTH_IT else "no" if chance <= NOT_WORTH_IT else "open"
    return _ROWS[service, worth]
