"""JSONata as Step Functions evaluates it: `compile_jsonata` gives a function of the variables.

The library (jsonata-python) is the meaning; the common expressions are compiled to plain functions
that are many times faster and hand back to the library whatever they are not sure of. A property
test proves both equal. Stands apart because the generator checks the very expressions it emits.

Values: a JSON value, or UNDEFINED where JSONata finds nothing. Time and chance come from the
caller's `World`, so that an expression gives the same answer again.
"""

from typing import NamedTuple

from semantics.jsonata_bounds import MAX_DEPTH
from semantics.jsonata_compiled import NotCompiled, compile_node
from semantics.jsonata_errors import JsonataError
from semantics.jsonata_library import LibraryExpression, UnsupportedResult
from semantics.jsonata_numbers import outward
from semantics.jsonata_trees import outside_names
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
    UnsupportedResult, and what of its surroundings it looks at. `outside_names` are those that it
    reads from a value around it, which the service does not have.
    """

    evaluate: Evaluate
    reads_context: bool
    reads_error_output: bool
    outside_names: tuple[str, ...]


def compile_jsonata(source: str) -> Expression:
    """Compile an expression, given without its `{% %}`; raises JsonataError for a syntax error."""
    expression = LibraryExpression(source)
    survey = expression.survey
    looks = survey.reads_context, survey.reads_error_output
    if survey.depth > MAX_DEPTH:  # the library counts how deep it gets
        return Expression(expression.evaluate, *looks, ())
    return Expression(
        _fast(expression), *looks, tuple(dict.fromkeys(outside_names(expression.tree)))
    )


def _fast(expression: LibraryExpression) -> Evaluate:
    try:
        fast = compile_node(expression.tree)
    except NotCompiled:
        return expression.evaluate

    def evaluate(bindings: Bindings, world: World) -> Json:
        try:
            value = fast(bindings, world)
        except Unsure:
            return expression.evaluate(bindings, world)
        kind = type(value)
        return outward(value) if kind is int or kind is float else value

    return evaluate
