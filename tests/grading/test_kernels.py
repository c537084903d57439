"""The slow path: answers in a Jupyter kernel through nbclient give the same grades, and may as little."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise import Given, Quantity
from casekit.exercise.problem import ProblemError
from casekit.grading import Grade, Grader, Limits, words
from casekit.grading.records.gradebook import is_safe
from casekit.grading.running.desk import Desk
from casekit.grading.running.orders import Order, Refusal, Setup
from casekit.grading.sandbox import attempt, host, kernels, syscalls
from tests.grading.processes import descendants, run

LAUNCHER = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


def install(folder: Path, name: str, **spec: object) -> None:
    """Make a kernel known to Jupyter, in a folder of its search path."""
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(
        json.dumps({"argv": LAUNCHER, "display_name": name, "language": "python"} | spec), "utf-8"
    )


@pytest.fixture(scope="module")
def search_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        yield folder


@pytest.fixture(scope="module")
def course(search_path: Path) -> str:
    """Return the name of a kernel that differs from the grader's own Python by a variable of its environment."""
    install(search_path, "course", env={"COURSE": "2026"})
    return "course"


@pytest.fixture
def slow(course: str, trial: Path, limits: Limits) -> Iterator[Grader]:
    with Grader(trial, limits, kernel=course) as grader:
        yield grader


@pytest.fixture
def written(notebook: dict[str, Any], find: Any, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the honest notebook with some answers in place of its own."""

    def written(**answers: str) -> Path:
        for name, source in answers.items():
            find(notebook, f"{name}-answer")["source"] = source
        path = tmp_path / "trial.ipynb"
        path.write_text(json.dumps(notebook), "utf-8")
        return path

    return written


def sandbox(name: str, limits: Limits) -> host.Sandbox:
    return host.Sandbox([], Given(), limits, kernel=kernels.find(name))


def alike(grade: Grade) -> Grade:
    return replace(grade, seconds=0.0, sandbox="")


def test_answers_run_in_the_kernel_that_is_named(slow: Grader, written: Callable[..., Path]) -> None:
    source = "import os\nletter = 'C' if os.environ['COURSE'] == '2026' else 'A'"
    grade = slow.grade(written(letter=source))
    assert (grade.earned, grade.sandbox) == (5.0, "bubblewrap, kernel course")
    assert is_safe(grade.sandbox)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"half": "half = whole / 3", "letter": "letter = 'no letter'"},
        {"half": "half = float('nan')", "double": "def double(number): return 1 / 0"},
        {"half": "half = undefined", "double": "double = 3", "table": "rows = {'name': [1]}"},
        {
            "half": "from __future__ import annotations\nhalf = whole / 2",
            "double": "def double(number: int): return 2 * number * (double.__annotations__ == {'number': int})",
        },
        {"half": "print('x' * 2_000_000)\nhalf = whole / 2", "letter": "letter = 'C'  # \udc80"},
        {"letter": "class Odd:\n    __eq__ = None\nletter = Odd()", "table": "raise SystemExit('enough')"},
    ],
)
def test_the_grade_is_the_fast_one(
    slow: Grader, grader: Grader, written: Callable[..., Path], answers: dict[str, str]
) -> None:
    path = written(**answers)
    assert alike(slow.grade(path)) == alike(grader.grade(path))


def test_each_learner_has_numbers_of_their_own(course: str, limits: Limits) -> None:
    given = Given(whole=Quantity(10, "", "what is halved", varies=(10, 20, 30)))
    setup = [
        ("start", 'from casekit.exercise import start\nchecks = start("trial", globals())'),
        ("tools", "whole = checks.given.whole"),
    ]
    with host.Sandbox(setup, given, limits, kernel=kernels.find(course)) as started:
        for own, expected in ((None, 10), (Given(whole=Quantity(30, "", "what is halved")), 30)):
            process = started.begin(own)
            answer = json.loads(process.ask({"value": "whole"}, time.monotonic() + 10))
            process.end()
            assert answer == {"kind": "number", "value": expected}


def test_what_a_cell_does_to_its_kernel_costs_its_own_question(
    slow: Grader, written: Callable[..., Path]
) -> None:
    grade = slow.grade(written(half="while True: pass", letter="import os; os._exit(3)"))
    assert {result.question: result.earned for result in grade.results} == {
        "half": 0, "double": 2, "letter": 0, "table": 1,
    }  # fmt: skip
    told = dict(grade.cells)
    assert words.TOO_LONG.format(seconds="2") in told["half-answer"]
    assert words.QUIT in told["letter-answer"]


def test_memory_and_processor_time_are_counted_from_when_the_kernel_has_started(
    course: str, limits: Limits
) -> None:
    with sandbox(course, replace(limits, cpu_seconds=1)) as started:
        assert run(started, f"held = bytearray({limits.memory_bytes // 2})") is None
        assert str(run(started, f"held = bytearray({limits.memory_bytes * 2})")).startswith("MemoryError")
        with pytest.raises(attempt.DiedError, match="processor time"):
            run(started, "while True: pass")


def addresses(pid: int) -> int:
    """Return how much memory a process may address, in bytes."""
    [line] = [x for x in Path(f"/proc/{pid}/limits").read_text().splitlines() if x.startswith("Max address")]
    return int(line.split()[3])


def test_what_starts_the_kernel_gives_its_memory_back(course: str, limits: Limits) -> None:
    with sandbox(course, limits) as started:
        assert started.pid is not None
        before = set(descendants(started.pid))
        process = started.begin()
        most = [addresses(pid) for pid in set(descendants(started.pid)) - before]
        process.end()
    assert len(most) == 2
    assert all(each < kernels.STARTING_BYTES for each in most)


def test_threads_are_few(course: str, limits: Limits) -> None:
    source = (
        "import threading, time\nstarted = 0\ntry:\n    for _ in range(100):\n"
        "        threading.Thread(target=time.sleep, args=(9,), daemon=True).start(); started += 1\n"
        "except RuntimeError: pass\nraise ValueError(started)"
    )
    with sandbox(course, limits) as started:
        error = str(run(started, source))
    assert limits.threads <= int(error.removeprefix("ValueError: ")) < 2 * limits.threads


REACHING_OUT = {
    "a process": "import os; os.fork()",
    "a program": "import os; os.execv('/bin/true', ['true'])",
    "a socket": "import socket; socket.socket()",
    "a process from another thread": (
        "import os\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "ThreadPoolExecutor(1).submit(os.fork).result()"
    ),
    "a process from a thread of the kernel's": (
        "import os, time\nfrom IPython import get_ipython\nfailed = []\n"
        "def fork():\n    try:\n        os.fork()\n    except OSError as error:\n        failed.append(error)\n"
        "get_ipython().kernel.control_thread.io_loop.add_callback(fork)\n"
        "while not failed:\n    time.sleep(0.01)\nraise failed[0]"
    ),
    "a namespace": "import ctypes; failed = ctypes.CDLL(None).unshare(0x10000000)\nif failed: raise OSError",
}


@pytest.mark.parametrize("source", REACHING_OUT.values(), ids=REACHING_OUT)
def test_a_kernel_may_start_nothing_and_open_no_socket(course: str, limits: Limits, source: str) -> None:
    with sandbox(course, limits) as started:
        assert "Error" in str(run(started, source))


def test_it_is_its_own_filter_that_keeps_it_from_that(
    course: str, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = syscalls.program(talk=True, starting=True)
    monkeypatch.setattr(syscalls, "program", lambda **_: whole)
    with sandbox(course, limits) as started:
        assert run(started, "import os\nif not os.fork(): os._exit(0)") is None
        assert run(started, "import socket; socket.socket()") is None


def test_what_starts_a_kernel_may_start_programs_and_no_namespace() -> None:
    talk, starting = set(syscalls.TALK.split()), set(syscalls.STARTING.split())
    assert not talk & {"socket", "connect", "bind", "listen", "execve", "fork", "vfork", "seccomp"}
    never = (
        "execveat ptrace process_vm_readv mount umount2 unshare setns chroot pivot_root keyctl bpf io_uring_setup "
        "userfaultfd perf_event_open memfd_create pidfd_getfd setuid setresuid capset prctl personality"
    )
    assert not (talk | starting) & set(never.split())


def test_a_learner_leaves_nothing_for_the_next(course: str, limits: Limits) -> None:
    with sandbox(course, limits) as started:
        before = "import os\nassert not os.path.exists('note'), 'found'\nopen('note', 'w').close()"
        assert [run(started, before) for _ in range(2)] == [None, None]


def test_without_a_sandbox_every_grade_says_so(course: str, trial: Path) -> None:
    with Grader(trial, unsafe_no_sandbox=True, kernel=course) as grader:
        grade = grader.grade(trial / "honest.ipynb")
    assert (grade.earned, grade.sandbox) == (5, "none (unsafe), kernel course")
    assert not is_safe(grade.sandbox)


def test_without_a_sandbox_nothing_is_left_either(course: str, limits: Limits, tmp_path: Path) -> None:
    place = tmp_path / "left"
    source = f"import ctypes, os; open({str(place)!r}, 'w').write(f'{{os.getpid()}} {{os.getcwd()}}')\n"
    source += "ctypes.PyDLL(None).sleep(60)"  # and holds the interpreter's lock
    unsafe = host.Sandbox([], Given(), limits, unsafe_no_sandbox=True, kernel=kernels.find(course))
    with unsafe as started, pytest.raises(attempt.DiedError):
        run(started, source, seconds=5)
    pid, folder = place.read_text().split()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(folder).exists()


def test_the_desk_grades_in_the_kernel_of_its_setup(course: str, trial: Path, limits: Limits) -> None:
    order = Order(1, trial, trial / "honest.ipynb", ())
    with Desk(Setup(limits, unsafe_no_sandbox=False, kernel=course)) as desk:
        found = desk.grade(order)
    assert isinstance(found, Grade)
    assert found.sandbox == "bubblewrap, kernel course"
    with Desk(Setup(limits, unsafe_no_sandbox=False, kernel="nobody")) as desk:
        refused = desk.grade(order)
    assert isinstance(refused, Refusal)
    assert refused.hopeless


@pytest.mark.parametrize(
    ("name", "spec", "sentence"),
    [
        ("julia-1", {"language": "julia"}, "'julia-1' speaks julia"),
        (
            "gone",
            {"argv": ["/nowhere/python", "-m", "ipykernel_launcher"]},
            "/nowhere/python, which is not there",
        ),
    ],
)
def test_a_kernel_that_will_not_do_is_refused(
    search_path: Path, name: str, spec: dict[str, object], sentence: str
) -> None:
    install(search_path, name, **spec)
    with pytest.raises(ProblemError) as caught:
        kernels.find(name)
    assert sentence in caught.value.sentence
    assert "kernelspec list" in caught.value.hint


def test_a_kernel_that_nobody_knows_is_refused_with_those_that_are_there(course: str) -> None:
    with pytest.raises(ProblemError, match=r"no Jupyter kernel 'nobody' .*course.*python3"):
        kernels.find("nobody")


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("mute", "raise SystemExit(1)", "Kernel died"),
        ("bare", "import sys; sys.modules['pandas'] = None; "
         "from ipykernel import kernelapp; kernelapp.launch_new_instance()", "pandas"),
    ],
)  # fmt: skip
def test_a_kernel_that_does_not_start_is_no_submissions_fault(
    search_path: Path, limits: Limits, name: str, code: str, reason: str
) -> None:
    install(search_path, name, argv=[sys.executable, "-c", code, "-f", "{connection_file}"])
    started = sandbox(name, limits)
    with pytest.raises(ProblemError) as caught:
        started.start()
    assert f"'{name}' cannot run the exercise's own cells: " in caught.value.sentence
    assert reason in caught.value.sentence
    assert f"--kernel {name}" in caught.value.hint
    assert started.pid is None


def test_a_kernel_brings_its_program_and_its_libraries(tmp_path: Path) -> None:
    base, own = tmp_path / "python", tmp_path / "course"
    for folder in (base / "bin", base / "lib", own / "bin", own / "lib", base / "share"):
        folder.mkdir(parents=True)
    (base / "bin" / "python3").touch()
    (own / "pyvenv.cfg").touch()
    (own / "bin" / "python").symlink_to(base / "bin" / "python3")
    kernel = kernels.Kernel("course", (str(own / "bin" / "python"),), {})
    assert list(kernel.files()) == [
        own / "bin" / "python", own / "pyvenv.cfg", own / "lib", base / "bin" / "python3", base / "lib",
    ]  # fmt: skip
    [program] = kernels.Kernel("system", ("/usr/bin/env",), {}).files()
    assert program == Path("/usr/bin/env")
