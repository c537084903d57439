"""nbformat comes without the grammar of web addresses, and works as before."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
{before}
from casekit.exercise.quick import nbformat

print("rfc3987_syntax" in sys.modules)
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
nbformat.validate(nbformat.reads(nbformat.writes(notebook), 4))
try:
    nbformat.validate({{"cells": [{{"cell_type": "none"}}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}})
except nbformat.ValidationError:
    print("refused")
import rfc3987_syntax

print(rfc3987_syntax.is_valid_syntax("iri", "https://example.org"))
"""


def said(before: str) -> list[str]:
    program = PROGRAM.format(before=before)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_the_grammar_is_not_loaded_and_can_be_afterwards() -> None:
    assert said("") == ["False", "refused", "True"]


def test_what_was_loaded_before_stays() -> None:
    assert said("import rfc3987_syntax") == ["True", "refused", "True"]
