"""The trust ledger: the numbers under the picture are those it was given, and its finding is computed from them."""

from __future__ import annotations

import re

import pytest

from casekit.data import load_trust_events
from casekit.models.trust import reputation
from casekit.pictures.picture import Picture
from casekit.pictures.trust_weeks import trust_weeks

KEPT, BROKEN = [3, 2, 0, 2, 3], [0, 1, 4, 1, 0]
TRUST, RATING = [0.8, 0.7, 0.33, 0.4, 0.62], [0.75, 0.72, 0.3, 0.44, 0.6]


@pytest.fixture(scope="module")
def small() -> Picture:
    return trust_weeks(KEPT, BROKEN, TRUST, RATING)


def test_the_table_has_every_week_s_numbers(small: Picture) -> None:
    rows = re.findall(r'<tr><th scope="row">(\d+)</th><td>(.*?)</td></tr>', small.html)
    assert [(int(week), *cells.split("</td><td>")) for week, cells in rows] == [
        (1, "3", "0", "0.80", "0.75"),
        (2, "2", "1", "0.70", "0.72"),
        (3, "0", "4", "0.33", "0.30"),
        (4, "2", "1", "0.40", "0.44"),
        (5, "3", "0", "0.62", "0.60"),
    ]


def test_the_finding_is_the_alternative_text_and_the_caption_and_stands_in_the_plain_text(
    small: Picture,
) -> None:
    finding = (
        "The score falls from 0.80 in week 1 to 0.33 in week 3; at its best since then, in week 5, it is 0.62. "
        "The boss&#x27;s rating never differs from it by more than 0.05."
    )
    assert f'role="img" aria-label="{finding}"' in small.html
    assert f"<figcaption>{finding}</figcaption>" in small.html
    assert finding.replace("&#x27;", "'") in small.text


def test_both_widths_draw_a_bar_for_every_kept_and_broken_week(small: Picture) -> None:
    wide, narrow = small.html.split('<div class="drawing-narrow">')
    for drawing in (wide, narrow):
        heights = [
            float(height) for height in re.findall(r'<rect class="fill-third".*? height="([\d.]+)"', drawing)
        ]
        kept, broken = heights[:5], heights[5:]
        unit = kept[0] / KEPT[0]
        assert unit > 5
        assert [height / unit for height in kept] == pytest.approx(KEPT, abs=0.01)
        assert [height / unit for height in broken] == pytest.approx(BROKEN, abs=0.01)


def test_weeks_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        trust_weeks(KEPT, BROKEN, TRUST, RATING[:-1])


def test_the_chapter_s_ledger_falls_in_the_bad_weeks_and_follows_the_ratings() -> None:
    weeks = load_trust_events()
    kept = list(weeks["promises_kept"])
    broken = list(weeks["promises_made"] - weeks["promises_kept"])
    events: list[int] = []
    trust = []
    for good, bad in zip(kept, broken, strict=True):
        events += [1] * good + [0] * bad
        trust.append(reputation(events, 0.93, 2.8))
    assert trust_weeks(kept, broken, trust, list(weeks["boss_rating"])).text.splitlines()[1] == (
        "The score falls from 0.78 in week 10 to 0.27 in week 14; at its best since then, in week 25, it is 0.76. "
        "The boss's rating never differs from it by more than 0.09."
    )
