"""Closes the table of the class report with its name, and goes on with a frame of its own."""


def LAY(home, honest):  # noqa: N802
    path = home / "class" / "<iframe srcdoc=x>" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


WITHOUT = [
    (
        "grading/reports/page.py",
        'return f"<th{scope}{kind}>{escape(text)}</th>" if scope',
        'return f"<th{scope}{kind}>{text}</th>" if scope',
    )
]
THEN = "no markup of a learner's reaches a page"
