"""Submissions as they arrive: names that were mangled on the way, and files that nobody should open."""

from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casekit.exercise.problem import ProblemError
from casekit.grading import Limits, messages
from casekit.grading.intake import collect, delivered
from casekit.grading.intake.collect import Collected, collected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXERCISES = ("01-retention", "02-single-point-of-failure")
SMALL = Limits(notebook_bytes=1_000)
MakeZip = Callable[..., Path]


@pytest.fixture
def make_zip(tmp_path: Path) -> MakeZip:
    def make(files: Mapping[str, str | bytes]) -> Path:
        path = tmp_path / "class.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path

    return make


@contextmanager
def gathered(source: Path, known: Mapping[str, str] | None = None) -> Iterator[Collected]:
    with collected(source, EXERCISES, SMALL, known) as found:
        yield found


def whose(source: Path, known: Mapping[str, str] | None = None) -> dict[tuple[str, str], str]:
    """Return which file counts for each learner and exercise, by its content."""
    with gathered(source, known) as found:
        return {(entry.learner, entry.exercise): entry.path.read_text("utf-8") for entry in found.counting}


def refusals(source: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    with gathered(source, known) as found:
        return {entry.name: entry.sentence for entry in found.refused}


def put(folder: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


# Names.


@pytest.mark.parametrize(
    ("name", "learner", "late"),
    [
        ("ada/01-retention.ipynb", "ada", False),
        ("ada/01-retention (1).ipynb", "ada", False),
        ("ada/01-retention(3).ipynb", "ada", False),
        ("ada/01-retention-1.ipynb", "ada", False),
        ("ada/01-retention-1 (2).ipynb", "ada", False),
        ("ada/01_Retention.ipynb", "ada", False),
        ("ada/01-retention.ipynb.txt", "ada", False),
        ("ada/01-retention-Copy1.ipynb", "ada", False),
        ("ada/01-retention - Copy.ipynb", "ada", False),
        ("ada/01-retention copy 2.ipynb", "ada", False),
        ("ada/Copy of 01-retention.ipynb", "ada", False),
        ("ada/01-retention/learner.ipynb", "ada", False),
        ("ada/01-retention/deeper/learner (1).ipynb", "ada", False),
        ("Ada Doe_4711_assignsubmission_file_/01-retention.ipynb", "Ada Doe", False),
        ("Ada Doe_4711_assignsubmission_file/sub/01-retention.ipynb", "Ada Doe", False),
        ("Ada Doe_4711_assignsubmission_file_01-retention.ipynb", "Ada Doe", False),
        ("doeada_123_456_01-retention.ipynb", "doeada_123", False),
        ("doeada_123_456_01-retention-1.ipynb", "doeada_123", False),
        ("doeada_LATE_123_456_01-retention-2.ipynb", "doeada_123", True),
        ("anon_x7Yz_456_01-retention.ipynb", "anon_x7Yz", False),
        ("LATE_anon_x7Yz_456_01-retention.ipynb", "anon_x7Yz", True),
    ],
)
@pytest.mark.parametrize("around", ["", "Submissions of group 3/"])
def test_names_as_they_arrive(make_zip: MakeZip, name: str, learner: str, late: bool, around: str) -> None:
    with gathered(make_zip({around + name: "x", around + name.replace(learner[-1], "9", 1): "y"})) as found:
        assert found.refused == ()
        assert [(e.learner, e.exercise, e.late) for e in found.counting if e.path.read_text() == "x"] == [
            (learner, "01-retention", late)
        ]


def test_a_folder_is_read_as_a_zip_is(tmp_path: Path) -> None:
    put(tmp_path, {"ada/01-retention.ipynb": "a", "ben/02-single-point-of-failure (1).ipynb": "b"})
    assert whose(tmp_path) == {
        ("ada", "01-retention"): "a",
        ("ben", "02-single-point-of-failure"): "b",
    }


def test_a_file_that_lost_its_name_still_says_what_it_is(make_zip: MakeZip) -> None:
    mine = json.dumps({"metadata": {"casekit": {"exercise": "01-retention"}}, "cells": []})
    other = json.dumps({"metadata": {"casekit": {"exercise": "../../x"}}})
    path = make_zip(
        {"ada/Untitled.ipynb": mine, "ben/Untitled.ipynb": other, "cem/Untitled.ipynb": "[" * 900}
    )
    assert list(whose(path)) == [("ada", "01-retention")]
    assert refusals(path) == dict.fromkeys(
        ("ben/Untitled.ipynb", "cem/Untitled.ipynb"), messages.WHICH_EXERCISE
    )


def test_a_file_that_lost_its_name_and_its_metadata_still_begins_the_exercise(make_zip: MakeZip) -> None:
    def begins(*lines: str) -> str:
        return json.dumps({"cells": [7, {"cell_type": "code", "source": [f"{line}\n" for line in lines]}]})

    one, two = (f'check, given = start("{name}", globals())' for name in ("01-retention", "07-business-case"))
    path = make_zip(
        {
            "ada/Untitled.ipynb": begins("from casekit.exercise import start", one),
            "ben/Untitled.ipynb": begins(one, two),
            "cem/Untitled.ipynb": begins(one.replace("01-retention", "x")),
            "dan/Untitled.ipynb": begins("1 + 1"),
        }
    )
    assert list(whose(path)) == [("ada", "01-retention")]
    assert set(refusals(path)) == {f"{name}/Untitled.ipynb" for name in ("ben", "cem", "dan")}


def test_the_platforms_mark_counts_only_where_the_platform_puts_it(make_zip: MakeZip) -> None:
    path = make_zip(
        {
            "eve/doeada_123_456_01-retention.ipynb": "forged",
            "eve/Ada Doe_1_assignsubmission_file_01-retention.ipynb": "forged too",
            "Eve Roe_9_assignsubmission_file_/Ada Doe_1_assignsubmission_file_/01-retention.ipynb": "and this",
            "Eve Poe_8_assignsubmission_file_Ada Doe_1_assignsubmission_file_01-retention.ipynb": "this",
            "roeeve_7_8_doeada_123_456_01-retention.ipynb": "that",
        }
    )
    learners = {learner for learner, _ in whose(path)}
    with gathered(path) as found:
        assert learners <= {"eve", "Eve Roe", "Eve Poe", "roeeve_7"}
        assert "Eve Roe" in learners
        assert all(entry.sentence == messages.WHICH_EXERCISE for entry in found.refused)


def test_what_lies_in_no_folder_belongs_to_nobody(make_zip: MakeZip) -> None:
    path = make_zip({"01-retention.ipynb": "x", "ada/01-retention.ipynb": "y"})
    assert refusals(path) == {"01-retention.ipynb": messages.NOBODY}
    assert whose(path) == {("ada", "01-retention"): "y"}


def test_namesakes_and_hidden_names_are_told_apart_by_moodles_number(make_zip: MakeZip) -> None:
    files = {f"Participant_{n}_assignsubmission_file_/01-retention.ipynb": str(n) for n in (7, 8)}
    assert whose(make_zip(files)) == {
        ("Participant 7", "01-retention"): "7",
        ("Participant 8", "01-retention"): "8",
    }


def test_a_name_is_the_same_however_its_accents_are_written(make_zip: MakeZip) -> None:
    files = {"Zoe\u0301/01-retention.ipynb": "1", "Zo\u00e9/02-single-point-of-failure.ipynb": "2"}
    assert {learner for learner, _ in whose(make_zip(files))} == {"Zo\u00e9"}


def test_a_name_in_utf8_that_does_not_say_so(make_zip: MakeZip) -> None:
    path = make_zip({"Zo\u00e9/01-retention.ipynb": "1"})
    content = path.read_bytes()
    for place in (6, content.index(b"PK\x01\x02") + 8):  # the flags of both headers
        content = content[:place] + struct.pack("<H", 0) + content[place + 2 :]
    path.write_bytes(content)
    assert list(whose(path)) == [("Zo\u00e9", "01-retention")]


def test_the_class_list_says_who_is_who(make_zip: MakeZip) -> None:
    known = {"ada": "ada", "123": "ada", "ben doe": "ben"}
    path = make_zip(
        {
            "doeada_123_456_01-retention.ipynb": "a",
            "Ben Doe_5_assignsubmission_file_02-single-point-of-failure.ipynb": "b",
            "stranger_1_2_01-retention.ipynb": "c",
        }
    )
    assert whose(path, known) == {
        ("ada", "01-retention"): "a",
        ("ben", "02-single-point-of-failure"): "b",
    }
    assert refusals(path, known) == {
        "stranger_1_2_01-retention.ipynb": messages.NOT_IN_CLASS.format(learner="stranger_1")
    }


# Resubmissions.


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("doeada_123_456_01-retention-5.ipynb", "doeada_LATE_123_457_01-retention.ipynb"),
        ("doeada_123_456_01-retention.ipynb", "doeada_123_456_01-retention-1.ipynb"),
        ("ada/01-retention.ipynb", "ada/01-retention (1).ipynb"),
        ("ada/01-retention (9).ipynb", "ada/01-retention (10).ipynb"),
        ("ada/01-retention-Copy1.ipynb", "ada/01-retention.ipynb"),  # the same date: by name
    ],
)
def test_the_newest_counts_and_the_others_are_listed(make_zip: MakeZip, older: str, newer: str) -> None:
    for order in ((older, newer), (newer, older)):
        with gathered(make_zip(dict.fromkeys(order, "x") | {"zoe/01-retention.ipynb": "z"})) as found:
            assert newer in [entry.name for entry in found.counting]
            assert [entry.name for entry in found.superseded] == [older]


def test_the_later_date_counts_where_no_number_tells(tmp_path: Path) -> None:
    put(tmp_path, {"ada/01-retention.ipynb": "new", "ada/01-retention-Copy1.ipynb": "old"})
    os.utime(tmp_path / "ada/01-retention-Copy1.ipynb", (1, 1))
    os.utime(tmp_path / "ada/01-retention.ipynb", (2, 2))
    assert whose(tmp_path) == {("ada", "01-retention"): "new"}


# What is left alone.


def test_what_systems_leave_behind_is_no_submission(make_zip: MakeZip) -> None:
    path = make_zip(
        {
            "__MACOSX/ada/._01-retention.ipynb": "x",
            "ada/.ipynb_checkpoints/01-retention-checkpoint.ipynb": "x",
            ".DS_Store": "x",
            "ada/checks.py": "x",
            "ada/01-retention.ipynb": "mine",
        }
    )
    with gathered(path) as found:
        assert (len(found.counting), found.refused, found.ignored) == (1, (), 1)


def test_nothing_that_can_be_graded_is_no_error(tmp_path: Path) -> None:
    assert whose(tmp_path) == {}


# What is refused, while the rest is graded.


@pytest.mark.parametrize(
    "name",
    ["../evil.ipynb", "ada/../../evil.ipynb", "/etc/evil.ipynb", "..\\evil.ipynb", "C:\\x\\evil.ipynb"],
)
def test_a_name_that_leads_outside_is_refused(make_zip: MakeZip, tmp_path: Path, name: str) -> None:
    path = make_zip({name: "x", "ada/01-retention.ipynb": "mine"})
    before = sorted(tmp_path.parent.rglob("*evil*"))
    assert list(refusals(path).values()) == [messages.OUTSIDE]
    assert whose(path) == {("ada", "01-retention"): "mine"}
    assert sorted(tmp_path.parent.rglob("*evil*")) == before == []


def test_a_link_in_a_zip_is_refused(make_zip: MakeZip) -> None:
    path = make_zip({"ada/01-retention.ipynb": "mine"})
    link, pipe = (zipfile.ZipInfo(f"{name}/01-retention.ipynb") for name in ("eve", "fay"))
    link.external_attr, pipe.external_attr = (stat.S_IFLNK | 0o777) << 16, (stat.S_IFIFO | 0o644) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr(pipe, "")
    assert refusals(path) == {
        "eve/01-retention.ipynb": messages.IS_LINK,
        "fay/01-retention.ipynb": messages.NOT_A_FILE,
    }
    assert list(whose(path)) == [("ada", "01-retention")]


def test_links_and_pipes_in_a_folder_are_refused(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret", {"01-retention.ipynb": "secret"})
    home = put(tmp_path / "class", {"ada/01-retention.ipynb": "mine", "eve/checks.py": ""})
    (home / "eve/01-retention.ipynb").symlink_to(secret / "01-retention.ipynb")
    (home / "fay").symlink_to(secret)
    (home / "gil").mkdir()
    os.mkfifo(home / "gil/01-retention.ipynb")
    assert refusals(home) == {
        "eve/01-retention.ipynb": messages.IS_LINK,
        "fay": messages.IS_LINK,
        "gil/01-retention.ipynb": messages.NOT_A_FILE,
    }
    assert whose(home) == {("ada", "01-retention"): "mine"}


def test_huge_files_are_refused(make_zip: MakeZip, tmp_path: Path) -> None:
    refusal = {"eve/01-retention.ipynb": messages.TOO_LARGE.format(most=1_000)}
    path = make_zip({"eve/01-retention.ipynb": "x" * 1_001, "ada/01-retention.ipynb": "x" * 1_000})
    assert refusals(path) == refusal
    assert list(whose(path)) == [("ada", "01-retention")]
    put(tmp_path / "class", {"eve/01-retention.ipynb": "x" * 1_001})
    assert refusals(tmp_path / "class") == refusal


def test_a_size_that_lies_is_not_believed(make_zip: MakeZip) -> None:
    path = make_zip({"eve/01-retention.ipynb": "x" * 5_000, "ada/01-retention.ipynb": "mine"})
    content = path.read_bytes()
    for start, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place += content.index(start)
        content = content[:place] + struct.pack("<I", 10) + content[place + 4 :]
    path.write_bytes(content)
    assert list(refusals(path)) == ["eve/01-retention.ipynb"]
    assert whose(path) == {("ada", "01-retention"): "mine"}


def test_a_zip_may_unpack_to_so_much_and_no_more(make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivered, "MOST_BYTES", 1_500)
    path = make_zip({f"{name}/01-retention.ipynb": "x" * 1_000 for name in ("ada", "ben")})
    assert refusals(path) == {"ben/01-retention.ipynb": messages.TOO_MUCH.format(most=1_500)}
    assert list(whose(path)) == [("ada", "01-retention")]


def test_damaged_members_are_refused(make_zip: MakeZip) -> None:
    path = make_zip({"eve/01-retention.ipynb": "to be damaged", "ada/01-retention.ipynb": "mine"})
    path.write_bytes(path.read_bytes().replace(b"to be damaged", b"to be DAMAGED"))
    [(name, sentence)] = refusals(path).items()
    assert (name, sentence[:15]) == ("eve/01-retention.ipynb", "It is damaged: ")
    assert list(whose(path)) == [("ada", "01-retention")]


def test_a_member_that_needs_a_password_is_refused(make_zip: MakeZip) -> None:
    path = make_zip({"eve/01-retention.ipynb": "x"})
    content = path.read_bytes()
    for place in (6, content.index(b"PK\x01\x02") + 8):
        content = content[:place] + struct.pack("<H", 1) + content[place + 2 :]
    path.write_bytes(content)
    assert refusals(path) == {"eve/01-retention.ipynb": messages.ENCRYPTED}


def test_a_zip_within_is_refused(make_zip: MakeZip) -> None:
    assert refusals(make_zip({"ada/01-retention.zip": "x"})) == {"ada/01-retention.zip": messages.PACKED}


@pytest.mark.parametrize("name", ["a\u202eda", "x" * 201, "a\nb"])
def test_names_that_cannot_be_shown_are_refused(make_zip: MakeZip, name: str) -> None:
    [(shown, sentence)] = refusals(make_zip({f"{name}/01-retention.ipynb": "x"})).items()
    assert sentence == messages.UNREADABLE_NAME
    assert shown.isprintable()


def test_a_name_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    os.mkdir(os.fsencode(tmp_path) + b"/\xff\xfe")  # noqa: PTH102  # pathlib has no bytes
    (tmp_path / os.fsdecode(b"\xff\xfe") / "01-retention.ipynb").write_text("x", "utf-8")
    [(shown, sentence)] = refusals(tmp_path).items()
    assert sentence == messages.UNREADABLE_NAME
    assert shown.encode("utf-8")


def test_what_lies_too_deep_is_refused(make_zip: MakeZip, tmp_path: Path) -> None:
    deep = "/".join("abcdefgh") + "/01-retention.ipynb"
    assert list(refusals(make_zip({deep: "x"})).values()) == [messages.TOO_DEEP.format(most=8)]
    put(tmp_path / "class", {deep: "x"})
    assert list(refusals(tmp_path / "class").values()) == [messages.TOO_DEEP.format(most=8)]


def test_what_is_no_zip_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(b"no zip")
    for path in (tmp_path / "class.zip", tmp_path / "none"):
        with pytest.raises(ProblemError, match="neither a folder nor a zip"), gathered(path):
            pass


def test_a_zip_that_is_cut_off_is_a_sentence(make_zip: MakeZip) -> None:
    path = make_zip({"ada/01-retention.ipynb": "x"})
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    path.write_bytes(content[:start] + b"XX" + content[start + 2 :])
    with pytest.raises(ProblemError, match="is damaged"), gathered(path):
        pass


def test_too_many_files_are_a_sentence(
    make_zip: MakeZip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivered, "MOST_FILES", 2)
    files = {f"{name}/01-retention.ipynb": "x" for name in "abc"}
    for path in (make_zip(files), put(tmp_path / "class", files)):
        with pytest.raises(ProblemError, match="more than 2 files"), gathered(path):
            pass


def test_nothing_is_left_behind(make_zip: MakeZip) -> None:
    with gathered(make_zip({"ada/01-retention.ipynb": "x"})) as found:
        [entry] = found.counting
        assert entry.path.is_file()
    assert not entry.path.parent.exists()


def test_what_a_killed_run_left_is_cleared_away(
    make_zip: MakeZip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    homes = [tmp_path / f"{collect.HOME}{name}" for name in (f"{ended.pid}-x", f"{os.getpid()}-x", "other")]
    for home in homes:
        put(home, {"1.ipynb": "somebody's"})
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert whose(make_zip({"ada/01-retention.ipynb": "x"})) == {("ada", "01-retention"): "x"}
    assert [home.exists() for home in homes] == [False, True, True]


def test_a_refused_file_is_told_whose_it_is_as_the_others_are(make_zip: MakeZip) -> None:
    hidden = "Participant_{}_assignsubmission_file/01-retention.ipynb"
    source = make_zip(
        {hidden.format(7): "{}", hidden.format(8): "x" * 2_000, "eve/notes.ipynb": "{}", "a.ipynb": "{}"}
    )
    with gathered(source) as found:
        assert [entry.learner for entry in found.counting] == ["Participant 7"]
        assert {(entry.learner, entry.exercise) for entry in found.refused} == {
            ("Participant 8", "01-retention"), ("eve", None), (None, None),
        }  # fmt: skip


def test_a_name_that_leads_elsewhere_is_nobodys(make_zip: MakeZip) -> None:
    with gathered(make_zip({"../01-retention.ipynb": "{}", "ada/01-retention.ipynb": "{}"})) as found:
        assert [(entry.learner, entry.exercise) for entry in found.refused] == [(None, None)]


def test_a_refused_file_of_a_stranger_is_nobodys(tmp_path: Path) -> None:
    source = put(tmp_path, {"stranger/01-retention.ipynb": "x" * 2_000, "ada/01-retention.ipynb": "{}"})
    with gathered(source, {"ada": "ada"}) as found:
        assert [(entry.learner, entry.exercise) for entry in found.refused] == [(None, None)]
