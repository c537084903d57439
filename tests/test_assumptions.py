"""Assumptions: each is in order by itself, bears a model's argument name, and gives the worked figures."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from casekit import assumptions as A, models  # noqa: N812 - as a chapter writes it
from casekit.models.availability import lost_minutes
from casekit.models.coaching import Tier, allocate, harm_probability, implied_sd
from casekit.models.retention import RetentionCase, weigh
from casekit.models.staffing import erlang_a_queue, erlang_c_queue
from casekit.models.trust import ceiling, indicators, reputation

CASES = Path(__file__).parents[1] / "book" / "cases"
EVERY = [
    pytest.param(group, assumption, id=f"{group}.{assumption.name}")
    for group, members in A.GROUPS.items()
    for assumption in members
]
every = pytest.mark.parametrize(("group", "assumption"), EVERY)


def argument_names() -> set[str]:
    """Names of the arguments of every public function and record of casekit.models."""
    names: set[str] = set()
    for found in pkgutil.iter_modules(models.__path__):
        if found.name == "validate":
            continue
        module = importlib.import_module(f"casekit.models.{found.name}")
        for name, member in vars(module).items():
            home = str(getattr(member, "__module__", ""))
            ours = home.startswith(module.__name__) and not name.startswith("_")
            if ours and (inspect.isfunction(member) or is_dataclass(member)):
                names.update(inspect.signature(member).parameters)
    return names


@every
def test_the_default_lies_in_its_range(group: str, assumption: A.Assumption) -> None:
    assert assumption.low <= assumption.value <= assumption.high
    assert math.isfinite(assumption.low) and math.isfinite(assumption.high)


@every
def test_it_says_why_in_one_sentence_and_in_which_unit(group: str, assumption: A.Assumption) -> None:
    assert re.fullmatch(r"[A-Z0-9].{10,}\.", assumption.basis)
    assert not re.search(r"[.!?] [A-Z]", assumption.basis), "more than one sentence"
    assert "  " not in assumption.basis
    assert assumption.unit.strip() == assumption.unit != ""


@every
def test_sources_are_keys_and_only_an_assumption_may_lack_one(group: str, assumption: A.Assumption) -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+(19|20)\d\d", key) for key in assumption.sources)
    assert len(set(assumption.sources)) == len(assumption.sources)
    assert assumption.status in get_args(A.Status)
    assert assumption.sources or assumption.status == "assumption"


@every
def test_it_is_found_by_its_own_name(group: str, assumption: A.Assumption) -> None:
    assert getattr(getattr(A, group), assumption.name) is assumption
    assert A.get(f"{group}.{assumption.name}") is assumption


@pytest.mark.parametrize("group", A.GROUPS)
def test_it_lives_in_the_module_of_its_chapter(group: str) -> None:
    kind = type(A.GROUPS[group])
    found = re.match(r"Chapter (\d): ", kind.__doc__ or "")
    assert found
    [chapter] = CASES.glob(f"0{found[1]}-*.ipynb")
    name = f"chapter_{chapter.stem.removeprefix('0').replace('-', '_')}"
    assert kind.__module__ == f"casekit.assumptions.{name}"


def test_names_are_arguments_of_the_models_or_explained() -> None:
    names = {assumption.name for members in A.GROUPS.values() for assumption in members}
    assert names - set(A.INGREDIENTS) <= argument_names()
    assert set(A.INGREDIENTS) <= names
    assert not set(A.INGREDIENTS) & argument_names(), "an ingredient is no argument"


def test_nothing_can_be_changed_by_a_reader() -> None:
    with pytest.raises(FrozenInstanceError):
        A.retention.annual_hazard.value = 0.5  # type: ignore[misc]
    with pytest.raises(AttributeError):
        A.retention.annual_hazard = A.retention.years  # type: ignore[misc]


@pytest.mark.parametrize("path", ["retention.wage", "retention", "", "nothing.at_all", "retention."])
def test_an_unknown_path_is_refused_with_what_there_is(path: str) -> None:
    with pytest.raises(ValueError, match=r"path must be group\.name with one of .*(annual_hazard|retention)"):
        A.get(path)


def test_derived_figures_follow_from_theirs() -> None:
    assert A.retention.cost_of_a_quit.value == 8_320
    assert A.retention.cost_of_a_quit.low == pytest.approx(4_160)
    assert A.retention.cost_of_a_quit.high == pytest.approx(16_640)
    assert A.retention.weekly_wage.value == 800
    assert A.retention.backfill_hours.value * A.retention.overtime_rate.value == 480
    assert A.availability.calls_per_hour.value == 0.8125
    assert A.availability.call_cost.value == 50
    a_client = (A.availability.client_h, A.availability.billable_days, A.availability.hourly_fee)
    assert math.prod(part.value for part in a_client) == 40_000
    assert (
        A.calendar.hours_per_day.value * A.calendar.days_per_week.value * A.calendar.weeks_per_year.value
        == 2_080
    )
    assert A.coaching.expected_h.value == 2
    assert A.coaching.ratio_at_none.value == A.retention.hazard_ratio_if_refused.value
    assert A.staffing.calls_per_hour.value * A.staffing.handle_time_s.value / 3600 == 7.5


def test_effect_size_as_a_share_of_output() -> None:
    assert A.coaching.skill_effect.value * A.coaching.output_sd.value == pytest.approx(0.056)


def test_defaults_give_the_worked_retention_case() -> None:
    names = ["annual_hazard", "years", "hazard_ratio_if_granted", "hazard_ratio_if_refused", "cost_of_a_quit"]
    case = RetentionCase(
        **{name: getattr(A.retention, name).value for name in names},
        cost_of_absence=A.retention.backfill_hours.value * A.retention.overtime_rate.value,
        benefit=A.retention.benefit.value,
    )
    assert weigh(case).net_benefit == pytest.approx(168.23, abs=0.005)


def test_defaults_give_the_worked_team() -> None:
    team = A.staffing
    load = {"calls_per_hour": team.calls_per_hour.value, "handle_time_s": team.handle_time_s.value}
    agents, threshold_s = int(team.agents.value), team.threshold_s.value
    full = erlang_c_queue(**load, agents=agents, threshold_s=threshold_s)
    short = erlang_c_queue(**load, agents=agents - 1, threshold_s=threshold_s)
    patient = erlang_a_queue(
        **load, patience_s=team.patience_s.value, agents=agents - 1, threshold_s=threshold_s
    )
    assert full.service_level == pytest.approx(0.8608, abs=5e-5)
    assert short.service_level == pytest.approx(0.7405, abs=5e-5)
    assert patient.service_level == pytest.approx(0.847, abs=5e-4)
    assert short.service_level < team.service_level.value < full.service_level


def test_defaults_give_the_worked_hours_and_minutes() -> None:
    tiers = [A.coaching_high, A.coaching_steady, A.coaching_low]
    team = [Tier(**{a.name: a.value for a in tier}) for tier in tiers]
    assert allocate(team, A.coaching.hours.value) == pytest.approx([1.823, 2.381, 1.415], abs=5e-4)
    sd = implied_sd(A.coaching.mean_effect.value, A.coaching.share_harmed.value)
    assert sd == pytest.approx(1.342, abs=5e-4)
    assert harm_probability(A.coaching.mean_effect.value, sd) == pytest.approx(0.38)
    day = A.availability
    assert lost_minutes(day.calls.value, day.call_min.value, day.resume_min.value) == 84.5


def test_a_business_day_is_the_same_here_and_in_the_model() -> None:
    assert inspect.signature(indicators).parameters["within_h"].default == A.trust.within_h.value


def test_a_stranger_is_trusted_alike_here_and_in_the_model() -> None:
    for function in (reputation, ceiling):
        prior = inspect.signature(function).parameters["prior"].default
        assert prior == (A.trust.prior_kept.value, A.trust.prior_broken.value)


def test_only_the_standard_library_is_needed() -> None:
    script = "import sys; from casekit import assumptions; print(*sys.modules)"
    loaded: Any = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    tops = {name.partition(".")[0] for name in loaded.split()}
    assert not tops & {"pandas", "numpy", "IPython", "anywidget", "yaml"}
