"""`python -m simulator conform events FILE`: our pattern semantics against recorded truth.

FILE holds a JSON object a line: `name`, `pattern`, `event`, `matches`, and `invalid`, true where
the pattern must be refused. Each failing row is printed with what was expected and what came; the
last line is `passed X of Y`.
"""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from semantics.patterns import InvalidPattern, parse


def main(path: str) -> int:
    """Run all rows of the file. Returns 0 where all pass, 1 where one fails, 2 on a bad file."""
    try:
        failures, total = conform(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, LookupError, TypeError) as error:
        sys.stderr.write(f"{path}: not a file of recorded rows: {error!r}\n")
        return 2
    for failure in failures:
        sys.stdout.write(f"{failure}\n")
    sys.stdout.write(f"passed {total - len(failures)} of {total}\n")
    return 1 if failures else 0


def conform(rows: str) -> tuple[list[str], int]:
    """Return a line for each failing row, and the number of rows."""
    outcomes = list(_outcomes(rows))
    return [line for line in outcomes if line is not None], len(outcomes)


def _outcomes(rows: str) -> Iterator[str | None]:
    """Yield None for a row that passes, and what went wrong for one that fails."""
    for line in rows.splitlines():
        # Numbers keep their text: the service tells 1e-325, which no float holds, from 0.
        row = json.loads(line, parse_float=Decimal)
        expected = "refused" if row["invalid"] else _verdict(row["matches"])
        actual, reason = _answer(row["pattern"], row["event"])
        if actual == expected:
            yield None
        else:
            because = f" ({reason})" if reason else ""
            yield f"{row['name']}: expected {expected}, got {actual}{because}"


def _answer(pattern: object, event: dict[str, object] | None) -> tuple[str, str]:
    """Return the verdict and, for a refusal, its reason; rows about refusal may lack an event."""
    try:
        parsed = parse(pattern)
    except InvalidPattern as refusal:
        return "refused", refusal.reason
    return ("accepted" if event is None else _verdict(parsed.matches(event))), ""


def _verdict(matches: bool) -> str:  # noqa: FBT001 - a recorded value, not an option
    return "matches" if matches else "does not match"
