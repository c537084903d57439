from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casekit.exercise import Given
from casekit.exercise.problem import ProblemError
from casekit.grading import Grader, Limits, words
from casekit.grading.sandbox import attempt, host, mounts, syscalls
from tests.grading.processes import run


def test_the_worker_is_replaced_if_somebody_ends_it(trial: Path) -> None:
    with Grader(trial) as grader:
        assert grader.grade(trial / "honest.ipynb").earned == 5
        before = grader.sandbox.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        assert grader.grade(trial / "honest.ipynb").earned == 5
        assert grader.sandbox.pid not in (before, None)


def test_a_closed_sandbox_leaves_nothing_running(trial: Path) -> None:
    with Grader(trial) as grader:
        grader.grade(trial / "honest.ipynb")
        pid = grader.sandbox.pid
    assert grader.sandbox.pid is None
    assert not Path(f"/proc/{pid}").exists()


def test_without_a_sandbox_every_grade_says_so(trial: Path) -> None:
    with Grader(trial, unsafe_no_sandbox=True) as grader:
        grade = grader.grade(trial / "honest.ipynb")
    assert (grade.earned, grade.sandbox) == (5, words.UNSAFE)
    assert "unsafe" in grade.sandbox


def refusal(trial: Path) -> ProblemError:
    with pytest.raises(ProblemError) as caught, Grader(trial):
        pass
    assert caught.value.status == 1
    return caught.value


def test_other_systems_are_refused_with_the_ways_out(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert refusal(trial).sentence == words.NOT_LINUX
    for way in ("container", "WSL2", "Linux host", "unsafe"):
        assert way in refusal(trial).hint


def test_a_machine_without_bubblewrap_is_told_what_to_install(
    trial: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert refusal(trial).sentence == words.NO_BWRAP
    assert "apt install bubblewrap" in refusal(trial).hint


def test_a_machine_without_libseccomp_is_told_what_to_install(
    trial: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "seccomp", None)
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    assert refusal(trial).sentence == words.NO_SECCOMP
    assert "libseccomp2" in refusal(trial).hint


def test_what_bubblewrap_complains_of_is_passed_on(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "LIBRARIES", ())
    assert "bwrap: execvp" in refusal(trial).sentence


def test_set_up_that_fails_is_the_exercises_fault_and_said(limits: Limits) -> None:
    with pytest.raises(ProblemError, match="ZeroDivisionError"):
        host.Sandbox([("broken", "1 / 0")], Given(), limits).start()


def test_a_sandbox_has_to_be_started(limits: Limits) -> None:
    with pytest.raises(attempt.LostError):
        host.Sandbox([], Given(), limits).begin()


def test_a_rehearsal_leaves_nothing_but_warmth(limits: Limits, tmp_path: Path) -> None:
    setup = [("start", "from casekit.data import load_reps_tenure\nseen = []")]
    between = [
        ("needs", "answer + 1"),
        ("between", "seen.append(1); made = 1; load_reps_tenure()['event'] = 7"),
    ]
    data = Path(__file__).parents[2] / "datasets"
    with host.Sandbox(setup, Given(), limits, data, rehearsal=between) as sandbox:
        assert run(sandbox, "assert seen == [] and 'made' not in globals()") is None
        assert run(sandbox, "reps = load_reps_tenure(); assert set(reps['event']) == {True, False}") is None
        assert run(sandbox, "reps = load_reps_tenure(); reps['event'] = 7") is None
        assert run(sandbox, "assert set(load_reps_tenure()['event']) == {True, False}") is None


def test_a_submission_is_the_only_process_it_sees(limits: Limits) -> None:
    with host.Sandbox([], Given(), limits) as sandbox:
        assert run(sandbox, "import os; assert (os.getpid(), os.getppid()) == (1, 0)") is None
        assert run(sandbox, "import os; assert os.getuid() and os.getuid() == os.stat('.').st_uid") is None
        threads = "import threading; assert threading.get_native_id() == 1"
        assert run(sandbox, f"{threads}; threading.Thread(target=print).start()") is None


def test_processor_time_is_limited(limits: Limits) -> None:
    with host.Sandbox([], Given(), replace(limits, cpu_seconds=1)) as sandbox:
        with pytest.raises(attempt.DiedError, match="processor time"):
            run(sandbox, "while True: pass")
        assert run(sandbox, "1 + 1") is None


def test_the_environment_of_the_grader_stays_outside() -> None:
    assert set(mounts.environment(None, "/scratch")) == {
        "HOME",
        "LANG",
        "MALLOC_ARENA_MAX",
        "MKL_NUM_THREADS",
        "MPLBACKEND",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "PYTHONHASHSEED",
        "TMPDIR",
        "TZ",
    }


def test_no_exercise_is_mounted(trial: Path) -> None:
    command = mounts.sandboxed("bwrap", 3, None)
    sources = [Path(command[place + 1]) for place, word in enumerate(command) if word == "--ro-bind"]
    checkout = Path(__file__).parents[2]
    assert sources
    for secret in (trial, checkout / "exercises", checkout / ".git", checkout, Path.home()):
        assert not any(secret == source or secret.is_relative_to(source) for source in sources)


def test_the_filter_is_a_program_of_whole_instructions() -> None:
    program = syscalls.program()
    assert len(program) > 500
    assert len(program) % 8 == 0
    assert program == syscalls.program()


def test_the_filter_allows_no_call_that_reaches_out_of_the_process() -> None:
    allowed = {*syscalls.FILES.split(), *syscalls.MEMORY.split(), *syscalls.THREADS.split()}
    forbidden = (
        "fork vfork execve execveat socket connect bind sendto sendmsg recvmsg ptrace process_vm_readv mount "
        "umount2 unshare setns chroot pivot_root keyctl add_key bpf io_uring_setup userfaultfd perf_event_open "
        "memfd_create shmget mknod mknodat open_by_handle_at kexec_load init_module pidfd_open pidfd_getfd "
        "setuid setresuid capset prctl personality seccomp sched_setscheduler setpriority"
    )
    assert not allowed & set(forbidden.split())


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (0, words.QUIT),
        (3, words.QUIT),
        (128 + 24, words.CPU_LIMIT),
        (128 + 9, words.KILLED),
        (255, words.QUIT),
    ],
)
def test_every_way_to_end_has_a_sentence(status: int, reason: str) -> None:
    assert words.died(status) == reason


def test_the_warm_interpreter_takes_nothing_from_where_it_is_started(
    trial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pandas.py").write_text("raise SystemExit('planted')", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for unsafe in (False, True):
        with Grader(trial, unsafe_no_sandbox=unsafe) as grader:
            assert grader.grade(trial / "honest.ipynb").earned == 5


def test_an_unprivileged_uid_runs_every_submission(trial: Path, tmp_path: Path, grade: Any) -> None:
    found = grade(letter="import os\nletter = 'C' if os.getuid() and not os.access('/kit', os.W_OK) else 'A'")
    assert found.earned == 5


def test_grading_needs_no_more_than_one_process_outside(trial: Path) -> None:
    code = (
        "import sys, pathlib; from casekit.grading import Grader\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "with Grader(folder) as grader: print(grader.grade(folder / 'honest.ipynb').earned)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(trial)], capture_output=True, text=True, timeout=120, check=True
    )
    assert (result.stdout, result.stderr) == ("5.0\n", "")
