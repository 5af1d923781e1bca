"""When a value of ours equals a recorded one.

Stands apart because it is the corpus's rule, not the simulator's: recorded values hold
placeholders such as `<uuid:1>` where the service wrote something random, texts that are JSON
objects stand as objects, and some fields were replaced by a word.
"""

import json
import re

from semantics.payload import Json, json_text

_PLACEHOLDER = re.compile(r"<[a-zA-Z_][\w.:-]*>")
_WORDS = frozenset(
    [
        "date",
        "timestamp",
        "snf_role_arn",
        "sfn_role_arn",
        "RequestId",
        "X-Amzn-Trace-Id",
        "time",
        "start-date",
        "stop-date",
    ]
)


def as_recorded(value: Json) -> Json:
    """The value with each text that is a JSON object read as one."""
    if isinstance(value, dict):
        return {key: as_recorded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_recorded(item) for item in value]
    if isinstance(value, str) and value.startswith("{"):
        try:
            return as_recorded(json.loads(value))
        except ValueError:
            return value
    return value


def is_match(recorded: Json, actual: Json) -> bool:
    """Whether our value fits the recorded one, placeholders taken as anything."""
    return _fits(as_recorded(recorded), as_recorded(actual))


def _fits(recorded: Json, actual: Json) -> bool:
    if isinstance(recorded, str):
        if recorded in _WORDS:
            return True
        if _PLACEHOLDER.search(recorded):
            return _fits_pattern(recorded, actual)
    if isinstance(recorded, bool) or isinstance(actual, bool):
        return recorded is actual
    if isinstance(recorded, int | float) and isinstance(actual, int | float):
        return recorded == actual
    if isinstance(recorded, dict) and isinstance(actual, dict):
        return recorded.keys() == actual.keys() and all(
            _fits(item, actual[key]) for key, item in recorded.items()
        )
    if isinstance(recorded, list) and isinstance(actual, list):
        return len(recorded) == len(actual) and all(map(_fits, recorded, actual))
    return type(recorded) is type(actual) and bool(recorded == actual)


def _fits_pattern(recorded: str, actual: Json) -> bool:
    text = actual if isinstance(actual, str) else json_text(actual)
    parts = (re.escape(part) for part in _PLACEHOLDER.split(recorded))
    return re.fullmatch(".*?".join(parts), text, re.DOTALL) is not None
