"""The reference pages: each says all that its source says, and plain Sphinx builds them."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from bs4 import BeautifulSoup, Tag

from casekit import assumptions, book, data, evidence, models, reference
from casekit.models.business_case import VERDICT_TABLE
from casekit.prose import bare_numbers
from casekit.reference.__main__ import main
from casekit.reference.assumptions import STANDINGS
from casekit.reference.evidence import MEANINGS
from casekit.reference.text import chapter, figure
from casekit.site.api import head_examples, link_dois

REFERENCE = book.ROOT / "book" / "reference"
HAND_WRITTEN = ["bibliography.md", "glossary.md", "sources.md"]
CONFIGURATION = """
extensions = ["myst_parser", "sphinxcontrib.bibtex", "casekit.site.api"]
include_patterns = ["index.md", "book/reference/**.md"]
bibtex_bibfiles = ["book/reference/references.bib"]
html_theme = "basic"
suppress_warnings = ["myst.xref_missing"]  # the chapters are not part of this build
"""
INDEX = "# Reference\n\n```{toctree}\n:glob:\nbook/reference/**\n```\n"


def text(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """The reference pages as plain Sphinx builds them, warnings as errors."""
    source = tmp_path_factory.mktemp("book")
    shutil.copytree(REFERENCE, source / "book" / "reference")
    shutil.copytree(book.ROOT / "datasets", source / "datasets")
    (source / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (source / "index.md").write_text(INDEX, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", ".", "html"]
    result = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    pages = (source / "html" / "book" / "reference").rglob("*.html")
    return {page.stem: BeautifulSoup(page.read_text("utf-8"), "html.parser") for page in pages}


# ---- what is generated


def test_no_generated_page_is_stale() -> None:
    assert reference.stale() == []


def test_a_stale_or_missing_page_is_named_until_it_is_written(tmp_path: Path) -> None:
    assert reference.stale(tmp_path) == [tmp_path / name for name in reference.PAGES]
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    changed = tmp_path / "datasets.md"
    changed.write_text(changed.read_text("utf-8").replace("840 rows", "841 rows"), encoding="utf-8")
    assert reference.stale(tmp_path) == [changed]


def test_the_check_writes_nothing_and_its_status_says_whether_a_page_is_stale(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written: list[bool] = []
    monkeypatch.setattr(reference, "write", lambda: written.append(True))
    monkeypatch.setattr(reference, "stale", lambda: [reference.FOLDER / "datasets.md"])
    assert main(["--check"]) == 1
    assert "book/reference/datasets.md" in capsys.readouterr().out
    monkeypatch.setattr(reference, "stale", list)
    assert main(["--check"]) == 0
    assert written == []
    assert main([]) == 0
    assert written == [True]


def test_generated_pages_say_so_and_hand_written_ones_do_not() -> None:
    assert all(reference.is_generated(text(name)) for name in reference.PAGES)
    assert not any(reference.is_generated(text(name)) for name in HAND_WRITTEN)


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_hand_written_pages_hold_no_number_that_could_drift(name: str) -> None:
    assert bare_numbers(text(name)) == []


# ---- assumptions


def item(group: str, name: str) -> str:
    """What the page says of one assumption; names such as prior_kept stand in two chapters."""
    group_texts = dict(zip(assumptions.GROUPS, _group_texts(), strict=True))
    found = re.search(rf"^- `{name}`: .*\n\n  .*$", group_texts[group], re.MULTILINE)
    assert found, f"{group}.{name} is not on the page"
    return found[0]


def _group_texts() -> list[str]:
    """The page cut where each group's subject stands."""
    subjects = [
        re.escape(re.sub(r"^Chapter \d: (.)", lambda m: m[1].upper(), type(group).__doc__ or ""))
        for group in assumptions.GROUPS.values()
    ]
    found = re.search(
        "(.*)".join(f"^{subject}$" for subject in subjects) + "(.*)", text("assumptions.md"), re.M | re.S
    )
    assert found, "a group is missing, or not in the order of the chapters"
    return list(found.groups())


@pytest.mark.parametrize(
    ("group", "assumption"),
    [
        pytest.param(group, assumption, id=f"{group}.{assumption.name}")
        for group, members in assumptions.GROUPS.items()
        for assumption in members
    ],
)
def test_the_page_says_everything_of_an_assumption(group: str, assumption: assumptions.Assumption) -> None:
    shown = item(group, assumption.name)
    assert f"**{figure(assumption.value)}**" in shown
    assert f"({assumption.unit})" in shown
    assert assumption.basis in shown.replace("\\", "")
    assert f"*{STANDINGS[assumption.status][0]}.*" in shown
    assert [f"{{cite:t}}`{key}`" in shown for key in assumption.sources] == [True] * len(assumption.sources)
    ends = f"from {figure(assumption.low)} to {figure(assumption.high)}"
    assert (ends if assumption.low < assumption.high else "not varied") in shown


def test_every_standing_has_its_words() -> None:
    assert set(STANDINGS) == set(get_args(assumptions.Status))


def test_figures_are_written_without_loss_that_matters() -> None:
    for group in assumptions.GROUPS.values():
        for value in (number for a in group for number in (a.value, a.low, a.high)):
            assert float(figure(value).replace(",", "")) == pytest.approx(value, rel=1e-3)


def test_the_verdict_table_is_printed_row_by_row() -> None:
    rows = re.findall(r"^\| ([\w ]+) \| (yes|open|no) \| (.+) \|$", text("assumptions.md"), re.MULTILINE)
    assert rows == [(row.service, row.worth, row.advice) for row in VERDICT_TABLE]


# ---- datasets

PACKAGE = json.loads((book.ROOT / "datasets" / "datapackage.json").read_text(encoding="utf-8"))
every_dataset = pytest.mark.parametrize(
    "resource", PACKAGE["resources"], ids=lambda resource: resource["name"]
)


def section(resource: dict[str, Any]) -> str:
    _, _, rest = text("datasets.md").partition(f"\n## {resource['title']}\n")
    return rest.partition("\n## ")[0]


@every_dataset
def test_a_dataset_is_described_with_rows_licence_origin_and_a_file_to_take(resource: dict[str, Any]) -> None:
    shown, rows = section(resource), len(getattr(data, f"load_{resource['name']}")())
    assert resource["description"] in shown.replace("`", "")
    assert f", {rows:,} rows, one for each " in shown
    assert f"data.load_{resource['name']}()" in shown
    assert f"Origin: {resource['origin']}" in shown
    assert f"the seed {resource.get('seed', '')}" in shown or "seed" not in resource
    assert resource["licenses"][0]["path"] in shown
    target = re.search(r"\{download\}`\S+ <(\S+)>`", shown)
    assert target
    assert (REFERENCE / target[1]).resolve() == book.ROOT / "datasets" / resource["path"]


@every_dataset
def test_every_column_is_in_its_table(resource: dict[str, Any]) -> None:
    cells = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", section(resource), re.MULTILINE)
    assert [name for name, _, _ in cells] == [field["name"] for field in resource["schema"]["fields"]]
    for field, (_, values, meaning) in zip(resource["schema"]["fields"], cells, strict=True):
        limits = field["constraints"]
        assert values.startswith(field["type"])
        assert field["unit"] in values or field["unit"] == "none"
        assert all(word in values for word in limits.get("enum", []))
        assert (
            f"{limits.get('minimum', '')} to {limits.get('maximum', '')}" in values or "minimum" not in limits
        )
        assert ("may be missing" in values) is not limits.get("required", False)
        assert meaning == field["description"]


@every_dataset
def test_what_is_planted_is_folded_away(resource: dict[str, Any]) -> None:
    shown = section(resource)
    assert ("<details>" in shown) is (resource["origin"] == "synthetic")
    assert ("**To be found:** " in shown) is (resource["origin"] == "synthetic")


def test_no_file_name_became_a_link_to_paraguay(built: dict[str, BeautifulSoup]) -> None:
    outside = [a["href"] for page in built.values() for a in page.select('a[href^="http"]')]
    assert outside
    assert [
        address for address in outside if re.match(r"https?://\w+\.(py|json|csv|md)\b", str(address))
    ] == []


# ---- evidence


def test_the_ledger_page_has_every_claim_once_under_its_case(built: dict[str, BeautifulSoup]) -> None:
    lists = built["evidence"].select("[data-ledger]")
    shown = [[row["id"] for row in ledger.find_all("li", recursive=False)] for ledger in lists]
    cases = sorted({claim.case for claim in evidence.claims()})
    assert shown == [
        [f"claim-{claim.id.replace('.', '-')}" for claim in evidence.claims() if claim.case == case]
        for case in cases
    ]


@pytest.mark.parametrize("claim", evidence.claims(), ids=lambda claim: claim.id)
def test_a_claim_is_shown_with_grade_reason_sources_and_passages(
    built: dict[str, BeautifulSoup], claim: evidence.Claim
) -> None:
    row = built["evidence"].find(id=f"claim-{claim.id.replace('.', '-')}")
    assert isinstance(row, Tag)
    words = " ".join(row.get_text().split())
    assert row["data-grade"] == claim.grade
    assert words.startswith(f"{evidence.GRADES[claim.grade]} {claim.claim} {claim.note}")
    assert all(evidence.works()[key].short in words for key in claim.citations)
    unverified = [key for key in claim.citations if not evidence.works()[key].verified]
    assert words.count("details unverified") == len(unverified)
    assert f"Claim {claim.id}" in words
    passages = [str(a["href"]) for a in row.find_all("a") if str(a["href"]).startswith("../cases/")]
    written = [
        anchor for anchor in claim.anchors if (book.ROOT / "book" / f"{anchor.split('#')[0]}.ipynb").is_file()
    ]
    assert passages == [f"../{anchor.replace('#', '.html#')}" for anchor in written]


def test_the_grades_are_explained_and_counted(built: dict[str, BeautifulSoup]) -> None:
    grades = built["evidence"].select("[data-ledger-grades] > li")
    assert [grade["data-grade"] for grade in grades] == list(evidence.GRADES) == list(MEANINGS)
    for grade in grades:
        number = sum(claim.grade == grade["data-grade"] for claim in evidence.claims())
        assert f"({number} of {len(evidence.claims())})" in grade.get_text()


def test_a_chapter_is_known_by_its_number() -> None:
    first = chapter(1)
    assert first is not None
    assert (first.name, first.title) == ("01-retention", "The retention argument")
    assert chapter(99) is None


# ---- models


def public_members() -> list[tuple[str, str, Any]]:
    """Every public function and record of casekit.models: its module's name, its own, itself."""
    found = []
    for info in pkgutil.iter_modules(models.__path__):
        if info.name != "validate":  # what the models accept, not a model
            module = importlib.import_module(f"casekit.models.{info.name}")
            for name in getattr(
                module, "__all__", [name for name in vars(module) if not name.startswith("_")]
            ):
                member = getattr(module, name)
                ours = getattr(member, "__module__", "").startswith(module.__name__)
                if ours and (inspect.isfunction(member) or inspect.isclass(member)):
                    found.append((module.__name__, name, member))
    return found


MEMBERS = public_members()


def page_of(module: str) -> str:
    """The name of the page that shows a module."""
    return module.removeprefix("casekit.models.")


def entry(built: dict[str, BeautifulSoup], module: str, name: str) -> Tag:
    signature = built[page_of(module)].find("dt", id=f"{module}.{name}")
    assert isinstance(signature, Tag), f"{module}.{name} is not on the page"
    assert isinstance(signature.parent, Tag)
    return signature.parent


def field_of(shown: Tag, label: str) -> Tag | None:
    """A docstring's section, by its label: Parameters, Returns, Raises or Attributes."""
    for term in shown.select("dl.field-list > dt"):
        if term.get_text(strip=True).startswith(label):
            following = term.find_next_sibling("dd")
            return following if isinstance(following, Tag) else None
    return None


def test_every_module_of_models_has_its_page_and_is_listed(built: dict[str, BeautifulSoup]) -> None:
    listed = {str(link["href"]) for link in built["models"].select('li a[href^="models/"]')}
    assert listed == {f"models/{page_of(module)}.html" for module, _, _ in MEMBERS}
    for module, _, _ in MEMBERS:
        assert built[page_of(module)].select_one(f'[id="module-{module}"]') is not None


def test_a_page_holds_the_public_members_of_its_model_and_no_others(built: dict[str, BeautifulSoup]) -> None:
    for page in {page_of(module) for module, _, _ in MEMBERS}:
        top = {str(term["id"]) for term in built[page].select("section > dl.py > dt")}
        assert top == {f"{module}.{name}" for module, name, _ in MEMBERS if page_of(module) == page}


@pytest.mark.parametrize(
    ("module", "name", "member"),
    [
        pytest.param(*member, id=f"{member[0].removeprefix('casekit.models.')}.{member[1]}")
        for member in MEMBERS
    ],
)
def test_a_member_is_shown_with_signature_parameters_and_refusals(
    built: dict[str, BeautifulSoup], module: str, name: str, member: Any
) -> None:
    shown = entry(built, module, name)
    arguments = [argument.get_text() for argument in shown.select("dt.sig .sig-param")]
    for parameter in inspect.signature(member).parameters:
        assert any(re.match(rf"\*?{parameter}\b", argument) for argument in arguments)
    doc = inspect.getdoc(member) or ""
    described = field_of(shown, "Attributes" if dataclasses.is_dataclass(member) else "Parameters")
    assert (described is not None) == bool(re.search(r"^(Parameters|Attributes)\n---", doc, re.MULTILINE))
    refusals = field_of(shown, "Raises")
    assert (refusals is not None) == ("\nRaises\n---" in doc)
    if refusals is not None:
        assert [error.get_text() for error in refusals.select("strong")] == ["ValueError"]
    assert bool(shown.select(".doctest, .highlight-default, .highlight-pycon")) == (">>> " in doc)


def test_a_source_is_a_link(built: dict[str, BeautifulSoup]) -> None:
    shown = {str(link["href"]) for link in built["retention"].select('a[href^="https://doi.org/10."]')}
    assert "https://doi.org/10.5465/amj.2018.1015" in shown
    assert not any(re.search(r"doi:10\.\S+ <", built[page_of(module)].get_text()) for module, _, _ in MEMBERS)


def test_signatures_hold_no_list_of_definitions(built: dict[str, BeautifulSoup]) -> None:
    assert built["staffing"].select("dt.sig .sig-lines")
    for module, _, _ in MEMBERS:
        assert built[page_of(module)].select("dt.sig dl") == []


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["One sentence."],
        ["One.", "", "Parameters", "----------", "a, b", "    Two.", "c", "    Three."],
        ["One.", "", "Returns", "-------", "float", "    Two.", "", "    More of it."],
        [
            "One.",
            "",
            "Raises",
            "------",
            "ValueError",
            "    If.",
            "",
            "Examples",
            "--------",
            "Prose.",
            "",
            ">>> 1",
        ],
        ["One.", "", "Prose.", "", ">>> 1"],
    ],
)
def test_a_docstring_in_order_is_left_alone(lines: list[str]) -> None:
    assert head_examples(lines) == lines


def test_an_example_after_the_last_section_gets_its_heading_once() -> None:
    lines = [
        "One.",
        "",
        "Raises",
        "------",
        "ValueError",
        "    If.",
        "",
        ">>> 1",
        "1",
        "",
        "Then:",
        "",
        ">>> 2",
    ]
    headed = head_examples(lines)
    assert headed == [*lines[:7], "Examples", "--------", *lines[7:]]
    assert head_examples(headed) == headed


@pytest.mark.parametrize("ending", ["", ".", ")", ").", ";", ",", "): more"])
def test_a_doi_ends_where_the_sentence_goes_on(ending: str) -> None:
    doi = "10.1016/S1094-2025(03)00058-9"
    assert link_dois(f"as doi:{doi}{ending}") == f"as `doi:{doi} <https://doi.org/{doi}>`__{ending}"


# ---- glossary, bibliography, sources

WORDS = (
    "service level", "occupancy", "Erlang C", "Erlang A", "patience", "shrinkage", "hazard", "hazard ratio",
    "break-even", "PERT distribution", "Monte Carlo simulation", "tornado", "log-rank test", "Kaplan-Meier curve",
    "bus factor", "truck factor", "cross-training", "chain", "best alternative (BATNA)", "reservation value",
    "credence", "expected value", "swing weight", "folklore", "forgetting", "asymmetry", "escalation lead",
    "effect size", "meta-analysis", "tier", "Poisson process", "batching",
)  # fmt: skip


def glossary() -> dict[str, str]:
    entries = re.findall(r"^(\S.*)\n  (\S.*)$", text("glossary.md"), re.MULTILINE)
    assert len(entries) == len(dict(entries))
    return dict(entries)


def test_the_glossary_has_the_words_that_chapters_take_for_granted() -> None:
    assert set(WORDS) <= set(glossary())


def test_an_explanation_is_short_and_points_on() -> None:
    general = {"explorable", "observational study", "seed"}  # at work in every chapter
    for term, explanation in glossary().items():
        assert 1 <= len(re.findall(r"[.?!]\)?(?= |$)", explanation)) <= 3, term
        assert bool(re.search(r"\]\([\w./-]+\)", explanation)) is (term not in general), term


@pytest.mark.parametrize("name", ["glossary.md", "sources.md"])
def test_all_chapters_are_pointed_to_by_their_files(name: str) -> None:
    addresses = sorted(set(re.findall(r"\]\((\.\./cases/\S+?)\)", text(name))))
    assert len(addresses) == 7
    for number, address in enumerate(addresses, start=1):
        there = chapter(number)
        assert there is None or address == f"../cases/{there.name}.ipynb"


def test_terms_can_be_linked_to(built: dict[str, BeautifulSoup]) -> None:
    terms = built["glossary"].select("dl.glossary > dt[id^=term-]")
    assert [next(iter(term.stripped_strings)) for term in terms] == sorted(glossary(), key=str.casefold)


def test_the_bibliography_holds_every_work_and_says_which_are_unverified(
    built: dict[str, BeautifulSoup],
) -> None:
    entries = built["bibliography"].select("div.citation")
    assert len(entries) == len(evidence.works())
    unverified = [entry for entry in entries if "Unverified: " in entry.get_text()]
    assert len(unverified) == sum(not work.verified for work in evidence.works().values())


def test_the_sources_are_credited_and_the_open_licence_is_named(built: dict[str, BeautifulSoup]) -> None:
    page = built["sources"]
    shown = page.get_text()
    assert all(who in shown for who in ("Stack Exchange", "MetaFilter", "The Muse", "Kerwin", "Green"))
    addresses = {str(link["href"]) for link in page.select('a[href^="http"]')}
    assert "https://workplace.stackexchange.com/questions/3646" in addresses
    assert any(address.startswith("https://creativecommons.org/licenses/by-sa/") for address in addresses)
    assert shown.count("ll rights reserved") == 4
