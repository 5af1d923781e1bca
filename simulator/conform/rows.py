"""What a row of recorded executions holds.

Stands apart so that judging never meets half a row. Invariant: a row has all its fields, of the
right form.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from semantics.payload import Json
from simulator.conform.lines import Lines, Needed, check_fields, read_lines


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


def read_rows(path: Path) -> Lines[Row]:
    """All rows of the file. Raises Unusable."""
    return read_lines(path, _row)


def _row(data: Json) -> Row:
    check_fields(data, _NEEDED, _OPTIONAL)
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


_NEEDED: Needed = {
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

_OPTIONAL: Needed = {
    "calls": (_are_calls, "null or a list of objects with state and input"),
}
