"""The page of the models, straight from their docstrings.

Sphinx's own autodoc and napoleon read the code while the site is built, so that no page repeats a docstring and
none can go stale. What is added here is what they don't know: that an example may follow the last section of a
docstring without a heading, that `doi:10.1234/5678` is an address, and that a list of definitions without terms,
as which Sphinx writes the lines of a signature, confuses a screen reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SECTIONS_OF_ENTRIES = {"Parameters", "Returns", "Raises", "Attributes"}
_DOI = re.compile(r"doi:(10\.\d{4,9}/[\w.;()/:-]*\w)")
_SIGNATURE_LINES = re.compile(r'<dl>\n((?:<dd><em class="sig-param">.*</dd>\n)+)</dl>')


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect autodoc, and set what differs from its defaults."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.connect("autodoc-process-docstring", _prepare, priority=400)  # before napoleon
    app.connect("html-page-context", _mend_body)
    app.config.autodoc_default_options = {"members": True, "member-order": "bysource"}
    app.config.add_module_names = False  # each section is one module
    app.config.python_maximum_signature_line_length = 70  # then a line for each argument, which fits a phone
    app.config.default_role = "code"  # `name` in a docstring
    app.config.napoleon_custom_sections = [("Attributes", "params_style")]  # one list, not an object each
    app.config.napoleon_use_param = False  # parameters described together stay together
    app.config.napoleon_attr_annotations = False  # the types stand in the signature
    app.config.napoleon_use_rtype = False
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def head_examples(lines: list[str]) -> list[str]:
    """Return a docstring's lines with a heading over prose that follows a section of entries.

    >>> head_examples(["Raises", "------", "ValueError", "    If not.", "", "Two and two:", "", ">>> 2 + 2"])[4:]
    ['', 'Examples', '--------', 'Two and two:', '', '>>> 2 + 2']
    """
    section = ""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if line and set(following) == {"-"}:
            section = line
        elif section in SECTIONS_OF_ENTRIES and _is_prose(lines[place - 1], line, following):
            return [*lines[:place], "Examples", "--------", *lines[place:]]
    return lines


def _is_prose(before: str, line: str, following: str) -> bool:
    """Say whether a line begins a paragraph at the margin; an entry's description is indented below its name."""
    return not before and line[:1].strip() != "" and not following.startswith(" ")


def link_dois(line: str) -> str:
    """Return a docstring's line with its DOIs as links, in reStructuredText.

    >>> link_dois("(Mayer 1995, doi:10.5465/amr.1995.9508080335), promises")
    '(Mayer 1995, `doi:10.5465/amr.1995.9508080335 <https://doi.org/10.5465/amr.1995.9508080335>`__), promises'
    """
    return _DOI.sub(r"`doi:\1 <https://doi.org/\1>`__", line)


def mend_signatures(html: str) -> str:
    r"""Return a page's body with the lines of its signatures as plain lines.

    >>> mend_signatures('<dl>\n<dd><em class="sig-param">agents</em>,</dd>\n</dl>')
    '<div class="sig-lines">\n<div><em class="sig-param">agents</em>,</div>\n</div>'
    """

    def as_lines(found: re.Match[str]) -> str:
        lines = found[1].replace("<dd>", "<div>").replace("</dd>", "</div>")
        return f'<div class="sig-lines">\n{lines}</div>'

    return _SIGNATURE_LINES.sub(as_lines, html)


def _mend_body(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    if "body" in context:
        context["body"] = mend_signatures(context["body"])


def _prepare(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    lines[:] = [link_dois(line) for line in head_examples(lines)]
