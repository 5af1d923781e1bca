"""The library's values as JSON text, as `$string`, `&` and the messages of errors show them.

Stands apart because the library writes large numbers, numbers inside of values and letters beyond
ASCII in Python's way.
Source: JSONata 2.0.6, `$string`: JavaScript's JSON.stringify with numbers to fifteen digits.
"""

import json
import math
from typing import Any, TypeAlias

from jsonata.utils import Utils

from semantics.jsonata.numbers import number_text

LibraryValue: TypeAlias = Any
"""A value inside the library: its own null, functions and syntax trees besides JSON."""

_INDENT = "  "


def as_json(value: LibraryValue, *, is_pretty: bool = False) -> str:
    """The value as JSON; a function is an empty text, a number that is not finite is null."""
    return _written(value, "\n" if is_pretty else None)


def _written(value: LibraryValue, line: str | None) -> str:
    """`line` is the line break with the indentation so far, None where all stands in one line."""
    if value is None or value is Utils.NULL_VALUE:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value) if math.isfinite(value) else "null"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    below = None if line is None else line + _INDENT
    if isinstance(value, list):
        return _enclosed("[", [_written(item, below) for item in value], "]", line)
    if isinstance(value, dict):
        colon = ":" if line is None else ": "
        members = [
            f"{json.dumps(key, ensure_ascii=False)}{colon}{_written(item, below)}"
            for key, item in value.items()
        ]
        return _enclosed("{", members, "}", line)
    return '""'


def _enclosed(opening: str, parts: list[str], closing: str, line: str | None) -> str:
    if line is None or not parts:
        return opening + ",".join(parts) + closing
    below = line + _INDENT
    return opening + below + f",{below}".join(parts) + line + closing
