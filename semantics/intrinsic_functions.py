"""What each States.* function computes from its values.

Stands apart from the parsing of calls. Each function takes its arguments and the source of chance
and gives a JSON value or raises IntrinsicFailure; argument counts are checked by the parser.
"""

import base64
import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Self
from uuid import UUID

from semantics.payload import Json, is_equal, json_text, read_json

_MAX_TEXT = 10_000
"""Characters that Base64Encode, Base64Decode and Hash take. Source: Developer Guide."""
_MAX_RANGE = 1_000
"""Elements that ArrayRange gives. Source: Developer Guide."""


class IntrinsicFailure(Exception):  # noqa: N818 (the service's name)
    """The call cannot be done with these values; the service's States.IntrinsicFailure."""

    def within(self, call: str) -> "IntrinsicFailure":
        """The failure as the service words it, naming the call."""
        if str(self).startswith("The function "):
            return self
        return IntrinsicFailure(f"The function '{call}' had the following error: {self}")


class Template(str):
    """A quoted argument: the text that it stands for, and `raw`, in which an escaped brace can
    still be told from a placeholder.
    """

    __slots__ = ("raw",)
    raw: str

    def __new__(cls, raw: str) -> Self:
        """The text of `raw` with its escapes undone."""
        template = super().__new__(cls, _unescape(raw))
        template.raw = raw
        return template


@dataclass(frozen=True, slots=True)
class Function:
    """A function and how many arguments it takes."""

    least: int
    most: int
    apply: Callable[[list[Json], Random], Json]


def _unescape(raw: str) -> str:
    return re.sub(r"\\(['{}\\])", r"\1", raw)


def _whole(value: Json, what: str) -> int:
    """A number rounded to the nearest integer, halves upwards, as Java's Math.round does."""
    if type(value) is int:
        return value
    if type(value) is float and math.isfinite(value):
        return math.floor(value + 0.5)
    raise IntrinsicFailure(f"{what} must be a number but was {json_text(value)}")


def _array(value: Json) -> list[Json]:
    if isinstance(value, list):
        return value
    raise IntrinsicFailure(f"expected an array but was {json_text(value)}")


def _text(value: Json) -> str:
    if isinstance(value, str):
        return str(value)
    raise IntrinsicFailure(f"expected a string but was {json_text(value)}")


def _short_text(value: Json) -> str:
    text = _text(value)
    if len(text) > _MAX_TEXT:
        raise IntrinsicFailure(f"the text is longer than {_MAX_TEXT} characters")
    return text


def _partition(values: list[Json], _: Random) -> Json:
    array, size = _array(values[0]), _whole(values[1], "the chunk size")
    if size <= 0:
        raise IntrinsicFailure("the chunk size must be positive")
    return [array[at : at + size] for at in range(0, len(array), size)]


def _contains(values: list[Json], _: Random) -> Json:
    return any(is_equal(item, values[1]) for item in _array(values[0]))


def _range(values: list[Json], _: Random) -> Json:
    first, last, step = (_whole(value, "a bound or step") for value in values)
    if step == 0:
        raise IntrinsicFailure("the step must not be zero")
    numbers = range(first, last + (1 if step > 0 else -1), step)
    if (last - first) // step >= _MAX_RANGE:
        raise IntrinsicFailure(f"the range has more than {_MAX_RANGE} items")
    return list(numbers)


def _get_item(values: list[Json], _: Random) -> Json:
    array, at = _array(values[0]), _whole(values[1], "the index")
    if not 0 <= at < len(array):
        raise IntrinsicFailure(f"the index {at} is out of bounds")
    return array[at]


def _unique(values: list[Json], _: Random) -> Json:
    kept: list[Json] = []
    for item in _array(values[0]):
        if not any(is_equal(item, other) for other in kept):
            kept.append(item)
    return kept


def _base64_encode(values: list[Json], _: Random) -> Json:
    return base64.b64encode(_short_text(values[0]).encode(errors="replace")).decode("ascii")


def _base64_decode(values: list[Json], _: Random) -> Json:
    try:
        return base64.b64decode(_short_text(values[0]), validate=True).decode()
    except ValueError:
        raise IntrinsicFailure("the text is not Base64") from None


_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384"}
_ALGORITHMS["SHA-512"] = "sha512"


def hash_text(text: str, algorithm: str) -> str | None:
    """The hex digest, or None where the service does not know the algorithm."""
    known = _ALGORITHMS.get(algorithm)
    if known is None:
        return None
    return hashlib.new(known, text.encode(errors="replace"), usedforsecurity=False).hexdigest()


def _hash(values: list[Json], _: Random) -> Json:
    data = values[0]
    text = _short_text(data if isinstance(data, str) else json_text(data))
    digest = hash_text(text, _text(values[1]))
    if digest is None:
        raise IntrinsicFailure(f"there is no algorithm {values[1]}")
    return digest


def _merge(values: list[Json], _: Random) -> Json:
    first, second, deep = values
    if not isinstance(first, dict) or not isinstance(second, dict):
        raise IntrinsicFailure("both arguments must be objects")
    if deep is not False:
        raise IntrinsicFailure("only shallow merging (false) is supported")
    return {**first, **second}


def _from_json(values: list[Json], _: Random) -> Json:
    if values[0] is None:
        return None
    text = _text(values[0])
    if not text.strip():
        return None
    try:
        return read_json(text)
    except ValueError:
        raise IntrinsicFailure("the text is not JSON") from None


def _add(values: list[Json], _: Random) -> Json:
    return _whole(values[0], "the first value") + _whole(values[1], "the second value")


def _random(values: list[Json], chance: Random) -> Json:
    first, last = _whole(values[0], "the start"), _whole(values[1], "the end")
    if first >= last:
        raise IntrinsicFailure("the start must be less than the end")
    source = _seeded(values[2]) if len(values) == 3 else chance
    return source.randrange(first, last)


def _seeded(seed: Json) -> Random:
    return Random(_whole(seed, "the seed"))  # noqa: S311 (repeatable chance is the point)


def _split(values: list[Json], _: Random) -> Json:
    text, splitters = _text(values[0]), _text(values[1])
    if not splitters:
        return [text]
    return [part for part in re.split(f"[{re.escape(splitters)}]", text) if part]


def new_uuid(chance: Random) -> str:
    """A version 4 UUID from the given source of chance."""
    return str(UUID(int=chance.getrandbits(128), version=4))


def _format(values: list[Json], _: Random) -> Json:
    template, rest = values[0], values[1:]
    if isinstance(template, Template):
        parts = [_unescape(part) for part in re.split(r"(?<!\\)\{\}", template.raw)]
    else:
        parts = _text(template).split("{}")
    if len(parts) - 1 != len(rest):
        raise IntrinsicFailure(f"{len(parts) - 1} places for {len(rest)} values")
    return parts[0] + "".join(
        _shown(value) + part for value, part in zip(rest, parts[1:], strict=True)
    )


def _shown(value: Json) -> str:
    """Objects and arrays look as Java prints maps and lists, as the service does."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={_shown(item)}" for key, item in value.items()) + "}"
    return json_text(value)


FUNCTIONS: dict[str, Function] = {
    "States.Array": Function(0, 1_000, lambda values, _: values),
    "States.ArrayPartition": Function(2, 2, _partition),
    "States.ArrayContains": Function(2, 2, _contains),
    "States.ArrayRange": Function(3, 3, _range),
    "States.ArrayGetItem": Function(2, 2, _get_item),
    "States.ArrayLength": Function(1, 1, lambda values, _: len(_array(values[0]))),
    "States.ArrayUnique": Function(1, 1, _unique),
    "States.Base64Encode": Function(1, 1, _base64_encode),
    "States.Base64Decode": Function(1, 1, _base64_decode),
    "States.Hash": Function(2, 2, _hash),
    "States.JsonMerge": Function(3, 3, _merge),
    "States.StringToJson": Function(1, 1, _from_json),
    "States.JsonToString": Function(1, 1, lambda values, _: json_text(values[0])),
    "States.MathAdd": Function(2, 2, _add),
    "States.MathRandom": Function(2, 3, _random),
    "States.StringSplit": Function(2, 2, _split),
    "States.UUID": Function(0, 0, lambda _values, chance: new_uuid(chance)),
    "States.Format": Function(1, 1_000, _format),
}
