"""The decision tree is folded back as the model folds it, and says so to those who cannot see it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, strategies as st

from casekit.models.negotiation import ask_value, expected_values, promise_value
from casekit.pictures.decision_tree import Branch, decision_tree, offer_tree, worth

DEFAULTS = {
    "p_yes": 0.3,
    "p_yes_if_disclosed": 0.4,
    "p_retaliation": 0.3,
    "retaliation_loss": 3.0,
    "credence": 0.4,
    "value_yes": 8.0,
    "value_new": 6.0,
    "value_stay": 4.0,
}
chances = st.floats(0, 1)
values = st.floats(0, 10)


@given(p=chances, q=chances, r=chances, loss=values, credence=chances, yes=values, new=values, stay=values)
def test_every_option_is_worth_what_the_model_says(
    p: float, q: float, r: float, loss: float, credence: float, yes: float, new: float, stay: float
) -> None:
    tree = offer_tree(
        p_yes=p,
        p_yes_if_disclosed=q,
        p_retaliation=r,
        retaliation_loss=loss,
        credence=credence,
        value_yes=yes,
        value_new=new,
        value_stay=stay,
    )
    assert [worth(option) for option in tree] == pytest.approx(
        [
            new,
            ask_value(p, yes, new, stay),
            ask_value(q, yes, new, stay, r, loss),
            promise_value(credence, yes, stay),
        ]
    )


def test_a_tree_with_two_chances_in_a_row_is_folded_back_from_its_ends() -> None:
    court = (Branch("much", 10.3, 0.2), Branch("some", 5, 0.5), Branch("nothing", 0, 0.3))
    counter = Branch("ask for 5", (Branch("yes", 5, 0.17), Branch("no", court, 0.83)))
    [at_court] = expected_values([0.2, 0.5, 0.3], [[10.3, 5, 0]])
    assert worth(counter) == pytest.approx(0.17 * 5 + 0.83 * at_court)


def test_the_table_holds_every_way_it_may_end() -> None:
    drawn = decision_tree(offer_tree(**DEFAULTS), "An offer")
    cells = [row.split(" | ") for row in drawn.text.splitlines()[3:]]
    assert ["Show it", "yes, held", "12%", "5.00"] in cells
    assert ["Ask silently", "all together", "100%", "6.60"] in cells
    assert ["Take the job", "for certain", "100%", "6.00"] in cells
    for option in ("Ask silently", "Show it", "Wait"):
        *ends, total = [row for row in cells if row[0] == option]
        shares = [float(row[2].rstrip("%")) / 100 for row in ends]
        assert sum(shares) == pytest.approx(1)
        assert sum(s * float(row[3]) for s, row in zip(shares, ends, strict=True)) == pytest.approx(
            float(total[3])
        )


def test_the_alternative_text_ranks_the_options() -> None:
    html = unescape(decision_tree(offer_tree(**DEFAULTS), "An offer").html)
    finding = "Worth most: ask silently (6.6); then take the job (6.0), show it (5.9), wait (5.6)."
    assert f'role="img" aria-label="{finding}"' in html
    assert f"<figcaption>{finding}</figcaption>" in html


@pytest.mark.parametrize(("change", "best"), [({}, "Ask silently"), ({"value_new": 9.0}, "Take the job")])
def test_the_best_option_is_drawn_strongest(change: dict[str, float], best: str) -> None:
    html = decision_tree(offer_tree(**DEFAULTS | change), "An offer").html
    assert set(re.findall(r'class="first strong"[^>]*>([^<\d]+)<', html)) == {best}


def test_no_branch_leaves_the_drawing() -> None:
    html = decision_tree(offer_tree(**DEFAULTS), "An offer").html
    for width, height, drawn in re.findall(r'viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)</svg>', html, re.DOTALL):
        across = [float(x) for x in re.findall(r'(?:[MLH]| x=")(-?[\d.]+)', drawn)]
        down = [float(y) for y in re.findall(r'(?:[ML][\d.]+ | y=")(-?[\d.]+)', drawn)]
        assert 0 <= min(across) <= max(across) <= float(width)
        assert 0 <= min(down) <= max(down) <= float(height)
