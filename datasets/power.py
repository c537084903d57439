"""How surely each planted finding can be found: draw each dataset again and again and test for it.

``python datasets/power.py [--draws N]`` prints the share of draws in which the finding of a dataset shows,
and whether it shows in the draw that the kit uses. No seed is chosen for its result: where fewer than nine
draws in ten showed a finding, the dataset got more rows, as the docstrings of ``generate.py`` say.
"""

from __future__ import annotations

import argparse
import math
import sys
from operator import mul
from random import Random
from statistics import fmean, stdev
from typing import TYPE_CHECKING

import generate

from casekit.models.skills import bus_factor, holders
from casekit.models.staffing import max_calls_per_hour
from casekit.models.survival import log_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generate import Row


def reps_tenure(rows: list[Row]) -> bool:
    """Find that career splits the granted, and that the refused leave sooner (log-rank, 5 %).

    Taken together, the granted must look like those who asked for nothing: p of 5 % or more.
    """

    def p_value(*groups: list[Row]) -> float:
        (a, left_a), (b, left_b) = (
            ([row["tenure_m"] for row in group], [row["event"] for row in group]) for group in groups
        )
        return log_rank(a, left_a, b, left_b).p_value

    none, granted, refused = (
        [row for row in rows if row["request"] == word] for word in ("none", "granted", "refused")
    )
    career, no_career = ([row for row in granted if row["career"] is flag] for flag in (True, False))
    return p_value(career, no_career) < 0.05 <= p_value(granted, none) and p_value(refused, none) < 0.05


def intervals(rows: list[Row]) -> bool:
    """Find Wednesday afternoon the lightest half-day, and ten agents enough for it, not for the mean one.

    Enough means 80 % within 20 s by Erlang C at the mean volume; for Wednesday afternoon, at the upper end of
    its 90 % interval (Student's t, 13 weeks).
    """
    calls: dict[tuple[int, bool], dict[object, int]] = {}
    for row in rows:
        days = calls.setdefault((row["date"].weekday(), row["slot"] >= "13:00"), {})
        days[row["date"]] = days.get(row["date"], 0) + row["calls"]
    hourly = {block: [total / 4 for total in days.values()] for block, days in calls.items()}
    lightest = min(hourly, key=lambda block: fmean(hourly[block]))
    wednesday = hourly[2, True]
    upper = fmean(wednesday) + 1.782 * stdev(wednesday) / math.sqrt(len(wednesday))
    enough = max_calls_per_hour(10, handle_time_s=300, service_level=0.8)
    return lightest == (2, True) and upper < enough < fmean(map(fmean, hourly.values()))


def skills(rows: list[Row]) -> bool:
    """Find that the team can't spare the one holder of "vip", and anybody once there is a second."""
    team = {row["rep"]: {skill for skill, holds in row.items() if holds is True} for row in rows}
    alone = [skill for skill, people in holders(team).items() if len(people) == 1]
    for known in team.values():
        known.add("vip")
    return alone == ["vip"] and bus_factor(team) >= 2


def absences(rows: list[Row]) -> bool:
    """Find more days short of somebody than the two asked for (exact binomial test, one-sided, 5 %)."""
    short = sum(row["absent"] > 0 for row in rows)
    return at_least(short, len(rows), 2 / len(rows)) < 0.05


def promises(rows: list[Row]) -> bool:
    """Find written promises kept more often than spoken ones (Fisher's exact test, two-sided, 5 %)."""
    spoken, written = (
        [row["kept_on"] is not None for row in rows if row["form"] == form] for form in ("verbal", "written")
    )
    return fmean(spoken) < fmean(written) and fisher(spoken, written) < 0.05


def trust_events(rows: list[Row]) -> bool:
    """Find that a broken promise weighs more on the rating than a kept one (likelihood ratio, 5 %)."""
    misfit = {
        weight: min(squares_left(rows, step / 50, weight) for step in range(40, 51))
        for weight in (1 + step / 4 for step in range(17))
    }
    return len(rows) * math.log(misfit[1.0] / min(misfit.values())) > 3.84


def coaching(rows: list[Row]) -> bool:
    """Find that skill and will each add to the gain (F, 5 %), their product under 0.05 to R squared."""
    gain, skill, will = ([float(row[name]) for row in rows] for name in ("gain", "skill", "will"))
    both = left_over(gain, [skill, will])
    noise = both / (len(rows) - 3)
    # 4.11: F with 1 and 37 degrees of freedom
    clear = all((left_over(gain, [other]) - both) / noise > 4.11 for other in (skill, will))
    return (
        clear
        and (both - left_over(gain, [skill, will, [*map(mul, skill, will)]])) / left_over(gain, []) < 0.05
    )


def client_calls(rows: list[Row]) -> bool:
    """Find that of the calls not agreed most repeat a mail and under a tenth are urgent (binomial, 5 %)."""
    calls = [row for row in rows if row["topic"] != "agreed"]
    repeated, urgent = (sum(call[name] for call in calls) for name in ("already_mailed", "urgent"))
    few_urgent = 1 - at_least(urgent + 1, len(calls), 0.1) < 0.05
    return few_urgent and at_least(repeated, len(calls), 0.5) < 0.05


def squares_left(rows: list[Row], forgetting: float, weight: float) -> float:
    """Return the squared differences between the ratings and the beta reputation, summed."""
    kept = broken = total = 0.0
    for row in rows:
        for is_kept in [1] * row["promises_kept"] + [0] * (row["promises_made"] - row["promises_kept"]):
            kept, broken = forgetting * kept + is_kept, forgetting * broken + weight * (1 - is_kept)
        total += (row["boss_rating"] - (kept + 1) / (kept + broken + 2)) ** 2
    return total


def at_least(successes: int, tries: int, probability: float) -> float:
    """Return the binomial chance of so many successes or more."""
    return math.fsum(
        math.comb(tries, k) * probability**k * (1 - probability) ** (tries - k)
        for k in range(successes, tries + 1)
    )


def fisher(a: Sequence[bool], b: Sequence[bool]) -> float:
    """Return the p-value of Fisher's exact test, two-sided: tables no likelier than the one seen."""
    kept, everybody = sum(a) + sum(b), len(a) + len(b)

    def chance(k: int) -> float:
        return math.comb(len(a), k) * math.comb(len(b), kept - k) / math.comb(everybody, kept)

    seen = chance(sum(a)) * (1 + 1e-9)
    return math.fsum(
        p for k in range(max(0, kept - len(b)), min(kept, len(a)) + 1) if (p := chance(k)) <= seen
    )


def left_over(outcome: Sequence[float], columns: Iterable[Sequence[float]]) -> float:
    """Return the sum of squares of an outcome that a linear model in the columns leaves unexplained."""
    basis: list[list[float]] = []
    for column in ([1.0] * len(outcome), *columns, outcome):
        rest = list(column)
        for axis in basis:
            share = sum(map(mul, rest, axis)) / sum(map(mul, axis, axis))
            rest = [value - share * step for value, step in zip(rest, axis, strict=True)]
        basis.append(rest)
    return math.fsum(value * value for value in rest)


FINDINGS: dict[str, Callable[[list[Row]], bool]] = {
    found.__name__: found
    for found in (reps_tenure, intervals, skills, absences, promises, trust_events, coaching, client_calls)
}


def power(name: str, draws: int, **other: float) -> float:
    """Return the share of draws, from seeds 0, 1, 2 and so on, in which the finding of a dataset shows.

    `other` values, of the number of rows say, go by the names that the functions in ``generate.py`` have.
    """
    return fmean(FINDINGS[name](list(generate.DRAWN[name](Random(seed), **other))) for seed in range(draws))


def main(arguments: list[str] | None = None) -> int:
    """Print the power of each finding; return 1 if one is below nine in ten."""
    parser = argparse.ArgumentParser(description="Show how surely each planted finding can be found.")
    parser.add_argument("--draws", type=int, default=1000, help="how often to draw each dataset (1000)")
    draws = parser.parse_args(arguments).draws
    shares = {name: power(name, draws) for name in FINDINGS}
    for name, share in shares.items():
        here = "shows" if FINDINGS[name](list(generate.rows(name))) else "does not show"
        print(f"{name:14} {share:6.1%} of {draws} draws; {here} in ours")
    return int(min(shares.values()) < 0.9)


if __name__ == "__main__":
    sys.exit(main())
