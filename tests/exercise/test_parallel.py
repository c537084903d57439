"""The test before and after: parallel forms whose keys are right, answers read without running anything."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from casekit.cli import main
from casekit.evidence import claims
from casekit.exercise.forms import release_tests
from casekit.exercise.parallel import (
    FORMS,
    LETTERS,
    Item,
    Sheet,
    class_gains,
    read_items,
    read_sheets,
)
from casekit.exercise.problem import ProblemError
from casekit.models.availability import clear_block_probability, price_uplift
from casekit.models.business_case import absence_cost
from casekit.models.business_case.verdict import verdict
from casekit.models.negotiation import promise_value
from casekit.models.retention import quit_probability
from casekit.models.skills import bus_factor, holders
from casekit.models.staffing import period_service_level
from casekit.models.trust import promises_to_repair, reputation

ITEMS = read_items()
by_id = {item.id: item for item in ITEMS}
each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)


# The questions.


def test_twelve_questions_cover_all_cases() -> None:
    assert len(ITEMS) == 12
    assert {item.case for item in ITEMS} == set(range(1, 8))
    assert max(Counter(item.case for item in ITEMS).values()) == 2


@each_item
def test_forms_differ_in_surface_only(item: Item) -> None:
    a, b = (item.forms[form] for form in FORMS)
    assert a.text != b.text
    assert abs(len(a.text) - len(b.text)) < 40
    assert len(a.options) == len(b.options) == 4
    assert a.right != b.right  # so that no letter is worth remembering


@pytest.mark.parametrize("form", FORMS)
def test_the_right_letters_are_spread(form: str) -> None:
    counts = Counter(item.forms[form].right for item in ITEMS)
    assert set(counts) == set(LETTERS)
    assert max(counts.values()) <= 4


def right(name: str, form: str) -> str:
    entry = by_id[name].forms[form]
    return entry.options[LETTERS.index(entry.right)]


def percent(share: float) -> float:
    return 100 * share


COMPUTED = {
    ("q1", "A"): absence_cost(8, 33, wage=22),
    ("q1", "B"): absence_cost(10, 36, wage=24),
    ("q2", "A"): percent(quit_probability(0.5, 1)),
    ("q2", "B"): percent(quit_probability(0.8, 1)),
    ("q3", "A"): percent(period_service_level(40, 2, 0.88, 0.72)),
    ("q3", "B"): percent(period_service_level(60, 3, 0.85, 0.65)),
    ("q10", "A"): percent(clear_block_probability(2, 1)),
    ("q10", "B"): percent(clear_block_probability(1, 1)),
    ("q11", "A"): percent(price_uplift(40, 8)),
    ("q11", "B"): percent(price_uplift(30, 5)),
}


@pytest.mark.parametrize(("name", "form"), COMPUTED)
def test_a_computed_key_is_what_the_models_give(name: str, form: str) -> None:
    figure = float(right(name, form).removeprefix("About ").split()[0])
    assert figure == pytest.approx(COMPUTED[name, form], abs=0.51)
    others = [option for option in by_id[name].forms[form].options if option != right(name, form)]
    for option in others:  # and no other option is as near
        assert abs(float(option.removeprefix("About ").split()[0]) - COMPUTED[name, form]) > 1


@pytest.mark.parametrize(("form", "kept", "broken", "otherwise"), [("A", 9, 1, 7), ("B", 10, 2, 6)])
def test_the_key_on_promises_is_where_both_are_worth_the_same(
    form: str, kept: float, broken: float, otherwise: float
) -> None:
    share = float(right("q5", form).split()[0]) / 100
    assert promise_value(share, kept, broken) == pytest.approx(otherwise)


def test_the_key_on_skills_is_what_only_one_holds() -> None:
    teams = {
        "A": {"Ann": {"orders", "returns"}, "Ben": {"orders", "billing"}, "Cem": {"returns", "key accounts"},
              "Dora": {"billing", "returns"}},
        "B": {"Eva": {"chat", "orders"}, "Finn": {"chat", "faults"}, "Gina": {"orders", "chat"}, "Hal": {"orders"}},
    }  # fmt: skip
    for form, team in teams.items():
        alone = [skill for skill, who in holders(team).items() if len(who) == 1]
        assert bus_factor(team) == 1
        assert alone == [right("q4", form).casefold()]


def test_the_keys_on_trust_follow_the_model() -> None:
    for kept, early, late in ((9, "Kim", "Lou"), (11, "Sued", "Nord")):
        first, last = [0] + [1] * kept, [1] * kept + [0]
        assert reputation(first, forgetting=0.9) > reputation(last, forgetting=0.9)
        assert early in {right("q7", "A"), right("q7", "B")}
        assert late not in {right("q7", "A"), right("q7", "B")}
    assert promises_to_repair(30, 1, 3) > promises_to_repair(5, 1, 3)
    assert promises_to_repair(40, 1, 2) > promises_to_repair(6, 1, 2)
    assert (right("q8", "A"), right("q8", "B")) == ("Ina", "The one with 40")


def test_the_keys_on_evidence_and_verdict_are_the_kits_own() -> None:
    [claim] = [claim for claim in claims() if claim.id == "3.17"]
    assert claim.grade == "unsupported"
    assert right("q6", "A") == right("q6", "B") == "By nothing that could be traced"
    assert verdict("on conditions", 0.5).answer == "conditions"
    assert verdict("not", 0.9).answer == "cross-train"
    assert (right("q12", "A"), right("q12", "B")) == (
        "Grant it on that condition", "First cross-train and then ask again"
    )  # fmt: skip
    assert (right("q9", "A"), right("q9", "B")) == ("The steady one", "The best one")


# What is handed out.


def test_a_form_gives_no_answer_away_and_the_key_gives_all(tmp_path: Path) -> None:
    paths = {path.name: path for path in release_tests(tmp_path)}
    assert set(paths) == {
        "form-A.ipynb", "form-A.html", "form-B.ipynb", "form-B.html", "key-for-trainers.html"
    }  # fmt: skip
    key = paths["key-for-trainers.html"].read_text("utf-8")
    for form in FORMS:
        notebook, page = (paths[f"form-{form}.{kind}"].read_text("utf-8") for kind in ("ipynb", "html"))
        nbformat.validate(nbformat.reads(notebook, as_version=4))
        for item in ITEMS:
            for text in (notebook, page):
                assert item.forms[form].why not in text
                assert item.idea not in text
            assert f"Form {form}: {item.forms[form].right}, " in key
        assert page.count('<li class="question">') == 12
        assert "<script" not in page


def answered(source: Path, target: Path, letters: dict[str, str]) -> None:
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.id in letters:
            cell.source = f"{cell.id} = {letters[cell.id]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def key(form: str, *but: str) -> dict[str, str]:
    return {item.id: repr("E" if item.id in but else item.forms[form].right) for item in ITEMS}


def test_answers_are_read_and_never_run(tmp_path: Path) -> None:
    release_tests(tmp_path / "forms")
    odd = {
        "q1": '"c"',
        "q2": "B  # no quotes",
        "q3": '__import__("os")',
        "q4": "'Z'",
        "q5": "...",
        "q6": "'E'",
    }
    answered(tmp_path / "forms" / "form-A.ipynb", tmp_path / "in" / "anna.ipynb", odd)
    answered(tmp_path / "forms" / "form-B.ipynb", tmp_path / "in" / "ben" / "form-B.ipynb", key("B"))
    anna, ben = read_sheets(tmp_path / "in", ITEMS)
    assert (anna.learner, anna.form, anna.letters[:7]) == ("anna", "A", ("C", "B", "", "", "", "E", ""))
    assert (ben.learner, ben.letters) == ("ben", tuple(item.forms["B"].right for item in ITEMS))


def test_paper_is_typed_into_a_table(tmp_path: Path) -> None:
    path = tmp_path / "before.csv"
    head = ",".join(["learner", "form", *(item.id for item in ITEMS)])
    path.write_text(f"{head}\nanna,a,C{',' * 11}\n", "utf-8")
    assert read_sheets(path, ITEMS) == [Sheet("anna", "A", ("C", *[""] * 11))]
    path.write_text(f"{head}\nanna,C{',' * 12}\n", "utf-8")
    with pytest.raises(ProblemError, match="anna has the form 'C'"):
        read_sheets(path, ITEMS)
    path.write_text("learner,form\nanna,A\n", "utf-8")
    with pytest.raises(ProblemError, match="has no column q1"):
        read_sheets(path, ITEMS)


def test_what_is_no_sheet_or_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="has no answers"):
        read_sheets(tmp_path, ITEMS)
    release_tests(tmp_path / "forms")
    for name in ("anna/one.ipynb", "anna/two.ipynb"):
        answered(tmp_path / "forms" / "form-A.ipynb", tmp_path / "in" / name, {})
    with pytest.raises(ProblemError, match="2 answer sheets of 'anna'"):
        read_sheets(tmp_path / "in", ITEMS)
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "in" / "other.ipynb")
    with pytest.raises(ProblemError, match=r"other.ipynb is no answer sheet"):
        read_sheets(tmp_path / "in", ITEMS)


def sheet(learner: str, form: str, *wrong: str) -> Sheet:
    return Sheet(learner, form, tuple("E" if i.id in wrong else i.forms[form].right for i in ITEMS))


def test_gains_are_given_over_all_by_case_and_by_question() -> None:
    before = [sheet("anna", "A", "q1", "q2", "q7"), sheet("ben", "B", "q1", "q2"), sheet("cem", "A")]
    after = [sheet("anna", "B", "q1"), sheet("ben", "A"), sheet("dora", "A")]
    found, left_out = class_gains(before, after, ITEMS)
    by_name = {gain.name.partition(":")[0]: gain for gain in found}
    assert left_out == ["cem", "dora"]
    assert len(found) == 1 + 7 + 12
    assert by_name["all questions"].gain == pytest.approx(1 - 1 / 5)
    assert by_name["case 1"].gain == pytest.approx(1 - 1 / 4)
    assert by_name["q1"].gain == 0.5
    assert by_name["q3"].gain is None


def test_nobody_in_both_or_one_form_twice_is_refused() -> None:
    with pytest.raises(ProblemError, match="Nobody took both tests"):
        class_gains([sheet("anna", "A")], [sheet("ben", "B")], ITEMS)
    with pytest.raises(ProblemError, match="anna took the same form twice"):
        class_gains([sheet("anna", "A")], [sheet("anna", "A")], ITEMS)


def test_the_command_says_what_was_gained_and_what_that_cannot_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tests", "--out", str(tmp_path / "forms")]) == 0
    for learner, forms in {"anna": "AB", "ben": "BA"}.items():
        for when, form, missed in zip(("before", "after"), forms, (("q1", "q2"), ()), strict=True):
            answered(
                tmp_path / "forms" / f"form-{form}.ipynb",
                tmp_path / when / f"{learner}.ipynb",
                key(form, *missed),
            )
    capsys.readouterr()
    assert main(["gain", str(tmp_path / "before"), str(tmp_path / "after")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("2 learners took both tests\n  Questions ")
    assert "What this cannot say: without a group" in said
    assert main(["gain", str(tmp_path / "before"), str(tmp_path / "after"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["gains"][0]["gain"] == 1.0
    assert math.isclose(document["gains"][0]["before"], 10 / 12)


def test_an_incomplete_question_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "items.yml"
    form = "{text: x, options: [a, b, c, d], right: A, why: y}"
    good = f"items:\n  - {{id: q1, case: 1, idea: i, A: {form}, B: {form}}}\n"
    path.write_text(good, "utf-8")
    assert len(read_items(path)) == 1
    path.write_text(good.replace("c, d", "c, c"), "utf-8")
    with pytest.raises(ProblemError, match="q1, form A, is incomplete"):
        read_items(path)
    path.write_text(good + good.partition("\n")[2], "utf-8")
    with pytest.raises(ProblemError, match="the question q1 2 times"):
        read_items(path)
