r"""Numbers in prose: written by the model, never by hand.

A chapter's last cell shows its :class:`Facts`, computed texts by name. In the prose a number stands between two
HTML comments, `<!--net_once-->\$168<!---->`, which no reader sees; `make notebooks` writes what is between them,
CI fails if a page says something else, and a number that stands alone is found by :func:`bare_numbers`. So a page
reads the same in JupyterLab, on GitHub and on the site, and no number can drift from its model.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARKED = re.compile(r"<!--(?P<name>[\w:.-]+)-->(?P<text>.*?)<!---->", re.DOTALL)
FACTS = "casekit-facts"
"""The mark, in an output's metadata, of a stored notebook's facts; nbval proves the text that they are read from."""

_NOT_PROSE = re.compile(
    r"""```.*?```            # code and directives
      | (?:\{[\w:]+\})?`[^`]*`  # code and roles
      | \$\$.*?\$\$          # formulas
      | (?<!\\)\$[^$]*?(?<!\\)\$
      | ^\([\w-]+\)=$        # targets
      | ^\ *\d+\.(?=\ )      # the numbers of a numbered list
      | (?<=\])\([^)\s]*\)   # link addresses
      | <https?://[^>]*>
      | </?\w[^>]*>          # HTML tags
    """,
    re.DOTALL | re.VERBOSE | re.MULTILINE,
)
_NUMBER = re.compile(r"(?<![\w.])[\u2212-]?\\?\$?\d(?:[\d.,]*\d)?%?")


class Facts(dict[str, str]):
    """The numbers a page's prose uses, by name, as they are written.

    >>> Facts(net_once="$168")
    net_once: $168
    """

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {text}" for name, text in self.items())

    @classmethod
    def parse(cls, text: str) -> Facts:
        """Read facts back from the text they are stored as."""
        return cls(line.split(": ", 1) for line in text.splitlines())

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, bool]]:
        rows = "\n".join(
            f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{escape(text)}</td></tr>'
            for name, text in self.items()
        )
        table = f"<table>\n<caption>Every number in the text of this page</caption>\n{rows}\n</table>"
        return {"text/html": table, "text/plain": repr(self)}, {FACTS: True}


def fill(markdown: str, facts: Mapping[str, str]) -> str:
    r"""Return the text with every marked number as the facts have it.

    A dollar sign is escaped, since Markdown would take two of them for a formula.

    Raises
    ------
    ValueError
        If a marked name is not among the facts.

    >>> fill("It nets <!--net_once-->nothing<!---->.", {"net_once": "$168"})
    'It nets <!--net_once-->\\$168<!---->.'
    """

    def write(mark: re.Match[str]) -> str:
        name = mark["name"]
        if name not in facts:
            alike = sorted(other for other in facts if other.rpartition(":")[0] == name.rpartition(":")[0])
            raise ValueError(
                f"no fact is called {name!r}; there are {', '.join(alike) or 'none of that page'}"
            )
        return f"<!--{name}-->{facts[name].replace('$', chr(92) + '$')}<!---->"

    return MARKED.sub(write, markdown)


def bare_numbers(markdown: str, allowed: Iterable[str] = ()) -> list[str]:
    """Return the numbers in prose that no fact stands behind, but for the `allowed` phrases.

    >>> bare_numbers("Two days of 65, <!--x-->12<!----> at least; see `x = 3`.", allowed=["of 65"])
    []
    """
    text = _NOT_PROSE.sub(" ", MARKED.sub(" ", markdown))
    for phrase in sorted(allowed, key=len, reverse=True):
        text = text.replace(phrase, " ")
    return [match.group() for match in _NUMBER.finditer(text)]


def words(markdown: str) -> list[str]:
    """Return the words of the prose, without code, formulas, addresses and tags.

    >>> words("Two days, `x = 1`, [once](a.md).")
    ['Two', 'days', 'once']
    """
    return re.findall(
        r"[^\W_]+(?:['\u2019-][^\W_]+)*", _NOT_PROSE.sub(" ", re.sub(r"<!--.*?-->", "", markdown))
    )
