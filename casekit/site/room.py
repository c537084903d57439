"""Room for an explorable before its script arrives, so that nothing below it moves when it does.

The page first shows a table, then, in its place, controls and a chart, which are taller. How tall depends on the
reader's width and font, so no figure in a style sheet is right. Instead the page holds, invisible and in the same
place as the table, what the script is going to put there: the same words under the same styles. Without scripts the
room takes no space (see site.css).
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from lxml.html import fragment_fromstring

from casekit.site.mend import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

LINE = '<span class="explorable-room-line"></span>'
"""As high as a slider or a button."""


def make_room(page: HtmlElement) -> None:
    """Put beside every explorable's table the room that the explorable will take, in place."""
    for still in page.xpath("//*[@data-explorable]/*[@class='explorable-still']"):
        state = still.find("../script[@type='application/json']")
        sentence = still.xpath(".//p[not(@class)]")
        if state is None or not sentence:
            raise ValueError("an explorable on the page lacks its state or its sentence; run make notebooks")
        texts = [cell.text_content() for cell in still.xpath(".//table[1]//td")]
        room = _room(json.loads(state.text), sentence[0].text_content(), texts)
        wrap(still, "explorable-before").append(fragment_fromstring(room))


def _room(spec: Mapping[str, Any], sentence: str, texts: Sequence[str]) -> str:
    """Return what explorable.js builds from `spec`, with empty lines for what a reader can touch."""
    controls = spec["controls"]
    headline = [figure["label"] for figure in spec["figures"] if figure["headline"]]
    labels = {figure["name"]: escape(figure["label"]) for figure in spec["figures"]}
    return f"""<div class="explorable-room" aria-hidden="true">
<p class="explorable-title">{escape(spec["title"])}</p>
<p class="explorable-invitation">{escape(spec["invitation"])}</p>
<div class="explorable-controls">{"".join(map(_control, controls, texts))}</div>
<div class="explorable-buttons">{LINE}</div>
<dl class="explorable-figures simple">{"".join(map(_figure, headline, texts[len(controls) :]))}</dl>
<p class="explorable-sentence">{escape(sentence)}</p>
{"".join(_chart(chart, labels) for chart in spec["charts"])}
</div>"""


def _control(control: Mapping[str, Any], text: str) -> str:
    shown = f'<span class="explorable-shown">{escape(text)}</span>' if control["kind"] == "slider" else ""
    return f'<div class="explorable-control"><span>{escape(control["label"])}</span>{shown}{LINE}</div>'


def _figure(label: str, text: str) -> str:
    return f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>"


def _chart(chart: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    return f"""<div class="explorable-chart"><p class="explorable-chart-title">{escape(chart["title"])}</p>
<ul class="explorable-key">{"".join(_key(labels[name]) for name in chart["figures"])}</ul>
<div class="explorable-room-drawing"></div>
<details><summary>The chart as a table</summary></details></div>"""


def _key(label: str) -> str:
    return f'<li><svg width="32" height="8"></svg> {label}</li>'
