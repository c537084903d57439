"""A decision tree: what may be chosen, what may follow, and what each is worth, folded back from the right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casekit.models.negotiation import expected_values
from casekit.pictures.picture import Picture, picture, svg, text

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_ROW, BETWEEN_ROWS, SLANT, FOR_WORTH = 26, 38, 12, 36
"""Pixels: the first row, from one to the next, how far a branch runs aslant, and what its worth takes on the right."""
COLUMNS = (0.02, 0.33, 0.615)
"""Where the choice and the chances stand, as shares of the width."""


@dataclass(frozen=True, slots=True)
class Branch:
    """An option or an outcome, and what comes of it.

    Attributes
    ----------
    words
        What is chosen or happens, the fewer the better: a phone has room for a dozen letters.
    end
        What it is worth, or the outcomes that may follow.
    probability
        Of an outcome; an option has none.
    """

    words: str
    end: float | tuple[Branch, ...]
    probability: float | None = None


def worth(branch: Branch) -> float:
    """Return what a branch is worth: its end, or the expected value of its outcomes.

    >>> worth(Branch("Ask", (Branch("yes", 8, 0.3), Branch("no", 6, 0.7))))
    6.6
    """
    if not isinstance(branch.end, tuple):
        return branch.end
    chances = [outcome.probability or 0.0 for outcome in branch.end]
    [mean] = expected_values(chances, [[worth(outcome) for outcome in branch.end]])
    return mean


def offer_tree(
    *,
    p_yes: float,
    p_yes_if_disclosed: float,
    p_retaliation: float,
    retaliation_loss: float,
    credence: float,
    value_yes: float,
    value_new: float,
    value_stay: float,
) -> tuple[Branch, ...]:
    """Return what somebody with an offer in hand can do: take it, ask without or with a word of it, or wait.

    Parameters
    ----------
    p_yes, p_yes_if_disclosed
        Probability of a yes with the offer unmentioned, and shown.
    p_retaliation, retaliation_loss
        Probability that showing it is held against the asker, and what that costs.
    credence
        Probability that assurances already given come true; the offer has lapsed by then.
    value_yes, value_new, value_stay
        What a firm yes, the new job and staying as things are would be worth.
    """
    refused = max(value_new, value_stay)

    def held(value: float) -> tuple[Branch, ...]:
        return (
            Branch("held", value - retaliation_loss, p_retaliation),
            Branch("not held", value, 1 - p_retaliation),
        )

    return (
        Branch("Take the job", value_new),
        Branch("Ask silently", (Branch("yes", value_yes, p_yes), Branch("no", refused, 1 - p_yes))),
        Branch(
            "Show it",
            (
                Branch("yes", held(value_yes), p_yes_if_disclosed),
                Branch("no", held(refused), 1 - p_yes_if_disclosed),
            ),
        ),
        Branch(
            "Wait",
            (Branch("kept", value_yes, credence), Branch("broken", value_stay, 1 - credence)),
        ),
    )


def decision_tree(options: Sequence[Branch], caption: str) -> Picture:
    """Draw a choice among options, each with up to two chances in a row.

    Parameters
    ----------
    options
        What may be chosen; the best is drawn strongest.
    caption
        What is drawn, and what its short words stand for.
    """
    ranked = sorted(options, key=worth, reverse=True)
    best, *others = (f"{option.words.lower()} ({worth(option):.1f})" for option in ranked)
    return picture(
        caption=caption,
        finding=f"Worth most: {best}; then {', '.join(others)}.",
        draw=lambda width: _draw(width, options, ranked[0]),
        head=("Option", "What follows", "Chance", "Worth"),
        rows=[row for option in options for row in _paths(option)],
    )


def _paths(option: Branch) -> list[list[str]]:
    """Return a row for each way an option may end, and one for the option itself where there are several."""
    ends = [
        [option.words, ", ".join(said) or "for certain", f"{chance:.0%}", f"{value:.2f}"]
        for said, chance, value in _ends(option, (), 1.0)
    ]
    return ends if len(ends) == 1 else [*ends, [option.words, "all together", "100%", f"{worth(option):.2f}"]]


def _ends(branch: Branch, said: tuple[str, ...], chance: float) -> list[tuple[tuple[str, ...], float, float]]:
    if not isinstance(branch.end, tuple):
        return [(said, chance, branch.end)]
    return [
        end
        for outcome in branch.end
        for end in _ends(outcome, (*said, outcome.words), chance * (outcome.probability or 0.0))
    ]


class _Drawn(NamedTuple):
    """A branch's drawing, the height of its line, and the first row below it."""

    parts: list[str]
    middle: float
    row: int


def _draw(width: int, options: Sequence[Branch], best: Branch) -> str:
    x = [*(round(share * width, 1) for share in COLUMNS), width - FOR_WORTH]
    roles = ["first" if option is best else "" for option in options]
    drawn: list[_Drawn] = []
    for option, role in zip(options, roles, strict=True):
        drawn.append(_branch(option, 0, drawn[-1].row if drawn else 0, x, role))
    middle = (drawn[0].middle + drawn[-1].middle) / 2
    stems = [_stem(x[0], middle, one.middle, role) for one, role in zip(drawn, roles, strict=True)]
    parts = [part for one in drawn for part in one.parts]
    square = f'<rect class="fill-first" x="{x[0] - 5:g}" y="{middle - 5:g}" width="10" height="10"></rect>'
    height = math.ceil(FIRST_ROW + BETWEEN_ROWS * (drawn[-1].row - 0.5))
    return svg(width, height, *stems, *parts, square)


def _branch(branch: Branch, depth: int, row: int, x: Sequence[float], role: str) -> _Drawn:
    draw = _fork if isinstance(branch.end, tuple) else _end
    return draw(branch, depth, row, x, role)


def _end(branch: Branch, depth: int, row: int, x: Sequence[float], role: str) -> _Drawn:
    """Draw a branch that runs to its end on the right, and what that is worth."""
    middle = FIRST_ROW + BETWEEN_ROWS * row
    value = text(x[-1] + FOR_WORTH, middle + 4, _points(branch), anchor="end", role=_words(role, depth))
    return _Drawn([*_line(branch, depth, x[depth], x[-1], middle, role), value], middle, row + 1)


def _fork(branch: Branch, depth: int, row: int, x: Sequence[float], role: str) -> _Drawn:
    """Draw a branch that runs to a chance, what it is worth there, and the outcomes that follow."""
    assert isinstance(branch.end, tuple)
    outcomes: list[_Drawn] = []
    for outcome in branch.end:
        outcomes.append(_branch(outcome, depth + 1, outcomes[-1].row if outcomes else row, x, role))
    middle, node = (outcomes[0].middle + outcomes[-1].middle) / 2, x[depth + 1]
    value = text(node - 8, middle + 16, _points(branch), anchor="end", role=_words(role, depth))
    mark = f'<circle class="fill-{role or "second"}" cx="{node:g}" cy="{middle:g}" r="5"></circle>'
    stems = [_stem(node, middle, outcome.middle, role) for outcome in outcomes]
    parts = [part for outcome in outcomes for part in outcome.parts]
    line = _line(branch, depth, x[depth], node, middle, role)
    return _Drawn([*line, *stems, *parts, value, mark], middle, outcomes[-1].row)


def _line(branch: Branch, depth: int, start: float, end: float, y: float, role: str) -> list[str]:
    label = branch.words if branch.probability is None else f"{branch.words} {branch.probability:.0%}"
    return [
        f'<path class="{_line_class(role)}" d="M{start + SLANT:g} {y:g}H{end:g}"></path>',
        text(start + SLANT + 2, y - 6, label, role=_words(role, depth)),
    ]


def _stem(x: float, start: float, end: float, role: str) -> str:
    return f'<path class="{_line_class(role)}" d="M{x:g} {start:g}L{x + SLANT:g} {end:g}"></path>'


def _line_class(role: str) -> str:
    return f"line-{role}" if role else "level"


def _words(role: str, depth: int) -> str:
    """Return the role of a branch's words: options stand out, and those of the best one in its colour."""
    return f"{role or 'remark'} strong" if depth == 0 else role or "remark"


def _points(branch: Branch) -> str:
    return f"{worth(branch):.1f}"
