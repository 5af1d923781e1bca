"""JSONata's `$filter` over compiled parts: the items, and a function that is written out in place.

Stands apart from the compiling of nodes, which hands it functions. A function that is a value of
its own stays the library's.
"""

from semantics.jsonata.values import (
    Bindings,
    Evaluate,
    Unsure,
    World,
    is_truthy,
    unwrap,
)
from semantics.payload import Json


def keep_items(items: Evaluate, parameters: list[str], body: Evaluate) -> Evaluate:
    """`$filter(items, function(parameters) { body })`; the parameters are item, position, all."""

    def evaluate(bindings: Bindings, world: World) -> Json:
        found = items(bindings, world)
        if type(found) is not list:
            raise Unsure
        scope = dict(bindings)
        kept = []
        for position, item in enumerate(found):
            scope.update(zip(parameters, (item, position, found), strict=False))
            if is_truthy(body(scope, world)):
                kept.append(item)
        if any(type(item) is list for item in kept):
            raise Unsure
        return unwrap(kept)

    return evaluate
