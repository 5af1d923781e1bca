"""The functions that Step Functions adds to JSONata or has in its own way.

Stands apart from the library's interpreter, to which they are given, and from what is put right in
it. Values are the library's; None is undefined. The signatures are checked before a call.
Source: Developer Guide, "Transforming data with JSONata", functions provided by Step Functions;
what they do with odd arguments was measured against the service by others and recorded in
floci-io/floci's pull request 2676 and its JsonataEvaluatorTest: numbers are rounded towards zero,
and what cannot be done gives undefined or D3137.
"""

import json
import math
from typing import TYPE_CHECKING

import jsonata.functions as library_functions
from jsonata.jexception import JException
from jsonata.utils import Utils

from semantics.intrinsic_functions import hash_text, new_uuid
from semantics.jsonata.java_random import first_double
from semantics.jsonata.numbers import as_number
from semantics.jsonata.texts import LibraryValue
from semantics.payload import Json

if TYPE_CHECKING:
    from semantics.jsonata.values import World

SIGNATURES = {
    "uuid": "<:s>",
    "random": "<n?:n>",
    "shuffle": "<a:a>",
    "millis": "<:n>",
    "now": "<s?s?:s>",
    "hash": "<s?s?:s>",
    "parse": "<s?:x>",
    "partition": "<a?n?:a>",
    "range": "<nnn?:a>",
}
"""By name, as JSONata writes them."""


class ServiceFunctions:
    """The functions by their names. `world` is set before each evaluation."""

    world: "World"

    def uuid(self) -> str:
        """A version 4 UUID."""
        return new_uuid(self.world.random)

    def random(self, seed: LibraryValue) -> float:
        """A number from 0 to 1, without it; the same for the same seed."""
        return self.world.random.random() if seed is None else first_double(int(seed))

    def shuffle(self, array: LibraryValue) -> LibraryValue:
        """The items in another order."""
        if array is None:
            return None
        shuffled = list(array)
        self.world.random.shuffle(shuffled)
        return shuffled

    def millis(self) -> int:
        """Now."""
        return self.world.millis()

    def now(self, picture: LibraryValue, timezone: LibraryValue) -> LibraryValue:
        """Now, as text."""
        millis = self.world.millis()
        return library_functions.Functions.datetime_from_millis(millis, picture, timezone)

    def hash(self, text: LibraryValue, algorithm: LibraryValue) -> LibraryValue:
        """The digest in hexadecimal digits."""
        if text is None or algorithm is None:
            return None
        digest = hash_text(text, algorithm)
        if digest is None:
            raise _refused("Unsupported hash algorithm")
        return digest

    def parse(self, text: LibraryValue) -> LibraryValue:
        """The value of a JSON text."""
        if text is None:
            return None
        try:
            return to_library(parse_json(text))
        except ValueError:
            raise _refused("Invalid JSON") from None

    def partition(self, array: LibraryValue, size: LibraryValue) -> LibraryValue:
        """The items in arrays of that size."""
        if not array:
            return None
        width = len(array) if size is None else int(size)
        if width < 0:
            raise _refused("Second argument must be zero or greater")
        if width == 0:
            return None
        return [array[at : at + width] for at in range(0, len(array), width)]

    def range(self, first: LibraryValue, last: LibraryValue, step: LibraryValue) -> LibraryValue:
        """The numbers from first to last; a single one is itself (measured)."""
        if first is None or last is None or step is None or int(step) == 0:
            return None
        width = int(step)
        numbers = list(range(int(first), int(last) + (1 if width > 0 else -1), width))
        return numbers[0] if len(numbers) == 1 else numbers or None


def to_library(value: Json) -> LibraryValue:
    """The value with JSONata's numbers and the library's own null, for to it None is undefined."""
    if value is None:
        return Utils.NULL_VALUE
    if isinstance(value, dict):
        return {key: to_library(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_library(item) for item in value]
    if type(value) is int or type(value) is float:
        return as_number(value)
    return value


def parse_json(text: str) -> Json:
    """The value of a JSON text with JSONata's numbers; raises ValueError, also for a name that
    stands twice in an object and for a number too large for a double.
    """
    return json.loads(
        text,
        parse_constant=_no_number,
        parse_float=_finite,
        parse_int=lambda digits: as_number(int(digits)),
        object_pairs_hook=_object,
    )


def _no_number(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> Json:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return as_number(number)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice")
    return made


def _refused(message: str) -> JException:
    return JException("D3137", -1, message)
