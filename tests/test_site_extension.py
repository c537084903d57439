"""The last hand on a page, without a browser: what is dropped, mended, described, and allowed to load."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from lxml.html import HtmlElement, document_fromstring, tostring
from sphinx.errors import ExtensionError

from casekit.explore.widget import HERE as EXPLORE
from casekit.site import classic_script, fingerprint
from casekit.site.chapters import REPOSITORY
from casekit.site.describe import LONGEST, describe, shorten
from casekit.site.maths import _block, _inline, to_mathml
from casekit.site.mend import mend
from casekit.site.page import finish, inline_scripts
from casekit.site.policy import policy
from casekit.site.publish import complete, missing

THEME = 'document.body.dataset.theme = localStorage.getItem("theme") || "auto";'


def page(article: str = "", head: str = "", aside: str = "") -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8">{head}</head>'
        f"<body><script>{THEME}</script>{aside}<article>{article}</article></body></html>"
    )


def finished(article: str = "", head: str = "", aside: str = "", name: str = "book/index") -> BeautifulSoup:
    return BeautifulSoup(finish(page(article, head, aside), name), "html.parser")


def changed(html: str, change: Callable[[HtmlElement], None]) -> BeautifulSoup:
    tree = document_fromstring(html)
    change(tree)
    return BeautifulSoup(tostring(tree, encoding="unicode"), "html.parser")


def mended(html: str) -> BeautifulSoup:
    return changed(html, mend)


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


# ---- what a page may load


def test_a_page_keeps_its_own_scripts_and_the_theme_s_one_line() -> None:
    head = (
        '<script src="../_static/scripts/furo.js?v=1"></script><script src="../_static/togglebutton.js"></script>'
        '<script src="https://unpkg.com/thebe@0.8.2/lib/index.js"></script><script>let toggleHint = 1;</script>'
        '<script type="application/json">{"a": 1}</script><script defer src="../_static/site.js"></script>'
    )
    scripts = finished(head=head).find_all("script")
    assert [script.get("src") for script in scripts if script.get("src")] == [
        "../_static/scripts/furo.js?v=1", "../_static/site.js",
    ]  # fmt: skip
    assert [script.get_text() for script in scripts if not script.get("src")] == ['{"a": 1}', THEME]


def test_only_the_search_page_keeps_the_search_scripts() -> None:
    head = '<script src="_static/searchtools.js"></script><script src="searchindex.js"></script>'
    assert len(finished(head=head, name="search").select("script[src]")) == 2
    assert finished(head=head).select("script[src]") == []


def test_the_search_page_has_nothing_that_site_js_would_move() -> None:
    head = '<script defer src="_static/site.js"></script>'
    assert finished(head=head, name="search").select("script[src]") == []
    assert len(finished(head=head).select("script[src]")) == 1


def test_only_a_page_with_code_asks_for_its_colours() -> None:
    head = '<link rel="stylesheet" href="_static/pygments.css?v=1">'
    assert finished("<p>Words.</p>", head=head).select("link[rel=stylesheet]") == []
    assert len(finished('<div class="highlight">x</div>', head=head).select("link[rel=stylesheet]")) == 1


def test_only_a_page_with_an_explorable_asks_for_what_moves_it() -> None:
    head = (
        '<script src="_static/explorable.js"></script><link rel="stylesheet" href="_static/explorable.css">'
    )
    there = finished(
        '<div data-explorable="days"><div class="explorable-still"><p>It pays.</p></div>'
        '<script type="application/json">{"title": "", "invitation": "", "controls": [], "figures": [], '
        '"charts": []}</script></div>',
        head=head,
    )
    assert len(there.select("script[src], link[rel=stylesheet]")) == 2
    assert finished(head=head).select("script[src], link[rel=stylesheet]") == []


def test_styles_that_are_not_ours_go_and_what_they_hid_stays_hidden() -> None:
    soup = finished(
        '<p style="display:none">a</p><p style="color: red; display: none;">b</p><p style="color: red">c</p>',
        head='<link rel="stylesheet" href="_static/furo.css?v=2"><link rel="stylesheet" href="_static/mystnb.css">'
        '<link rel="icon" href="_static/favicon.svg"><style>p { color: red }</style>',
    )
    assert [link["href"] for link in soup.select("link")] == ["_static/furo.css?v=2", "_static/favicon.svg"]
    assert soup.select("style, [style]") == []
    assert [p.get_text() for p in soup.select("p[hidden]")] == ["a", "b"]


def test_the_policy_allows_the_page_s_own_origin_and_its_inline_scripts_by_hash() -> None:
    soup = finished()
    meta = one(soup, 'meta[http-equiv="Content-Security-Policy"]')
    digest = base64.b64encode(hashlib.sha256(THEME.encode()).digest()).decode()
    assert meta["content"] == policy([THEME])
    assert f"script-src 'self' 'sha256-{digest}';" in str(meta["content"])
    assert "unsafe" not in str(meta["content"])
    assert one(soup, "meta[charset]").find_next_sibling() == meta, "before anything that it governs"


def test_a_page_without_a_charset_has_its_policy_first() -> None:
    soup = BeautifulSoup(finish("<html><head><title>T</title></head></html>", "x"), "html.parser")
    assert one(soup, "head").find().get("http-equiv") == "Content-Security-Policy"


def test_data_blocks_are_no_scripts() -> None:
    html = '<script type="application/json">{}</script><script src="a.js"></script><script>b()</script>'
    assert inline_scripts(document_fromstring(html)) == ["b()"]


def test_a_page_without_a_head_is_refused_and_a_part_of_one_is_left_alone() -> None:
    with pytest.raises(ValueError, match="a page without a head can't carry a content policy"):
        finish("<html><body></body></html>", "x")
    assert finish("<div style='color: red'>part</div>", "x") == "<div style='color: red'>part</div>"


def test_a_page_is_mended_and_described_on_its_way_out() -> None:
    once = finished("<h1>T</h1><p>Words.</p><table><tr><th></th></tr></table>")
    assert once.select("article > .table-wrapper > table td")
    assert len(once.select('meta[name="description"]')) == 1


def test_gaps_close_words_stay_apart_and_code_keeps_its_lines() -> None:
    html = finish(
        page("<p><b>two</b>   <i>words</i> </p>\n\n   <pre><i>a</i>\n    <i>b</i></pre>\u00a0<p>x</p>"), "x"
    )
    assert '<b>two</b>\n<i>words</i> </p>\n<pre tabindex="0"><i>a</i>\n    <i>b</i></pre>' in html
    assert "\u00a0<p>x</p>" in html


# ---- what a keyboard or a screen reader would stumble over


def test_landmarks_have_names_and_headings_levels() -> None:
    soup = mended(
        '<aside class="sidebar-drawer"><p role="heading">Cases</p><p role="heading" aria-level="3">x</p></aside>'
        '<aside class="toc-drawer"></aside>'
    )
    assert [aside["aria-label"] for aside in soup.select("aside")] == ["The book", "This page"]
    assert [p["aria-level"] for p in soup.select("p")] == ["2", "3"]


def test_the_viewport_is_stated_once() -> None:
    soup = mended('<meta name="viewport" content="a"><meta name="viewport" content="b">')
    assert one(soup, "meta")["content"] == "a"


def test_the_search_page_has_a_heading() -> None:
    assert one(mended('<div id="search-results"></div>'), "h1 + div")["id"] == "search-results"
    assert mended("<p>No search here.</p>").select("h1") == []


def test_folded_code_says_what_it_opens() -> None:
    soup = mended(
        '<details class="hide above-input"><summary aria-label="Toggle"><p class="collapsed admonition-title">Show</p>'
        '<p class="expanded admonition-title">Hide</p></summary>x</details>'
    )
    assert one(soup, "details")["class"] == ["code"]
    assert one(soup, "summary").attrs == {}
    assert [(*span["class"], span.get_text()) for span in soup.select("summary > span")] == [
        ("collapsed", "Show"), ("expanded", "Hide"),
    ]  # fmt: skip


def test_a_table_scrolls_by_itself_and_by_key_and_heads_nothing_with_nothing() -> None:
    soup = mended(
        '<article><table border="1"><tr><th scope="col"> </th><th scope="col">Days</th></tr></table>'
        '<div class="table-wrapper"><table></table></div>'
        '<section class="explorable"><table id="own"></table></section></article>'
    )
    assert [wrapper["tabindex"] for wrapper in soup.select(".table-wrapper")] == ["0", "0"]
    assert soup.select("table[border]") == []
    assert soup.select(".table-wrapper .table-wrapper") == []
    assert one(soup, "#own").parent == one(soup, ".explorable")
    assert [(cell.name, cell.get("scope")) for cell in soup.select("tr:first-child > *")] == [
        ("td", None), ("th", "col"),
    ]  # fmt: skip


def test_reading_lists_and_code_are_reached() -> None:
    soup = mended('<article><p role="doc-biblioentry">x</p><pre>code</pre></article><pre>elsewhere</pre>')
    assert one(soup, "p")["role"] == "listitem"
    assert [block.get("tabindex") for block in soup.select("pre")] == ["0", None]


# ---- what a page says about itself

ANSWER = (
    "<h1>Trust<a class='headerlink' href='#t'>¶</a></h1><p>About 9 minutes.</p><blockquote><p><strong>The answer in a "
    "minute.</strong> It takes <!--n-->85 minutes<!---->, or\n<!--m-->9<!---->.</p></blockquote>"
)


def described(article: str) -> BeautifulSoup:
    return changed(page(article), describe)


def test_a_page_is_described_by_its_answer_without_gaps_where_numbers_are_marked() -> None:
    soup = described(ANSWER)
    words = "It takes 85 minutes, or 9."
    assert one(soup, 'meta[name="description"]')["content"] == words
    assert one(soup, 'meta[property="og:description"]')["content"] == words
    assert one(soup, 'meta[property="og:title"]')["content"] == "Trust"


def test_a_page_without_an_answer_is_described_by_its_first_paragraph() -> None:
    assert one(described("<p>First.</p><p>Second.</p>"), 'meta[name="description"]')["content"] == "First."
    assert described("<p>First.</p>").select('meta[property="og:title"]') == []


@pytest.mark.parametrize(
    "html",
    [
        page(),
        page("<noscript><p>Error</p></noscript>"),
        "<html><head></head></html>",
        "<html><article><p>x</p></article></html>",
    ],
)
def test_a_page_with_nothing_to_say_says_nothing(html: str) -> None:
    assert changed(html, describe) == changed(html, lambda _: None)


def test_a_long_text_is_cut_at_a_word() -> None:
    short = shorten("word " * 100)
    assert len(short) <= LONGEST + 2
    assert short.endswith("word …")
    assert shorten("a" * (LONGEST - 4) + ", after the comma") == "a" * (LONGEST - 4) + " …"
    assert shorten("Brief.") == "Brief."


def test_a_long_text_ends_with_a_sentence_where_there_is_one() -> None:
    first, second = "Of every two calls, one waits: " + "very " * 8 + "long.", "Is it 2.5 minutes? " * 3
    assert shorten(f"{first} {second} {'and more ' * 10}") == f"{first} {second.rstrip()}"
    assert shorten(f"Yes. {'word ' * 100}").endswith("word …"), "a word alone says too little"


# ---- what stands beside the pages


def test_the_front_door_says_of_itself_what_the_home_page_says(tmp_path: Path) -> None:
    (tmp_path / "_static").mkdir()
    front = document_fromstring(finish(page("<h1>Title</h1><p>Words &amp; “more”.</p>"), "book/index"))
    complete(tmp_path, "book/index.html", "The kit", front)
    door = BeautifulSoup((tmp_path / "index.html").read_text("utf-8"), "html.parser")
    said = {
        meta.get("name") or meta["property"]: meta["content"]
        for meta in door.select("meta[name], meta[property]")
    }
    assert said == {
        "viewport": "width=device-width,initial-scale=1",
        "description": "Words & “more”.",
        "og:type": "article",
        "og:title": "Title",
        "og:description": "Words & “more”.",
    }
    assert one(door, "a")["href"] == "book/index.html"


# ---- formulas


class Writer:
    """As much of Sphinx's translator as a formula needs."""

    def __init__(self) -> None:
        self.body: list[str] = []


@pytest.mark.parametrize(
    "tex",
    [
        "P = 1 - e^{-h\\,r\\,T}",
        "\\frac{S}{V + S - fV}",
        "\\tau = \\sqrt{\\frac{2K}{wq}}",
        "V = p\\,v_{\\text{yes}} + (1 - p)\\,\\max(v_{\\text{new}}, v_{\\text{stay}}) - r\\,L",
    ],
)
def test_a_formula_becomes_mathml_with_no_tex_left(tex: str) -> None:
    soup = BeautifulSoup(to_mathml(tex, "block"), "html.parser")
    assert one(soup, "math")["display"] == "block"
    assert "\\" not in soup.get_text()


def test_a_formula_that_mathml_cannot_hold_is_refused_with_its_text() -> None:
    with pytest.raises(ExtensionError, match=r"this formula holds TeX .*\\nosuchthing"):
        to_mathml("\\nosuchthing{x}", "inline")


def test_a_formula_of_its_own_can_be_scrolled_by_key_and_one_in_a_line_not() -> None:
    block, line = Writer(), Writer()
    with pytest.raises(nodes.SkipNode):
        _block(block, nodes.math_block("", "x"))
    with pytest.raises(nodes.SkipNode):
        _inline(line, nodes.math("", "x"))
    assert block.body[0].startswith('<div class="formula" tabindex="0"><math')
    assert line.body[0].startswith("<math")


# ---- the explorables' script


def test_the_module_becomes_a_script_that_also_runs_from_a_file() -> None:
    script = classic_script((EXPLORE / "explorable.js").read_text(encoding="utf-8"))
    assert script.startswith('"use strict";\n(() => {')
    assert "window.explorable = { render }" in script
    assert "export" not in script


@pytest.mark.parametrize("module", ['import x from "y";', "export const x = 1;"])
def test_a_module_that_needs_more_is_refused(module: str) -> None:
    with pytest.raises(ValueError, match="can be made into a classic script"):
        classic_script(module)


# ---- what runs, and what is complete


def test_a_chapter_says_how_to_run_it_and_other_pages_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REPOSITORY, raising=False)
    offer = one(finished("<p>So much.</p>", name="book/cases/01-retention"), "article > nav.run")
    assert [link["href"] for link in offer.select("a")] == ["01-retention.zip"]
    assert finished("<p>So much.</p>", name="book/start/privacy").select(".run") == []


def test_binder_is_offered_for_the_repository_that_the_build_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REPOSITORY, "two-days/kit")
    links = finished("<p>So much.</p>", name="book/cases/01-retention").select(".run a")
    assert links[1]["href"] == (
        "https://mybinder.org/v2/gh/two-days/kit/HEAD?urlpath=lab/tree/book/cases/01-retention.ipynb"
    )
    monkeypatch.setenv(REPOSITORY, "https://example.org")
    with pytest.raises(ValueError, match="OWNER/NAME"):
        finished("<p>So much.</p>", name="book/cases/01-retention")


def test_a_site_that_lacks_a_page_or_an_explorable_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<div data-explorable="days"></div>', encoding="utf-8")
    assert missing(tmp_path, ["a.html"], ["days"]) == []
    assert missing(tmp_path, ["a.html", "b.html"], ["days", "offers"]) == [
        "the page b.html was not built",
        "the explorable offers stands on no page",
    ]


@pytest.mark.parametrize("name", ["page.py", "site.css", "search.js"])
def test_a_change_of_what_makes_pages_is_noticed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("one", encoding="utf-8")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / name).write_text("two", encoding="utf-8")
    assert fingerprint(tmp_path) != before
