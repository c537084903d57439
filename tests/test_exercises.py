"""Every exercise of the kit: the copy is up to date, full marks are possible, and mistakes are understood.

Most of this runs a notebook's cells in one plain namespace, without a kernel: the checks take the same path.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from casekit.exercise import Work, words
from casekit.exercise.checks import Question, Result, judge
from casekit.exercise.folder import Exercise, load
from casekit.exercise.plain import Answers, Live, Plain
from casekit.exercise.release import BEGIN, END, learner_copy, read_notebook
from casekit.exercise.run import check_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[1] / "exercises").glob("*/solution.ipynb"))
Namespace = dict[str, Any]


class TypicalMistake(NamedTuple):
    """A row of the table in design.md."""

    folder: Path
    question: str
    name: str
    edit: str


def typical_mistakes(folder: Path) -> Iterator[TypicalMistake]:
    rows = (line for line in (folder / "design.md").read_text("utf-8").splitlines() if line.startswith("| "))
    for row in list(rows)[1:]:
        question, name, edit = (cell.strip() for cell in row.strip("|").split(" | "))
        yield TypicalMistake(folder, question, name, edit.strip("`| "))


MISTAKES = [mistake for folder in FOLDERS for mistake in typical_mistakes(folder)]
each_exercise = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
each_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.question}: {m.name}")


@cache
def exercise(folder: Path) -> Exercise:
    return load(folder)


def notebook(folder: Path, name: str) -> Any:
    return read_notebook(folder / f"{name}.ipynb")


def code(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def run(folder: Path, cells: list[str]) -> Namespace:
    namespace: Namespace = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for cell in cells:
            exec(cell, namespace)
    return namespace


@cache
def solved(folder: Path) -> Namespace:
    return run(folder, code(notebook(folder, "solution")))


def results(folder: Path, namespace: Namespace) -> list[Result]:
    work = Work(Live(namespace), exercise(folder).given)
    return [judge(question, work) for question in exercise(folder).questions]


def earned(folder: Path, namespace: Namespace) -> dict[str, float]:
    return {result.question: result.earned for result in results(folder, namespace)}


def judge_mistake(mistake: TypicalMistake) -> Result:
    namespace = dict(solved(mistake.folder))
    exec(mistake.edit, namespace)
    question = exercise(mistake.folder).question(mistake.question)
    return judge(question, Work(Live(namespace), exercise(mistake.folder).given))


def test_there_are_exercises_with_typical_mistakes() -> None:
    assert {mistake.folder for mistake in MISTAKES} == set(FOLDERS) != set()


# The learner's copy.


@each_exercise
def test_the_copy_is_what_release_makes_of_the_solution(folder: Path) -> None:
    made = learner_copy(folder / "solution.ipynb", exercise(folder))
    assert (folder / "learner.ipynb").read_text("utf-8") == made, "run: casekit release --out exercises"


@each_exercise
def test_copy_and_solution_agree_cell_by_cell(folder: Path) -> None:
    pairs = zip(notebook(folder, "learner").cells, notebook(folder, "solution").cells, strict=True)
    for learner, solution in pairs:
        assert (learner.id, learner.cell_type) == (solution.id, solution.cell_type)
        assert learner.metadata.nbgrader == solution.metadata.nbgrader
        if solution.metadata.nbgrader.solution:
            before, _, rest = solution.source.partition(BEGIN)
            assert learner.source.split() == (before + rest.partition(END)[2]).split()
        else:
            assert learner.source == solution.source


@each_exercise
def test_the_copy_holds_no_line_of_a_solution_and_no_output(folder: Path) -> None:
    copy = (folder / "learner.ipynb").read_text("utf-8")
    for cell in notebook(folder, "solution").cells:
        for line in cell.source.partition(BEGIN)[2].partition(END)[0].splitlines():
            assert json.dumps(line.strip())[1:-1] not in copy or len(line.strip()) < 5, line
    assert all(cell.outputs == [] for cell in notebook(folder, "learner").cells if cell.cell_type == "code")


# Points.


@each_exercise
def test_an_untouched_copy_earns_nothing_and_is_told_so_kindly(folder: Path) -> None:
    untouched = results(folder, run(folder, code(notebook(folder, "learner"))))
    assert {result.earned for result in untouched} == {0.0}
    assert {result.mistake for result in untouched} == {words.UNANSWERED}


@each_exercise
def test_the_solution_earns_every_point(folder: Path) -> None:
    assert earned(folder, solved(folder)) == {entry.id: entry.points for entry in exercise(folder).questions}


@each_exercise
def test_each_question_solved_alone_earns_exactly_its_points(folder: Path) -> None:
    learner, solution = notebook(folder, "learner"), notebook(folder, "solution")
    nothing = dict.fromkeys((entry.id for entry in exercise(folder).questions), 0.0)
    seen = set()
    for place, cell in enumerate(solution.cells):
        if cell.cell_type == "code" and cell.metadata.nbgrader.solution:
            cells = [*learner.cells[:place], cell, *learner.cells[place + 1 :]]
            alone = earned(folder, run(folder, [cell.source for cell in cells if cell.cell_type == "code"]))
            [question] = [name for name, points in alone.items() if points]
            assert alone == nothing | {question: exercise(folder).question(question).points}
            seen.add(question)
    assert seen == set(nothing)


@each_exercise
def test_the_rubric_adds_up(folder: Path) -> None:
    rubric = yaml.safe_load((folder / "rubric.yml").read_text("utf-8"))
    assert rubric["exercise"] == folder.name
    assert {answer["id"]: answer["points"] for answer in rubric["answers"]} == {
        entry.id: entry.points for entry in exercise(folder).written
    }
    for answer in rubric["answers"]:
        low, high = answer["scale"]
        for criterion in answer["criteria"]:
            assert set(criterion) == {"name", *range(low, high + 1)}


# Messages.


@each_mistake
def test_a_typical_mistake_is_recognised_and_costs_points(mistake: TypicalMistake) -> None:
    result = judge_mistake(mistake)
    assert result.mistake == mistake.name
    assert result.earned < result.possible


@each_exercise
def test_every_typical_mistake_has_a_message_of_its_own(folder: Path) -> None:
    made = [judge_mistake(mistake) for mistake in MISTAKES if mistake.folder == folder]
    assert len({result.message for result in made}) == len(made)


@each_exercise
def test_every_mistake_that_the_checks_know_is_in_the_design(folder: Path) -> None:
    known = set(re.findall(r'Mistake\(\s*"([^"]+)"', (folder / "checks.py").read_text("utf-8")))
    assert known <= {mistake.name for mistake in MISTAKES if mistake.folder == folder}


class Recorder:
    """Passes answers on, and remembers them."""

    def __init__(self, namespace: Namespace) -> None:
        self.live = Live(namespace)
        self.values: dict[str, Plain] = {}
        self.calls: dict[str, Plain] = {}

    def value(self, name: str) -> Plain:
        return self.values.setdefault(name, self.live.value(name))

    def call(self, name: str, arguments: tuple[Any, ...]) -> Plain:
        return self.calls.setdefault(json.dumps([name, arguments]), self.live.call(name, arguments))


class Replay:
    """Gives the answers that came back as JSON, as a grader would have them."""

    def __init__(self, recorder: Recorder) -> None:
        self.values, self.calls = json.loads(json.dumps([recorder.values, recorder.calls], allow_nan=False))

    def value(self, name: str) -> Plain:
        plain: Plain = self.values[name]
        return plain

    def call(self, name: str, arguments: tuple[Any, ...]) -> Plain:
        plain: Plain = self.calls[json.dumps([name, arguments])]
        return plain


def judged_with(folder: Path, question: Question, answers: Answers) -> Result:
    return judge(question, Work(answers, exercise(folder).given))


@each_exercise
def test_the_checks_judge_plain_json_as_they_judge_live_values(folder: Path) -> None:
    questions = exercise(folder).questions
    untouched = run(folder, code(notebook(folder, "learner")))
    pairs = [(question, namespace) for question in questions for namespace in (solved(folder), untouched)]
    for mistake in MISTAKES:
        if mistake.folder == folder:
            wrong = dict(solved(folder))
            exec(mistake.edit, wrong)
            pairs.append((exercise(folder).question(mistake.question), wrong))
    for question, namespace in pairs:
        live = judged_with(folder, question, recorder := Recorder(namespace))
        assert judged_with(folder, question, Replay(recorder)) == live


def answers_to(folder: Path, question: Question) -> list[float | str]:
    """Return the right answers that a check reads."""
    judged_with(folder, question, recorder := Recorder(solved(folder)))
    found = [*recorder.values.values(), *recorder.calls.values()]
    return [plain["value"] for plain in found if plain["kind"] in ("number", "text")]  # type: ignore[misc]


def gives_away(message: str, answer: float | str) -> bool:
    """Whether a message names an answer, as it is, rounded, or in percent."""
    if isinstance(answer, str):
        return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", message, re.IGNORECASE) is not None
    figures = [
        float(figure.replace(",", "")) for figure in re.findall(r"\d[\d,]*\.?\d*", message.replace(", ", " "))
    ]
    return any(
        abs(figure - scale * answer) <= 0.005 * abs(scale * answer)
        for figure in figures
        for scale in (1, 100, 0.01)
    )


@pytest.mark.parametrize(
    ("message", "answer", "leaks"),
    [
        ("It is 1.24.", 1.2363, True),
        ("It is 1.236", 1.2363, True),
        ("About 124 %", 1.2363, True),
        ("1,236.30 dollars", 1236.3, True),
        ("Within 0.01", 1.2363, False),
        ("Take C.", "C", True),
        ("Count the days.", "C", False),
        ("use `cost_of_a_quit`", "cost_of_a_quit", True),
    ],
)
def test_the_search_for_leaks_finds_leaks(message: str, answer: float | str, leaks: bool) -> None:
    assert gives_away(message, answer) == leaks


class OtherAnswers:
    """Gives the right kinds of answers, none of them right or a typical mistake: numbers far off, other texts."""

    def __init__(self, recorder: Recorder, text: str) -> None:
        self.recorder, self.text = recorder, text

    def value(self, name: str) -> Plain:
        return self.other(self.recorder.value(name))

    def call(self, name: str, arguments: tuple[Any, ...]) -> Plain:
        return self.other(self.recorder.call(name, arguments))

    def other(self, plain: Plain) -> Plain:
        match plain["kind"], plain["value"]:
            case "number", int() | float() as value:
                return Plain(kind="number", value=1e6 + 7 * value)
            case "text", _:
                return Plain(kind="text", value=self.text)
        return plain


def options(folder: Path, question: Question, recorder: Recorder) -> set[str]:
    """Return what a check says it would accept as text."""
    refused = judged_with(folder, question, OtherAnswers(recorder, "none of them")).message
    return {
        option for found in re.findall(r"should be one of ([^.]+)\.", refused) for option in found.split(", ")
    }


def other_results(folder: Path) -> Iterator[Result]:
    for question in exercise(folder).questions:
        judged_with(folder, question, recorder := Recorder(solved(folder)))
        texts = options(folder, question, recorder)
        anything_else = judged_with(folder, question, OtherAnswers(recorder, "no option"))
        if "text" in {plain["kind"] for plain in recorder.values.values()}:
            assert texts or anything_else.mistake not in (None, words.UNUSABLE), (
                "free text, taken as it comes"
            )
        yield anything_else
        for text in texts:
            yield judged_with(folder, question, OtherAnswers(recorder, text))


@each_exercise
def test_no_message_and_no_hint_contains_the_answer(folder: Path) -> None:
    made = [
        (mistake.question, judge_mistake(mistake).message) for mistake in MISTAKES if mistake.folder == folder
    ]
    untouched = run(folder, code(notebook(folder, "learner")))
    made += [(r.question, r.message) for r in [*results(folder, solved(folder)), *results(folder, untouched)]]
    made += [(r.question, r.message) for r in other_results(folder) if r.mistake != words.UNUSABLE]
    made += [(name, hint) for name, hints in exercise(folder).hints.items() for hint in hints]
    made += [(entry.id, f"{entry.title} {entry.expects}") for entry in exercise(folder).questions]
    for name, message in made:
        for answer in answers_to(folder, exercise(folder).question(name)):
            assert not gives_away(message, answer), (name, answer, message)


@each_exercise
def test_the_notebook_states_each_task_and_its_points(folder: Path) -> None:
    prose = " ".join(
        " ".join(cell.source.split())
        for cell in notebook(folder, "learner").cells
        if cell.cell_type == "markdown"
    )
    for question in exercise(folder).questions:
        assert question.expects in prose
    stated = [float(points) for points in re.findall(r"## \d+\. [^(]*\((\d+) points?\)", prose)]
    assert stated == [entry.points for entry in exercise(folder).entries]


@each_exercise
def test_every_question_has_hints(folder: Path) -> None:
    assert set(exercise(folder).hints) == {entry.id for entry in exercise(folder).questions}


# What is not shown.


@each_exercise
def test_hidden_checks_agree_with_the_solution_and_ask_what_the_shown_ones_ask(folder: Path) -> None:
    hidden = hidden_questions(folder)
    for question in hidden:
        shown = exercise(folder).question(question.id)
        assert (question.title, question.points) == (shown.title, shown.points)
        assert judged_with(folder, question, Recorder(solved(folder))).earned == question.points
    untouched = Recorder(run(folder, code(notebook(folder, "learner"))))
    assert {judged_with(folder, question, untouched).earned for question in hidden} == {0.0}


def hidden_questions(folder: Path) -> list[Question]:
    namespace: Namespace = {}
    exec((folder / "hidden_checks.py").read_text("utf-8"), namespace)
    return [value for value in namespace.values() if isinstance(value, Question)]


class Crammed(Replay):
    """Answers what the shown checks ask, and knows nothing else."""

    def call(self, name: str, arguments: tuple[Any, ...]) -> Plain:
        return self.calls.get(json.dumps([name, arguments]), Plain(kind="number", value=1e6))


@each_exercise
def test_hidden_checks_find_a_function_made_for_the_shown_ones(folder: Path) -> None:
    for hidden in hidden_questions(folder):
        shown = exercise(folder).question(hidden.id)
        judged_with(folder, shown, recorder := Recorder(solved(folder)))
        assert recorder.calls, "a hidden check that calls no function needs a test of its own"
        assert judged_with(folder, shown, Crammed(recorder)).earned == shown.points
        assert judged_with(folder, hidden, Crammed(recorder)).earned == 0.0


# In a real kernel.


@each_exercise
def test_an_untouched_copy_runs_from_top_to_bottom(folder: Path, tmp_path: Path) -> None:
    report = check_notebook(folder / "learner.ipynb")
    assert report.errors == ()
    assert {result.earned for result in report.results} == {0.0}


@each_exercise
def test_stored_check_cells_end_in_a_float_as_nbgrader_wants_it(folder: Path) -> None:
    points = {question.id: question.points for question in exercise(folder).questions}
    for cell in notebook(folder, "solution").cells:
        if cell.cell_type == "code" and cell.metadata.nbgrader.grade:
            kinds = [output.output_type for output in cell.outputs]
            assert kinds == [
                "display_data",
                "execute_result",
            ]  # and no stream: one to stderr would cost it all
            assert cell.outputs[-1].data["text/plain"] == str(points[cell.metadata.nbgrader.grade_id])
