"""A run of the grader: what it grades, what it leaves alone, and how it goes on after an interruption."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise.problem import ProblemError
from casekit.grading import messages, words
from casekit.grading.intake.collect import Found
from casekit.grading.records.gradebook import Entry, Gradebook
from casekit.grading.running import batch
from casekit.grading.running.batch import Plan, Run, grade_class
from casekit.grading.running.desk import Refusal

HandIn = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(str(tmp_path / "grades.db")) as book:
        yield book


@pytest.fixture
def run(kit: Path, book: Gradebook, clerk: Any) -> Callable[..., Run]:
    def run(source: Path, **changes: Any) -> Run:
        clerk.orders.clear()
        return grade_class(source, book, replace(Plan([kit]), **changes), clerk)

    return run


def test_a_class_is_graded_into_the_gradebook(
    run: Callable[..., Run], hand_in: HandIn, book: Gradebook
) -> None:
    done = run(hand_in(["ada", "ben"])).done
    assert [(d.learner, d.exercise, d.name, d.earned, d.new) for d in done] == [
        ("ada", "trial", "ada/trial.ipynb", 1.0, True),
        ("ben", "trial", "ben/trial.ipynb", 1.0, True),
    ]
    assert [entry.learner for entry in book.counting()] == ["ada", "ben"]


def test_what_is_in_the_gradebook_is_not_graded_again(
    run: Callable[..., Run], hand_in: HandIn, clerk: Any, book: Gradebook
) -> None:
    run(hand_in(["ada"]))
    before = book.export("ada")
    second = run(hand_in(["ada", "ben"]))
    assert [order.path.parent.name for order in clerk.orders] == ["ben"]
    assert [(done.learner, done.new) for done in second.done] == [("ada", False), ("ben", True)]
    assert (second.graded, book.export("ada")) == (1, before)


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    run: Callable[..., Run], hand_in: HandIn, clerk: Any, book: Gradebook
) -> None:
    source = hand_in([f"learner {number}" for number in range(5)])
    clerk.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        run(source)
    assert len(book.counting()) == 2
    clerk.stop_after = 1_000
    assert run(source).graded == 3
    assert len(book.counting()) == len(book.held()) == 5


def test_who_is_erased_while_the_class_is_graded_is_not_stored_again(
    hand_in: HandIn, answers: Callable[..., str], kit: Path, clerk: Any, book: Gradebook
) -> None:
    """Ben has a grade from before, and Ada the first of two when both are erased."""
    grade_class(hand_in(["ben"]), book, Plan([kit]), clerk)
    second = shutil.copytree(kit, kit.with_name("trial-2"))
    source = hand_in({"ada": answers(), "ben": answers(letter='letter = "A"'), "cem": answers()})
    shutil.copy(source / "ada" / "trial.ipynb", source / "ada" / "trial-2.ipynb")
    graded: list[str] = []

    def erase(found: Found, _: Entry) -> None:
        graded.append(found.name)
        if found.name == "ada/trial.ipynb":
            for learner in ("ada", "ben"):
                book.erase(learner)

    run = grade_class(source, book, Plan([kit, second]), clerk, erase)
    assert (book.learners(), graded) == (["cem"], ["ada/trial.ipynb", "cem/trial.ipynb"])
    assert [(refused.name, refused.learner, refused.sentence) for refused in run.refused] == [
        ("ben/trial.ipynb", None, messages.ERASED_MEANWHILE),
        ("ada/trial-2.ipynb", None, messages.ERASED_MEANWHILE),
    ]
    assert grade_class(source, book, Plan([kit, second]), clerk).graded == 3
    assert book.learners() == ["ada", "ben", "cem"]


def test_a_changed_exercise_is_graded_anew_and_the_old_grade_kept(
    run: Callable[..., Run], hand_in: HandIn, kit: Path, book: Gradebook
) -> None:
    source = hand_in(["ada"])
    run(source)
    (kit / "hidden_checks.py").write_text('"""None."""\n', "utf-8")
    assert run(source).graded == 1
    assert (len(book.held()), len(book.counting())) == (2, 1)


def test_a_newer_submission_counts_and_the_older_again_if_handed_in_again(
    run: Callable[..., Run], hand_in: HandIn, answers: Callable[..., str], book: Gradebook
) -> None:
    first, second = answers(), answers(letter='letter = "A"')
    for text in (first, second, first):
        run(hand_in({"ada": text}))
    assert len(book.held()) == 2
    [entry] = book.counting()
    assert run(hand_in({"ada": first})).graded == 0
    assert [found.key for found in book.counting()] == [entry.key]


def test_again_replaces_and_keeps_what_was_there(
    run: Callable[..., Run], hand_in: HandIn, clerk: Any, book: Gradebook
) -> None:
    run(hand_in(["ada"]))
    clerk.earned = 0.5
    assert run(hand_in(["ada"]), again=True).graded == 1
    assert [entry.grade.earned for entry in book.counting()] == [0.5]
    assert [entry.grade.earned for entry in book.earlier("ada")] == [1.0]


def test_a_sandboxed_grade_replaces_an_unsafe_one_and_never_the_other_way_round(
    run: Callable[..., Run], hand_in: HandIn, book: Gradebook
) -> None:
    source = hand_in(["ada"])

    def graded(unsafe: bool) -> tuple[int, list[str]]:
        made = run(source, unsafe_no_sandbox=unsafe).graded
        return made, [entry.grade.sandbox for entry in book.counting()]

    assert graded(True) == (1, [words.UNSAFE])
    assert graded(True) == (0, [words.UNSAFE])
    assert graded(False) == (1, [words.SANDBOXED])
    assert graded(True) == (0, [words.SANDBOXED])
    assert [entry.grade.sandbox for entry in book.earlier("ada")] == [words.UNSAFE]


def test_what_cannot_be_graded_is_named_and_the_rest_graded(
    run: Callable[..., Run], hand_in: HandIn, clerk: Any
) -> None:
    source = hand_in(["ada", "ben"])
    (source / "eve").mkdir()
    (source / "eve" / "trial.ipynb").symlink_to("/etc/passwd")
    clerk.refusals["ben"] = Refusal("It is no notebook.", "Ask again.")
    found = run(source)
    assert [done.learner for done in found.done] == ["ada"]
    assert {(refused.name, refused.sentence) for refused in found.refused} == {
        ("eve/trial.ipynb", messages.IS_LINK),
        ("ben/trial.ipynb", "It is no notebook. Ask again."),
    }


def test_what_no_submission_can_help_ends_the_run(
    run: Callable[..., Run], hand_in: HandIn, clerk: Any
) -> None:
    clerk.refusals["ada"] = Refusal("There is no sandbox.", "Get one.", hopeless=True)
    with pytest.raises(ProblemError, match="There is no sandbox"):
        run(hand_in(["ada", "ben"]))


def test_older_files_are_listed_with_the_newer_one(run: Callable[..., Run], hand_in: HandIn) -> None:
    source = hand_in(["ada"])
    (source / "ada" / "trial (1).ipynb").write_text("{}", "utf-8")
    assert run(source).superseded == (("ada/trial.ipynb", "ada/trial (1).ipynb"),)


def test_the_class_list_gives_names_and_tokens(
    run: Callable[..., Run], hand_in: HandIn, clerk: Any, tmp_path: Path
) -> None:
    class_file = tmp_path / "class.csv"
    class_file.write_text("Learner,Name,Canvas ID\nada,Ada Doe,17\nben,,\n", "utf-8")
    (tmp_path / "class.tokens.csv").write_text(
        "learner,exercise,token\nada,trial,one\nada,trial,two\nada,other,x\nben,trial,three\n", "utf-8"
    )
    source = hand_in({"Ada Doe": "{}", "ben": "{}", "stranger": "{}"})
    found = run(source, class_file=class_file)
    assert [done.learner for done in found.done] == ["ada", "ben"]
    assert [order.tokens for order in clerk.orders] == [("one", "two"), ("three",)]
    assert [refused.name for refused in found.refused] == ["stranger/trial.ipynb"]


def test_every_grade_in_the_gradebook_is_told_once(
    kit: Path, book: Gradebook, clerk: Any, hand_in: HandIn
) -> None:
    told: list[tuple[str, str]] = []

    def after(found: Found, entry: Entry) -> None:
        assert found.path.is_file()
        told.append((found.learner, entry.learner))

    grade_class(hand_in(["ada"]), book, Plan([kit]), clerk, after)
    grade_class(hand_in(["ada", "ben"]), book, Plan([kit]), clerk, after)
    assert told == [("ada", "ada"), ("ada", "ada"), ("ben", "ben")]


def test_many_that_are_done_are_found(
    run: Callable[..., Run], hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CHUNK", 2)
    source = hand_in([f"learner {number}" for number in range(5)])
    run(source)
    assert [done.new for done in run(source).done] == [False] * 5


def test_progress_shows_on_a_terminal_and_nowhere_else(
    run: Callable[..., Run], hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        run(hand_in(["ada", "ben"]), again=True)
        assert ("2/2" in stream.getvalue()) is shown
