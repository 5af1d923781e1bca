"""JSONata's operators over compiled operands.

Stands apart from the compiling of nodes, which hands it functions, and from the values' rules,
which it applies. Operators raise Unsure where the library should decide.
"""

from collections.abc import Callable

from semantics.jsonata.values import (
    ARITHMETIC,
    COMPARISONS,
    UNDEFINED,
    Bindings,
    Evaluate,
    Operation,
    Unsure,
    World,
    is_truthy,
    to_text,
)
from semantics.payload import Json, is_equal

Combine = Callable[[Evaluate, Evaluate], Evaluate]

_LONGEST_RANGE = 10_000


def negate(operand: Evaluate) -> Evaluate:
    """Unary minus."""
    subtract = ARITHMETIC["-"]

    def evaluate(bindings: Bindings, world: World) -> Json:
        value = operand(bindings, world)
        return UNDEFINED if value is UNDEFINED else subtract(0, value)

    return evaluate


def _both(left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda b, w: is_truthy(left(b, w)) and is_truthy(right(b, w))


def _either(left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda b, w: is_truthy(left(b, w)) or is_truthy(right(b, w))


def join(parts: list[Evaluate]) -> Evaluate:
    """A chain of `&`."""

    def evaluate(bindings: Bindings, world: World) -> Json:
        values = [part(bindings, world) for part in parts]
        return "".join([value if type(value) is str else to_text(value) for value in values])

    return evaluate


def _equality(*, is_negated: bool) -> Combine:
    def combine(left: Evaluate, right: Evaluate) -> Evaluate:
        def evaluate(bindings: Bindings, world: World) -> Json:
            one, other = left(bindings, world), right(bindings, world)
            if one is UNDEFINED or other is UNDEFINED:
                return False
            return is_equal(one, other) is not is_negated

        return evaluate

    return combine


def _membership(left: Evaluate, right: Evaluate) -> Evaluate:
    def evaluate(bindings: Bindings, world: World) -> Json:
        item, items = left(bindings, world), right(bindings, world)
        if item is UNDEFINED or items is UNDEFINED:
            return False
        if type(items) is list:
            return any(is_equal(item, other) for other in items)
        return is_equal(item, items)

    return evaluate


def _range(left: Evaluate, right: Evaluate) -> Evaluate:
    def evaluate(bindings: Bindings, world: World) -> Json:
        first, last = left(bindings, world), right(bindings, world)
        if type(first) is not int or type(last) is not int or last - first > _LONGEST_RANGE:
            raise Unsure
        return list(range(first, last + 1)) or UNDEFINED

    return evaluate


def _applied(operation: Operation) -> Combine:
    def combine(left: Evaluate, right: Evaluate) -> Evaluate:
        return lambda b, w: operation(left(b, w), right(b, w))

    return combine


BINARY: dict[str, Combine] = {
    "and": _both,
    "or": _either,
    "in": _membership,
    "..": _range,
    "=": _equality(is_negated=False),
    "!=": _equality(is_negated=True),
    **{sign: _applied(operation) for sign, operation in {**COMPARISONS, **ARITHMETIC}.items()},
}
"""By sign: two compiled operands to the compiled operation. `&` has `join`, `%` is the library's.
"""
