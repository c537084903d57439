"""How fast and how light the models are, beside the packages that the tests compare them with.

``python benchmarks/models.py`` measures everything in one run and prints tables. In each round ours and theirs
take turns, so that a machine that slows down slows both, and the clock is the processor's, which stands still while
other programs run; the ratio is the median of the rounds' ratios. Before anything is timed, both must give the same
answer. README.md says how to read the result.
"""

from __future__ import annotations

import math
import pkgutil
import random
import subprocess
import sys
import timeit
from dataclasses import dataclass
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice, product
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
SAMPLE_S = 0.05  # each sample repeats its call until it lasts about this long
GRID_POINTS = 10_000
FRESH = 5  # fresh interpreters for each import


@dataclass(frozen=True, slots=True)
class Race:
    """One task done by both: `same` says whether the two answers agree."""

    task: str
    peer: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    same: Callable[[Any, Any], bool]


# ---- the tasks


def races() -> Iterator[Race]:
    """Yield every task that a peer can do as well."""
    yield from staffing_races()
    yield from routing_races()
    yield from survival_races()


def staffing_races() -> Iterator[Race]:
    """Yield Erlang C and staffing: the example of pyworkforce's own README, and a large team."""
    from pyworkforce.queuing import ErlangC

    from casekit.models.staffing import agents_needed, erlang_c_queue

    def levels(calls: float, agents: int) -> Race:
        def theirs() -> tuple[float, float]:
            queue = ErlangC(transactions=calls, aht=3.0, asa=20 / 60, interval=60)
            return queue.waiting_probability(agents), queue.service_level(agents)

        return Race(
            task=f"Erlang C, {agents} agents",
            peer="pyworkforce",
            ours=lambda: erlang_c_queue(calls, 180, agents, 20),
            theirs=theirs,
            same=lambda a, b: (
                math.isclose(a.probability_of_wait, b[0]) and math.isclose(a.service_level, b[1])
            ),
        )

    def sizes(calls: float) -> Race:
        def theirs() -> Any:
            queue = ErlangC(transactions=calls, aht=3.0, asa=20 / 60, interval=60, shrinkage=0.3)
            return queue.required_positions(service_level=0.8, max_occupancy=0.85)

        return Race(
            task=f"Staffing for {calls:,.0f} calls an hour",
            peer="pyworkforce",
            ours=lambda: agents_needed(calls, 180, 0.8, 20, max_occupancy=0.85, shrinkage=0.3),
            theirs=theirs,
            same=lambda a, b: (a.on_phones, a.scheduled) == (b["raw_positions"], b["positions"]),
        )

    yield levels(200, 14)
    yield levels(19_400, 1_000)
    yield sizes(200)
    yield sizes(10_000)


def routing_races() -> Iterator[Race]:
    """Yield a pool, which ciw simulates as it comes, and a chain, for which it needs the tests' own node."""
    import ciw

    from casekit.models.routing import _calls, _Floor, simulate_routing

    hours, seed = 100, 2005

    def pool() -> tuple[float, int]:
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(90 / 3600)],
            service_distributions=[ciw.dists.Exponential(1 / 300)],
            number_of_servers=[11],
        )
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(hours * 3600)
        waits = [record.waiting_time for record in simulation.get_all_records()]
        return sum(wait <= 20 for wait in waits) / len(waits), len(waits)

    yield Race(
        task=f"Routing, 11 agents alike, {hours} hours",
        peer="ciw",
        ours=lambda: simulate_routing({"any": 90}, 300, [{"any"}] * 11, 20, hours, seed),
        theirs=pool,
        same=lambda a, b: abs(a.service_level - b[0]) < 0.05 and abs(a.offered - b[1]) < 5 * math.sqrt(b[1]),
    )

    skills = [frozenset(pair) for pair in ("AB", "BC", "CD", "DE", "EA")] * 2
    rates = dict.fromkeys("ABCDE", 19.2)
    calls = _calls(rates, dict.fromkeys("ABCDE", 300.0), 10 * 3600.0, random.Random(seed))
    ciw_waits = from_tests("models/test_routing.py").ciw_waits

    def chain() -> list[float]:
        floor = _Floor(skills, _calls(rates, dict.fromkeys("ABCDE", 300.0), 10 * 3600.0, random.Random(seed)))
        floor.run()
        return floor.waits

    yield Race(
        task="Routing, a chain of 10 agents, 10 hours",
        peer="ciw",
        ours=chain,
        theirs=lambda: ciw_waits(skills, calls),
        same=lambda a, b: all(math.isclose(x, y, abs_tol=1e-5) for x, y in zip(a, b, strict=True)),
    )


def survival_races() -> Iterator[Race]:
    """Yield the classic trial of 42 patients, and groups as large as ours and as large as a company."""
    import warnings

    import numpy as np
    from lifelines import KaplanMeierFitter
    from lifelines.statistics import logrank_test

    from casekit.models.survival import kaplan_meier, log_rank

    warnings.simplefilter("ignore")
    for people in (21, 840, 10_000):
        (a, seen_a), (b, seen_b) = (followed(people, mean) for mean in (30.0, 24.0))
        x, seen_x, y, seen_y = (np.array(column, dtype=float) for column in (a, seen_a, b, seen_b))
        yield Race(
            task=f"Kaplan-Meier, {people:,} people",
            peer="lifelines",
            ours=partial(kaplan_meier, a, seen_a),
            theirs=partial(lambda times, seen: KaplanMeierFitter().fit(times, seen), x, seen_x),
            same=lambda curve, fit: math.isclose(curve[-1][1], float(fit.predict(curve[-1][0]))),
        )
        yield Race(
            task=f"Log-rank, two groups of {people:,}",
            peer="lifelines",
            ours=partial(log_rank, a, seen_a, b, seen_b),
            theirs=partial(logrank_test, x, y, seen_x, seen_y),
            same=lambda ours, peers: math.isclose(ours.chi_square, peers.test_statistic, rel_tol=1e-6),
        )


def followed(people: int, mean: float) -> tuple[list[float], list[int]]:
    """Draw how many months people were seen, to the tenth, and whether they left; records end after 6 to 60."""
    draw = random.Random(people)
    left = [draw.expovariate(1 / mean) for _ in range(people)]
    ends = [draw.uniform(6, 60) for _ in range(people)]
    return [max(0.1, round(min(pair), 1)) for pair in zip(left, ends, strict=True)], [
        int(gone <= end) for gone, end in zip(left, ends, strict=True)
    ]


def from_tests(path: str) -> Any:
    """Import a file of the tests, which hold the peers' code that a fair comparison needs."""
    spec = spec_from_file_location(Path(path).stem, ROOT / "tests" / path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- the stopwatch


def seconds(call: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return how long one call takes, round by round."""
    timer, repeats = prepared(call)
    return [timer.timeit(repeats) / repeats for _ in range(rounds)]


def prepared(call: Callable[[], object]) -> tuple[timeit.Timer, int]:
    """Return a timer, and how many calls make up a sample."""
    timer = timeit.Timer(call, timer=process_time)
    once = timer.timeit(1)
    return timer, max(1, round(SAMPLE_S / once))


def run(race: Race) -> list[str]:
    """Let both do the task by turns; return the row of the table."""
    if not race.same(race.ours(), race.theirs()):
        raise SystemExit(f"{race.task}: casekit and {race.peer} disagree, so there is nothing to compare")
    (ours, our_repeats), (theirs, their_repeats) = prepared(race.ours), prepared(race.theirs)
    pairs = [
        (ours.timeit(our_repeats) / our_repeats, theirs.timeit(their_repeats) / their_repeats)
        for _ in range(ROUNDS)
    ]
    ratio = median(slow / fast for fast, slow in pairs)
    ours_s, theirs_s = (median(column) for column in zip(*pairs, strict=True))
    return [race.task, duration(ours_s), race.peer, duration(theirs_s), f"{ratio:,.1f}"]


# ---- casekit alone


def alone() -> Iterator[list[str]]:
    """Yield what no peer does: a thousand agents in one call, and grids as the explorables need them."""
    from casekit.explore import catalogue
    from casekit.models.staffing import erlang_a_queue, erlang_c

    yield ["Erlang C, 1,000 agents, one call", duration(median(seconds(lambda: erlang_c(1_000, 970.0))))]
    agents = range(5, 31, 3)
    points = [
        (*point, n)
        for point in product(spread(40, 200, 20), spread(180, 600, 8), spread(60, 600, 7))
        for n in agents
    ]
    yield [
        f"Erlang A, {len(points):,} points over the ranges of its assumptions",
        duration(median(seconds(lambda: [erlang_a_queue(c, h, p, n) for c, h, p, n in points], rounds=3))),
    ]
    taken = {name: grid_seconds(design) for name, design in catalogue().items()}
    slowest = max(taken, key=taken.__getitem__)
    yield [f"The slowest explorable ({slowest}), {GRID_POINTS:,} points", duration(taken[slowest])]
    for name, design in catalogue().items():
        size = math.prod(len(control.values) for control in design.controls)
        yield [f"  {name}: its own grid, {size:,} points", duration(taken[name] / GRID_POINTS * size)]


def grid_seconds(design: Any, sample: int = 200) -> float:
    """Return how long an explorable's model takes for a grid of `GRID_POINTS`, from points drawn from its own."""
    draw = random.Random(1)
    names = [control.name for control in design.controls]
    points = [
        dict(zip(names, [draw.choice(control.values) for control in design.controls], strict=True))
        for _ in range(sample)
    ]
    once = median(seconds(lambda: [design.model(**point) for point in points], rounds=3))
    return once / sample * GRID_POINTS


def spread(low: float, high: float, count: int) -> list[float]:
    """Return so many values from `low` to `high`, at equal distances."""
    return [low + (high - low) * place / (count - 1) for place in range(count)]


# ---- fresh interpreters: time to import, and memory

IMPORTS = {
    "casekit.models.staffing": ("pyworkforce", "import pyworkforce.queuing"),
    "casekit.models.routing": ("ciw", "import ciw"),
    "casekit.models.survival": ("lifelines", "import lifelines, lifelines.statistics"),
}
PEAK = """
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    import resource, sys
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(peak)
"""
FOLLOWED = "months, left = [(i * 37 % 599 + 1) / 10 for i in range(840)], [i % 3 > 0 for i in range(840)]"
MEMORY = {
    "Erlang C and staffing": (
        "from casekit.models.staffing import agents_needed, erlang_c_queue\n"
        "erlang_c_queue(200, 180, 14)\nagents_needed(200, 180, 0.8)",
        "pyworkforce",
        "from pyworkforce.queuing import ErlangC\n"
        "queue = ErlangC(transactions=200, aht=3.0, asa=20 / 60, interval=60)\n"
        "queue.service_level(14)\nqueue.required_positions(service_level=0.8)",
    ),
    "Routing, 11 agents alike, 100 hours": (
        "from casekit.models.routing import simulate_routing\n"
        "simulate_routing({'any': 90}, 300, [{'any'}] * 11, 20, 100, 1)",
        "ciw",
        "import ciw\n"
        "network = ciw.create_network(arrival_distributions=[ciw.dists.Exponential(90 / 3600)],\n"
        "    service_distributions=[ciw.dists.Exponential(1 / 300)], number_of_servers=[11])\n"
        "simulation = ciw.Simulation(network)\nsimulation.simulate_until_max_time(360_000)\n"
        "simulation.get_all_records()",
    ),
    "Kaplan-Meier and log-rank, 840 people": (
        f"from casekit.models.survival import kaplan_meier, log_rank\n{FOLLOWED}\n"
        "kaplan_meier(months, left)\nlog_rank(months[::2], left[::2], months[1::2], left[1::2])",
        "lifelines",
        "from lifelines import KaplanMeierFitter\nfrom lifelines.statistics import logrank_test\n"
        f"{FOLLOWED}\nKaplanMeierFitter().fit(months, left)\n"
        "logrank_test(months[::2], months[1::2], left[::2], left[1::2])",
    ),
}


def every_model() -> str:
    """Return the statement that imports all of casekit.models."""
    names = [found.name for found in pkgutil.iter_modules([str(ROOT / "casekit" / "models")])]
    return "import " + ", ".join(f"casekit.models.{name}" for name in names)


def import_rows() -> Iterator[list[str]]:
    """Yield the time that each import takes in a fresh interpreter, beyond the interpreter's own start."""
    for module, (peer, statement) in IMPORTS.items():
        pairs = [(import_seconds(f"import {module}"), import_seconds(statement)) for _ in range(FRESH)]
        ratio = median(slow / fast for fast, slow in pairs)
        ours_s, theirs_s = (median(column) for column in zip(*pairs, strict=True))
        yield [module, duration(ours_s), peer, duration(theirs_s), f"{ratio:,.1f}"]
    everything = median(import_seconds(every_model()) for _ in range(FRESH))
    yield ["every module of casekit.models", duration(everything)]


def import_seconds(statement: str) -> float:
    """Return the processor time of one import in a fresh interpreter."""
    clock = "from time import process_time\nstart = process_time()\n{}\nprint(process_time() - start)"
    return float(in_fresh_interpreter(clock.format(statement)))


def memory_rows() -> Iterator[list[str]]:
    """Yield the peak memory of import and task together, beyond that of a bare interpreter."""
    bare = peak_mb("")
    for task, (ours, peer, theirs) in MEMORY.items():
        our_mb, their_mb = peak_mb(ours) - bare, peak_mb(theirs) - bare
        yield [task, f"{our_mb:.1f} MB", peer, f"{their_mb:.1f} MB", f"{their_mb / our_mb:,.1f}"]


def peak_mb(code: str) -> float:
    """Return the most memory that a fresh interpreter held while it ran some code, the median of three runs."""
    return median(float(in_fresh_interpreter(code + PEAK)) / 1024 for _ in range(3))


def in_fresh_interpreter(code: str) -> str:
    """Return what some code prints last."""
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]


# ---- the report


def duration(time_s: float) -> str:
    """Return a time as people read it.

    >>> [duration(time_s) for time_s in (2.5e-6, 0.0125, 1.5)]
    ['2.50 µs', '12.5 ms', '1.50 s']
    """
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if time_s * factor >= 1 or unit == "µs":
            digits = max(0, 2 - int(math.log10(max(1.0, time_s * factor))))
            return f"{time_s * factor:,.{digits}f} {unit}"
    raise AssertionError("unreachable")


def table(title: str, heads: list[str], rows: Iterable[list[str]]) -> None:
    """Print a table, its rows as they come."""
    print(f"\n{title}\n{line(heads)}\n{'-' * len(line(heads))}", flush=True)
    for row in rows:
        print(line(row), flush=True)


def line(cells: list[str]) -> str:
    """Return one row: the first cell wide, the rest in columns."""
    return f"{cells[0]:<62}" + "".join(f"{cell:>13}" for cell in islice(cells, 1, None))


def main() -> None:
    """Measure everything and print it."""
    print(
        f"Python {sys.version.split()[0]}; processor time, medians of {ROUNDS} rounds, ours and theirs by turns"
    )
    heads = ["", "casekit", "peer", "peer took", "times ours"]
    table("Import, in a fresh interpreter", heads, import_rows())
    table("Peak memory, import and task together, beyond a bare interpreter", heads, memory_rows())
    table("The same task, the same answer", heads, map(run, races()))
    table("Alone", ["", "casekit"], alone())


if __name__ == "__main__":
    main()
