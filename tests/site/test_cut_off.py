"""The look for what is cut off finds it, and leaves alone what scrolls, breaks or is not meant for the eye."""

from __future__ import annotations

import pytest

from tests.site.conftest import DESKTOP, PHONE, Visit
from tests.site.cut_off import cut_off
from tests.site.test_pages import FITS, shape

PAGE = "book/start/privacy.html"
FREE = {"bypass_csp": True}  # the pages allow no inline style, which these cases are made of
WORD = "unforeseeably" * 20
LINE = "word " * 300
TABLE = f"<table><tr>{f'<td>{WORD[:26]}</td>' * 12}</tr></table>"
FORMULA = f"<math><mrow>{'<mi>x</mi><mo>+</mo>' * 150}</mrow></math>"
WIDE = '<div style="width: 2000px">wide</div>'


def box(style: str, html: str) -> str:
    return f'<div style="{style}">{html}</div>'


def block(kind: str, html: str) -> str:
    return f'<div class="{kind}">{html}</div>'


CUT_OFF = {
    "a table without a wrapper": TABLE,
    "code that does not scroll": f'<pre style="overflow: visible">{LINE}</pre>',
    "a formula that neither breaks nor scrolls": box("white-space: nowrap", FORMULA),
    "a word that does not break": box("overflow-wrap: normal", WORD),
    "a line that does not break, in a note": block("admonition", box("white-space: nowrap", LINE)),
    "a drawing": '<svg style="max-width: none" width="2000" height="20"></svg>',
    "a wide block in a note in a scroller": block("table-wrapper", block("admonition", WIDE)),
    "a wide block that is clipped": box("overflow: clip", WIDE),
    "a wide block in a fold": f"<details><summary>More</summary>{WIDE}</details>",
    "what is seen in what is not": box("visibility: hidden", box("visibility: visible; width: 2000px", "x")),
    "a block placed at the side of a note": block(
        "admonition", box("position: relative", box("position: absolute; left: 100%; width: 12px", "at"))
    ),
    "a block fixed to the window": box("overflow: auto", box("position: fixed; right: -9px", "fixed")),
}
WHOLE = {
    "a table in a wrapper": block("table-wrapper", TABLE),
    "code that scrolls": f"<pre>{LINE}</pre>",
    "a formula that scrolls": block("formula", FORMULA),
    "a word that breaks": f"<p>{WORD}</p>",
    "a scroller in a note": block("admonition", block("table-wrapper", WIDE)),
    "words for a screen reader": f"<p>Look {block('visually-hidden', LINE)} here.</p>",
    "what is not shown": box("display: none", WIDE),
    "what keeps a place": box("visibility: hidden; white-space: nowrap", LINE + WIDE),
    "an inline that hides nothing": 'How <b style="overflow: hidden">bold</b>!',
    "a block that has no height": box("width: 2000px", ""),
    "what lies beyond a drawing": '<svg width="20" height="20"><path d="M0 0L9999 9999" stroke="red"/></svg>',
    "a block placed across what hides its own": box(
        "position: relative",
        box("overflow: hidden; width: 50px", box("position: absolute; width: 99px", "across")),
    ),
}


@pytest.mark.parametrize(
    "visit",
    [
        pytest.param(FREE | {"viewport": DESKTOP}, id="desktop"),
        pytest.param(FREE | {"viewport": PHONE}, id="phone"),
    ],
    indirect=True,
)
def test_what_is_cut_off_is_found_and_nothing_else(visit: Visit) -> None:
    page = visit.open(PAGE)
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<div id=case></div>')")

    def found(html: str) -> list[str]:
        page.evaluate("html => { document.getElementById('case').innerHTML = html; }", html)
        return cut_off(page)

    assert [case for case, html in CUT_OFF.items() if len(found(html)) != 1] == []
    assert {case: found(html) for case, html in WHOLE.items() if found(html)} == {}


@pytest.mark.parametrize("visit", [pytest.param(FREE, id="desktop")], indirect=True)
def test_a_page_that_scrolls_sideways_to_nothing_does_not_fit(visit: Visit) -> None:
    page = visit.open(PAGE)
    assert shape(page) == FITS
    hidden = box("visibility: hidden", WIDE)
    page.evaluate("html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", hidden)
    assert cut_off(page) == []
    assert shape(page)[1] > 0
