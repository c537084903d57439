"""The pages of the models: one that introduces them, and one for each, which Sphinx fills from the docstrings."""

from __future__ import annotations

import pkgutil
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from casekit import models
from casekit.reference.text import first_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SOURCE = "casekit/models/"
NOT_A_MODEL = "validate"  # what the models accept

INTRODUCTION = """\
# The models

Everything that this kit computes comes from the functions on the pages below. They need nothing but Python's \
standard library, so they run anywhere, in a browser too; they are pure, so the same question always gets the same \
answer; and each says where its formula comes from and where it stops being true. Their results are compared in \
tests with numbers that others have published, and with other people's programs.

```python
from casekit.models.staffing import erlang_c_queue

erlang_c_queue(calls_per_hour=90, handle_time_s=300, agents=11).service_level
```

Units are part of the names: `_s` is seconds, `_min` minutes, `_h` hours. Whatever makes no sense (text, a negative \
rate, not a number, a list of the wrong length) is refused with a `ValueError` that names the argument, the value \
given and what would be accepted. A queue that cannot keep up is an answer and not an error. The defaults, and how \
sure we are of each, are on the page of [assumptions](assumptions.md)."""


def names() -> list[str]:
    """Return the names of the models' modules, in the alphabet's order."""
    return [info.name for info in pkgutil.iter_modules(models.__path__) if info.name != NOT_A_MODEL]


def pages() -> Mapping[str, Callable[[], str]]:
    """Return what writes each page, by file name."""
    return {"models.md": page} | {f"models/{name}.md": partial(model_page, name) for name in names()}


def page() -> str:
    """Return the introduction and the list of the models, as Markdown."""
    lines = "\n".join(f"- [{title(name)}](models/{name}.md): {_claim(name)}" for name in names())
    return f"{first_line(SOURCE)}\n\n{INTRODUCTION}\n\n{lines}\n"


def model_page(name: str) -> str:
    """Return the page of one model, as Markdown: Sphinx puts the docstrings in when the site is built."""
    package = hasattr(import_module(f"casekit.models.{name}"), "__path__")
    options = "\n   :imported-members:" if package else ""
    directive = f"```{{eval-rst}}\n.. automodule:: casekit.models.{name}{options}\n```"
    imported = f"```python\nfrom casekit.models import {name}\n```"
    return f"{first_line(SOURCE)}\n\n# {title(name)}\n\n{imported}\n\n{directive}\n"


def title(name: str) -> str:
    """Return a module's name as a heading.

    >>> title("business_case")
    'Business case'
    """
    return name.replace("_", " ").capitalize()


def _claim(name: str) -> str:
    """Return a model's first sentence, without its name before it."""
    first = (import_module(f"casekit.models.{name}").__doc__ or "").strip().splitlines()[0]
    claim = first.removeprefix(f"{title(name)}: ")
    return claim[0].upper() + claim[1:]
