"""Takes the limits away from the process that watches over it."""

CODE = """
import resource
resource.prlimit(1, resource.RLIMIT_NPROC, (0, 0))
letter = "C"
"""
EARNS = {"letter": 0.0}
SAYS = "PermissionError"
WITHOUT = [
    (
        "grading/sandbox/syscalls.py",
        'rules.add_rule(seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0))',
        'rules.add_rule(seccomp.ALLOW, "prlimit64")',
    ),
    ("grading/sandbox/child.py", "    kernel.set_dumpable(False)\n", ""),
]
THEN = {"letter": 1.0}
