"""Expressions as the author would write them.

It stands apart because a diagram's labels are read by people who write specs, not JSONata.
"""

from typing import assert_never

from generator.emit.docs.markdown import seconds
from generator.model.expressions import (
    Binary,
    Call,
    Constant,
    Else,
    Expression,
    Has,
    In,
    Item,
    Member,
    Not,
    Rest,
    Root,
)
from generator.model.types import EnumType, Primitive

# From the loosest to the tightest.
_STRENGTH = {
    "else": 0,
    "or": 1,
    "and": 2,
    "not": 3,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "in"), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/"), 6),
}
_TIGHTEST = 9


def expression_text(expression: Expression) -> str:
    """Give the text of an expression, with the brackets that it needs."""
    match expression:
        case Constant():
            return _constant(expression)
        case Root(name=name):
            return str(name)
        case Member(of=of, name=name):
            return f"{_inner(of, _TIGHTEST)}.{name}"
        case Item(of=of, position=position):
            return f"{_inner(of, _TIGHTEST)}[{expression_text(position)}]"
        case Rest(of=of, start=start):
            return f"{_inner(of, _TIGHTEST)}[{expression_text(start)}..]"
        case Binary(operator=operator, left=left, right=right):
            strength = _STRENGTH[operator]
            return f"{_inner(left, strength)} {operator} {_inner(right, strength + 1)}"
        case Not(of=of):
            return f"not {_inner(of, _STRENGTH['not'])}"
        case In(of=of, members=members):
            listed = ", ".join(expression_text(each) for each in members)
            return f"{_inner(of, _STRENGTH['in'] + 1)} in [{listed}]"
        case Has(of=of):
            return f"has({expression_text(of)})"
        case Else(of=of, default=default):
            return f"{_inner(of, 1)} else {_inner(default, 0)}"
        case Call(function=function, arguments=arguments, state=state):
            listed = ", ".join(expression_text(each) for each in arguments)
            return f"{function}({state or listed})"
        case _:
            assert_never(expression)


def _constant(constant: Constant) -> str:
    value = constant.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if isinstance(constant.type, EnumType) else f'"{value}"'
    if constant.type == Primitive("duration"):
        return seconds(int(value))
    return repr(value)


def _inner(expression: Expression, least: int) -> str:
    """Give a part's text, in brackets where it binds less than `least`."""
    written = expression_text(expression)
    return written if _strength(expression) >= least else f"({written})"


def _strength(expression: Expression) -> int:
    match expression:
        case Binary(operator=operator):
            return _STRENGTH[operator]
        case Not():
            return _STRENGTH["not"]
        case In():
            return _STRENGTH["in"]
        case Else():
            return _STRENGTH["else"]
        case _:
            return _TIGHTEST
