"""From the text of an expression to a function of the variables.

Stands apart because it alone chooses: what is compiled runs compiled, and hands back to the library
whatever it is not sure of.
"""

from typing import NamedTuple

from semantics.jsonata.bounds import MAX_DEPTH
from semantics.jsonata.compiled import NotCompiled, compile_node
from semantics.jsonata.library import LibraryExpression
from semantics.jsonata.numbers import outward
from semantics.jsonata.trees import outside_names
from semantics.jsonata.values import Bindings, Evaluate, Unsure, World
from semantics.payload import Json


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
