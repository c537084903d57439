"""Every attack earns what it deserves, harms nothing and says something sensible; the next learner is graded right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casekit.exercise.problem import ProblemError
from casekit.grading import Grade, Grader
from tests.hostile.promises import broken
from tests.hostile.stated import Attack


def test_every_attack_earns_what_it_deserves_and_harms_nothing(
    attack: Attack,
    grader: Grader,
    honest: Callable[[], Grade],
    left_running: Callable[[], int],
    tmp_path: Path,
    remember: Callable[[Attack, str], None],
) -> None:
    path = tmp_path / "trial.ipynb"
    attack.lay(path)
    before, worker, running = honest(), grader.sandbox.pid, left_running()

    if attack.refused:
        with pytest.raises(ProblemError) as caught:
            grader.grade(path)
        assert attack.refused in caught.value.sentence
        assert caught.value.sentence.isprintable() and caught.value.hint
    else:
        for _ in range(2):  # what it left for the next submission would show in the second
            grade = grader.grade(path)
            assert {result.question: result.earned for result in grade.results} == attack.earns
            assert broken(grade, grader) == []
        assert attack.says in told(grade, attack.question)

    assert replace(honest(), seconds=0.0) == before
    assert before.earned == before.possible
    assert (grader.sandbox.pid, left_running()) == (worker, running)
    remember(attack, attack.deserved)


def told(grade: Grade, question: str) -> str:
    [message] = [result.message for result in grade.results if result.question == question]
    return message


def test_what_an_answer_prints_reaches_nobody(
    attacks: list[Attack],
    another_grader: Callable[[], Grader],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    [printing] = [attack for attack in attacks if attack.name == "print_hidden_inputs"]
    printing.lay(tmp_path / "trial.ipynb")
    with another_grader() as grader:  # started here, its sandbox would inherit the output that is read here
        grade = grader.grade(tmp_path / "trial.ipynb")
    assert grade.earned == grade.possible
    assert capfd.readouterr() == ("", "")


def test_there_are_enough_attacks_and_each_says_in_a_sentence_what_it_tries(
    attacks: list[Attack],
) -> None:
    sentences = [attack.tries for attack in attacks]
    assert len(attacks) >= 40
    assert len(set(sentences)) == len(sentences)
    assert all(20 < len(sentence) < 200 and sentence.endswith(".") for sentence in sentences)


def test_no_two_attacks_are_alike(attacks: list[Attack], tmp_path: Path) -> None:
    laid = set()
    for attack in attacks:
        path = tmp_path / attack.name
        attack.lay(path)
        laid.add(str(path.readlink()) if path.is_symlink() else path.stat().st_size)
    assert len(laid) > len(attacks) * 0.9
