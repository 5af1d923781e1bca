"""The JSON values that states pass on, their text and their size.

Stands apart because the generator (what may a payload be?) and the simulator (is this one too
big?) must agree to the byte. Values are plain `json` values and are never changed once made:
states share them instead of copying.
"""

import json
import marshal
from typing import Any, TypeAlias

# Any: a recursive alias would force casts at each subscript and prove nothing about data.
Json: TypeAlias = Any
"""A value as `json` reads it: None, bool, int, float, str, list or dict."""

MAX_PAYLOAD_BYTES = 262_144
"""A state's input or output as UTF-8 text.
Source: Step Functions Developer Guide, "Quotas", maximum input or output size."""

MAX_HISTORY_EVENTS = 25_000
"""Events of one execution; it fails unless the last is its success.
Source: Step Functions Developer Guide, "Avoiding reaching the history quota"."""

_JSON_BYTES_PER_MARSHAL_BYTE = 6
"""No JSON text is longer than this many times marshal's form. The worst is an escaped control
character, 6 bytes of JSON for one of marshal's; names and numbers gain less than their headers."""


_PLAIN = frozenset([str, int, float, bool, type(None)])


def is_equal(left: Json, right: Json) -> bool:
    """JSON's equality, however deep: 1 is 1.0, and true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(is_equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_equal(left[key], right[key]) for key in left)
    return bool(left == right)


def plain(value: Json) -> Json:
    """The value as JSON text would bring it: a member of an enumeration or a named kind of str is
    the text that it stands for. All rules here and of the query languages expect that.
    """
    try:
        marshal.dumps(value, 2)
    except ValueError:  # not plain, or deeper than marshal goes
        return _plain(value)
    return value


def _plain(value: Json) -> Json:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {
            str(key): item if type(item) in _PLAIN else _plain(item) for key, item in value.items()
        }
    if kind is list:
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value)  # not what an enumeration prints
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    raise TypeError(f"{kind.__name__} is not JSON")


def json_text(value: Json) -> str:
    """The value as the service writes it into causes and strings: compact, not ASCII-escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_json(text: str) -> Json:
    """The value of a JSON text; raises ValueError, also for NaN and Infinity, which are no JSON."""
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")


def is_within_limit(value: Json, limit_bytes: int = MAX_PAYLOAD_BYTES) -> bool:
    """Whether the value's JSON text has at most `limit_bytes` bytes of UTF-8.

    Asked at every transition, so small values are settled by marshal, which is many times faster
    than writing JSON; only what could be too big is written out and counted.
    """
    try:
        if len(marshal.dumps(value, 2)) * _JSON_BYTES_PER_MARSHAL_BYTE <= limit_bytes:
            return True
    except ValueError:  # deeper than marshal goes
        pass
    return len(json_text(value).encode(errors="surrogatepass")) <= limit_bytes
