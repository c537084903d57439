"""What the site sends of its scripts and styles: all that they do, and nothing that only their readers need."""

from __future__ import annotations

from pathlib import Path

import pytest
import sphinx
from rcssmin import cssmin
from rjsmin import jsmin

from casekit.book import ROOT
from casekit.site.lean import complete, lean

SENT = [
    path
    for folder in (
        ROOT / "book" / "web",
        ROOT / "casekit" / "explore",
        ROOT / "casekit" / "site",
        Path(sphinx.__file__).parent / "themes" / "basic" / "static",
    )
    for path in sorted(folder.iterdir())
    if path.suffix in (".js", ".css")
]


@pytest.mark.parametrize(
    "script",
    [
        "let a = 'http://a', b = \"/* b */\";",
        "let a = `//${b} /* c */`;",
        "let a = b.match(/\\/\\*.*[/]*\\//), c = a / 2 / b;",
        "let a = '\\'//';",
    ],
)
def test_what_only_looks_like_a_comment_stays(script: str) -> None:
    assert lean(script, ".js") == script


def test_an_address_in_a_style_stays() -> None:
    style = 'a { content: "/* a */"; background: url(data:image/svg+xml,//a) }\n'
    assert lean(style, ".css") == style


def test_what_is_important_stays_important() -> None:
    style = "a { color: red !important; } @media (x: y) { b { margin: 0 !important } }"
    assert lean(style + "/* so */", ".css") == style + " "


@pytest.mark.parametrize("path", SENT, ids=[path.name for path in SENT])
def test_nothing_but_comments_goes_from_what_the_site_sends(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    least = (
        jsmin if path.suffix == ".js" else cssmin
    )  # which drop comments in their own way, and all they can
    assert least(lean(text, path.suffix)) == least(text)


def test_what_stands_around_a_comment_stays_apart() -> None:
    assert lean("let a = 1 /* and\n */ let b\n// then\nlet c = a/* by */in b", ".js").split("\n") == [
        "let a = 1 ", " let b", "", "let c = a in b",
    ]  # fmt: skip


def test_a_comment_that_states_a_licence_stays() -> None:
    script = "/* ours\n * :license: BSD, see LICENSE */\nlet a;"
    assert lean(script, ".js") == script


@pytest.mark.parametrize(
    ("text", "ending"), [("let a = § // b", ".js"), ("a { color: \x00 } /* b */", ".css")]
)
def test_what_is_not_understood_stays_whole(text: str, ending: str) -> None:
    assert lean(text, ending) == text


def test_the_site_becomes_lean_and_the_theme_stays_as_it_came(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    files = [tmp_path / name for name in ("ours.js", "ours.css", "other.svg", "scripts/theme.js")]
    for file in files:
        file.write_text("a/* b */", encoding="utf-8")
    for _ in range(2):  # a build that finds it done changes nothing
        complete(tmp_path)
        assert [file.read_text(encoding="utf-8") for file in files] == ["a ", "a ", "a/* b */", "a/* b */"]
