"""What the marking desk shows is text, and says nothing about who wrote it."""

from __future__ import annotations

import json
from pathlib import Path

from casekit.grading.judging.grade import WRITTEN, Grade, Text
from casekit.grading.marking import desk as marking, words
from casekit.grading.marking.desk import MarkingDesk
from casekit.grading.records.gradebook import Entry, Gradebook
from tests.grading.classroom.marking.at_the_desk import EVIL, TEXTS, Reader, go_to


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


def test_the_style_and_the_script_fetch_nothing() -> None:
    script = Path(marking.__file__).with_name("marking.js").read_text("utf-8")
    assert not any(
        word in script + marking.STYLE for word in ("http", "import ", "fetch(", "innerHTML", "eval")
    )
