"""`python -m simulator conform events FILE`: our pattern semantics against recorded truth.

A row holds `name`, `pattern`, `event`, `matches`, and `invalid`, true where the pattern must be
refused. Each failing row is printed with what was expected and what came; the last line is
`passed X of Y`.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from semantics.patterns import InvalidPattern, parse
from semantics.payload import Json
from simulator.conform.lines import Lines, Needed, check_fields, read_lines, tell


class Row(NamedTuple):
    """`expected`: matches, does not match or refused; rows about refusal may lack an event."""

    name: str
    pattern: Json
    event: dict[str, Any] | None
    expected: str


def main(path: str) -> int:
    """Judge all rows of the file. Returns 0 where all pass, 1 where one fails, 2 where a line is no
    row. Raises Unusable.
    """
    read = read_rows(Path(path))
    return tell(failures_of(read.rows), read, len(read.rows))


def read_rows(path: Path) -> Lines[Row]:
    """All rows of the file. Numbers keep their text: the service tells 1e-325, which no float
    holds, from 0. Raises Unusable.
    """
    return read_lines(path, _row, parse_float=Decimal)


def failures_of(rows: list[Row]) -> list[str]:
    """A line for each row that fails: what was expected and what came."""
    lines = []
    for row in rows:
        actual, reason = _answer(row.pattern, row.event)
        if actual != row.expected:
            because = f" ({reason})" if reason else ""
            lines.append(f"{row.name}: expected {row.expected}, got {actual}{because}")
    return lines


def _row(data: Json) -> Row:
    check_fields(data, _NEEDED, {})
    expected = "refused" if data["invalid"] else _verdict(data["matches"])
    return Row(data["name"], data["pattern"], data["event"], expected)


def _answer(pattern: Json, event: dict[str, Any] | None) -> tuple[str, str]:
    """Return the verdict and, for a refusal, its reason."""
    try:
        parsed = parse(pattern)
    except InvalidPattern as refusal:
        return "refused", refusal.reason
    return ("accepted" if event is None else _verdict(parsed.matches(event))), ""


def _verdict(matches: bool) -> str:  # noqa: FBT001 - a recorded value, not an option
    return "matches" if matches else "does not match"


_NEEDED: Needed = {
    "name": (lambda value: isinstance(value, str), "a text"),
    "pattern": (lambda _value: True, "a pattern"),
    "event": (lambda value: isinstance(value, dict | None), "an object or null"),
    "matches": (lambda value: isinstance(value, bool | None), "true, false or null"),
    "invalid": (lambda value: isinstance(value, bool), "true or false"),
}
