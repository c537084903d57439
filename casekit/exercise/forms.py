"""Both forms of the test before and after, as notebooks and as pages to print; and the key, for trainers only."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from casekit.exercise.parallel import FORMS, LETTERS, TEST, UNKNOWN, Form, Item, read_items
from casekit.exercise.release import KERNEL, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

UNKNOWN_TEXT = "I don't know yet"
TITLE = """\
# {title}: form {form}

{count} questions on everyday decisions, about {minutes} minutes. This is no exam: it shows, for the class as a whole, \
what the course changes. There is no feedback here, on purpose. Where you don't know, say so (E); that is more useful \
than a guess.

Write one letter, between quotes, in place of each `...`. You need not run anything. Save the notebook at the end, and \
hand it in."""
STUB = "{id} = ...  # YOUR ANSWER HERE: one letter, A to E, between quotes\n"
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 45em; margin: 2em auto; padding: 0 1em; font: 1rem/1.5 system-ui, sans-serif; }}
li.question {{ break-inside: avoid; margin-bottom: 1.5em; }}
ol.options {{ list-style: upper-alpha; }}
@media print {{ body {{ margin: 0; font-size: 11pt; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
{opening}
<ol>
{questions}
</ol>
</body>
</html>
"""
PAPER = (
    "<p>Name or number: ____________________</p>\n<p>Circle one letter. Where you don't know, circle E.</p>"
)
FOR_TRAINERS = "<p>For trainers only. The idea is the same in both forms.</p>"


def release_tests(out: Path, items: Sequence[Item] | None = None) -> list[Path]:
    """Write both forms, each as a notebook and as a page to print, and the trainer's key; return what was written."""
    items = items or read_items()
    files = {"key-for-trainers.html": key_page(items)}
    for form in FORMS:
        files[f"form-{form}.ipynb"] = form_notebook(items, form)
        files[f"form-{form}.html"] = form_page(items, form)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (out / name).write_text(text, "utf-8")
    return [out / name for name in sorted(files)]


def form_notebook(items: Sequence[Item], form: str) -> str:
    """Return one form as the text of a notebook."""
    opening = TITLE.format(title="Before and after", form=form, count=len(items), minutes=len(items) + 3)
    cells = [new_markdown_cell(opening, id="title", metadata={"editable": False, "deletable": False})]
    for number, item in enumerate(items, 1):
        options = "\n".join(f"- **{letter}** {text}" for letter, text in _lettered(item.forms[form]))
        text = f"## {number}\n\n{item.forms[form].text}\n\n{options}"
        kept = {"editable": False, "deletable": False}
        cells.append(new_markdown_cell(text, id=f"{item.id}-text", metadata=kept))
        cells.append(
            new_code_cell(STUB.format(id=item.id).strip(), id=item.id, metadata={"deletable": False})
        )
    metadata = {
        "casekit": {"test": TEST, "form": form},
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    return as_text(new_notebook(cells=cells, metadata=metadata))


def form_page(items: Sequence[Item], form: str) -> str:
    """Return one form as a page to print."""
    questions = "\n".join(_printed(item.forms[form]) for item in items)
    return PAGE.format(title=f"Before and after: form {form}", opening=PAPER, questions=questions)


def key_page(items: Sequence[Item]) -> str:
    """Return the right answers of both forms, with the idea of each question and why."""
    rows = "\n".join(
        f'<li class="question"><strong>{escape(item.idea)}</strong> (case {item.case})<ul>'
        + "".join(
            f"<li>Form {name}: {form.right}, {escape(form.options[LETTERS.index(form.right)])}. {escape(form.why)}</li>"
            for name, form in item.forms.items()
        )
        + "</ul></li>"
        for item in items
    )
    return PAGE.format(title="Before and after: the key", opening=FOR_TRAINERS, questions=rows)


def _lettered(form: Form) -> Iterator[tuple[str, str]]:
    yield from zip(LETTERS, form.options, strict=True)
    yield UNKNOWN, UNKNOWN_TEXT


def _printed(form: Form) -> str:
    options = "".join(f"<li>{escape(text)}</li>" for _, text in _lettered(form))
    return f'<li class="question">{escape(form.text)}<ol class="options">{options}</ol></li>'
