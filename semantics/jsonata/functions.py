"""The JSONata functions that compiled expressions call directly, by name and number of arguments.

Stands apart because it is a table: adding a row makes a function fast. A row must give what the
library gives or raise Unsure. Rows without arguments get the world instead.
"""

import math
from collections.abc import Callable

from semantics.intrinsic_functions import hash_text
from semantics.jsonata.service_functions import parse_json
from semantics.jsonata.values import UNDEFINED, Unsure, World, is_number, is_truthy
from semantics.payload import Json
from semantics.timestamps import format_timestamp, parse_timestamp

_YEAR_10000 = 253_402_300_800_000
"""In milliseconds since 1970; later years have five digits."""

_LENGTHS_IN_UTC = (20, 24)
"""Of a timestamp in UTC without and with milliseconds; the library reads others in its own way."""


def _exists(value: Json) -> Json:
    return value is not UNDEFINED


def _not(value: Json) -> Json:
    return UNDEFINED if value is UNDEFINED else not is_truthy(value)


def _boolean(value: Json) -> Json:
    return UNDEFINED if value is UNDEFINED else is_truthy(value)


def _count(value: Json) -> Json:
    if value is UNDEFINED:
        return 0
    if value is None:
        raise Unsure
    return len(value) if type(value) is list else 1


def _numbers(value: Json) -> list[Json]:
    if type(value) is list and value and all(map(is_number, value)):
        return value
    raise Unsure


def _floor(value: Json) -> Json:
    if type(value) is not int and type(value) is not float:
        raise Unsure
    return math.floor(value)


def _ceil(value: Json) -> Json:
    if type(value) is not int and type(value) is not float:
        raise Unsure
    return math.ceil(value)


def _text(value: Json) -> str:
    if type(value) is not str:
        raise Unsure
    return value


def _string(value: Json) -> Json:
    return UNDEFINED if value is UNDEFINED else _text(value)


def _merge(value: Json) -> Json:
    if type(value) is not list or any(type(item) is not dict for item in value):
        raise Unsure
    merged: dict[str, Json] = {}
    for item in value:
        merged.update(item)
    return merged


def _append(first: Json, second: Json) -> Json:
    if type(first) is not list or not first or second is UNDEFINED:
        raise Unsure
    return [*first, *second] if type(second) is list else [*first, second]


def _sort(value: Json) -> Json:
    if type(value) is not list or len(value) < 2:
        raise Unsure
    return sorted(map(_text, value))


def _to_millis(value: Json) -> Json:
    nanoseconds = parse_timestamp(_text(value))
    if nanoseconds is None or len(value) not in _LENGTHS_IN_UTC:
        raise Unsure
    return nanoseconds // 1_000_000


def _substring(value: Json, start: Json, length: Json) -> Json:
    if type(start) is not int or type(length) is not int or start < 0 or length < 0:
        raise Unsure
    return _text(value)[start : start + length]


def _hash(value: Json, algorithm: Json) -> Json:
    digest = hash_text(_text(value), _text(algorithm))
    if digest is None:
        raise Unsure
    return digest


def _parse(value: Json) -> Json:
    try:
        return parse_json(_text(value))
    except ValueError:
        raise Unsure from None


def _from_millis(value: Json) -> Json:
    if type(value) is not int or not 0 <= value < _YEAR_10000:
        raise Unsure
    return format_timestamp(value * 1_000)


def _now(world: World) -> Json:
    return format_timestamp(world.millis() * 1_000)


FUNCTIONS: dict[tuple[str, int], Callable[..., Json]] = {
    ("exists", 1): _exists,
    ("not", 1): _not,
    ("boolean", 1): _boolean,
    ("count", 1): _count,
    ("max", 1): lambda value: max(_numbers(value)),
    ("min", 1): lambda value: min(_numbers(value)),
    ("sum", 1): lambda value: sum(_numbers(value)),
    ("floor", 1): _floor,
    ("ceil", 1): _ceil,
    ("string", 1): _string,
    ("length", 1): lambda value: len(_text(value)),
    ("uppercase", 1): lambda value: _text(value).upper(),
    ("lowercase", 1): lambda value: _text(value).lower(),
    ("merge", 1): _merge,
    ("sort", 1): _sort,
    ("append", 2): _append,
    ("contains", 2): lambda value, part: _text(part) in _text(value),
    ("substring", 3): _substring,
    ("hash", 2): _hash,
    ("parse", 1): _parse,
    ("millis", 0): lambda world: world.millis(),
    ("now", 0): _now,
    ("fromMillis", 1): _from_millis,
    ("toMillis", 1): _to_millis,
}
