from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise import words as exercise_words
from casekit.exercise.folder import load
from casekit.exercise.problem import ProblemError
from casekit.exercise.token import mint
from casekit.grading import Grade, Grader, words
from casekit.grading.judging.assignment import version

GradeAnswers = Callable[..., Grade]
EXERCISES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "exercises").glob("*/hidden_checks.py")
)
FULL = {"half": 1.0, "double": 2.0, "letter": 1.0, "table": 1.0}


def earned(grade: Grade) -> dict[str, float]:
    return {result.question: result.earned for result in grade.results}


def message(grade: Grade, question: str) -> str:
    [found] = [result.message for result in grade.results if result.question == question]
    return found


def mistake(grade: Grade, question: str) -> str | None:
    [found] = [result.mistake for result in grade.results if result.question == question]
    return found


# The honest path.


def test_an_untouched_copy_earns_nothing_and_is_told_so_kindly(grader: Grader, trial: Path) -> None:
    grade = grader.grade(trial / "learner.ipynb")
    assert (grade.earned, grade.possible) == (0.0, 5.0)
    assert {result.mistake for result in grade.results} == {exercise_words.UNANSWERED}
    assert grade.cells == ()


def test_an_honest_copy_earns_everything(grade: GradeAnswers) -> None:
    assert earned(grade()) == FULL


def test_half_right_earns_half(grade: GradeAnswers) -> None:
    found = grade(half="half = whole / 3", double="double = lambda number: 4.0", letter='letter = "c "')
    assert earned(found) == FULL | {"half": 0.0, "double": 0.0}
    assert mistake(found, "half") == "a third"
    assert message(found, "half") == "That is a third."


def test_a_grade_says_what_it_was_made_with(grader: Grader, trial: Path) -> None:
    path = trial / "honest.ipynb"
    grade = grader.grade(path)
    assert (grade.exercise, grade.version, grade.token) == ("trial", version(trial), None)
    assert grade.submission == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (grade.sandbox, grade.broken, grade.own_cells) == ("bubblewrap", (), 0)
    assert grade.seconds > 0
    assert json.loads(json.dumps(asdict(grade)))["results"][0]["question"] == "half"


def test_grading_twice_gives_the_same(grader: Grader, trial: Path) -> None:
    one, two = (asdict(grader.grade(trial / "honest.ipynb")) | {"seconds": 0} for _ in range(2))
    assert one == two


@pytest.mark.parametrize("folder", EXERCISES, ids=lambda folder: folder.name)
def test_every_exercise_is_graded_as_its_notebook_says(folder: Path) -> None:
    with Grader(folder) as grader:
        untouched, solved = (grader.grade(folder / f"{name}.ipynb") for name in ("learner", "solution"))
    assert (untouched.earned, untouched.broken, untouched.cells) == (0.0, (), ())
    assert (solved.earned, solved.broken, solved.cells) == (solved.possible, (), ())
    assert solved.possible == sum(question.points for question in load(folder).questions)


# Answers that stop.


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1 / 0", "stopped with `ZeroDivisionError: division by zero`"),
        ("letter = (", "stopped with `SyntaxError: '(' was never closed (<letter-answer>, line 1)`"),
        ("%time letter = 'C'", "stopped with `SyntaxError: invalid syntax (<letter-answer>, line 1)`"),
        ("raise SystemExit(0)", "stopped with `SystemExit: 0`"),
        ("raise KeyboardInterrupt", "stopped with `KeyboardInterrupt`"),
        ("import os; os._exit(0)", "ended Python"),
        ("import os; os.abort()", "made Python itself crash (SIGSEGV)"),  # its own SIGABRT does not reach it
        ("letter = ' ' * 10**9", "used more memory than there is for one notebook"),
        ("while True: pass", "ran for more than 2 seconds and was stopped"),
    ],
)
def test_a_cell_that_stops_costs_its_own_question_and_says_why(
    grade: GradeAnswers, source: str, reason: str
) -> None:
    found = grade(letter=source)
    assert earned(found) == FULL | {"letter": 0.0}
    assert mistake(found, "letter") == words.CELL_ERROR
    assert message(found, "letter") == f"The cell `letter-answer` {reason}, so `letter` could not be judged."
    assert found.cells == (("letter-answer", f"The cell `letter-answer` {reason}."),)


def test_what_a_cell_set_before_it_stopped_counts(grade: GradeAnswers) -> None:
    found = grade(letter='letter = "C"\n1 / 0')
    assert earned(found) == FULL
    assert found.cells == (
        ("letter-answer", "The cell `letter-answer` stopped with `ZeroDivisionError: division by zero`."),
    )


def test_several_crashes_cost_their_own_questions(grade: GradeAnswers) -> None:
    found = grade(half="import os; os._exit(1)", letter="import os; os.abort()")
    assert earned(found) == FULL | {"half": 0.0, "letter": 0.0}
    assert "ended Python" in message(found, "half")
    assert "made Python itself crash" in message(found, "letter")


def test_a_cell_cannot_signal_its_own_process_away(grade: GradeAnswers) -> None:
    assert earned(grade(letter="import os; os.kill(os.getpid(), 9); letter = 'C'")) == FULL


def test_a_function_that_crashes_costs_its_own_question(grade: GradeAnswers) -> None:
    found = grade(double="import os\n\ndef double(number):\n    os._exit(3)")
    assert earned(found) == FULL | {"double": 0.0}
    assert message(found, "double") == "`double` ended Python, so it could not be judged."


def test_a_function_that_stops_says_with_what(grade: GradeAnswers) -> None:
    found = grade(double="def double(number):\n    return number.twice")
    assert message(found, "double") == (
        "`double(2.0)` stopped with an error: AttributeError: 'float' object has no attribute 'twice'."
    )


def test_time_for_the_whole_notebook_is_shared(trial: Path, tmp_path: Path, limits: Any) -> None:
    notebook = json.loads((trial / "honest.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["solution"] and cell["cell_type"] == "code":
            cell["source"] = "while True: pass"
    path = tmp_path / "slow.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    with Grader(trial, replace(limits, seconds=0.6, total_seconds=1.5)) as grader:
        grade = grader.grade(path)
    assert grade.earned == 0
    assert "0.6 seconds" in message(grade, "half")
    assert "time for the whole notebook was used up" in message(grade, "table")


# Answers that are not there.


def regraded(grader: Grader, tmp_path: Path, notebook: dict[str, Any]) -> Grade:
    path = tmp_path / "trial.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    return grader.grade(path)


def test_a_missing_cell_is_said_not_silently_zero(
    grader: Grader, tmp_path: Path, notebook: dict[str, Any], find: Any
) -> None:
    notebook["cells"].remove(find(notebook, "letter-answer"))
    found = regraded(grader, tmp_path, notebook)
    assert earned(found) == FULL | {"letter": 0.0}
    assert mistake(found, "letter") == words.CELL_MISSING
    said = words.MISSING_CELL.format(cell="letter-answer", title=grader.assignment.exercise.titles["letter"])
    assert message(found, "letter") == said
    assert found.cells == (("letter-answer", said),)


def test_a_notebook_without_any_marks_earns_what_its_answers_earn(
    grader: Grader, tmp_path: Path, notebook: dict[str, Any]
) -> None:
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    found = regraded(grader, tmp_path, notebook)
    assert (earned(found), found.cells, found.own_cells) == (FULL, (), 0)


def test_cells_of_ones_own_are_not_run_and_that_is_said(
    grader: Grader, tmp_path: Path, notebook: dict[str, Any], find: Any
) -> None:
    notebook["cells"].insert(2, {"cell_type": "code", "metadata": {}, "source": "two = 2"})
    find(notebook, "half-answer")["source"] = "half = whole / two"
    found = regraded(grader, tmp_path, notebook)
    assert found.own_cells == 1
    assert message(found, "half").endswith(words.OWN_CELLS)


# Hidden checks.


def test_the_lower_result_counts_and_no_hidden_input_is_told(grade: GradeAnswers) -> None:
    found = grade(double="def double(number):\n    return {2.0: 4.0, 3.0: 6.0}[number]")
    assert earned(found) == FULL | {"double": 0.0}
    assert message(found, "double") == words.HIDDEN_LOWER
    assert "7171" not in repr(found)


def test_hidden_checks_see_partial_credit_too(grade: GradeAnswers) -> None:
    found = grade(double="def double(number):\n    return 2 * abs(number)")
    assert earned(found) == FULL | {"double": 1.0}
    assert message(found, "double") == words.HIDDEN_LOWER


def test_hidden_checks_cannot_add_points(grade: GradeAnswers) -> None:
    found = grade(double="def double(number):\n    return 2 * number if abs(number) > 3 else 0")
    assert earned(found) == FULL | {"double": 0.0}
    assert message(found, "double") == "At 2: not right. At 3: not right."


# Checks that fail.


def test_a_check_that_fails_costs_no_other_question_and_the_trainer_hears_of_it(
    trial: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(trial, tmp_path / "trial")
    checks = (folder / "checks.py").read_text("utf-8")
    (folder / "checks.py").write_text(checks.replace("work.given.whole / 3", "1 / 0"), "utf-8")
    with Grader(folder) as grader:
        found = grader.grade(folder / "honest.ipynb")
    assert earned(found) == FULL | {"half": 0.0}
    assert message(found, "half") == words.COULD_NOT_JUDGE
    assert found.broken == ("half: ZeroDivisionError: division by zero",)


# Numbers of one's own.


def tokened(notebook: dict[str, Any], token: str) -> dict[str, Any]:
    notebook["metadata"]["casekit"]["token"] = token
    [start] = [cell for cell in notebook["cells"] if "start(" in "".join(cell["source"])]
    start["source"] = f'check, hint, summary, given = start("trial", globals(), "{token}")'
    return notebook


def test_each_learner_is_graded_by_the_numbers_of_the_token(
    grader: Grader, trial: Path, tmp_path: Path, notebook: dict[str, Any], find: Any
) -> None:
    exercise = load(trial)
    tokens = (mint(exercise) for _ in range(1_000))
    token = next(token for token in tokens if exercise.given.of(token).whole == 30)
    path = tmp_path / "trial.ipynb"
    path.write_text(json.dumps(tokened(notebook, token)), "utf-8")
    grade = grader.grade(path, [token])
    assert (earned(grade), grade.token) == (FULL, token)
    find(notebook, "half-answer")["source"] = "half = 5"  # right for those without a token
    path.write_text(json.dumps(notebook), "utf-8")
    assert earned(grader.grade(path, [token])) == FULL | {"half": 0.0}


def test_another_learners_token_is_refused(
    grader: Grader, trial: Path, tmp_path: Path, notebook: dict[str, Any]
) -> None:
    mine, other = mint(load(trial)), mint(load(trial))
    path = tmp_path / "trial.ipynb"
    path.write_text(json.dumps(tokened(notebook, other)), "utf-8")
    with pytest.raises(ProblemError, match="not one that this learner was given"):
        grader.grade(path, [mine])
    path.write_text(json.dumps(tokened(notebook, "x" * 50)), "utf-8")
    with pytest.raises(ProblemError, match="was changed"):
        grader.grade(path, [mine])


@pytest.mark.parametrize("numbered", [False, True], ids=["everybody's numbers", "numbers of one's own"])
def test_new_numbers_in_an_answer_change_nothing_that_is_graded(
    grader: Grader, tmp_path: Path, notebook: dict[str, Any], find: Any, numbered: bool
) -> None:
    token = mint(grader.assignment.exercise)
    find(notebook, "half-answer")["source"] = "given.retry()\nhalf = given.retry(3).whole / 2"
    find(notebook, "letter-answer")["source"] = "given = given.retry().of('another')\nletter = 'C'"
    path = tmp_path / "trial.ipynb"
    path.write_text(json.dumps(tokened(notebook, token) if numbered else notebook), "utf-8")
    assert earned(grader.grade(path, [token] if numbered else ())) == FULL


# Data.


def test_checks_never_take_their_data_from_where_the_submissions_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casekit.data import find as find_data

    (tmp_path / "datasets").mkdir()
    for file in ("reps_tenure.csv", "datapackage.json"):
        (tmp_path / "datasets" / file).write_text("planted", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CASEKIT_DATA", raising=False)
    assert find_data("reps_tenure").parent.parent == tmp_path  # what a check would find by itself
    folder = EXERCISES[0]
    with Grader(folder) as grader:
        grade = grader.grade(folder / "solution.ipynb")
    assert (grade.earned, grade.broken) == (grade.possible, ())
    assert find_data("reps_tenure").parent.parent == tmp_path


SECOND_HIDDEN = """

@question("table", "A table of two rows", points=1)
def table(work: Work) -> Verdict:
    '''Make a table; this time, it is the function again that is asked.'''
    return compare(work.call("double", 11.0).number(), 22, right="Right.", otherwise="Wrong.")
"""


def test_what_cells_say_once_a_hidden_check_has_asked_is_not_told(
    trial: Path, notebook: dict[str, Any], find: Any, limits: Any, tmp_path: Path
) -> None:
    folder, path = tmp_path / "trial", tmp_path / "trial.ipynb"
    shutil.copytree(trial, folder)
    with (folder / "hidden_checks.py").open("a", encoding="utf-8") as hidden:
        hidden.write(SECOND_HIDDEN)
    wait = "def double(number):\n    if number > 100:\n        time.sleep(1.5); os._exit(0)\n    return 2 * number"
    find(notebook, "double-answer")["source"] = f"import os, time\n{wait}"
    find(notebook, "letter-answer")["source"] = "import time\nraise ValueError(time.time())"
    path.write_text(json.dumps(notebook), "utf-8")
    with Grader(folder, limits) as grader:
        found = grader.grade(path)
        ended = time.time()
    assert (earned(found)["double"], earned(found)["table"]) == (0, 1), "both hidden questions were asked"
    [(_, told)] = found.cells
    moment = float(told.partition("ValueError: ")[2].split("`")[0])
    assert moment < ended - 1.5, "it is from before the first of them, which took that long"
