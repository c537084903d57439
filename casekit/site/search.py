"""What the search page knows: the words that people read and look for, and which page they more likely mean.

Left alone, Sphinx indexes a page's code, formulas, settings and signatures too, glues the cells of a table into
words that nobody writes, and keeps what only a rebuild needs. That is two thirds of an index that every reader of the
search page waits for. Functions and classes of the models are found by their names all the same, from a list that
Sphinx keeps of them. The order of what is found is decided in `search.js`, which becomes a part of Sphinx's own
script. It needs to know which page says a word most often, which Sphinx does not count. Below the first result of
each page stands what the page says about itself; Sphinx would fetch every page that was found, for a piece of it.

A build of some pages starts from what is known of all, so the whole index, and how often each page says what, are kept
beside Sphinx's other notes.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from lxml.etree import XPath
from lxml.html import document_fromstring
from sphinx import addnodes

from casekit.site.describe import description

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.search import SearchLanguage

ORDER = Path(__file__).with_name("search.js")
INDEX = "searchindex.js"
NOT_PROSE = (
    nodes.literal_block, nodes.doctest_block, nodes.math, nodes.math_block, nodes.label, nodes.field_list,
    addnodes.desc_parameterlist, addnodes.desc_returns, addnodes.desc_annotation,
)  # fmt: skip
"""Code, what it prints, formulas, keys of citations, and the types and lists of parameters of functions."""

_TEXTS = XPath("//text()[not(ancestor::script or ancestor::style or ancestor::code or ancestor::pre)]")
_CALL = ("Search.setIndex(", ")")


def setup(app: Sphinx) -> None:
    """Have Sphinx index what is read, in the order that `search.js` says."""
    app.connect("config-inited", _set_order)
    app.connect("builder-inited", _take_up_the_whole_index)
    app.connect("builder-inited", _index_prose_only)


def complete(app: Sphinx) -> None:
    """Set the whole index of a finished site aside, and publish the light one."""
    index = Path(app.outdir) / INDEX
    whole = index.read_text(encoding="utf-8")
    _whole_index(app).write_text(whole, encoding="utf-8")
    terms = {
        name: (page, anchor)
        for name, _, kind, page, anchor, _ in app.env.get_domain("std").get_objects()
        if kind == "term"
    }
    summaries = {page: _description(Path(app.builder.get_outfilename(page))) for page in app.env.found_docs}  # type: ignore[attr-defined]
    index.write_text(lighten(whole, terms, _counts(app), summaries), encoding="utf-8")


def _description(page: Path) -> str:
    return description(document_fromstring(page.read_text(encoding="utf-8")))


def prose(doctree: nodes.document) -> nodes.document:
    """Return a copy of a page that holds nothing but its text, with a space wherever a tag parts two words."""
    copy = doctree.deepcopy()
    for node in list(copy.findall(lambda node: isinstance(node, NOT_PROSE))):
        node.parent.remove(node)
    for node in list(copy.findall(nodes.raw)):
        node.parent.replace(node, nodes.Text(text_of(node.astext())))
    return copy


def text_of(html: str) -> str:
    """Return the words of a piece of HTML, without its scripts, styles and code.

    >>> text_of('<table><tr><td>kept</td><td>broken</td></tr></table><script>go()</script>')
    ' kept broken '
    """
    return f" {' '.join(_TEXTS(document_fromstring(f'<div>{html}</div>')))} "


def count(page: nodes.document, language: SearchLanguage) -> dict[str, int]:
    """Return how often a page says each word, all forms of it taken together."""
    forms = Counter(
        word.lower() for text in page.findall(nodes.Text) for word in language.split(text.astext())
    )
    words: Counter[str] = Counter()
    for form, times in forms.items():
        words[_stem(language, form)] += times
    return words


@cache
def _stem(language: SearchLanguage, form: str) -> str:
    """Return what all forms of a word have in common; pages share most of their words."""
    return language.stem(form)


def lighten(
    index: str,
    terms: Mapping[str, tuple[str, str]],
    counts: Mapping[str, Mapping[str, int]],
    summaries: Mapping[str, str],
) -> str:
    """Return Sphinx's search index without what is never asked of it, in few bytes.

    What goes is words no longer on any page, which Sphinx keeps between builds; words with a figure or an underscore
    in them; the entries of the general index, which Sphinx forgets between builds; and what only Sphinx itself
    reads. The words left are packed, for `search.js` to unpack. The glossary's terms join the headings.

    Parameters
    ----------
    index
        The text of `searchindex.js`.
    terms
        The page and the anchor of each term of the glossary.
    counts
        How often each page says each word, by the pages' names in the index.
    summaries
        What each page says about itself.
    """
    start, end = _CALL
    content = json.loads(index.removeprefix(start).removesuffix(end))
    for name in ("terms", "titleterms"):
        content[name] = pack(
            _most_first(_words(content[name]), [counts[page] for page in content["docnames"]])
        )
    for term, (page, anchor) in terms.items():
        content["alltitles"].setdefault(term, []).append([content["docnames"].index(page), anchor])
    for name in ("envversion", "filenames", "objtypes"):
        content.pop(name, None)
    content |= {"filenames": [], "indexentries": {}}  # Sphinx's script still looks into them
    content["summaries"] = [summaries[page] for page in content["docnames"]]
    light = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{start}unpack({light}){end}"


def _words(pages: Mapping[str, int | list[int]]) -> dict[str, list[int]]:
    """Return the words among an index's terms that stand on some page, with a list of pages each."""
    return {
        word: [found] if isinstance(found, int) else found
        for word, found in pages.items()
        if found != [] and word.isalpha() and word.islower()
    }


def _most_first(words: Mapping[str, list[int]], counts: Sequence[Mapping[str, int]]) -> dict[str, list[int]]:
    """Return words' pages with the one that says the word most often before the others, which stay in order."""
    most = {
        word: max(sorted(pages), key=lambda page: counts[page].get(word, 0)) for word, pages in words.items()
    }
    return {word: sorted(pages, key=lambda page: (page != most[word], page)) for word, pages in words.items()}


def pack(words: Mapping[str, Sequence[int]]) -> tuple[str, str]:
    """Return words, and the pages of each, as two texts that compress well.

    A word is how many letters it shares with the one before (a capital, A for none) and the rest; a page is one
    character, from 0 on; a space parts one word's pages from the next.

    >>> pack({"trust": [3], "trusted": [3, 12], "day": [0, 1]})
    ('AdayAtrustFed', '01 3 3<')
    """
    ordered = sorted(words)
    shared = [min(_shared(before, word), 25) for before, word in pairwise(["", *ordered])]
    parts = (chr(ord("A") + same) + word[same:] for word, same in zip(ordered, shared, strict=True))
    places = ("".join(chr(ord("0") + page) for page in words[word]) for word in ordered)
    return "".join(parts), " ".join(places)


def _shared(first: str, second: str) -> int:
    """Return how many letters two words begin with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _set_order(_: Sphinx, config: Config) -> None:
    config.html_search_scorer = str(ORDER)


def _whole_index(app: Sphinx) -> Path:
    return Path(app.doctreedir) / INDEX


def _take_up_the_whole_index(app: Sphinx) -> None:
    """Put the index that the build before made where Sphinx looks for it."""
    if app.builder.format == "html" and _whole_index(app).is_file():
        out = Path(app.outdir)
        out.mkdir(parents=True, exist_ok=True)
        (out / INDEX).write_bytes(_whole_index(app).read_bytes())


def _index_prose_only(app: Sphinx) -> None:
    index_page: Callable[[str, nodes.document, str], None] | None = getattr(app.builder, "index_page", None)
    if index_page is None:  # a builder that makes no index
        return

    def index_prose(pagename: str, doctree: nodes.document, title: str) -> None:
        page = prose(doctree)
        note = _count_of(app, pagename)
        note.parent.mkdir(parents=True, exist_ok=True)
        counted = count(page, app.builder.indexer.lang)  # type: ignore[attr-defined]
        note.write_text(json.dumps(counted), encoding="utf-8")
        index_page(pagename, page, title)

    app.builder.index_page = index_prose  # type: ignore[attr-defined]


def _count_of(app: Sphinx, pagename: str) -> Path:
    return Path(app.doctreedir) / f"{pagename}.words.json"


def _counts(app: Sphinx) -> dict[str, dict[str, int]]:
    """Return how often each page says each word, this build's pages and those of builds before."""
    return {page: json.loads(_count_of(app, page).read_text(encoding="utf-8")) for page in app.env.found_docs}
