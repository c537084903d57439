"""What comes with a class's files harms nothing that is made of them; without the defence it aims at, it does.

Each file in `deliveries` is one attack on everything around the grader: collecting, feedback, report, exports and
the marking desk. Its first sentence says what it tries. It has

LAY
    a function that puts a delivery at `class` or `class.zip` of a folder, given the honest notebook;
SAYS
    why it is refused, where it is;
WITHOUT
    the defence it aims at, as in the attacks;
THEN
    the promise of delivery.py that is broken without it, or "crashes: ERROR".

All of them run in another sandbox, with a copy of casekit, so that nothing but that copy can come to harm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.stated import TRIAL, Delivery, Edits
from tests.hostile.weakened import another_sandbox, weakened

HONEST = "zoe"
RUBRIC = "answers: [{id: words, points: 3, scale: [0, 1], criteria: [{name: Tone, 0: rude, 1: calm}]}]"
PATIENCE_S = 120


@pytest.fixture
def take(tmp_path: Path) -> Callable[[Delivery, Edits], Any]:
    """Return a function that takes a delivery and says what came of it: a few words if it crashed."""

    def take(delivery: Delivery, edits: Edits) -> Any:
        home = weakened(tmp_path, edits)
        (home / "trial" / "rubric.yml").write_text(RUBRIC, "utf-8")
        honest = (TRIAL / "honest.ipynb").read_bytes()
        delivery.lay(home, honest)
        _add_the_honest_one(home, honest)
        ran = subprocess.run(
            [*another_sandbox(home), sys.executable, "-P", str(home / "delivery.py"), str(home)],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(home), "TMPDIR": str(home), "HOME": str(home)},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        print(ran.stdout, ran.stderr)  # shown if this is not what was expected
        if ran.returncode:
            return f"crashes: {ran.stderr.splitlines()[-1].partition(':')[0]}"
        return json.loads(ran.stdout)

    return take


def _add_the_honest_one(home: Path, honest: bytes) -> None:
    if (home / "class.zip").exists():
        with zipfile.ZipFile(home / "class.zip", "a") as archive:
            archive.writestr(f"{HONEST}/trial.ipynb", honest)
        return
    path = home / "class" / HONEST / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


def test_every_delivery_is_taken_without_harm(
    delivery: Delivery, take: Callable[[Delivery, Edits], Any], remember: Callable[[Delivery, str], None]
) -> None:
    outcome = take(delivery, [])
    assert outcome["broken"] == []
    if delivery.says:
        assert any(delivery.says in said for said in outcome["refused"])
    else:
        assert outcome["refused"] == []
    remember(delivery, delivery.deserved)


def test_every_delivery_does_harm_without_the_defence_it_aims_at(
    delivery: Delivery, take: Callable[[Delivery, Edits], Any], remember: Callable[[Delivery, str], None]
) -> None:
    outcome = take(delivery, delivery.without)
    assert delivery.then in (outcome if isinstance(outcome, str) else outcome["broken"]), outcome
    remember(delivery, delivery.harm)


def test_every_delivery_says_in_a_sentence_what_it_tries(deliveries: list[Delivery]) -> None:
    sentences = [delivery.tries for delivery in deliveries]
    assert len(deliveries) >= 15
    assert len(set(sentences)) == len(sentences)
    assert all(20 < len(sentence) < 200 and sentence.endswith(".") for sentence in sentences)
