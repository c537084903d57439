"""The commands for a class: exit statuses, one JSON document, and sentences for what goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casekit.cli import main
from casekit.grading import doctor, messages, words
from casekit.grading.doctor import Finding
from casekit.grading.running import workers
from casekit.grading.running.desk import Refusal

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def grade(
    kit: Path, hand_in: Callable[..., Path], clerk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    """Return a function that grades two learners by command, with a clerk for the processes."""
    monkeypatch.setattr(workers, "graded", clerk.in_place_of_workers)
    book = str(tmp_path / "grades.db")
    return lambda *options: main(["grade", str(hand_in(["ada", "ben"])), "--gradebook", book, *options])


def test_all_graded_is_status_0(grade: Callable[..., int], capsys: Captured) -> None:
    assert grade() == 0
    assert capsys.readouterr().out == messages.GRADED.format(graded=2, already=0, refused=0) + "\n"
    assert grade("--workers", "2") == 0
    assert capsys.readouterr().out == messages.GRADED.format(graded=0, already=2, refused=0) + "\n"


def test_what_could_not_be_graded_is_named_with_status_1(
    grade: Callable[..., int], clerk: Any, capsys: Captured
) -> None:
    clerk.refusals["ben"] = Refusal("It is no notebook.", "Ask again.")
    assert grade() == 1
    assert capsys.readouterr().out.splitlines() == [
        "Not graded: ben/trial.ipynb: It is no notebook. Ask again.",
        messages.GRADED.format(graded=1, already=0, refused=1),
    ]


def test_json_is_one_document(
    grade: Callable[..., int], clerk: Any, tmp_path: Path, capsys: Captured
) -> None:
    clerk.refusals["ben"] = Refusal("No.", "Ask.")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "trial (1).ipynb").write_text("{}", "utf-8")
    assert grade("--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document == {
        "gradebook": f"sqlite:///{tmp_path / 'grades.db'}",
        "sandboxed": True,
        "graded": 1,
        "already": 0,
        "grades": [
            {
                "learner": "ada",
                "exercise": "trial",
                "name": "ada/trial (1).ipynb",
                "earned": 1.0,
                "possible": 1.0,
                "sandbox": words.SANDBOXED,
                "new": True,
                "broken": [],
            }
        ],
        "refused": [{"name": "ben/trial.ipynb", "sentence": "No. Ask."}],
        "superseded": [{"name": "ada/trial.ipynb", "counted": "ada/trial (1).ipynb"}],
    }


def test_feedback_is_written_for_new_and_old_grades(grade: Callable[..., int], tmp_path: Path) -> None:
    for folder in ("first", "second"):
        assert grade("--feedback", str(tmp_path / folder)) == 0
        written = sorted(
            str(path.relative_to(tmp_path / folder)) for path in (tmp_path / folder).rglob("*.*")
        )
        assert written == [
            f"{name}/trial{rest}" for name in ("ada", "ben") for rest in ("-feedback.ipynb", ".html")
        ]


def test_without_a_sandbox_it_says_so(grade: Callable[..., int], capsys: Captured) -> None:
    assert grade("--unsafe-no-sandbox") == 0
    assert capsys.readouterr().out.splitlines()[0] == messages.UNSAFE
    grade("--unsafe-no-sandbox", "--again", "--json")
    document = json.loads(capsys.readouterr().out)
    assert document["sandboxed"] is False
    assert {grade["sandbox"] for grade in document["grades"]} == {words.UNSAFE}


def test_answers_run_in_the_kernel_that_is_named_if_there_is_one(
    grade: Callable[..., int], clerk: Any, capsys: Captured
) -> None:
    assert grade("--kernel", "nobody") == 2
    assert "no Jupyter kernel 'nobody'" in capsys.readouterr().err
    assert clerk.orders == []
    assert grade("--kernel", "python3") == 0
    assert clerk.kernel == "python3"


def test_an_interruption_says_how_to_go_on(grade: Callable[..., int], clerk: Any, capsys: Captured) -> None:
    clerk.stop_after = 1
    assert grade() == 1
    assert messages.STOPPED_HINT in capsys.readouterr().err
    clerk.stop_after = 9
    assert grade() == 0
    assert "1 graded, 1 already" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["grade", "none", "--gradebook", "g.db"], "none is neither a folder nor a zip."),
        (["grade", ".", "--gradebook", "mysql://x"], "is no address of a gradebook"),
        (["grade", ".", "--gradebook", "g.db", "--class", "none.csv"], "none.csv does not exist"),
        (["learner", "export", "ada", "--gradebook", "none.db"], "none.db does not exist"),
    ],
)
def test_wrong_use_is_status_2(kit: Path, arguments: list[str], sentence: str, capsys: Captured) -> None:
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "-1", "two", "1.5"])
def test_a_number_of_workers_is_a_whole_one(kit: Path, workers: str) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["grade", ".", "--gradebook", "g.db", "--workers", workers])
    assert leaving.value.code == 2


def test_a_package_that_is_missing_is_named(
    grade: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert grade() == 1
    assert messages.NO_PACKAGE.format(name="tqdm") in capsys.readouterr().err


def test_one_learner_is_exported_and_erased(
    grade: Callable[..., int], tmp_path: Path, capsys: Captured
) -> None:
    grade()
    capsys.readouterr()
    book = ["--gradebook", str(tmp_path / "grades.db")]
    assert main(["learner", "export", "ada", *book]) == 0
    held = json.loads(capsys.readouterr().out)
    assert held["grade"][0]["learner"] == "ada"
    assert main(["learner", "erase", "ada", *book, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"learner": "ada", "erased": 4}
    assert main(["learner", "export", "ada", *book]) == 1
    assert "Names are written as in the list: ben." in capsys.readouterr().err


@pytest.mark.parametrize("met", [True, False])
def test_the_doctor_says_what_to_do(met: bool, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(
        doctor, "examine", lambda: (Finding("It is.", True), Finding("It may.", met, "Do this."))
    )
    assert main(["doctor"]) == int(not met)
    out = capsys.readouterr().out
    assert ("Do this." in out) is not met
    assert (messages.FIT if met else messages.UNFIT) in out
    assert main(["doctor", "--json"]) == int(not met)
    assert json.loads(capsys.readouterr().out)["fit"] is met


def test_the_command_line_starts_without_the_grader() -> None:
    loaded = "import sys, casekit.cli; print(sorted({'casekit.grading', 'sqlalchemy', 'pandas'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True) == "[]\n"
