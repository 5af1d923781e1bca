"""JSONata as Step Functions evaluates it: `compile_jsonata` gives a function of the variables.

The library (jsonata-python) is the meaning; the common expressions are compiled to plain functions
that are many times faster and hand back to the library whatever they are not sure of. A property
test proves both equal. Stands apart because the generator checks the very expressions it emits.

Values: a JSON value, or UNDEFINED where JSONata finds nothing. Time and chance come from the
caller's `World`, so that an expression gives the same answer again.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, Final, Protocol, TypeAlias

import jsonata.functions as library_functions
import jsonata.jsonata as library
from jsonata.jexception import JException
from jsonata.parser import Parser
from jsonata.utils import Utils

from semantics.intrinsic_functions import hash_text, new_uuid
from semantics.payload import Json


Node: TypeAlias = Any
"""A node of the library's syntax tree, which has no types."""


class _Undefined:
    """The type of UNDEFINED."""

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = _Undefined()
"""What an expression that finds nothing gives; JSON null is None."""


class World(Protocol):
    """What an expression may ask of its surroundings."""

    random: Random

    def millis(self) -> int: ...


Bindings = Mapping[str, Json]
Evaluate = Callable[[Bindings, World], Json]


class JsonataError(Exception):
    """The expression cannot be parsed or evaluated; the message starts with JSONata's code."""


class UnsupportedResult(Exception):
    """The expression gives a function or a regular expression, which is no JSON."""


def compile_jsonata(source: str) -> Evaluate:
    """The expression (without its `{% %}`) as a function of variables and world.

    Raises JsonataError for a syntax error; the function raises JsonataError or UnsupportedResult.
    """
    from semantics.jsonata_compiled import NotCompiled, Unsure, compile_node

    expression = LibraryExpression(source)
    try:
        fast = compile_node(expression.tree)
    except NotCompiled:
        return expression.evaluate

    def evaluate(bindings: Bindings, world: World) -> Json:
        try:
            return fast(bindings, world)
        except Unsure:
            return expression.evaluate(bindings, world)

    return evaluate


def variable_names(source: str) -> frozenset[str]:
    """The `$names` that the expression mentions, functions included."""
    return LibraryExpression(source).names


def reads_context(source: str) -> bool:
    """Whether the expression may look at `$states.context` (or at `$states` as a whole)."""
    return any(
        step_names[:1] not in (("input",), ("result",), ("errorOutput",))
        for step_names in _states_paths(LibraryExpression(source).tree)
    )


class LibraryExpression:
    """An expression as jsonata-python evaluates it, with time, chance and nulls put right."""

    def __init__(self, source: str) -> None:
        try:
            self._expression = library.Jsonata(source)
        except Exception as error:
            raise JsonataError(_message(error)) from None
        self._expression.set_output_convert_nulls(False)
        self._world: World | None = None
        self._bind_functions()
        self.names = frozenset(
            str(node.value) for node in _nodes(self.tree) if node.type == "variable" and node.value
        )

    @property
    def tree(self) -> Node:
        return self._expression.ast

    def evaluate(self, bindings: Bindings, world: World) -> Json:
        known = {name: _to_library(bindings[name]) for name in self.names if name in bindings}
        self._world = world
        library.Jsonata.CURRENT.jsonata = self._expression
        try:
            result = self._expression.evaluate(None, known)
        except Exception as error:
            raise JsonataError(_message(error)) from None
        return UNDEFINED if result is None else _from_library(result)

    def _bind_functions(self) -> None:
        """What Step Functions adds or takes away, and what would read the real clock or chance.

        Source: Developer Guide, "Transforming data with JSONata", functions provided by Step
        Functions; `$eval` is not supported there.
        """
        for name, function in {
            "uuid": lambda: new_uuid(self._surroundings().random),
            "random": self._random,
            "shuffle": self._shuffle,
            "millis": lambda: self._surroundings().millis(),
            "now": self._now,
            "hash": _hash,
            "parse": _parse,
            "partition": _partition,
            "range": _range,
        }.items():
            self._expression.register_lambda(name, function)
        self._expression.environment.bind("eval", None)

    def _surroundings(self) -> World:
        assert self._world is not None
        return self._world

    def _random(self, seed: Json = None) -> float:
        source = self._surroundings().random if seed is None else Random(int(seed))
        return source.random()

    def _shuffle(self, array: Json) -> Json:
        if array is None:
            return None
        shuffled = list(array) if isinstance(array, list) else [array]
        self._surroundings().random.shuffle(shuffled)
        return shuffled

    def _now(self, picture: str | None = None, timezone: str | None = None) -> Json:
        now = self._surroundings().millis()
        return library_functions.Functions.datetime_from_millis(now, picture, timezone)


def _hash(text: Json = None, algorithm: Json = None) -> Json:
    if text is None or algorithm is None:
        return None
    digest = hash_text(str(text), str(algorithm))
    if digest is None:
        raise ValueError(f"unknown hash algorithm {algorithm}")
    return digest


def _parse(text: Json = None) -> Json:
    return None if text is None else _to_library(json.loads(text))


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


def _to_library(value: Json) -> Any:
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


def _from_library(value: Any) -> Json:
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


def _nodes(node: object) -> Iterator[Node]:
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


def _states_paths(tree: Node) -> Iterator[tuple[str, ...]]:
    """For each mention of `$states`, the names that follow it."""
    followed: set[int] = set()
    for node in _nodes(tree):
        if node.type == "path" and _is_states(node.steps[0]):
            followed.add(id(node.steps[0]))
            yield tuple(str(step.value) if step.type == "name" else "" for step in node.steps[1:])
    for node in _nodes(tree):
        if _is_states(node) and id(node) not in followed:
            yield ()


def _is_states(node: Node) -> bool:
    return bool(node.type == "variable" and node.value == "states")
