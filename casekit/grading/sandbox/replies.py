"""What a submission's process replies to the grader's requests, as JSON: claims, once an answer has run."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from casekit.exercise.plain import LONGEST, Json, Live, Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from casekit.grading.sandbox.setting import Setting


def reply(setting: Setting, request: Any) -> bytes:
    """Return the reply to one request: run a cell, call a function, say a value, take other numbers."""
    return _body(partial(_answer, request, setting))


def unfit() -> bytes:
    """Return what stands for a reply that can't be given."""
    return _body(_unfit)


def sentence(error: BaseException) -> str:
    """Return an error's name and message, whatever its class makes of being asked."""
    try:
        return f"{type(error).__name__}: {error}"[:LONGEST]
    except BaseException:
        return type(error).__name__[:LONGEST]


def _answer(request: Any, setting: Setting) -> object:
    answers = Live(setting.namespace)
    match request:
        case {"run": source, "name": name}:
            return {"error": _run(source, name, setting.namespace)}
        case {"call": name, "arguments": arguments}:
            return answers.call(name, tuple(arguments))
        case {"value": name}:
            return answers.value(name)
        case {"numbers": numbers}:
            setting.make(numbers)
            return {"ready": None}
    raise ValueError("no such request")


def _body(answer: Callable[[], object]) -> bytes:
    try:
        return json.dumps(answer(), allow_nan=False).encode("ascii")
    except BaseException:  # a method of the learner's own may stop with anything at all
        return json.dumps(_unfit()).encode("ascii")


def _unfit() -> Plain:
    return Plain(kind="other", value="unfit")


def _run(source: str, name: str, namespace: dict[str, Any]) -> Json:
    """Run one cell; return its error, or None."""
    try:
        exec(compile(source, f"<{name}>", "exec", dont_inherit=True), namespace)
    except BaseException as error:
        return sentence(error)
    return None
