"""Compares a recorded value with today's, and says where they part.

It stands apart because a history leaves things untold that today's run must make up: they are
equal to anything. Invariant: only a text that holds something made up is compared loosely.
"""

import re
from dataclasses import dataclass

from semantics.payload import Json, json_text

EXECUTION_NAME = "<name of the replayed execution>"
"""Today's run goes by this name: GetExecutionHistory does not tell the recorded one."""

_UNTOLD = re.compile(
    r"arn:aws:states:[^\s\"]*?:(?:execution|express):[^\s\"]*?"
    + re.escape(EXECUTION_NAME)
    + "|"
    + re.escape(EXECUTION_NAME)
    + r"|task-token-\d+|\$\{[^}]*\}"
)
"""The execution's ARN and name, task tokens, and what only the deployment fills in."""

_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """`where` names the state and the value's path; both values are texts to be shown."""

    where: str
    recorded: str
    today: str


def first_difference(where: str, recorded: Json, today: Json) -> Difference | None:
    """The first place at which the values differ, or None."""
    if isinstance(recorded, dict) and isinstance(today, dict):
        for name in [*recorded, *(name for name in today if name not in recorded)]:
            if name not in recorded:
                return Difference(f"{where}.{name}", "nothing", shown(today[name]))
            if name not in today:
                return Difference(f"{where}.{name}", shown(recorded[name]), "nothing")
            found = first_difference(f"{where}.{name}", recorded[name], today[name])
            if found is not None:
                return found
        return None
    if isinstance(recorded, list) and isinstance(today, list) and len(recorded) == len(today):
        pairs = enumerate(zip(recorded, today, strict=True))
        each = (first_difference(f"{where}[{at}]", old, new) for at, (old, new) in pairs)
        return next((found for found in each if found is not None), None)
    if _is_same(recorded, today):
        return None
    return Difference(where, shown(recorded), shown(today))


def find_execution_name(recorded: Json, today: Json) -> str | None:
    """The recorded execution's name, where a text of today holds the made-up one and little else
    that could vary; None where the values do not tell it.
    """
    if isinstance(recorded, dict) and isinstance(today, dict):
        pairs = [(recorded[name], today[name]) for name in today if name in recorded]
    elif isinstance(recorded, list) and isinstance(today, list):
        pairs = list(zip(recorded, today, strict=False))
    elif isinstance(recorded, str) and isinstance(today, str):
        before, found, after = today.partition(EXECUTION_NAME)
        if found and recorded.startswith(before) and recorded.endswith(after):
            return recorded[len(before) : len(recorded) - len(after)] or None
        return None
    else:
        return None
    names = (find_execution_name(old, new) for old, new in pairs)
    return next((name for name in names if name is not None), None)


def _is_same(recorded: Json, today: Json) -> bool:
    if isinstance(recorded, bool) or isinstance(today, bool):
        return recorded is today
    if not isinstance(recorded, str) or not isinstance(today, str):
        return bool(recorded == today)
    if recorded == today:
        return True
    parts = _UNTOLD.split(today)
    if len(parts) == 1:
        return False
    pattern = ".+".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, recorded, re.DOTALL) is not None


def shown(value: Json) -> str:
    """The value as one short line of JSON."""
    text = json_text(value)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}… ({len(text)} characters)"
