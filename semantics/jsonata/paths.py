"""JSONata's paths of names over compiled starts.

Stands apart from the compiling of nodes, which hands it functions, and from the values' rules,
which it applies. Objects alone on the way are the common case; the first list ends it.
"""

from semantics.jsonata.values import UNDEFINED, Bindings, Evaluate, World, lookup_all
from semantics.payload import Json


def walk(start: Evaluate, names: tuple[str, ...], *, is_last: bool) -> Evaluate:
    """`start.name.name`; `is_last` says that the path ends there."""

    def evaluate(bindings: Bindings, world: World) -> Json:
        return _found(start(bindings, world), names, is_last=is_last)

    return evaluate


def walk_variable(variable: str, names: tuple[str, ...], *, is_last: bool) -> Evaluate:
    """`$variable.name.name`, the most frequent of all expressions."""

    def evaluate(bindings: Bindings, _world: World) -> Json:
        node = start = bindings.get(variable, UNDEFINED)
        for name in names:
            if type(node) is not dict:
                return _found(start, names, is_last=is_last)
            node = node.get(name, UNDEFINED)
        return node

    return evaluate


def _found(start: Json, names: tuple[str, ...], *, is_last: bool) -> Json:
    node = start
    for depth, name in enumerate(names):
        if type(node) is dict:
            node = node.get(name, UNDEFINED)
        elif type(node) is list:
            return lookup_all(node, names[depth:], is_last=is_last)
        else:
            return UNDEFINED
    return node
