"""Hands in an answer with as much source as a compiler can bear."""

CODE = "letter = 'C'" + "\n# and so on" * 10_000
REFUSED = "more than 50,000 bytes"
WITHOUT = [
    (
        "grading/judging/submission.py",
        'if sum(len(source.encode("utf-8", "replace")) for source in answers.values()) > limits.source_bytes:',
        "if False:",
    )
]
THEN = {}
