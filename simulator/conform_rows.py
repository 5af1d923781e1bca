"""Reads a file of recorded executions, one JSON object a line.

Stands apart so that judging never meets half a row. Invariant: either all rows are there with their
fields, or every line that is wrong is told.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from semantics.payload import Json
from simulator.unusable import Unusable


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded execution. `mocks` are the results of each state's tasks in call order, `calls`
    what the service sent to them, `recorded` the moment; `expected` holds `status`, and `output`
    or `error` and `cause`. `trust`: A, B, C or D.
    """

    name: str
    trust: str
    definition: Json
    input: Json
    is_express: bool
    expected: dict[str, Json]
    mocks: dict[str, list[dict[str, Json]]]
    calls: list[dict[str, Json]]
    recorded: datetime


def read_rows(path: Path) -> list[Row]:
    """All rows of the file; raises Unusable, which tells each line that is no row."""
    rows, problems = [], []
    for number, line in enumerate(_lines(path), start=1):
        try:
            rows.append(_row(json.loads(line)))
        except json.JSONDecodeError as error:
            problems.append(f"{path}:{number}:{error.colno}: no JSON: {error.msg}")
        except ValueError as error:
            problems.append(f"{path}:{number}: {error}")
    if problems:
        raise Unusable("\n".join(problems))
    if not rows:
        raise Unusable(f"{path}: this file holds no rows")
    return rows


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise Unusable(f"{path}: this is no text in UTF-8") from None


def _row(data: Json) -> Row:
    if not isinstance(data, dict):
        raise ValueError("an object is needed: one recorded execution")  # noqa: TRY004 (as below)
    missing = [name for name in _NEEDED if name not in data]
    if missing:
        raise ValueError(f"fields are missing: {', '.join(missing)}")
    for name, (holds, what) in (_NEEDED | _OPTIONAL).items():
        if not holds(data.get(name)):
            raise ValueError(f"{name}: {what} is needed, not {data.get(name)!r:.60}")
    return Row(
        data["name"],
        data["trust"],
        data["definition"],
        data["input"],
        data["type"] == "EXPRESS",
        data["expected"],
        data["mocks"] or {},
        data.get("calls") or [],
        _moment(data["recorded"]),
    )


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y, %H:%M:%S").replace(tzinfo=UTC)


def _is_moment(value: Json) -> bool:
    try:
        _moment(value)
    except (TypeError, ValueError):
        return False
    return True


def _are_mocks(value: Json) -> bool:
    if value is None:
        return True
    return isinstance(value, dict) and all(map(_are_answers, value.values()))


def _are_answers(value: Json) -> bool:
    return isinstance(value, list) and all(map(_is_answer, value))


def _is_answer(value: Json) -> bool:
    return isinstance(value, dict) and (value.keys() == {"Return"} or _is_throw(value))


def _is_throw(answer: dict[str, Json]) -> bool:
    return answer.keys() == {"Throw"} and isinstance(answer["Throw"], dict)


def _are_calls(value: Json) -> bool:
    if value is None:
        return True
    return isinstance(value, list) and all(
        isinstance(call, dict) and {"state", "input"} <= call.keys() for call in value
    )


_NEEDED: dict[str, tuple[Callable[[Json], bool], str]] = {
    "name": (lambda value: isinstance(value, str), "a text"),
    "trust": (lambda value: value in ("A", "B", "C", "D"), "A, B, C or D"),
    "definition": (lambda _value: True, "a definition"),
    "input": (lambda _value: True, "an input"),
    "type": (lambda value: value in ("STANDARD", "EXPRESS"), "STANDARD or EXPRESS"),
    "expected": (
        lambda value: isinstance(value, dict) and "status" in value,
        "an object with a status",
    ),
    "mocks": (_are_mocks, "null or lists of Return and Throw by state"),
    "recorded": (_is_moment, "a moment such as 31-12-2024, 23:59:59"),
}

_OPTIONAL: dict[str, tuple[Callable[[Json], bool], str]] = {
    "calls": (_are_calls, "null or a list of objects with state and input"),
}
