"""Draw every synthetic dataset of the kit again, byte for byte.

``python datasets/generate.py`` writes the CSV files and their checksums in ``datapackage.json``;
``python datasets/generate.py --check`` writes nothing, names each file that differs and exits with 1.

``datapackage.json`` is written by hand and is the one place that says what the columns are, which licence
holds and from which seed a dataset is drawn; only its ``bytes`` and ``hash`` are filled in from here. This
file says how the values come about, planted findings included: read it after you have looked for them.
``power.py`` shows that the findings can be found.

Of :class:`random.Random`, Python promises only that ``random()`` repeats between versions, so every other
draw is made from that, and every number is rounded far above the last digits on which platforms differ.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
import io
import json
import math
import sys
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Row = dict[str, Any]
Resource = dict[str, Any]

FOLDER = Path(__file__).parent

TEAM = 11  # agents of the support desk that intervals and absences share


def reps_tenure(rng: Random, reps: int = 840) -> Iterator[Row]:
    """Follow service reps from the answer to their request until they leave or the records end.

    Time to leaving is Weibull with shape 0.9 and a cumulative hazard of 0.22 in the first year. A refusal
    multiplies it by 1.8, a request granted with a next step in sight by 0.6, without one by 1.3. Two in five
    have a next step, which makes the mean ratio among the granted 1.02: taken together they look like those
    who asked for nothing. Performance tier and age play no part. Records end 6 to 60 months after the start.

    840 reps: 240 show all of this (see ``power.py``) in only 36 of 100 draws, and the split among the granted
    alone in 58; 840 show all of it in 93.
    """
    for number in range(1, reps + 1):
        request = pick(rng, {"none": 0.4, "granted": 0.4, "refused": 0.2})
        career = rng.random() < 0.4
        hazard_ratio = {"none": 1.0, "refused": 1.8, "granted": 0.6 if career else 1.3}[request]
        leaves = 12 * (exponential(rng) / (0.22 * hazard_ratio)) ** (1 / 0.9)
        records_end = 6 + 54 * rng.random()
        yield {
            "rep": f"R{number:03}",
            "tenure_m": max(0.1, round(min(leaves, records_end), 1)),
            "event": leaves <= records_end,
            "request": request,
            "career": career,
            "tier": pick(rng, {"high": 0.25, "steady": 0.5, "low": 0.25}),
            "age_band": pick(rng, {"18-29": 0.45, "30-44": 0.35, "45+": 0.2}),
        }


def intervals(rng: Random) -> Iterator[Row]:
    """Count calls in each half hour of the quarter in which `absences` looks at the same team.

    Calls are Poisson around 45 a half hour, times the weekday (Monday 1.2, Wednesday 0.85), times a day with
    a high peak before noon and a lower one after, times gamma noise with a coefficient of variation of 0.1.
    Handle times are exponential with mean 300 s. So at the mean volume ten agents miss 80 % in 20 s, which
    eleven meet; on Wednesday afternoon, the lightest half-day of the week, ten are enough all along.
    """
    weekday = [1.2, 1.0, 0.85, 1.0, 0.95]
    morning = [0.80, 1.00, 1.18, 1.28, 1.25, 1.15, 1.02, 0.92]
    afternoon = [0.90, 0.97, 1.05, 1.06, 1.00, 0.90, 0.80, 0.72]
    for day in rows("absences"):
        for slot, share in enumerate(morning + afternoon):
            calls = poisson(rng, 45 * weekday[day["date"].weekday()] * share * mean_exponential(rng, 100))
            yield {
                "date": day["date"],
                "slot": f"{9 + slot // 2:02}:{slot % 2 * 30:02}",
                "calls": calls,
                "aht": round(300 * mean_exponential(rng, calls)),
                "agents": TEAM - day["absent"],
            }


def skills(rng: Random) -> Iterator[Row]:
    """Deal skills to a team of twelve: one to everybody, six to four to eight people each, "vip" to one.

    Without that person the skill is gone, though anybody else could be spared; a second holder mends it.
    """
    reps = [f"S{number:02}" for number in range(1, 13)]
    holders = {"orders": set(reps)}
    for skill in ("billing", "returns", "technical", "chat", "complaints", "onboarding"):
        holders[skill] = some(rng, reps, 4 + int(5 * rng.random()))
    holders["vip"] = some(rng, reps, 1)
    for rep in reps:
        yield {"rep": rep} | {skill: rep in people for skill, people in holders.items()}


def absences(rng: Random) -> Iterator[Row]:
    """Count who is missing unplanned on each working day of a quarter, each of eleven with a chance of 1.4 %.

    Some day in seven is short of somebody, 9.3 a quarter, against the two days that were asked for.
    """
    for date in weekdays(datetime.date(2012, 7, 2), 65):
        yield {"date": date, "absent": sum(rng.random() < 0.014 for _ in range(TEAM))}


def promises(rng: Random, number: int = 180) -> Iterator[Row]:
    """List promises made over two years, and which were kept.

    Of those made in a talk 45 % are kept, in writing 75 %, announced to all 90 %, whoever gave them.

    180 promises: 60 show that writing helps in only 50 of 100 draws, 180 in 96.
    """
    kept = {"verbal": 0.45, "written": 0.75, "announced": 0.9}
    days = list(weekdays(datetime.date(2012, 3, 5), 540))
    for day in sorted(int(500 * rng.random()) for _ in range(number)):
        form = pick(rng, {"verbal": 0.4, "written": 0.4, "announced": 0.2})
        term = 10 + int(30 * rng.random())
        taken = 1 + int(term * rng.random()) if rng.random() < kept[form] else None
        yield {
            "date": days[day],
            "giver": pick(rng, {"manager": 0.5, "director": 0.3, "hr": 0.2}),
            "form": form,
            "due": days[day + term],
            "kept_on": None if taken is None else days[day + taken],
        }


def trust_events(rng: Random, asymmetry: float = 2.5) -> Iterator[Row]:
    """Note, week by week, what a rep promised and did, and how far the boss would rely on them.

    From the 11th to the 13th week the rep slips in everything. The rating is the beta reputation of the
    promises (kept ones first within a week), with forgetting 0.93 an event, a broken one weighing 2.5 times
    as much as a kept one, plus normal noise with standard deviation 0.05.
    """
    kept_weight = broken_weight = 0.0
    for week in range(1, 27):
        slips = 11 <= week <= 13
        made = 2 + poisson(rng, 2)
        kept = binomial(rng, made, 0.4 if slips else 0.9)
        for is_kept in [True] * kept + [False] * (made - kept):
            kept_weight = 0.93 * kept_weight + is_kept
            broken_weight = 0.93 * broken_weight + asymmetry * (not is_kept)
        trust = (kept_weight + 1) / (kept_weight + broken_weight + 2)
        urgent = poisson(rng, 2)
        yield {
            "week": week,
            "promises_made": made,
            "promises_kept": kept,
            "resp_h": round((9 if slips else 3) * math.exp(normal(rng, 0.4)), 1),
            "urgent_n": urgent,
            "urgent_ok": binomial(rng, urgent, 0.4 if slips else 0.85),
            "lead_h": round((30 if slips else 6) * exponential(rng), 1),
            "boss_rating": min(1.0, max(0.0, round(trust + normal(rng, 0.05), 2))),
        }


def coaching(rng: Random, reps: int = 40) -> Iterator[Row]:
    """Coach the low, steady and high performers of a team and see what each gains.

    Gain saturates with the hours (ceilings 10, 8 and 4 points; 63 % of them after 5, 3 and 2 hours). Skill
    and will each add 0.65 a point, one regardless of the other, and normal noise with standard deviation 1.2
    comes on top, so that about one rep in ten loses.

    40 reps: 24 show two effects and no third of their product in only 84 of 100 draws, 40 in 97.
    """
    tiers = {"low": (10, 5, 8), "steady": (8, 3, 5), "high": (4, 2, 3)}
    for number in range(reps):
        tier = ("low", "steady", "steady", "high")[number % 4]
        ceiling, time_constant, most = tiers[tier]
        hours = 1 + int(2 * most * rng.random()) / 2
        skill, will = 1 + int(10 * rng.random()), 1 + int(10 * rng.random())
        gain = ceiling * (1 - math.exp(-hours / time_constant)) + 0.65 * (skill - 5.5) + 0.65 * (will - 5.5)
        yield {
            "rep": f"C{number + 1:02}",
            "tier": tier,
            "hours": hours,
            "gain": round(gain + normal(rng, 1.2), 1),
            "skill": skill,
            "will": will,
        }


def client_calls(rng: Random) -> Iterator[Row]:
    """Log a client's calls for four weeks as they come and four weeks under an agreement.

    First 6.5 a working day, then 2 a week and two agreed ones. Of those that nobody agreed, 70 % ask what a
    mail had answered and 2 % can't wait.
    """
    for day, date in enumerate(weekdays(datetime.date(2008, 3, 3), 40)):
        agreed = day >= 20
        calls = [(540 + int(480 * rng.random()), False) for _ in range(poisson(rng, 0.4 if agreed else 6.5))]
        if agreed and date.weekday() in (1, 3):
            calls.append((600, True))
        free = 0
        for wanted, is_agreed in sorted(calls):
            start = max(wanted, free)
            minutes = 1 + round((20 if is_agreed else 7) * mean_exponential(rng, 4))
            free = start + minutes
            ask = {"status": 0.4, "document": 0.3, "deadline": 0.2, "idea": 0.1}
            yield {
                "ts": f"{date} {start // 60:02}:{start % 60:02}",
                "minutes": minutes,
                "topic": "agreed" if is_agreed else pick(rng, ask),
                "already_mailed": not is_agreed and rng.random() < 0.7,
                "urgent": not is_agreed and rng.random() < 0.02,
            }


def pick(rng: Random, shares: Mapping[str, float]) -> str:
    """Draw one of the words, each with its share (the shares add up to 1)."""
    draw = rng.random()
    for word, share in shares.items():
        draw -= share
        if draw < 0:
            return word
    return word


def exponential(rng: Random) -> float:
    """Draw from the exponential distribution with mean 1."""
    return -math.log(1 - rng.random())


def mean_exponential(rng: Random, number: int) -> float:
    """Draw the mean of so many exponentials of mean 1: gamma noise around 1, smaller for larger numbers.

    Not for many hundreds: the product, whose logarithm is their sum, would underflow.
    """
    return -math.log(math.prod(1 - rng.random() for _ in range(number))) / number


def poisson(rng: Random, mean: float) -> int:
    """Draw a Poisson count: how many exponential gaps end before `mean`."""
    count, time = 0, exponential(rng)
    while time < mean:
        count, time = count + 1, time + exponential(rng)
    return count


def binomial(rng: Random, number: int, probability: float) -> int:
    """Draw how many of `number` tries succeed."""
    return sum(rng.random() < probability for _ in range(number))


def normal(rng: Random, sd: float) -> float:
    """Draw from the normal distribution around 0."""
    return sd * NormalDist().inv_cdf(1 - rng.random())


def some(rng: Random, people: list[str], number: int) -> set[str]:
    """Draw so many different people."""
    return set(sorted(people, key=lambda _: rng.random())[:number])


def weekdays(first: datetime.date, number: int) -> Iterator[datetime.date]:
    """Yield so many working days, Monday to Friday, from a Monday on."""
    for day in range(number):
        yield first + datetime.timedelta(7 * (day // 5) + day % 5)


DRAWN: dict[str, Callable[..., Iterator[Row]]] = {
    draw.__name__: draw
    for draw in (reps_tenure, intervals, skills, absences, promises, trust_events, coaching, client_calls)
}


def rows(name: str) -> Iterator[Row]:
    """Draw a dataset from the seed that datapackage.json gives for it."""
    resources = {resource["name"]: resource for resource in read_package(FOLDER)["resources"]}
    return DRAWN[name](Random(resources[name]["seed"]))


def csv_bytes(resource: Resource) -> bytes:
    """Draw a resource from its seed and write it as CSV, columns in the order of its schema."""
    columns = [field["name"] for field in resource["schema"]["fields"]]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in DRAWN[resource["name"]](Random(resource["seed"])):
        writer.writerow(
            {name: int(value) if isinstance(value, bool) else value for name, value in row.items()}
        )
    return text.getvalue().encode()


def checksum(data: bytes) -> dict[str, object]:
    """Return the two entries of a Frictionless resource that pin its file."""
    return {"bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest()}


def differing(folder: Path) -> Iterator[str]:
    """Name each file of `folder` that is not what the seeds and the recorded checksums say."""
    for resource in read_package(folder)["resources"]:
        file = folder / resource["path"]
        data = file.read_bytes() if file.exists() else b""
        if resource["name"] in DRAWN and data != csv_bytes(resource):
            yield f"{file.name}: not what generate.py draws"
        elif not checksum(data).items() <= resource.items():
            yield f"{file.name}: not the file whose checksum stands in datapackage.json"


def write(folder: Path) -> None:
    """Write every drawn CSV to `folder`, then the checksums of all files to its datapackage.json."""
    package = read_package(folder)
    for resource in package["resources"]:
        file = folder / resource["path"]
        if resource["name"] in DRAWN:
            file.write_bytes(csv_bytes(resource))
        resource.update(checksum(file.read_bytes()))
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def read_package(folder: Path) -> dict[str, Any]:
    """Read the datapackage.json of `folder`."""
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


def main(arguments: list[str] | None = None) -> int:
    """Write or check the datasets; return the exit status."""
    parser = argparse.ArgumentParser(description="Draw the synthetic datasets of the kit.")
    parser.add_argument("--check", action="store_true", help="write nothing; name each file that differs")
    if not parser.parse_args(arguments).check:
        write(FOLDER)
        return 0
    complaints = list(differing(FOLDER))
    print(*complaints, sep="\n", end="\n" if complaints else "", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
