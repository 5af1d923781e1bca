"""Expressions after parsing and typing: what `when`, `with` and `set` hold.

They stand apart because the emitter turns them into JSONata, a route's filter into an event
pattern, and the checks ask what they read. Invariant: every node knows its type and its place.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple, assert_never

from generator.diagnostics import Span
from generator.model.names import Name
from generator.model.types import Type

RootKind = Literal["variable", "input", "result", "event", "error"]
BinaryOperator = Literal["=", "!=", "<", "<=", ">", ">=", "and", "or", "+", "-", "*", "/"]
FunctionName = Literal[
    "count", "elapsed", "time_left", "visits", "now", "min", "max", "lower", "upper", "contains"
]


class Constant(NamedTuple):
    """A number, a text, true, false, a duration (in seconds) or a member of an enum (as text)."""

    value: str | int | float | bool
    type: Type
    span: Span


class Root(NamedTuple):
    """Where a path starts: a variable by its name, or `input`, `result`, `event`, `error`."""

    kind: RootKind
    name: Name
    type: Type
    is_optional: bool  # may be null or absent where it is read
    span: Span


class Member(NamedTuple):
    """`of.name`; on a list it is the list of that field of each item."""

    of: "Expression"
    name: Name
    type: Type
    is_optional: bool
    span: Span


class Item(NamedTuple):
    """`of[position]`, counted from 0."""

    of: "Expression"
    position: "Expression"
    type: Type
    span: Span


class Rest(NamedTuple):
    """`of[start..]`: the items from `start` on; always a list, empty where none is left."""

    of: "Expression"
    start: "Expression"
    type: Type
    span: Span


class Binary(NamedTuple):
    """`left operator right`."""

    operator: BinaryOperator
    left: "Expression"
    right: "Expression"
    type: Type
    span: Span


class Not(NamedTuple):
    """`not of`."""

    of: "Expression"
    type: Type
    span: Span


class In(NamedTuple):
    """`of in [a, b]`."""

    of: "Expression"
    members: tuple["Expression", ...]
    type: Type
    span: Span


class Has(NamedTuple):
    """`has(of)`: whether an optional value is there."""

    of: "Expression"
    type: Type
    span: Span


class Else(NamedTuple):
    """`of else default`: the default where `of` is null or absent."""

    of: "Expression"
    default: "Expression"
    type: Type
    is_optional: bool
    span: Span


class Call(NamedTuple):
    """A function of the language. `visits` holds the state's name in `state` and no arguments."""

    function: FunctionName
    arguments: tuple["Expression", ...]
    type: Type
    span: Span
    state: Name | None = None


Expression = Constant | Root | Member | Item | Rest | Binary | Not | In | Has | Else | Call


def parts(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one."""
    match expression:
        case Constant() | Root():
            return ()
        case Member() | Not() | Has():
            return (expression.of,)
        case Item():
            return (expression.of, expression.position)
        case Rest():
            return (expression.of, expression.start)
        case Binary():
            return (expression.left, expression.right)
        case In():
            return (expression.of, *expression.members)
        case Else():
            return (expression.of, expression.default)
        case Call():
            return expression.arguments
        case _:
            assert_never(expression)


def walk(expression: Expression) -> Iterator[Expression]:
    """An expression and everything inside it."""
    yield expression
    for part in parts(expression):
        yield from walk(part)
