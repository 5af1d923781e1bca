"""What `+`, `<` and their like may stand between.

They stand apart as a table of the language. Invariant: durations, timestamps and numbers never mix
by accident: a timestamp and a duration give a timestamp, two timestamps a duration.
"""

from generator.diagnostics import Diagnostic, quote
from generator.model.expressions import Constant, Expression
from generator.model.types import Type
from generator.resolve.expressions.fitting import (
    DURATION,
    INTEGER,
    NUMBER,
    TIMESTAMP,
    UNKNOWN,
    can_be_equal,
    can_be_ordered,
    is_number,
    named,
    primitive,
)
from generator.resolve.expressions.syntax import BinarySyntax

_TIMES = {
    ("+", DURATION, DURATION): DURATION,
    ("-", DURATION, DURATION): DURATION,
    ("+", TIMESTAMP, DURATION): TIMESTAMP,
    ("-", TIMESTAMP, DURATION): TIMESTAMP,
    ("-", TIMESTAMP, TIMESTAMP): DURATION,
}


def comparison_mistake(
    syntax: BinarySyntax, left: Expression, right: Expression
) -> Diagnostic | None:
    """What is wrong with a comparison."""
    is_equality = syntax.operator in ("=", "!=")
    can_be = can_be_equal if is_equality else can_be_ordered
    if can_be(left.type, right.type):
        return None
    message = f"{quote(syntax.operator)} cannot compare {named(left.type)} with {named(right.type)}"
    advice = None if is_equality else "numbers, durations, timestamps and dates have an order"
    return Diagnostic("TYPE203", message, syntax.operator_span, help=advice)


def counted(syntax: BinarySyntax, left: Expression, right: Expression) -> Type | Diagnostic:
    """The type of a sum, a difference, a product or a quotient."""
    if left.type is UNKNOWN or right.type is UNKNOWN:
        return UNKNOWN
    operator = syntax.operator
    if is_number(left.type) and is_number(right.type):
        if operator == "/" and isinstance(right, Constant) and right.value == 0:
            return Diagnostic("TYPE207", "nothing can be divided by 0", right.span)
        whole = operator != "/" and primitive(left.type) == primitive(right.type) == INTEGER
        return INTEGER if whole else NUMBER
    own, other = primitive(left.type), primitive(right.type)
    if own and other and (operator, own, other) in _TIMES:
        return _TIMES[operator, own, other]
    message = f"{quote(operator)} cannot join {named(left.type)} and {named(right.type)}"
    advice = "numbers, or a duration with a duration or a timestamp"
    return Diagnostic("TYPE203", message, syntax.operator_span, help=advice)
