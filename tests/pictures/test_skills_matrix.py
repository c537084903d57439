"""The skills matrix: a mark for every skill held, the sole holder's unlike the others."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from casekit.data import load_skills
from casekit.pictures.picture import Picture
from casekit.pictures.skills_matrix import skills_matrix

TEAM = {"Ana": {"vip", "billing", "orders"}, "Ben": {"orders"}, "Cem": {"billing", "orders"}}


@pytest.fixture(scope="module")
def small() -> Picture:
    return skills_matrix(TEAM)


def test_the_table_lists_the_rarest_skill_first(small: Picture) -> None:
    rows = re.findall(r'<tr><th scope="row">(\w+)</th><td>(\d+)</td><td>(.*?)</td></tr>', small.html)
    assert rows == [("vip", "1", "Ana"), ("billing", "2", "Ana, Cem"), ("orders", "3", "Ana, Ben, Cem")]


def test_both_widths_draw_every_skill_held(small: Picture) -> None:
    wide, narrow = small.html.split('<div class="drawing-narrow">')
    for drawing in (wide, narrow):
        assert drawing.count('<rect class="fill-first"') == 5
        assert drawing.count('<circle class="fill-second"') == 1
        assert drawing.count('<circle class="fill-quiet"') == 3


def test_marks_stand_under_their_names(small: Picture) -> None:
    wide = small.html.partition('<div class="drawing-narrow">')[0]
    (ana,) = re.findall(r'x="([\d.]+)" y="14" text-anchor="middle">Ana', wide)
    (sole,) = re.findall(r'<circle class="fill-second" cx="([\d.]+)"', wide)
    assert sole == ana


def test_the_finding_is_the_alternative_text(small: Picture) -> None:
    finding = "Only Ana has the skill “vip”. Every other skill has at least 2 holders."
    assert f'role="img" aria-label="{finding}"' in small.html
    assert finding in small.text


def test_without_a_sole_holder_it_says_so() -> None:
    assert "Every skill has at least 2 holders." in skills_matrix({"Ana": {"vip"}, "Ben": {"vip"}}).text
    assert "Only Ana has the skill “vip”.\n" in skills_matrix({"Ana": {"vip"}}).text


def test_the_chapter_s_team_has_one_single_point_of_failure_and_fits_a_phone() -> None:
    table = load_skills().set_index("rep")
    drawn = skills_matrix({str(rep): set(table.columns[row]) for rep, row in table.iterrows()})
    assert (
        drawn.text.splitlines()[1]
        == "Only S01 has the skill “vip”. Every other skill has at least 4 holders."
    )
    wide, narrow = drawn.html.split('<div class="drawing-narrow">')
    assert ">S07</text>" in wide
    assert ">07</text>" in narrow
    columns = [float(x) for x in re.findall(r'x="([\d.]+)" y="14" text-anchor="middle"', narrow)]
    assert min(b - a for a, b in pairwise(columns)) > 18
