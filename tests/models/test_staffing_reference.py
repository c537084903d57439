"""Staffing against other people's code and other methods: pyworkforce, ciw, and the plain birth-death chain."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from decimal import Decimal, localcontext

import ciw
import pytest
from pyworkforce.queuing import ErlangC

from casekit.models.staffing import (
    QueuePerformance,
    _waiting,
    agents_needed,
    erlang_a_queue,
    erlang_b,
    erlang_c_queue,
    finite_queue,
)
from casekit.models.staffing._waiting import Waiting


@pytest.mark.parametrize("calls", [1, 30, 100, 365, 2500])
@pytest.mark.parametrize("handle_min", [0.5, 3, 11])
@pytest.mark.parametrize("spare", [1, 2, 5, 20])
@pytest.mark.parametrize("threshold_min", [0.1, 1 / 3, 2])
def test_erlang_c_agrees_with_pyworkforce(
    calls: float, handle_min: float, spare: int, threshold_min: float
) -> None:
    """Peer: pyworkforce 0.5.1; `calls` in half an hour."""
    peer = ErlangC(transactions=calls, aht=handle_min, asa=threshold_min, interval=30)
    agents = math.floor(peer.intensity) + spare
    ours = erlang_c_queue(2 * calls, 60 * handle_min, agents, 60 * threshold_min)
    assert ours.probability_of_wait == pytest.approx(peer.waiting_probability(agents), rel=1e-9)
    assert ours.service_level == pytest.approx(peer.service_level(agents), rel=1e-9)
    assert ours.occupancy == pytest.approx(peer.achieved_occupancy(agents), rel=1e-12)


@pytest.mark.parametrize("calls", [10, 100, 365, 1200])
@pytest.mark.parametrize("service_level", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("max_occupancy", [0.6, 0.85, 1.0])
@pytest.mark.parametrize("shrinkage", [0.0, 0.27])
def test_staffing_agrees_with_pyworkforce(
    calls: float, service_level: float, max_occupancy: float, shrinkage: float
) -> None:
    peer = ErlangC(transactions=calls, aht=4, asa=0.25, interval=30, shrinkage=shrinkage)
    theirs = peer.required_positions(service_level=service_level, max_occupancy=max_occupancy)
    ours = agents_needed(2 * calls, 240, service_level, 15, max_occupancy=max_occupancy, shrinkage=shrinkage)
    assert (ours.on_phones, ours.scheduled) == (theirs["raw_positions"], theirs["positions"])


def test_erlang_a_agrees_with_a_ciw_simulation() -> None:
    """Peer: ciw 3.2.7. Overload, 20 runs of 50 hours after 2 to warm up; bands of four standard errors."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(90 / 3600)],
        service_distributions=[ciw.dists.Exponential(1 / 300)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / 180)],
        number_of_servers=[7],
    )
    runs = []
    for seed in range(20):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(52 * 3600)
        calls = [call for call in simulation.get_all_records() if call.arrival_date > 2 * 3600]
        in_time = [c for c in calls if c.record_type == "service" and c.waiting_time <= 20]
        runs.append(
            (
                statistics.fmean(call.record_type == "renege" for call in calls),
                statistics.fmean(call.waiting_time > 0 for call in calls),
                statistics.fmean(call.waiting_time for call in calls),
                len(in_time) / len(calls),
            )
        )
    exact = erlang_a_queue(90, 300, 180, agents=7)
    figures = exact.abandonment, exact.probability_of_wait, exact.mean_wait_s, exact.service_level
    for figure, simulated in zip(figures, zip(*runs, strict=True), strict=True):
        error = statistics.stdev(simulated) / math.sqrt(len(simulated))
        assert figure == pytest.approx(statistics.fmean(simulated), abs=4 * error)


@dataclass(frozen=True)
class Chain:
    """The queue as a birth-death chain cut off at `lines` callers, rates per second: slow, and all in sight."""

    calls: float
    service: float
    leaving: float
    agents: int
    lines: int

    def shares(self) -> list[float]:
        weights = [1.0]
        for k in range(1, self.lines + 1):
            deaths = min(k, self.agents) * self.service + max(k - self.agents, 0) * self.leaving
            weights.append(weights[-1] * self.calls / deaths)
        return [weight / math.fsum(weights) for weight in weights]

    def answered_within(self, seconds: float) -> list[float]:
        """Chance of an answer in time, by callers waiting ahead, by uniformisation of the caller's own wait."""
        places = self.lines - self.agents
        forward = [self.agents * self.service + ahead * self.leaving for ahead in range(places)]
        clock = max(forward) + self.leaving
        chance, result = [0.0] * places, [0.0] * places
        ticks = math.ceil(clock * seconds + 12 * math.sqrt(clock * seconds) + 30)
        for tick in range(ticks):
            share = math.exp(tick * math.log(clock * seconds) - clock * seconds - math.lgamma(tick + 1))
            result = [r + share * c for r, c in zip(result, chance, strict=True)]
            nearer = [1.0, *chance]
            chance = [
                (forward[i] * nearer[i] + (clock - forward[i] - self.leaving) * chance[i]) / clock
                for i in range(places)
            ]
        return result

    def mean_wait_of_served(self) -> float:
        """Mean wait over callers who are answered, from the wait of those who have 0, 1, .. ahead of them."""
        shares, served, wait = self.shares(), [1.0], [0.0]
        for ahead in range(self.lines - self.agents):
            forward = self.agents * self.service + ahead * self.leaving
            total = forward + self.leaving
            served.append(forward / total * served[-1])
            wait.append(served[-1] / total + forward / total * wait[-1])
        joins = shares[self.agents : -1]
        answered = math.fsum(p * s for p, s in zip(joins, served[1:], strict=True))
        waited = math.fsum(p * w for p, w in zip(joins, wait[1:], strict=True))
        return waited / (math.fsum(shares[: self.agents]) + answered)

    def performance(self, threshold: float) -> QueuePerformance:
        shares = self.shares()
        joins = shares[self.agents : -1]
        queue = math.fsum(max(k - self.agents, 0) * share for k, share in enumerate(shares))
        busy = math.fsum(min(k, self.agents) * share for k, share in enumerate(shares))
        in_time = zip(joins, self.answered_within(threshold), strict=True)
        return QueuePerformance(
            probability_of_wait=math.fsum(joins),
            service_level=math.fsum(shares[: self.agents]) + math.fsum(p * c for p, c in in_time),
            mean_wait_s=queue / (self.calls * (1 - shares[-1])),
            occupancy=busy / self.agents,
            mean_queue_length=queue,
            abandonment=queue * self.leaving / self.calls,
            blocking=shares[-1],
        )


def assert_same(ours: QueuePerformance, chain: QueuePerformance) -> None:
    for figure in QueuePerformance.__slots__:
        assert getattr(ours, figure) == pytest.approx(getattr(chain, figure), rel=1e-9, abs=1e-11), figure


@pytest.mark.parametrize("agents", [1, 2, 10, 11, 30])
@pytest.mark.parametrize("calls_per_hour", [12, 90, 360])
@pytest.mark.parametrize("patience_s", [1, 60, 180, 1200])
@pytest.mark.parametrize("threshold_s", [5, 20, 300])
def test_erlang_a_agrees_with_its_chain(
    agents: int, calls_per_hour: float, patience_s: float, threshold_s: float
) -> None:
    ours = erlang_a_queue(calls_per_hour, 300, patience_s, agents, threshold_s)
    waiting = calls_per_hour / 3600 * patience_s
    lines = agents + 30 + math.ceil(waiting + 10 * math.sqrt(waiting))
    chain = Chain(calls_per_hour / 3600, 1 / 300, 1 / patience_s, agents, lines)
    assert_same(ours, chain.performance(threshold_s))


@pytest.mark.parametrize("agents", [1, 3, 11])
@pytest.mark.parametrize("calls_per_hour", [12, 90, 132, 400])
@pytest.mark.parametrize("waiting_places", [0, 1, 4, 40])
def test_finite_queue_agrees_with_its_chain(agents: int, calls_per_hour: float, waiting_places: int) -> None:
    if waiting_places:
        chain = Chain(calls_per_hour / 3600, 1 / 300, 0.0, agents, agents + waiting_places)
        assert_same(finite_queue(calls_per_hour, 300, agents, waiting_places, 45), chain.performance(45))
    else:
        blocked = erlang_b(agents, calls_per_hour / 12)
        ours = finite_queue(calls_per_hour, 300, agents, waiting_places, 45)
        assert ours.blocking == pytest.approx(blocked, rel=1e-12)
        assert ours.service_level == pytest.approx(1 - blocked, rel=1e-12)


def test_mean_wait_of_the_served_differs_from_that_of_all() -> None:
    """The other meaning of "mean wait" in Erlang A, for the case that pyworkforce's tests publish."""
    chain = Chain(200 / 3600, 1 / 180, 1 / 300, 14, 300)
    assert chain.performance(20).mean_wait_s == pytest.approx(60 * 0.069919, abs=60 * 1e-6)
    assert chain.mean_wait_of_served() == pytest.approx(3.8785, abs=5e-5)


def exact_waiting(arrivals: float, relief: float, threshold: float) -> Waiting:
    """The series of `_waiting`, summed to 40 digits."""
    with localcontext() as context:
        context.prec = 40
        a, r, t = Decimal(arrivals), Decimal(relief), Decimal(threshold)
        weight, lost, served, j, step = Decimal(1), Decimal(0), Decimal(0), 1, 1 / (r + 1)
        while j * step > Decimal("1e-35") * lost:
            lost, served, weight = lost + j * step, served + r * step, weight + a * step
            j += 1
            step *= a / (r + j)
        remaining = a * (-t).exp()
        total, term, j = Decimal(1), Decimal(1), 1
        while term > Decimal("1e-35") * total:
            j += 1
            term *= remaining / (r + j)
            total += term
        late = r / (r + 1) * (a - remaining - (r + 1) * t).exp() * total
        return Waiting(float(1 / weight), float(lost / weight), float(served / weight), float(late / weight))


@pytest.mark.parametrize("arrivals", [0.01, 1, 7.3, 60, 99.9, 100.1, 300, 2000])
@pytest.mark.parametrize("load_per_agent", [0.02, 0.7, 0.99, 1, 1.01, 1.5, 40, 3000])
@pytest.mark.parametrize("threshold", [0, 0.001, 0.1, 1, 6])
def test_fates_of_the_waiting_to_ten_digits(arrivals: float, load_per_agent: float, threshold: float) -> None:
    """Whichever way it is computed: the sum below 100 arrivals per patience, the integral above."""
    relief = arrivals / load_per_agent
    ours, exact = _waiting.waiting(arrivals, relief, threshold), exact_waiting(arrivals, relief, threshold)
    assert ours.inverse_weight == pytest.approx(exact.inverse_weight, rel=1e-10, abs=1e-300)
    assert ours.lost == pytest.approx(exact.lost, rel=1e-10)
    assert ours.served == pytest.approx(exact.served, rel=1e-10)
    assert ours.served_late == pytest.approx(exact.served_late, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("arrivals", [20, 50, 100])
@pytest.mark.parametrize("load_per_agent", [0.3, 1, 1.5, 40])
@pytest.mark.parametrize("threshold", [0.01, 0.5])
def test_sum_and_integral_agree_where_both_work(
    arrivals: float, load_per_agent: float, threshold: float
) -> None:
    arguments = arrivals, arrivals / load_per_agent, threshold
    by_sum, by_integral = _waiting._by_series(*arguments), _waiting._by_quadrature(*arguments)
    assert by_sum == pytest.approx(by_integral, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("agents", [1, 14, 500, 3000])
@pytest.mark.parametrize("load_per_agent", [0.3, 0.8, 0.97, 1, 1.03, 2, 50])
def test_erlang_b_shortcut_loses_no_digit(agents: int, load_per_agent: float) -> None:
    """The recursion from its very start, in 40 digits, against the one that starts near the end."""
    load = agents * load_per_agent
    with localcontext() as context:
        context.prec = 40
        offered, blocked = Decimal(load), Decimal(1)
        for k in range(1, agents + 1):
            blocked = offered * blocked / (k + offered * blocked)
        assert erlang_b(agents, load) == pytest.approx(float(blocked), rel=1e-13)
