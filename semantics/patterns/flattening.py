"""An event as the matcher sees it: its leaves by dotted path, and which array elements hold them.

Objects and arrays vanish; "a.b" as one key and b inside a are the same path. Each object or array
inside an array opens a scope, because the fields of one pattern must come from the same element.

Invariant: every leaf lies in exactly one scope; a plain value inside an array lies in the scope
around the array, as it does for the service.
Source: aws/event-ruler, README "JSON Array Matching", classes Event and ArrayMembership.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from semantics.patterns.values import Scalar, scalar

# Arrays inside arrays; objects are bounded by the patterns' own depth.
MAX_NESTED_ARRAYS = 100


@dataclass(slots=True, eq=False)
class Scope:
    """What lies outside all arrays, or in one element of one array.

    `values` are the leaves of this very scope; `arrays` tells, for each path that has leaves in
    elements further in, through which arrays of this scope it is reached. That is one array,
    unless keys with dots spell one path in two ways; then the outermost scope is `forked`.
    """

    within: "Elements | None" = None
    values: dict[str, list[Scalar]] = field(default_factory=dict)
    arrays: dict[str, list["Elements"]] = field(default_factory=dict)
    forked: bool = False


@dataclass(slots=True, eq=False)
class Elements:
    """The elements of one array that are objects or arrays, and the paths found in them."""

    scope: Scope
    depth: int
    elements: list[Scope] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)


# Objects and arrays still to be walked: the path to them with its dot, and the scope they are in.
_Waiting = list[tuple[str, Mapping[str, object] | list[object], Scope]]


def flatten(event: Mapping[str, object], wanted: Container[str]) -> Scope:
    """Return the outermost scope of an event, keeping `wanted` paths and what leads to them.

    ValueError on arrays nested more than 100 deep; TypeError on a leaf that JSON cannot hold.
    """
    outermost = Scope()
    waiting: _Waiting = [("", event, outermost)]
    while waiting:
        prefix, node, scope = waiting.pop()
        if isinstance(node, list):
            _enter(scope, prefix, node, waiting)
            continue
        for key, value in node.items():
            path = prefix + key
            if path not in wanted:
                continue
            if isinstance(value, (dict, list)):
                waiting.append((f"{path}.", value, scope))
            else:
                _add(scope, path, value)
    return outermost


def _enter(scope: Scope, prefix: str, items: list[object], waiting: _Waiting) -> None:
    """Add an array's plain values to the scope around it and queue its other elements."""
    path = prefix[:-1]
    depth = scope.within.depth + 1 if scope.within else 1
    if depth > MAX_NESTED_ARRAYS:
        raise ValueError(f"{path}: arrays nested more than {MAX_NESTED_ARRAYS} deep")
    array = Elements(scope, depth)
    for item in items:
        if isinstance(item, (dict, list)):
            element = Scope(array)
            array.elements.append(element)
            waiting.append((prefix, item, element))
        else:
            _add(scope, path, item)


def _add(scope: Scope, path: str, value: object) -> None:
    comparable = value if type(value) is str else scalar(value)
    values = scope.values.get(path)
    if values is None:
        scope.values[path] = [comparable]
        _announce(scope.within, path)
    else:
        values.append(comparable)


def _announce(array: Elements | None, path: str) -> None:
    """Tell the scopes around a leaf through which array to reach it."""
    while array is not None and path not in array.paths:
        array.paths.add(path)
        arrays = array.scope.arrays.setdefault(path, [])
        arrays.append(array)
        if len(arrays) > 1:
            _outermost(array.scope).forked = True
        array = array.scope.within


def _outermost(scope: Scope) -> Scope:
    while scope.within is not None:
        scope = scope.within.scope
    return scope
