"""What holds for every grade, whatever was handed in: run by the tests, and by a weakened grader.

    python promises.py TRIAL NOTEBOOK LIMITS

grades a notebook twice with the casekit that is found first, and prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from casekit.exercise.feedback import result_panel
from casekit.grading import Grade, Grader, Limits

HIDDEN_INPUTS = ("7171", "4242")
LONGEST = 2_000
HIDES_OR_REORDERS = {*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x2028, 0x202F)}


def broken(grade: Grade, grader: Grader) -> list[str]:
    """Return the promises that a grade breaks."""
    told = [*(result.message for result in grade.results), *(sentence for _, sentence in grade.cells)]
    shown = [
        result_panel(grader.assignment.exercise.question(result.question), result)._repr_html_()
        for result in grade.results
    ]
    promises = {
        "a message is one line that hides and reorders nothing": not any(
            ord(letter) in HIDES_OR_REORDERS for text in told for letter in text
        ),
        "a message can be stored": all(text == text.encode("utf-8", "replace").decode() for text in told),
        "a message is short and says something": all(0 < len(text) <= LONGEST for text in told),
        "a message holds no traceback": not any("Traceback" in text for text in told),
        "no hidden input is told": not any(secret in text for text in told for secret in HIDDEN_INPUTS),
        "no markup of the learner's reaches the page": not any("<script" in page for page in shown),
        "points stay within what there is": all(0 <= r.earned <= r.possible for r in grade.results),
        "no check fails itself": grade.broken == (),
    }
    return [promise for promise, kept in promises.items() if not kept]


def main(trial: str, notebook: str, limits: str) -> None:
    with Grader(Path(trial), Limits(**json.loads(limits))) as grader:
        print("ready", flush=True)
        for _ in range(2):  # some attacks prepare the ground for the next submission
            grade = grader.grade(Path(notebook))
        earned = {result.question: result.earned for result in grade.results}
        told = [result.message for result in grade.results]
        print(json.dumps({"earned": earned, "broken": broken(grade, grader), "told": told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
