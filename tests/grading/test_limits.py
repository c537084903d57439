from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from casekit.grading import Limits


def test_limits_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Limits().seconds = 1e9  # type: ignore[misc]


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "10", None])
def test_no_limit_can_be_lifted_by_accident(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        Limits(**{name: value})  # type: ignore[arg-type]
