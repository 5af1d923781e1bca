"""JSONata as the library jsonata-python evaluates it: the meaning of every expression.

Stands apart from what is compiled, which is speed. Here the library is given what Step Functions
adds to the language, virtual time, seeded chance and JSON's null.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, TypeAlias

import jsonata.functions as library_functions
import jsonata.jsonata as library
from jsonata.jexception import JException
from jsonata.parser import Parser
from jsonata.utils import Utils

from semantics.intrinsic_functions import hash_text, new_uuid
from semantics.jsonata_interpreter import make_interpreter
from semantics.jsonata_values import UNDEFINED, Bindings, World
from semantics.payload import Json, read_json

Node: TypeAlias = Any
"""A node of the library's syntax tree, which has no types."""


class JsonataError(Exception):
    """The expression cannot be parsed or evaluated; the message starts with JSONata's code."""


class UnsupportedResult(Exception):  # noqa: N818 (the service speaks of an unsupported result type)
    """The expression gives a function or a regular expression, which is no JSON."""


class LibraryExpression:
    """An expression as jsonata-python evaluates it, with time, chance and nulls put right."""

    _world: World

    def __init__(self, source: str) -> None:
        try:
            self._expression = make_interpreter(source)
        except Exception as error:  # noqa: BLE001 (the parser raises whatever it stumbles over)
            raise JsonataError(_message(error)) from None
        self._expression.set_output_convert_nulls(output_convert_nulls=False)
        self._bind_functions()
        self._names = {str(node.value) for node in nodes(self.tree) if node.type == "variable"}

    @property
    def tree(self) -> Node:
        """The syntax tree."""
        return self._expression.ast

    def evaluate(self, bindings: Bindings, world: World) -> Json:
        """The value; raises JsonataError or UnsupportedResult."""
        known = {name: _to_library(bindings[name]) for name in self._names if name in bindings}
        self._world = world
        library.Jsonata.CURRENT.jsonata = self._expression
        try:
            result = self._expression.evaluate(None, known)
        except Exception as error:  # noqa: BLE001 (evaluation raises whatever it stumbles over)
            raise JsonataError(_message(error)) from None
        return UNDEFINED if result is None else _from_library(result)

    def _bind_functions(self) -> None:
        """What Step Functions adds or takes away, and what would read the real clock or chance.

        Source: Developer Guide, "Transforming data with JSONata", functions provided by Step
        Functions; `$eval` is not supported there.
        """
        for name, function in {
            "uuid": lambda: new_uuid(self._world.random),
            "random": self._random,
            "shuffle": self._shuffle,
            "millis": self._millis,
            "now": self._now,
            "hash": _hash,
            "parse": _parse,
            "partition": _partition,
            "range": _range,
        }.items():
            self._expression.register_lambda(name, function)
        self._expression.environment.bind("eval", None)

    def _millis(self) -> int:
        return self._world.millis()

    def _random(self, seed: Json = None) -> float:
        if seed is None:
            return self._world.random.random()
        source = Random(int(seed))  # noqa: S311 (repeatable chance is the point)
        return source.random()

    def _shuffle(self, array: Json) -> Json:
        if array is None:
            return None
        shuffled = list(array) if isinstance(array, list) else [array]
        self._world.random.shuffle(shuffled)
        return shuffled

    def _now(self, picture: str | None = None, timezone: str | None = None) -> Json:
        now = self._world.millis()
        return library_functions.Functions.datetime_from_millis(now, picture, timezone)


def _hash(text: Json = None, algorithm: Json = None) -> Json:
    if text is None or algorithm is None:
        return None
    digest = hash_text(str(text), str(algorithm))
    if digest is None:
        raise ValueError(f"unknown hash algorithm {algorithm}")
    return digest


def _parse(text: Json = None) -> Json:
    return None if text is None else _to_library(read_json(text))


def _partition(array: Json = None, size: Json = None) -> Json:
    if array is None or size is None or int(size) <= 0:
        return None
    items = array if isinstance(array, list) else [array]
    width = int(size)
    return [items[at : at + width] for at in range(0, len(items), width)] or None


def _range(first: Json = None, last: Json = None, step: Json = None) -> Json:
    if first is None or last is None or step is None or int(step) == 0:
        return None
    width = int(step)
    numbers = list(range(int(first), int(last) + (1 if width > 0 else -1), width))
    return numbers[0] if len(numbers) == 1 else numbers or None


def _to_library(value: Json) -> Json:
    """JSON null becomes the library's own null, for to it None is undefined."""
    if value is None:
        return Utils.NULL_VALUE
    if value is UNDEFINED:
        return None
    if isinstance(value, dict):
        return {key: _to_library(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_library(item) for item in value]
    return value


def _from_library(value: Json) -> Json:
    if value is None or value is Utils.NULL_VALUE:
        return None
    if isinstance(value, dict):
        return {key: _from_library(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_from_library(item) for item in value]
    if isinstance(value, str | bool | int | float):
        return value
    raise UnsupportedResult


def _message(error: Exception) -> str:
    if isinstance(error, JException):
        return f"{error.error}: {error}"
    return f"{type(error).__name__}: {error}"


def nodes(node: object) -> Iterator[Node]:
    """All nodes of the tree; a node is found by what it is, whatever field holds it."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, list | tuple):
            waiting.extend(current)
        elif isinstance(current, Parser.Symbol) and id(current) not in seen:
            seen.add(id(current))
            yield current
            waiting.extend(vars(current).values())
