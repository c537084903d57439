"""The marking desk: what a person does with its widgets is what stands in the gradebook."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from threading import Event
from typing import Any

import nbformat
import pytest
from sqlalchemy.exc import OperationalError

from casekit.cli import main
from casekit.exercise.problem import ProblemError
from casekit.grading import messages
from casekit.grading.judging.grade import WRITTEN, Grade, Text
from casekit.grading.marking import desk as marking, notebook as marking_notebook, words
from casekit.grading.marking.desk import MarkingDesk
from casekit.grading.marking.rubric import Rubric
from casekit.grading.records import marks
from casekit.grading.records.gradebook import Entry, Gradebook

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** $x$ [a](javascript:b) </pre>"
TEXTS = {"ada": "Two days, once.", "ben": EVIL, "cem": "*YOUR ANSWER HERE*", "dan": "Two days.\n\nNo more."}
RUBRIC = """
exercise: trial
answers:
  - id: words
    points: 3
    words: 20
    scale: [0, 2]
    fails_outright:
      - It threatens <somebody>.
    criteria:
      - {name: Tone, 0: Rude., 1: Plain., 2: Calm.}
      - {name: A number, 0: None., 1: One., 2: One that is <b>used</b>.}
"""


@pytest.fixture
def home(kit: Path) -> Path:
    (kit / "rubric.yml").write_text(RUBRIC, "utf-8")
    return kit


@pytest.fixture
def book(
    home: Path, hand_in: Callable[..., Path], answers: Callable[..., str], clerk: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:  # fmt: skip
    """A gradebook in which a class of four is graded, one of whom wrote nothing."""
    from casekit.grading.running import workers

    monkeypatch.setattr(workers, "graded", clerk.in_place_of_workers)
    source = hand_in({learner: answers(words=text) for learner, text in TEXTS.items()})
    address = str(tmp_path / "grades.db")
    assert main(["grade", str(source), "--gradebook", address]) == 0
    return address


@pytest.fixture
def desk(book: str, home: Path) -> Iterator[MarkingDesk]:
    desk = MarkingDesk(book, home)
    yield desk
    desk.book.__exit__(None, None, None)


def mark(desk: MarkingDesk, tone: int, number: int) -> None:
    desk.form.criteria["Tone"].value = tone
    desk.form.criteria["A number"].value = number


def go_to(desk: MarkingDesk, learner: str) -> None:
    [place] = [place for place, answer in enumerate(desk.answers) if answer.learner == learner]
    desk.show(place)


def held(book: str) -> dict[str, Any]:
    """What the gradebook has for each learner, asked of it anew."""
    with Gradebook(book, make=False) as opened:
        return {key.learner: found for key, found in marks.marks(opened).items()}


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


# ---- marking


def test_every_choice_is_in_the_gradebook_at_once(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    desk.form.criteria["Tone"].value = 2
    assert (held(book)["ada"].levels, held(book)["ada"].earned) == ({"Tone": 2}, None)
    desk.form.criteria["A number"].value = 1
    assert (held(book)["ada"].earned, held(book)["ada"].possible) == (2.25, 3)
    desk.form.text.value = "Say which number."
    assert held(book)["ada"].comment == "Say which number."
    assert set(held(book)) == {"ada"}


def test_what_a_browser_sends_late_reaches_the_answer_it_was_meant_for(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    mark(desk, 2, 1)
    hers = desk.form
    go_to(desk, "ben")
    hers.text.value = "Typed for her, and sent after the next answer was asked for."
    assert (desk.form.comment, set(held(book))) == ("", {"ada"})
    assert held(book)["ada"].comment == hers.comment
    assert words.UNTOUCHED in desk.status.value
    go_to(desk, "ada")
    assert desk.form.comment == hers.comment


def test_the_desk_says_how_far_it_is(desk: MarkingDesk) -> None:
    assert words.PROGRESS.format(marked=0, total=3) in desk.progress.value
    assert words.UNTOUCHED in desk.status.value
    desk.form.criteria["Tone"].value = 0
    assert words.MISSING.format(names="A number") in desk.status.value
    desk.form.criteria["A number"].value = 0
    assert words.POINTS.format(earned="0", possible="3") in desk.status.value
    assert words.PROGRESS.format(marked=1, total=3) in desk.progress.value
    for _ in range(2):
        desk.next_unmarked.click()
        mark(desk, 1, 1)
    assert words.ALL_MARKED.format(total=3) in desk.progress.value


def test_what_fails_it_outright_takes_all_points_and_gives_them_back(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    mark(desk, 2, 2)
    [box] = desk.form.outright.values()
    box.value = True
    assert (held(book)["ada"].earned, held(book)["ada"].fails) == (0.0, ("It threatens <somebody>.",))
    box.value = False
    assert held(book)["ada"].earned == 3


def test_an_answer_left_empty_is_not_on_the_desk(desk: MarkingDesk) -> None:
    assert sorted(answer.learner for answer in desk.answers) == ["ada", "ben", "dan"]


def test_buttons_go_through_the_answers_and_stop_at_the_ends(desk: MarkingDesk) -> None:
    assert (desk.previous.disabled, desk.next.disabled) == (True, False)
    first, turned = desk.answer, desk.keys.turned
    desk.previous.click()
    assert desk.answer == first
    desk.next.click()
    desk.next.click()
    assert (desk.previous.disabled, desk.next.disabled) == (False, True)
    assert desk.answer == desk.answers[2]
    desk.previous.click()
    assert desk.answer == desk.answers[1]
    assert desk.keys.turned == turned + 3
    desk.next_unmarked.click()
    desk.next_unmarked.click()
    assert desk.answer == first


def test_the_form_shows_each_answers_own_mark(desk: MarkingDesk) -> None:
    mark(desk, 2, 1)
    desk.form.text.value = "Good."
    desk.next.click()
    assert (desk.form.levels, desk.form.comment, desk.form.fails) == ({}, "", ())
    desk.previous.click()
    assert (desk.form.levels, desk.form.comment) == ({"Tone": 2, "A number": 1}, "Good.")


def test_looking_changes_nothing(desk: MarkingDesk, book: str) -> None:
    mark(desk, 2, 1)
    before = held(book)
    for _ in range(4):
        desk.next.click()
        desk.previous.click()
    assert held(book) == before


def test_a_desk_opened_later_begins_at_the_first_that_is_not_marked(
    desk: MarkingDesk, book: str, home: Path
) -> None:
    mark(desk, 1, 1)
    later = MarkingDesk(book, home)
    assert later.answer == desk.answers[1]
    assert later.answers == desk.answers
    later.show(0)
    assert later.form.levels == {"Tone": 1, "A number": 1}


def test_a_mark_that_is_changed_later_is_kept_as_it_was(desk: MarkingDesk, book: str) -> None:
    go_to(desk, "ada")
    mark(desk, 2, 2)
    desk.form.criteria["Tone"].value = 1  # still the same sitting
    with Gradebook(book, make=False) as opened:
        assert marks.earlier(opened, "ada") == []
    go_to(desk, "dan")
    go_to(desk, "ada")
    desk.form.criteria["Tone"].value = 0
    desk.form.text.value = "On second thoughts."
    with Gradebook(book, make=False) as opened:
        assert [(m.levels["Tone"], m.earned) for m in marks.earlier(opened, "ada")] == [(1, 2.25)]
    assert (held(book)["ada"].earned, held(book)["ada"].comment) == (1.5, "On second thoughts.")


def test_what_another_person_marked_meanwhile_is_shown(desk: MarkingDesk, book: str, home: Path) -> None:
    other = MarkingDesk(book, home)
    other.show(1)
    mark(other, 2, 2)
    desk.show(1)
    assert desk.form.levels == {"Tone": 2, "A number": 2}


def test_of_two_at_the_same_answer_the_later_one_is_told(desk: MarkingDesk, book: str, home: Path) -> None:
    other = MarkingDesk(book, home)
    for one in (desk, other):
        go_to(one, "ada")
    mark(desk, 2, 2)
    other.form.criteria["Tone"].value = 0
    place = other._place + 1
    assert words.CHANGED.format(place=place).partition(":")[2] in unescape(other.status.value)
    assert other.form.levels == {"Tone": 2, "A number": 2}
    assert held(book)["ada"].earned == 3
    other.form.criteria["Tone"].value = 0
    assert held(book)["ada"].levels == {"Tone": 0, "A number": 2}
    with Gradebook(book, make=False) as opened:
        assert [earlier.earned for earlier in marks.earlier(opened, "ada")] == [3]


def test_a_mark_that_could_not_be_saved_is_said_so(
    desk: MarkingDesk, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("insert", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(marks, "record", fail)
        mark(desk, 2, 2)
        assert "NOT SAVED" in desk.status.value
        assert "database is locked" in desk.status.value
        assert words.PROGRESS.format(marked=0, total=3) in desk.progress.value
    assert held(book) == {}


def test_choices_that_come_in_two_threads_are_both_saved(
    desk: MarkingDesk, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel hears the first message of a widget in one thread, and what JupyterLab sends later in another."""
    saving, overtaken, earned = Event(), Event(), Rubric.earned

    def slow(*arguments: Any) -> float | None:
        if not saving.is_set():
            saving.set()
            overtaken.wait(0.3)  # until the other one is saved: never, if it has to wait for its turn
        return earned(*arguments)

    monkeypatch.setattr(Rubric, "earned", slow)
    go_to(desk, "ada")
    with ThreadPoolExecutor(1) as kernel:
        first = kernel.submit(setattr, desk.form.criteria["Tone"], "value", 2)
        assert saving.wait(10)
        desk.form.criteria["A number"].value = 1
        overtaken.set()
        first.result()
    assert held(book)["ada"].levels == desk.form.levels == {"Tone": 2, "A number": 1}
    assert words.POINTS.format(earned="2.25", possible="3") in desk.status.value


# ---- a learner who is erased while the desk is open


@pytest.fixture
def erase(book: str) -> Callable[[str], None]:
    """Return a function that erases a learner by the command."""

    def erase(learner: str) -> None:
        assert main(["learner", "erase", learner, "--gradebook", book]) == 0

    return erase


def shown(desk: MarkingDesk) -> str:
    """Everything that the desk shows."""
    return unescape(" ".join(getattr(desk, part).value for part in ("progress", "who", "text", "status")))


def test_a_mark_for_an_erased_learner_is_refused_and_the_desk_says_so(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    go_to(desk, "ada")
    place, turned, form = desk._place + 1, desk.keys.turned, desk.form
    erase("ada")
    form.text.value = "Said well."
    assert words.NOT_SAVED_GONE.format(place=place) in shown(desk)
    assert words.PROGRESS.format(marked=0, total=2) in shown(desk)
    assert desk.keys.turned > turned  # the keyboard stays at the desk
    assert held(book) == {}


def test_nothing_of_an_erased_learner_is_left_at_the_desk_or_in_the_file(
    home: Path, book: str, erase: Callable[[str], None]
) -> None:
    desk = MarkingDesk(book, home, names=True)
    go_to(desk, "ada")
    mark(desk, 2, 2)
    desk.form.text.value = "A comment for nobody else."
    form = desk.form
    erase("ada")
    form.text.value = "Another comment."
    mark_of_ada = [key for key in desk._marks if key.learner == "ada"]
    assert (mark_of_ada, [answer.learner for answer in desk.answers].count("ada")) == ([], 0)
    assert not any(word in shown(desk) for word in ("ada", TEXTS["ada"]))
    assert (desk._sheet.children, form.text.comm) == ((), None)
    written = b"".join(path.read_bytes() for path in Path(book).parent.glob("grades.db*"))
    assert not any(
        word in written for word in (b"Two days, once.", b"comment for nobody", b"Another comment")
    )
    assert TEXTS["dan"].encode() in written


def test_the_others_keep_their_places_and_their_marks(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    desk.show(0)
    erase(desk.answer.learner)
    others = [(place, desk.answers[place].learner) for place in (1, 2)]
    desk.next.click()
    desk.previous.click()
    assert words.GONE.format(place=1) in shown(desk)
    for place, learner in others:
        desk.next_unmarked.click()
        assert (desk._place, desk.answer.learner) == (place, learner)
        mark(desk, 2, 1)
    assert set(held(book)) == {learner for _, learner in others}
    assert words.ALL_MARKED.format(total=2) in shown(desk)


def test_what_comes_late_for_an_erased_learner_is_refused_and_leaves_the_next_answer_alone(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    desk.show(0)
    gone, late = desk.answer.learner, desk.form
    desk.next.click()
    mark(desk, 2, 1)
    erase(gone)
    before = (desk.answer, desk.text.value, desk.form, held(book), desk.keys.turned)
    for comment in ("Typed before.", "And more of it."):
        late.text.value = comment
        assert words.NOT_SAVED_GONE.format(place=1) in shown(desk)
        assert (desk.answer, desk.text.value, desk.form, held(book), desk.keys.turned) == before
    desk.form.text.value = "Good."
    assert words.POINTS.format(earned="2.25", possible="3") in shown(desk)


def test_what_comes_late_is_saved_while_the_desk_shows_one_that_is_gone(
    desk: MarkingDesk, book: str, erase: Callable[[str], None]
) -> None:
    desk.show(0)
    learner, late = desk.answer.learner, desk.form
    erase(desk.answers[1].learner)
    desk.next.click()
    late.text.value = "Typed before."
    assert held(book)[learner].comment == "Typed before."
    assert words.GONE.format(place=2) in shown(desk)


def test_whatever_a_person_does_the_gradebook_has_what_the_desk_shows(desk: MarkingDesk, book: str) -> None:
    draw = random.Random(1917)
    shown: dict[str, tuple[dict[str, int], tuple[str, ...], str]] = {}
    for _ in range(200):
        match draw.randrange(5):
            case 0:
                desk.show(draw.randrange(3))
            case 1:
                draw.choice([desk.previous, desk.next, desk.next_unmarked]).click()
            case 2:
                draw.choice(list(desk.form.criteria.values())).value = draw.randrange(3)
            case 3:
                box = draw.choice(list(desk.form.outright.values()))
                box.value = not box.value
            case 4:
                desk.form.text.value = f"comment {draw.random()}"
        shown[desk.answer.learner] = (desk.form.levels, desk.form.fails, desk.form.comment)
    assert shown == {
        **{learner: ({}, (), "") for learner in shown},
        **{learner: (found.levels, found.fails, found.comment) for learner, found in held(book).items()},
    }


# ---- what is shown


def test_a_learners_text_is_text(desk: MarkingDesk) -> None:
    go_to(desk, "ben")
    read = Reader(desk.text.value)
    assert read.tags == ["pre"]
    assert read.words == EVIL


def test_nothing_says_whose_answer_it_is_unless_asked(desk: MarkingDesk, book: str, home: Path) -> None:
    for place in range(3):
        desk.show(place)
        said = " ".join(getattr(desk, part).value for part in ("progress", "who", "status"))
        assert not any(learner in said for learner in TEXTS)
    named = MarkingDesk(book, home, names=True)
    go_to(named, "dan")
    assert "Answer" in named.who.value and "dan" in named.who.value


def test_a_learners_name_is_text_too(book: str, home: Path) -> None:
    with Gradebook(book, make=False) as opened:
        texts = (Text("words", WRITTEN, "Two days.", 3.0),)
        grade = Grade("trial", "v", None, "s", "bubblewrap", 0.1, (), (), 0, (), texts)
        opened.record(Entry("<script>x</script>", grade, late=False, name="x"))
    named = MarkingDesk(book, home, names=True)
    go_to(named, "<script>x</script>")
    read = Reader(named.who.value)
    assert "<script>x</script>" in read.words
    assert "script" not in read.tags


def test_the_order_is_the_same_every_time_and_not_that_of_the_names(book: str, home: Path) -> None:
    first, second = (MarkingDesk(book, home).answers for _ in range(2))
    assert first == second
    with Gradebook(book, make=False) as opened:
        for number in range(20):
            texts = (Text("words", WRITTEN, f"text {number}", 3.0),)
            grade = Grade("trial", "v", None, "s", "bubblewrap", 0.1, (), (), 0, (), texts)
            opened.record(Entry(f"l{number:02}", grade, late=False, name="x"))
    order = [answer.learner for answer in MarkingDesk(book, home).answers]
    assert len(order) == 23
    assert order != sorted(order)


def test_levels_are_labelled_and_the_length_is_said(desk: MarkingDesk) -> None:
    labels = [label for label, _ in desk.form.criteria["Tone"].options]
    assert labels == ["0: Rude.", "1: Plain.", "2: Calm."]
    assert desk.form.criteria["Tone"].description == "Tone"
    go_to(desk, "dan")
    assert words.LENGTH_ASKED.format(words=4, longest=20) in desk.who.value


def test_what_a_notebook_keeps_of_the_desk_has_nobodys_words(desk: MarkingDesk) -> None:
    bundle = desk._repr_mimebundle_()
    assert bundle["text/plain"] == words.MARKING_DESK
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert not any(text in json.dumps(bundle) for text in TEXTS.values())


# ---- marks go where grades go


def test_marks_are_in_totals_feedback_export_and_report(
    desk: MarkingDesk, book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner, levels in {"ada": (2, 2), "ben": (0, 0), "dan": (1, 1)}.items():
        go_to(desk, learner)
        mark(desk, *levels)
    go_to(desk, "dan")
    desk.form.text.value = f"Good.\nBut {EVIL}"
    go_to(desk, "ben")
    [box] = desk.form.outright.values()
    box.value = True

    capsys.readouterr()
    assert main(["export", "--format", "csv", "--gradebook", book]) == 0
    lines = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    assert {(line[0], line[2], line[3]) for line in lines} == {
        *(("ada", "4", "4"), ("ben", "1", "4"), ("cem", "1", "4"), ("dan", "2.5", "4"))
    }

    assert main(["report", "--gradebook", book, "--out", str(tmp_path / "report")]) == 0
    page = Reader((tmp_path / "report" / "class-report.html").read_text("utf-8"))
    assert "4 learners" in page.words and "words" in page.words
    assert words.EMPTY in page.words

    feedback = tmp_path / "feedback"
    main(["grade", str(tmp_path / "class"), "--gradebook", book, "--feedback", str(feedback)])
    dan = Reader((feedback / "dan" / "trial.html").read_text("utf-8"))
    assert "A trial: 2.5 of 4 points" in dan.words
    assert "Plain." in dan.words and "Good." in dan.words and "<script>alert(2)</script>" in dan.words
    assert {"script", "img"}.isdisjoint(dan.tags)
    ben = Reader((feedback / "ben" / "trial.html").read_text("utf-8")).words
    assert words.FAILED.format(sentence="It threatens <somebody>.") in ben
    assert words.NOTHING_WRITTEN in (feedback / "cem" / "trial.html").read_text("utf-8")
    returned = nbformat.read(feedback / "dan" / "trial-feedback.ipynb", 4)
    nbformat.validate(returned)
    place = next(place for place, cell in enumerate(returned.cells) if cell.source == TEXTS["dan"])
    assert "Plain." in returned.cells[place + 1].source


def test_before_anything_is_marked_the_checks_alone_count(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["export", "--format", "csv", "--gradebook", book]) == 0
    lines = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    assert {(line[0], line[2], line[3], line[-1]) for line in lines} == {
        *(("ada", "1", "1", "1"), ("ben", "1", "1", "1"), ("cem", "1", "1", ""), ("dan", "1", "1", "1"))
    }
    assert main(["report", "--gradebook", book, "--out", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unread"] == 3
    assert "Written answers still to be read: 3 (casekit mark trial)" in (
        tmp_path / "class-report.html"
    ).read_text("utf-8")


def test_a_class_that_is_half_marked_is_not_exported_to_a_platform(
    desk: MarkingDesk, book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "class.csv"
    people.write_text("learner,idnumber\n" + "".join(f"{who},{who}\n" for who in TEXTS), "utf-8")
    command = ["export", "--format", "moodle", "--gradebook", book, "--class", str(people)]
    assert main(command) == 0
    mark(desk, 1, 1)
    assert main(command) == 1
    assert messages.HALF_MARKED.format(count=2, exercise="trial") in capsys.readouterr().err
    assert main([*command, "--only-checks"]) == 0
    assert "ada,1" in capsys.readouterr().out


# ---- the command and its notebook


def test_the_command_makes_a_notebook_and_says_where(
    book: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    folder = tmp_path / "desk"
    assert main(["mark", "trial", "--gradebook", book, "--no-open", "--folder", str(folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == {"notebook": str(folder / marking_notebook.FILE), "marked": 0, "to_mark": 3}
    notebook = nbformat.read(document["notebook"], 4)
    nbformat.validate(notebook)
    source = notebook.cells[1].source
    ran = subprocess.check_output(
        [sys.executable, "-c", f"{source.replace('desk(', 'print(desk(', 1)[:-1]}).answers[0].exercise)"],
        text=True, cwd=tmp_path,
    )  # fmt: skip
    assert ran == "trial\n"


def test_it_opens_jupyterlab_on_a_notebook_that_goes_afterwards(
    book: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Path] = []

    class Lab:
        """Stands in for JupyterLab: somebody marks, presses Ctrl+C, and marks again before it ends."""

        def __init__(self, command: list[str], *, cwd: Path, env: dict[str, str]) -> None:
            assert command[1:] == ["-m", "jupyter", "lab", marking_notebook.FILE]
            assert env[marking_notebook.ADDRESS] == book
            assert (cwd / marking_notebook.FILE).is_file()
            seen.append(cwd)
            self.waited = 0

        def __enter__(self) -> Lab:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def poll(self) -> int | None:
            return None if self.waited < 2 else 0

        def wait(self) -> None:
            desk = MarkingDesk(book, home)
            mark(desk, 2, 2)
            self.waited += 1
            if self.waited == 1:
                raise KeyboardInterrupt

    monkeypatch.setattr(marking_notebook.subprocess, "Popen", Lab)
    capsys.readouterr()
    assert main(["mark", "trial", "--gradebook", book]) == 0
    assert capsys.readouterr().out == words.OPENED.format(marked=2, total=3) + "\n"
    [folder] = seen
    assert not folder.exists()


def test_a_password_stands_in_no_file(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://trainer:secret@host/grades"
    task = marking_notebook.Task(home, address)
    path = marking_notebook.make(task, tmp_path)
    assert "secret" not in path.read_text("utf-8")
    assert marking_notebook.environment(task)[marking_notebook.ADDRESS] == address
    opened: list[tuple[str, Path, bool]] = []
    monkeypatch.setattr(
        marking_notebook, "MarkingDesk", lambda book, folder, *, names: opened.append((book, folder, names))
    )
    monkeypatch.setenv(marking_notebook.ADDRESS, address)
    marking_notebook.desk(str(home), names=True)
    assert opened == [(address, home, True)]
    monkeypatch.delenv(marking_notebook.ADDRESS)
    with pytest.raises(ProblemError, match="which gradebook"):
        marking_notebook.desk(str(home))


def test_what_is_missing_is_a_sentence(
    book: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert main(["mark", *arguments, "--no-open", "--folder", str(tmp_path / "x")]) in (1, 2)
        return capsys.readouterr().err

    assert "does not exist" in said("trial", "--gradebook", str(tmp_path / "none.db"))
    assert "There is no exercise 'none'" in said("none", "--gradebook", book)
    with Gradebook(str(tmp_path / "empty.db")):
        pass
    assert "holds no written answers of trial" in said("trial", "--gradebook", str(tmp_path / "empty.db"))
    (home / "rubric.yml").write_text("answers: []", "utf-8")
    assert "has no rubric for words" in said("trial", "--gradebook", book)
    (home / "rubric.yml").write_text(RUBRIC, "utf-8")
    monkeypatch.setattr(marking_notebook.importlib.util, "find_spec", lambda name: None)
    assert main(["mark", "trial", "--gradebook", book]) == 1
    assert messages.NO_PACKAGE.format(name="jupyterlab") in capsys.readouterr().err


def test_the_style_and_the_script_fetch_nothing() -> None:
    script = Path(marking.__file__).with_name("marking.js").read_text("utf-8")
    assert not any(
        word in script + marking.STYLE for word in ("http", "import ", "fetch(", "innerHTML", "eval")
    )
