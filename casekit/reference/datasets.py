"""The page of datasets: what datapackage.json says of each, and what was planted in it."""

from __future__ import annotations

import ast
import inspect
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from casekit import data
from casekit.book import ROOT
from casekit.reference.text import first_line

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = ROOT / "datasets"

Resource = dict[str, Any]
Field = dict[str, Any]

INTRODUCTION = """\
# Datasets

{description} A finding that shows in only some draws would be a lottery, so each was tested over many: \
`datasets/power.py` prints the result.

The same descriptions, in a form that programs read, are in {{download}}`datapackage.json \
<../../datasets/datapackage.json>`. In a notebook, `casekit.data` loads each table with its types."""

PLANTED = """\
<details><summary>What is planted in it (look for yourself first)</summary>

**To be found:** {finding}

**How it is drawn:** {drawing}

</details>"""


def page() -> str:
    """Return the page, as Markdown."""
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    introduction = INTRODUCTION.format(description=_with_code(package["description"]))
    sections = map(_section, package["resources"])
    return "\n\n".join([first_line("datasets/datapackage.json"), introduction, *sections]) + "\n"


def _section(resource: Resource) -> str:
    parts = [
        f"## {resource['title']}",
        f"{{download}}`{resource['path']} <../../datasets/{resource['path']}>`, {_size(resource)}. "
        f"In a notebook: `data.load_{resource['name']}()`.",
        _with_code(resource["description"]),
        _columns(resource["schema"]["fields"]),
        _origin(resource),
        _planted(resource["name"]),
    ]
    return "\n\n".join(part for part in parts if part)


def _size(resource: Resource) -> str:
    rows = len((FOLDER / resource["path"]).read_text(encoding="utf-8").splitlines()) - 1
    loader = inspect.getdoc(getattr(data, f"load_{resource['name']}")) or ""
    row = re.search(r"^One row (for each .+?)\. ", loader, re.MULTILINE)
    return f"{rows:,} rows{f', one {row[1]}' if row else ''}, {max(1, round(resource['bytes'] / 1000))} kB"


def _columns(fields: list[Field]) -> str:
    rows = (
        f"| `{field['name']}` | {_values(field)} | {_with_code(field['description'])} |" for field in fields
    )
    return "\n".join(["| Column | Values | Meaning |", "|---|---|---|", *rows])


def _values(field: Field) -> str:
    limits: Mapping[str, Any] = field["constraints"]
    parts = [field["type"]] if field["unit"] == "none" else [field["type"], field["unit"]]
    if field["type"] == "boolean":
        parts.append("0 or 1")
    if "enum" in limits:
        parts.append("one of " + ", ".join(limits["enum"]))
    if "minimum" in limits:
        parts.append(f"{limits['minimum']} to {limits['maximum']}")
    if "pattern" in limits:
        parts.append(f"as `{limits['pattern']}`")
    if limits.get("unique"):
        parts.append("each once")
    if not limits.get("required"):
        parts.append("may be missing")
    return "; ".join(parts)


def _origin(resource: Resource) -> str:
    seed = f", drawn by `datasets/generate.py` from the seed {resource['seed']}" if "seed" in resource else ""
    sources = "".join(f" Source: {source['title']}." for source in resource.get("sources", []))
    licences = ", ".join(f"[{licence['title']}]({licence['path']})" for licence in resource["licenses"])
    return f"Origin: {resource['origin']}{seed}.{sources} Licence: {licences}."


def _planted(name: str) -> str:
    finding, drawing = _docstrings("power.py").get(name), _docstrings("generate.py").get(name)
    if not finding or not drawing:
        return ""
    return PLANTED.format(finding=finding.removeprefix("Find "), drawing=drawing)


def _with_code(text: str) -> str:
    """Return text with the names of scripts as code; Markdown would make them links, `.py` being Paraguay's."""
    return re.sub(r"\b\w+\.py\b", r"`\g<0>`", text)


@cache
def _docstrings(file: str) -> dict[str, str]:
    """Return what the functions of a script in the datasets' folder say of themselves, without running it."""
    tree = ast.parse((FOLDER / file).read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {function.name: ast.get_docstring(function) or "" for function in functions}
