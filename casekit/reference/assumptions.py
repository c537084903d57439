"""The page of assumptions: every default, its range, its grounds and its standing, chapter by chapter."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from casekit.assumptions import GROUPS, INGREDIENTS
from casekit.models.business_case import NOT_WORTH_IT, VERDICT_TABLE, WORTH_IT
from casekit.reference.text import chapter, figure, first_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casekit.assumptions import Assumption, Status

STANDINGS: Mapping[Status, tuple[str, str]] = {
    "published": ("Published", "somebody measured it, and we saw the source."),
    "convention": ("Convention", "what the trade does, without research to show that it is right."),
    "assumption": ("Our assumption", "our own choice; its sources, if it has any, only bound it."),
    "unverified": ("Unverified", "quoted from a source that we have not seen ourselves."),
}

INTRODUCTION = """\
# Assumptions

Every figure that the kit starts from, in one place, so that you can dispute it. The name is the one that the \
[models](models.md) use; the range is what we think worth trying, in the explorables and in the simulations. \
Money is in US dollars, because the wage figures are."""

VERDICT = """\
## The verdict

Which advice follows from which numbers is a convention of this kit, printed here so that you can see it and \
disagree. The service holds *as asked* if its target is met over the horizon agreed, *on conditions* if only with \
cover or on lighter days. A grant is worth it (*yes*) when at least {worth} of the simulated outcomes are above zero, \
not (*no*) when at most {not_worth} are, and in between the question is *open*.

| Does the service hold? | Worth it? | Advice |
|---|---|---|
{rows}"""


def page() -> str:
    """Return the page, as Markdown."""
    chapters = groupby(GROUPS.items(), key=lambda group: _chapter_and_subject(group[1])[0])
    sections = [_chapter_section(number, dict(groups)) for number, groups in chapters]
    parts = [first_line("casekit/assumptions/"), INTRODUCTION, _standings(), *sections, _verdict()]
    return "\n\n".join(parts) + "\n"


def _standings() -> str:
    count = Counter(assumption.status for group in GROUPS.values() for assumption in group)
    lines = [
        f"- **{word}**: {meaning} ({count[status]} of {count.total()})"
        for status, (word, meaning) in STANDINGS.items()
    ]
    return "What a figure rests on:\n\n" + "\n".join(lines)


def _chapter_section(number: int, groups: dict[str, tuple[Assumption, ...]]) -> str:
    there = chapter(number)
    title = there.title if there else f"Chapter {number}"
    parts = [f"## {title}"]
    if there:
        parts.append(f"Used in [this chapter](../cases/{there.name}.ipynb).")
    for name, group in groups.items():
        if len(groups) > 1:
            parts.append(f"### {name.replace('_', ', ').capitalize()}")
        parts += [_chapter_and_subject(group)[1], *map(_item, group)]
    return "\n\n".join(parts)


def _chapter_and_subject(group: tuple[Assumption, ...]) -> tuple[int, str]:
    """Return a group's chapter and what it is about, both from the docstring of its type."""
    found = re.fullmatch(r"Chapter (\d+): (.+)", type(group).__doc__ or "")
    if found is None:
        raise ValueError(f"{type(group).__name__} must say 'Chapter N: …' in its docstring")
    return int(found[1]), found[2][:1].upper() + found[2][1:]


def _item(assumption: Assumption) -> str:
    a = assumption
    span = f", from {figure(a.low)} to {figure(a.high)}" if a.low < a.high else ", not varied"
    use = f" In the models, `{a.name}` {_plain(INGREDIENTS[a.name])}." if a.name in INGREDIENTS else ""
    cited = "; ".join(f"{{cite:t}}`{key}`" for key in a.sources)
    sources = f" Sources: {cited}." if cited else ""
    return (
        f"- `{a.name}`: **{figure(a.value)}**{span} ({a.unit})\n\n"
        f"  {_plain(a.basis)}{use} *{STANDINGS[a.status][0]}.*{sources}"
    )


def _plain(text: str) -> str:
    """Return text in which Markdown finds no emphasis."""
    return re.sub(r"([*_])", r"\\\1", text)


def _verdict() -> str:
    rows = "\n".join(f"| {row.service} | {row.worth} | {row.advice} |" for row in VERDICT_TABLE)
    return VERDICT.format(worth=f"{WORTH_IT:.0%}", not_worth=f"{NOT_WORTH_IT:.0%}", rows=rows)
