"""JSONata as Step Functions evaluates it: `compile_jsonata` gives a function of the variables.

The library (jsonata-python) is the meaning; the common expressions are compiled to plain functions
that are many times faster and hand back to the library whatever they are not sure of. A property
test proves both equal. Stands apart because the generator checks the very expressions it emits.

Values: a JSON value, or UNDEFINED where JSONata finds nothing. Time and chance come from the
caller's `World`, so that an expression gives the same answer again.
"""

from collections.abc import Iterator
from typing import NamedTuple

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
    "Expression",
    "JsonataError",
    "UnsupportedResult",
    "World",
    "compile_jsonata",
]


class Expression(NamedTuple):
    """A compiled expression: a function of variables and world that raises JsonataError or
    UnsupportedResult, and whether it may look at `$states.context` (or at `$states` as a whole).
    """

    evaluate: Evaluate
    reads_context: bool


def compile_jsonata(source: str) -> Expression:
    """Compile an expression, given without its `{% %}`; raises JsonataError for a syntax error."""
    expression = LibraryExpression(source)
    return Expression(_fast(expression), _reads_context(expression.tree))


def _fast(expression: LibraryExpression) -> Evaluate:
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


def _reads_context(tree: Node) -> bool:
    return any(
        names[:1] not in (("input",), ("result",), ("errorOutput",))
        for names in _states_paths(tree)
    )


def _states_paths(tree: Node) -> Iterator[tuple[str, ...]]:
    """For each mention of `$states`, the names that follow it."""
    followed: set[int] = set()
    every = list(nodes(tree))
    for node in every:
        if node.type == "path" and _is_states(node.steps[0]):
            followed.add(id(node.steps[0]))
            yield tuple(str(step.value) if step.type == "name" else "" for step in node.steps[1:])
    for node in every:
        if _is_states(node) and id(node) not in followed:
            yield ()


def _is_states(node: Node) -> bool:
    return bool(node.type == "variable" and node.value == "states")
