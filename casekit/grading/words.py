"""Every sentence that grading shows, to a learner or to a trainer: to translate it, translate this file.

What a learner is told says what happened and what to do. It never says what a hidden check tried or expected,
and a learner's own words appear in it shortened and without anything that cannot be printed.
"""

from __future__ import annotations

import signal

# How a submission was run.
SANDBOXED = "bubblewrap"
UNSAFE = "none (unsafe)"
IN_KERNEL = "{mode}, kernel {kernel}"


def mode(unsafe: bool, kernel: str | None) -> str:
    """Return how a submission was run, as its grade says it.

    >>> mode(unsafe=False, kernel="course")
    'bubblewrap, kernel course'
    """
    found = UNSAFE if unsafe else SANDBOXED
    return found if kernel is None else IN_KERNEL.format(mode=found, kernel=kernel)


# Which kernel, for the person who grades.
NO_KERNEL = "There is no Jupyter kernel '{name}' on this machine, which has {known}."
OTHER_LANGUAGE = (
    "The Jupyter kernel '{name}' speaks {language}; answers are read from kernels that speak Python."
)
NO_PROGRAM = "The Jupyter kernel '{name}' is started by {program}, which is not there."
KERNEL_DIED = "its process ends before it says what it is"
KERNEL_FAILED = "The Jupyter kernel '{name}' cannot run the exercise's own cells: {reason}."
KERNEL_NEEDS = (
    "Its environment needs Python 3.11 or later, ipykernel and pandas; `jupyter console --kernel {name}` shows whether "
    "it starts at all. Without --kernel, answers run in this Python."
)
ADD_KERNEL = "`jupyter kernelspec list` shows the kernels; ipykernel's `install` adds one for an environment."

# Why there is no sandbox, for the person who grades.
NOT_LINUX = "Grading needs the Linux kernel, and this machine runs something else."
NO_BWRAP = "Grading needs bubblewrap, and there is no bwrap on this machine's path."
NO_SECCOMP = "Grading needs libseccomp and its Python binding, and one of them is missing."
NO_START = "The sandbox did not start: {reason}."
SETUP_FAILED = "the exercise's own cells stop with an error"
INSTALL = (
    "On Debian and Ubuntu: apt install bubblewrap libseccomp2; "
    "the binding comes with the kit's requirements (pyseccomp)."
)
WAYS_OUT = (
    "Grade in a container that may create namespaces, in WSL2, or on a Linux host; or, for notebooks "
    "you trust as you trust your own, without any sandbox (unsafe)."
)

# Why a whole submission is not graded: the sentence, and what to do about it.
NO_FILE = "{name} cannot be opened: {reason}."
NOT_A_FILE = "{name} is not a plain file (a link or a folder, perhaps)."
FILE_TOO_LARGE = "{name} has more than {most:,} bytes."
DAMAGED = "{name} is not a notebook: {reason}."
OLD_FORMAT = "{name} is not in the notebook format, version 4."
TOO_MANY_CELLS = "{name} has {found:,} cells; {most:,} are read."
SOURCE_TOO_LARGE = "The answers in {name} have more than {most:,} bytes."
OTHER_EXERCISE = "{name} says it belongs to exercise {found}, not {wanted}."
NO_ANSWER_CELLS = "{name} has none of the answer cells of exercise {wanted}."
SEND_AGAIN = "Ask for the notebook again, as Jupyter saves it."
CLEAR_OUTPUTS = "Ask for the notebook again, with its outputs cleared."
FRESH_COPY = "Ask for the answers in a fresh copy of the exercise."

# What is wrong with one answer cell.
MISSING_CELL = (
    "There is no answer to “{title}”: its cell `{cell}` is missing from your notebook, or has lost the mark by which "
    "it is found. Copy your answer into a fresh copy of the exercise and hand it in again."
)
DOUBLE_CELL = (
    "Your notebook has {count} different cells for `{cell}`, the answer to “{title}”, so none of them counts. "
    "Keep one, in a fresh copy of the exercise, and hand it in again."
)
OTHER_KIND_OF_CELL = (
    "The cell `{cell}`, with your answer to “{title}”, has become another kind of cell. "
    "Copy your answer into a fresh copy of the exercise and hand it in again."
)
CELL_STOPPED = "The cell `{cell}` {reason}, so `{name}` could not be judged."
CELL = "The cell `{cell}` {reason}."
CELL_FAILED = "stopped with `{error}`"
OWN_CELLS = " Only the answer cells run when it is graded: what they need has to stand in them."

# What ended a submission's process, as a clause after “the cell x” or “y”.
TOO_LONG = "ran for more than {seconds} seconds and was stopped"
NO_TIME_LEFT = "was not reached, since the time for the whole notebook was used up"
CPU_LIMIT = "used more processor time than there is for one notebook and was stopped"
KILLED = "reached a limit of processor time or memory and was stopped"
SIGNAL = "made Python itself crash ({signal})"
QUIT = "ended Python"
NOT_THE_PROTOCOL = "disturbed the line to the grader and was stopped"
NO_MEMORY = "used more memory than there is for one notebook"

# One answer.
UNREADABLE = "`{name}` {reason}, so it could not be judged."
COULD_NOT_JUDGE = "Your answer could not be judged; your trainer sees this too."
HIDDEN_LOWER = (
    "Your answer holds for what the notebook tries, but not for everything that the grade tries: "
    "it has to be right for other values as well."
)

# The names under which such answers are counted.
CELL_MISSING = "answer cell missing"
CELL_DOUBLE = "answer cell there twice"
CELL_ERROR = "the cell stops with an error"
RESOURCES = "stopped at a limit"
UNJUDGED = "could not be judged"

# What the doctor looks at.
IS_LINUX = "This is Linux."
HAS_BWRAP = "bubblewrap is installed."
HAS_SECCOMP = "libseccomp and its Python binding are installed."
STARTS = "The sandbox starts."
HOLDS = "A submission cannot reach {what}."
DOES_NOT_HOLD = (
    "Do not grade on this machine: the sandbox leaks. Please report it, with the kernel's version."
)
APPARMOR = (
    "This system forbids new user namespaces to programs it does not know (Ubuntu 23.10 and later). "
    "To allow them until the next start: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
)


def died(status: int) -> str:
    """Return why a process ended with this status, 128 + n for signal n.

    >>> died(0)
    'ended Python'
    >>> died(128 + 11)
    'made Python itself crash (SIGSEGV)'
    """
    if status == 128 + signal.SIGXCPU:
        return CPU_LIMIT
    if status == 128 + signal.SIGKILL:
        return KILLED
    try:
        return SIGNAL.format(signal=signal.Signals(status - 128).name)
    except ValueError:
        return QUIT
