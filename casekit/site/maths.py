"""Formulas as MathML, made while the book is built: every current browser shows it, and no script is needed.

Browsers replace a variable's letter with a character from a block of slanted ones, which few fonts hold: a device
without a font for mathematics shows empty boxes. So our letters stay letters, and the style sheet slants them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx


LETTER = re.compile("<mi>(.|&#x[0-9A-F]+;)</mi>")


def setup(app: Sphinx) -> None:
    """Make MathML the way formulas are written in HTML."""
    app.add_html_math_renderer("mathml", inline_renderers=(_inline, None), block_renderers=(_block, None))
    app.connect("config-inited", lambda _, config: config.__setattr__("html_math_renderer", "mathml"))


def to_mathml(tex: str, display: str) -> str:
    r"""Return a formula as MathML.

    Raises
    ------
    ExtensionError
        If the formula holds a command that would come out as its own name.

    >>> to_mathml("x^2", "inline").removeprefix('<math xmlns="http://www.w3.org/1998/Math/MathML" ')
    'display="inline"><mrow><msup><mi mathvariant="normal" class="letter">x</mi><mn>2</mn></msup></mrow></math>'
    """
    mathml: str = convert(tex, display=display)
    if "\\" in mathml:
        raise ExtensionError(f"this formula holds TeX that MathML has no form for here: {tex}")
    return LETTER.sub(r'<mi mathvariant="normal" class="letter">\1</mi>', mathml)


def _inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(to_mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def _block(translator: Any, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="formula" tabindex="0">{to_mathml(node.astext(), "block")}</div>')
    raise nodes.SkipNode
