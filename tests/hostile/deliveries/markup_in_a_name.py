"""Files its work under a name that is an image with a script, for feedback pages, report and desk."""


def LAY(home, honest):  # noqa: N802
    path = home / "class" / "<img src=x onerror=alert(1)>" / "trial.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(honest)


WITHOUT = [("grading/reports/page.py", 'return f"<p>{escape(text)}</p>"', 'return f"<p>{text}</p>"')]
THEN = "no markup of a learner's reaches a page"
