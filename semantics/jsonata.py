"""JSONata as Step Functions evaluates it: `compile_jsonata` gives a function of the variables.

The library (jsonata-python) is the meaning; the common expressions are compiled to plain functions
that are many times faster and hand back to the library whatever they are not sure of. A property
test proves both equal. Stands apart because the generator checks the very expressions it emits.

Values: a JSON value, or UNDEFINED where JSONata finds nothing. Time and chance come from the
caller's `World`, so that an expression gives the same answer again.
"""

from collections.abc import Iterator

from semantics.jsonata_compiled import NotCompiled, compile_node
from semantics.jsonata_library import (
    JsonataError,
    LibraryExpression,
    Node,
    UnsupportedResult,
    nodes,
)
from semantics.jsonata_values import UNDEFINED, Bindings, Evaluate, Unsure, World
from semantics.payload import Json

__all__ = [
    "UNDEFINED",
    "Bindings",
    "Evaluate",
    "JsonataError",
    "UnsupportedResult",
    "World",
    "compile_jsonata",
    "reads_context",
]


def compile_jsonata(source: str) -> Evaluate:
    """The expression (without its `{% %}`) as a function of variables and world.

    Raises JsonataError for a syntax error; the function raises JsonataError or UnsupportedResult.
    """
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


def reads_context(source: str) -> bool:
    """Whether the expression may look at `$states.context` (or at `$states` as a whole)."""
    return any(
        names[:1] not in (("input",), ("result",), ("errorOutput",))
        for names in _states_paths(LibraryExpression(source).tree)
    )


def _states_paths(tree: Node) -> Iterator[tuple[str, ...]]:
    """For each mention of `$states`, the names that follow it."""
    followed: set[int] = set()
    for node in nodes(tree):
        if node.type == "path" and _is_states(node.steps[0]):
            followed.add(id(node.steps[0]))
            yield tuple(str(step.value) if step.type == "name" else "" for step in node.steps[1:])
    for node in nodes(tree):
        if _is_states(node) and id(node) not in followed:
            yield ()


def _is_states(node: Node) -> bool:
    return bool(node.type == "variable" and node.value == "states")
