"""What the kit works out once: only pure functions of plain values, and never one answer for another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from casekit import data
from casekit.grading.judging import remember as module
from casekit.grading.judging.remember import remember, remembering
from casekit.models.retention import RetentionCase, simulate, weigh

CASE = RetentionCase(0.2, 1, 1.0, 1.5, cost_of_a_quit=8_320, cost_of_absence=480)
RANGES = {"hazard_ratio_if_refused": (1.0, 3.0)}


def counted(answer: Any) -> tuple[Any, list[tuple[Any, ...]]]:
    """Return a function that remembers, and the list of its real calls."""
    calls: list[tuple[Any, ...]] = []

    def work(*arguments: Any, **named: Any) -> Any:
        calls.append((*arguments, *named.items()))
        return answer(*arguments, **named)

    return remembering(work), calls


def test_the_same_call_is_worked_out_once() -> None:
    function, calls = counted(simulate)
    first, again = (function(CASE, dict(RANGES), 50, seed=1) for _ in range(2))
    assert first == again == simulate(CASE, RANGES, 50, 1)
    assert len(calls) == 1


@pytest.mark.parametrize(
    "other",
    [
        (replace(CASE, years=2), RANGES, 50, 1),
        (CASE, {"hazard_ratio_if_refused": (1.0, 2.0)}, 50, 1),
        (CASE, RANGES, 51, 1),
        (CASE, RANGES, 50, 2),
    ],
)
def test_another_call_is_another_answer(other: tuple[Any, ...]) -> None:
    function, calls = counted(simulate)
    function(CASE, RANGES, 50, 1)
    assert function(*other) == simulate(*other)
    assert len(calls) == 2


def test_a_column_is_known_by_its_values_and_their_kind() -> None:
    function, calls = counted(sum)
    column = pd.Series([1.0, 0.0])
    assert [function(column), function(column.rename("other")), function(column + 0)] == [1.0] * 3
    assert len(calls) == 1
    for other in (pd.Series([0.0, 1.0]), pd.Series([1.0, -0.0]), pd.Series([1, 0]), pd.Series([True, False])):
        function(other)
    assert len(calls) == 5


def test_a_column_of_objects_is_worked_out_every_time() -> None:
    function, calls = counted(len)
    for _ in range(2):
        function(pd.Series(["a", "b"], dtype=object))
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), (0.0, -0.0), ("1", 1), ((1,), [1]), (None, 0)]
)
def test_equal_values_of_other_kinds_are_told_apart(one: object, other: object) -> None:
    function, calls = counted(repr)
    assert (function(one), function(other)) == (repr(one), repr(other))
    assert len(calls) == 2


def test_a_number_that_equals_nothing_is_found_again() -> None:
    function, calls = counted(math.isnan)
    assert function(math.nan)
    assert function(float("nan"))
    assert len(calls) == 1


def test_a_table_is_handed_out_as_a_copy() -> None:
    function, calls = counted(data.load_reps_tenure)
    spoilt = function()
    spoilt["tenure_m"] = 0.0
    pd.testing.assert_frame_equal(function(), data.load_reps_tenure())
    assert len(calls) == 1


def test_a_list_is_handed_out_as_a_copy() -> None:
    function, _ = counted(lambda: ([1], {"a": [2]}))
    spoilt = function()
    spoilt[0].append(9)
    spoilt[1]["a"].append(9)
    assert function() == ([1], {"a": [2]})


@pytest.mark.parametrize("argument", [pd.DataFrame({"a": [1.0]}), {1, 2}, object(), [object()]], ids=type)
def test_what_is_no_plain_value_is_worked_out_every_time(argument: object) -> None:
    function, calls = counted(lambda value: 1)
    assert (function(argument), function(argument)) == (1, 1)
    assert len(calls) == 2


def test_what_can_be_used_up_is_made_every_time() -> None:
    def numbers() -> Iterator[int]:
        yield from (1, 2)

    function, calls = counted(numbers)
    assert (list(function()), list(function())) == ([1, 2], [1, 2])
    assert len(calls) == 2


def test_an_error_is_raised_every_time() -> None:
    function, calls = counted(weigh)
    for _ in range(2):
        with pytest.raises(ValueError, match="case"):
            function("no case")
    assert len(calls) == 2


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    function, calls = counted(abs)
    asked = (1, 2, 1, 3, 1, 2)  # 2 has to go for 3, since 1 was asked for again
    assert [function(number) for number in asked] == list(asked)
    assert calls == [(1,), (2,), (3,), (2,)]


def test_only_models_and_tables_remember() -> None:
    def own() -> float:
        return 1.0

    namespace: dict[str, Any] = {
        "weigh": weigh, "load": data.load_reps_tenure, "find": data.find, "Case": RetentionCase, "own": own,
        "number": 1,
    }  # fmt: skip
    before = dict(namespace)
    remember(namespace)
    assert [name for name in namespace if namespace[name] is not before[name]] == ["weigh", "load"]
    once = dict(namespace)
    remember(namespace)
    assert namespace == once
    assert namespace["weigh"].__doc__ == weigh.__doc__
