"""Scripts and styles without their comments, which are for those who read the source and travel with every page.

A comment that states a licence stays, as licences ask. The theme's own files are minified already, and left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments import lex
from pygments.lexers import CssLexer, JavascriptLexer
from pygments.token import Comment, Error

if TYPE_CHECKING:
    from pathlib import Path

LEXERS = {".css": CssLexer, ".js": JavascriptLexer}


def lean(text: str, ending: str) -> str:
    """Return a script or a style without its comments; where one ended a line, the line still ends.

    What holds something that is not understood stays as it is: what looks like a comment there may be none.

    Parameters
    ----------
    text
        The script or style.
    ending
        `.js` or `.css`.

    >>> lean("let a = 'http://a'; // where /* we */ begin", ".js")
    "let a = 'http://a'; "
    >>> lean("/* License: MIT */ a { color: red }/* calm */", ".css")
    '/* License: MIT */ a { color: red } '
    """
    tokens = list(lex(text, LEXERS[ending](stripnl=False, ensurenl=False)))
    if any(kind in Error for kind, _ in tokens):
        return text
    return "".join(_kept(value) if _is_comment(kind, value) else value for kind, value in tokens)


def complete(static: Path) -> None:
    """Make every script and style lean that stands in a built site's folder; the theme's are in folders below it."""
    for path in sorted(static.iterdir()):
        if path.suffix in LEXERS:
            path.write_text(lean(path.read_text(encoding="utf-8"), path.suffix), encoding="utf-8")


def _is_comment(kind: object, value: str) -> bool:
    """Say whether a token is a comment; to Pygments, `!important` and a script's first line are some, too."""
    return kind in Comment and value.startswith(("/*", "//"))


def _kept(comment: str) -> str:
    """Return a comment if it states a licence, else as much of it as parts what stands around it."""
    if "license" in comment.lower():
        return comment
    return "\n" if "\n" in comment else " " if comment.startswith("/*") else ""
