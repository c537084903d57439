"""What the search page knows, without a browser: prose only, in few bytes, and whole again for the next build."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from hypothesis import given, strategies as st
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from casekit.site.search import INDEX, count, lighten, pack, prose

WORDS = st.dictionaries(
    st.text("abcé", min_size=1, max_size=40), st.lists(st.integers(0, 90), min_size=1, unique=True)
)
CONF = """
from casekit.site import search

def setup(app):
    search.setup(app)
    app.connect("build-finished", lambda app, _: search.complete(app))
"""


def unpack(packed: list[str] | tuple[str, str]) -> dict[str, list[int]]:
    """Undo `pack`, as search.js does."""
    words: list[str] = []
    for part in re.findall("[A-Z][^A-Z]*", packed[0]):
        words.append((words[-1] if words else "")[: ord(part[0]) - ord("A")] + part[1:])
    places = [[ord(page) - ord("0") for page in pages] for pages in packed[1].split(" ")]
    return dict(zip(words, places, strict=False))


def light(
    index: dict[str, Any], terms: dict[str, tuple[str, str]], counts: Sequence[dict[str, int]] = ({}, {})
) -> dict[str, Any]:
    """Lighten an index of two pages and read what is published."""
    whole = {
        "terms": {},
        "titleterms": {},
        "indexentries": {},
        "alltitles": {},
        "docnames": ["a", "b"],
    } | index
    counted = dict(zip("ab", counts, strict=True))
    text = lighten(f"Search.setIndex({json.dumps(whole)})", terms, counted, {"b": "Of b.", "a": ""})
    published = json.loads(text.removeprefix("Search.setIndex(unpack(").removesuffix("))"))
    assert isinstance(published, dict)
    return published


@given(WORDS)
def test_words_and_their_pages_come_through_the_packing(words: dict[str, list[int]]) -> None:
    assert unpack(pack(words)) == words


def test_words_that_nobody_looks_for_are_left_out() -> None:
    index = light({"terms": {"day": 1, "dice": [], "h_2": 0, "Then": 0, "2017": 0, "team": [0, 1]}}, {})
    assert unpack(index["terms"]) == {"day": [1], "team": [0, 1]}


def test_the_page_that_says_a_word_most_is_first() -> None:
    index = light(
        {"terms": {"day": [0, 1], "team": [0, 1]}}, {}, [{"day": 1, "team": 2}, {"day": 3, "team": 2}]
    )
    assert unpack(index["terms"]) == {"day": [1, 0], "team": [0, 1]}


def test_what_a_page_says_about_itself_is_in_the_order_of_the_pages() -> None:
    assert light({}, {})["summaries"] == ["", "Of b."]


def test_a_term_of_the_glossary_is_a_heading_and_the_general_index_is_not_published() -> None:
    entries = {
        "erlang_c() (in module casekit.models.staffing)": [[0, "casekit.models.staffing.erlang_c", False]]
    }
    index = light(
        {"indexentries": entries, "alltitles": {"Staffing": [[0, None]]}},
        {"Erlang C": ("b", "term-Erlang-C")},
    )
    assert index["indexentries"] == {}
    assert index["alltitles"] == {"Staffing": [[0, None]], "Erlang C": [[1, "term-Erlang-C"]]}


def test_what_only_sphinx_reads_is_not_published() -> None:
    index = light({"envversion": {"sphinx": 1}, "filenames": ["a.md", "b.md"], "objtypes": {"0": "py"}}, {})
    assert index.keys() == {
        "terms",
        "titleterms",
        "indexentries",
        "alltitles",
        "docnames",
        "filenames",
        "summaries",
    }
    assert index["filenames"] == []


def test_code_and_formulas_are_no_prose_and_cells_are_words_of_their_own() -> None:
    page = new_document("page")
    table = "<table><td>kept</td><td>broken</td></table><script>hidden</script>"
    page += [
        nodes.paragraph("", "", nodes.Text("We stay"), nodes.math("", "\\frac"), nodes.Text("open.")),
        nodes.literal_block("", "import casekit"),
        nodes.doctest_block("", ">>> erlang"),
        nodes.raw("", table, format="html"),
    ]
    before = page.pformat()
    texts = [text.astext() for text in prose(page).findall(nodes.Text)]
    assert " ".join(texts).split() == ["We", "stay", "open.", "kept", "broken"]
    assert page.pformat() == before


def test_forms_of_a_word_are_counted_together() -> None:
    page = new_document("page")
    page += nodes.paragraph("", "Trust is trusted. The others trust nobody.")
    counted = count(page, SearchEnglish({}))
    assert (counted["trust"], counted["nobodi"], counted.get("doubt", 0)) == (3, 1, 0)


def build(folder: Path) -> tuple[dict[str, list[int]], list[str], str]:
    """Build a small site; return the words and the headings that it publishes, and what Sphinx warned of."""
    warned = io.StringIO()
    app = Sphinx(
        folder, folder, folder / "html", folder / "notes", "html", status=None, warning=warned, freshenv=False
    )
    app.build()
    index = (folder / "html" / INDEX).read_text(encoding="utf-8")
    published = json.loads(index.removeprefix("Search.setIndex(unpack(").removesuffix("))"))
    return unpack(published["terms"]), sorted(published["alltitles"]), warned.getvalue()


def test_a_build_of_one_page_keeps_the_words_of_the_others(tmp_path: Path) -> None:
    def write(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("conf.py", CONF)
    write("index.rst", "Front\n=====\n\nSphinx writes this page each time.\n")
    write("kept.rst", ":orphan:\n\nKept\n====\n\nTwo dogs.\n\n.. glossary::\n\n   Leash\n      A line.\n")
    write("other.rst", ":orphan:\n\nOther\n=====\n\nSome cats.\n")
    words, headings, _ = build(tmp_path)
    assert (words["dog"], words["cat"], headings) == ([1], [2], ["Front", "Kept", "Leash", "Other"])
    write("other.rst", ":orphan:\n\nOther\n=====\n\nSome birds.\n")
    words, headings, warned = build(tmp_path)
    assert (words["dog"], words["bird"], headings) == ([1], [2], ["Front", "Kept", "Leash", "Other"])
    assert "cat" not in words
    assert "search index couldn't be loaded" not in warned
