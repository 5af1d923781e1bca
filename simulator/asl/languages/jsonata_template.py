"""A JSON value with `{% expressions %}` in it, compiled once.

Stands apart because every field of JSONata mode is one. Errors name the field as the service does:
`Output/a/b[0]`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from semantics.jsonata import (
    UNDEFINED,
    Bindings,
    Expression,
    JsonataError,
    UnsupportedResult,
    World,
    compile_jsonata,
)
from semantics.payload import Json, json_text
from simulator.asl.definition import Fields
from simulator.asl.errors import StatesError, query_error

Evaluate = Callable[[Bindings, World], Json]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled value and what the definition has; a constant is its source. `reads_context` says
    whether `$states.context` must be made for it.
    """

    source: Json
    evaluate: Evaluate
    is_constant: bool
    reads_context: bool


def is_expression(value: Json) -> bool:
    """Whether the value is a JSONata string."""
    return isinstance(value, str) and value.startswith("{%") and value.endswith("%}")


def read_template(value: Json, field: str, owner: Fields) -> Template:
    """Compile the value of a field; raises DefinitionError where an expression cannot be parsed."""
    match value:
        case str() if is_expression(value):
            return _expression(value[2:-2].strip(), field, owner)
        case dict():
            parts = {k: read_template(item, f"{field}/{k}", owner) for k, item in value.items()}
            return _object(value, parts)
        case list():
            items = [read_template(item, f"{field}[{at}]", owner) for at, item in enumerate(value)]
            return _array(value, items)
        case _:
            return _constant(value)


def _constant(value: Json) -> Template:
    return Template(value, lambda _bindings, _world: value, is_constant=True, reads_context=False)


def _expression(source: str, field: str, owner: Fields) -> Template:
    try:
        expression = compile_jsonata(source)
    except JsonataError as error:
        raise owner.error(f"the JSONata expression '{source}' in {field}: {error}") from None
    _check_surroundings(expression, source, field, owner)
    compiled = expression.evaluate

    def evaluate(bindings: Bindings, world: World) -> Json:
        try:
            value = compiled(bindings, world)
        except JsonataError as error:
            end = ":" if error.code is None else "."
            raise _failed(source, field, f"threw an error during evaluation{end} {error}") from None
        except UnsupportedResult:
            raise _failed(source, field, "returned an unsupported result type.") from None
        if value is UNDEFINED:
            raise _failed(source, field, "returned nothing (undefined).")
        return value

    return Template(source, evaluate, is_constant=False, reads_context=expression.reads_context)


def _check_surroundings(expression: Expression, source: str, field: str, owner: Fields) -> None:
    """Refuse what the service refuses when a machine is created, though it is JSONata."""
    if expression.outside_names:
        raise owner.error(
            f"the JSONata expression '{source}' in {field} reads "
            f"{' and '.join(expression.outside_names)} from nothing: paths start with "
            "$states or a variable"
        )
    if expression.reads_error_output and not field.startswith("Catch["):
        raise owner.error(
            f"the JSONata expression '{source}' in {field}: only a catcher has $states.errorOutput"
        )


def _object(value: Json, parts: dict[str, Template]) -> Template:
    if all(part.is_constant for part in parts.values()):
        return _constant(value)
    changing = [(name, part.evaluate) for name, part in parts.items() if not part.is_constant]

    def evaluate(bindings: Bindings, world: World) -> Json:
        made = dict(value)
        for name, part in changing:
            made[name] = part(bindings, world)
        return made

    needs_context = any(part.reads_context for part in parts.values())
    return Template(value, evaluate, is_constant=False, reads_context=needs_context)


def _array(value: Json, items: list[Template]) -> Template:
    if all(item.is_constant for item in items):
        return _constant(value)
    evaluates = [item.evaluate for item in items]
    return Template(
        value,
        lambda bindings, world: [item(bindings, world) for item in evaluates],
        is_constant=False,
        reads_context=any(item.reads_context for item in items),
    )


def _failed(source: str, field: str, problem: str) -> StatesError:
    return query_error(
        field, f"The JSONata expression '{source}' specified for the field '{field}' {problem}"
    )


def unexpected(source: Json, field: str, expected: str, value: Json) -> StatesError:
    """The expression gave a value of the wrong type."""
    shown = source[2:-2].strip() if isinstance(source, str) else json_text(source)
    return _failed(
        shown,
        field,
        "returned an unexpected result type. "
        f"Expected '{expected}', but was '{kind_of(value)}' for value: {json_text(value)}",
    )


def kind_of(value: Json) -> str:
    """The JSON type's name, as $type gives it."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"
