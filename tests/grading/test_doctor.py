from __future__ import annotations

import sys

import pytest

from casekit.grading import doctor, words
from casekit.grading.sandbox import mounts


def test_this_machine_is_fit_and_everything_was_tried() -> None:
    findings = doctor.examine()
    assert [finding for finding in findings if not finding.met] == []
    assert len(findings) == 4 + len(doctor.FORBIDDEN)


def only_failure() -> doctor.Finding:
    *met, last = doctor.examine()
    assert all(finding.met for finding in met)
    assert not last.met
    return last


def test_another_system_is_told_the_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert only_failure() == doctor.Finding(words.IS_LINUX, False, words.WAYS_OUT)


def test_what_is_missing_is_to_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "seccomp", None)
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    assert only_failure() == doctor.Finding(words.HAS_SECCOMP, False, words.INSTALL)
    monkeypatch.setenv("PATH", "/nowhere")
    assert only_failure() == doctor.Finding(words.HAS_BWRAP, False, words.INSTALL)


def test_a_sandbox_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "LIBRARIES", ())
    found = only_failure()
    assert found.condition == words.STARTS
    assert "bwrap: execvp" in found.advice


def test_a_leak_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor.FORBIDDEN, "nothing at all", "pass")
    assert only_failure().condition == words.HOLDS.format(what="nothing at all")
