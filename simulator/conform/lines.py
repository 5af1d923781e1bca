"""Reads a file of recorded rows, one JSON object a line.

Stands apart because executions and patterns are recorded alike, and a line that is no row must not
hide the others. Invariant: every line that is not empty is a row or a problem.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from semantics.payload import Json
from simulator.unusable import Unusable

R = TypeVar("R")


class Lines(NamedTuple, Generic[R]):
    """The rows, in order, and what is wrong with the lines that are none."""

    rows: list[R]
    problems: list[str]


def read_lines(
    path: Path, read_row: Callable[[Json], R], parse_float: Callable[[str], object] = float
) -> Lines[R]:
    """Read all lines; `read_row` raises ValueError for what is no row. Raises Unusable where the
    file cannot be read or is empty.
    """
    read = Lines[R]([], [])
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            read.rows.append(read_row(json.loads(line, parse_float=parse_float)))
        except json.JSONDecodeError as error:
            read.problems.append(f"{path}:{number}:{error.colno}: no JSON: {error.msg}")
        except ValueError as error:
            read.problems.append(f"{path}:{number}: {error}")
        except RecursionError:
            read.problems.append(f"{path}:{number}: it is nested too deeply to be read")
    if not read.rows and not read.problems:
        raise Unusable(f"{path}: this file holds no rows")
    return read


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors put a mark in front
    except UnicodeDecodeError:
        raise Unusable(f"{path}: this is no text in UTF-8") from None


Needed = dict[str, tuple[Callable[[Json], bool], str]]
"""By a field's name: whether a value is one of it, and what is needed in words."""


def check_fields(data: Json, needed: Needed, optional: Needed) -> None:
    """Raise ValueError where a row's fields are not what they must be."""
    if not isinstance(data, dict):
        raise ValueError("an object is needed: one recorded row")  # noqa: TRY004 (as below)
    missing = [name for name in needed if name not in data]
    if missing:
        raise ValueError(f"fields are missing: {', '.join(missing)}")
    for name, (holds, what) in (needed | optional).items():
        if not holds(data.get(name)):
            raise ValueError(f"{name}: {what} is needed, not {data.get(name)!r:.60}")


def tell(failures: list[str], read: Lines[R], judged: int) -> int:
    """Print what failed, the lines that are no rows (they count as failed) and the sum; gives the
    exit code: 0 where all passed, 1 where a row failed, 2 where a line is no row.
    """
    passed = f"passed {judged - len(failures)} of {judged + len(read.problems)}"
    for line in [*failures, *read.problems, passed]:
        sys.stdout.write(f"{line}\n")
    return 2 if read.problems else 1 if failures else 0
