"""Expressions as JSONata.

It stands apart because JSONata has traps that the language does not: a list of one item becomes
that item, `[3..2]` fails, undefined is no value. Invariant: what is written here evaluates to what
the expression's type says, and never to undefined where a value is asked for.
Source: https://docs.jsonata.org and https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
"""

import json
from typing import NamedTuple, assert_never

from generator.model import ListType, Name
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
from generator.model.types import Primitive

EXECUTION_INPUT = "$states.context.Execution.Input"
ENTERED = "$states.context.State.EnteredTime"
ERROR = "$parse($parse($states.errorOutput.Cause).errorMessage)"
ERROR_AS_INPUT = ERROR.replace("$states.errorOutput", "$states.input")
START_MILLIS = "$toMillis($states.context.Execution.StartTime)"

_PRECEDENCE = {"or": 1, "and": 2, "+": 4, "-": 4, "*": 5, "/": 5}
_COMPARISON = 3
_HIGHEST = 9


class Scope(NamedTuple):
    """What the roots of a path stand for where an expression is evaluated.

    `entering` is the state whose entry `visits` has not counted yet.
    """

    flow: str  # its name
    result: str = "$states.result.Payload"
    event: str = "$states.input.event"
    error: str = ERROR
    entering: Name | None = None


def visits_variable(state: str) -> str:
    """The counter behind `visits(state)`."""
    return f"{state}_visits"


def deadline_variable(flow: str) -> str:
    """The flow's deadline, in milliseconds since 1970."""
    return f"{flow}_deadline"


def braces(code: str) -> str:
    """Code as a value of a JSONata field of the states language."""
    return f"{{% {code} %}}"


def value(expression: Expression, scope: Scope) -> object:
    """An expression as the value of a field: a constant as itself, else JSONata in braces.
    An optional value that is not there becomes null, since undefined is refused by the service.
    """
    if isinstance(expression, Constant):
        return expression.value
    code, _ = _translate(expression, scope)
    if _is_optional(expression):
        code = f"({code} != null ? {code} : null)"
    return braces(code)


def condition(expression: Expression, scope: Scope) -> str:
    """A condition without its braces, so that it can be joined with others by `and`."""
    return _operand(expression, scope, _PRECEDENCE["and"])


def text(literal: str) -> str:
    """A JSONata string: in single quotes, which JSON need not escape, unless it holds one, which
    JSONata cannot escape. Source: https://docs.jsonata.org/simple, strings are JSON's.
    """
    escaped = json.dumps(literal, ensure_ascii=False)
    if "'" in literal:
        return escaped
    return "'" + escaped[1:-1].replace('\\"', '"') + "'"


def _is_optional(expression: Expression) -> bool:
    match expression:
        case Root() | Member() | Else():
            return expression.is_optional
        case _:
            return False


def _operand(expression: Expression, scope: Scope, precedence: int) -> str:
    code, own = _translate(expression, scope)
    return code if own >= precedence else f"({code})"


def _code(expression: Expression, scope: Scope) -> str:
    return _translate(expression, scope)[0]


def _translate(expression: Expression, scope: Scope) -> tuple[str, int]:
    """The code, and how strongly it binds."""
    match expression:
        case Constant():
            return _constant(expression), _HIGHEST
        case Root():
            return _root(expression, scope), _HIGHEST
        case Member():
            return _member(expression, scope), _HIGHEST
        case Item():
            return _item(expression, scope), _HIGHEST
        case Rest():
            return f"[{_rest(expression, scope)}]", _HIGHEST
        case Binary():
            return _binary(expression, scope)
        case Not():
            return f"$not({_code(expression.of, scope)})", _HIGHEST
        case In():
            return _in(expression, scope), _COMPARISON
        case Has():
            return f"{_operand(expression.of, scope, _COMPARISON + 1)} != null", _COMPARISON
        case Else():
            of = _operand(expression.of, scope, _COMPARISON + 1)
            return f"({of} != null ? {of} : {_code(expression.default, scope)})", _HIGHEST
        case Call():
            return _call(expression, scope), _HIGHEST
        case _:
            assert_never(expression)


def _constant(constant: Constant) -> str:
    if isinstance(constant.value, str):
        return text(constant.value)
    if isinstance(constant.value, bool):
        return "true" if constant.value else "false"
    return repr(constant.value)


def _root(root: Root, scope: Scope) -> str:
    match root.kind:
        case "variable":
            return f"${root.name}"
        case "input":
            return EXECUTION_INPUT
        case "result":
            return scope.result
        case "event":
            return scope.event
        case "error":
            return scope.error
        case _:
            assert_never(root.kind)


def _member(member: Member, scope: Scope) -> str:
    if _is_list(member.of):
        return f"[{_mapped(member, scope)}]"
    return f"{_operand(member.of, scope, _HIGHEST)}.{member.name}"


def _mapped(listed: Expression, scope: Scope) -> str:
    """A list that is still to be put between brackets, so that one item stays a list."""
    match listed:
        case Rest():
            return _rest(listed, scope)
        case Member() if _is_list(listed.of):
            return f"{_mapped(listed.of, scope)}.{listed.name}"
        case _:
            return _operand(listed, scope, _HIGHEST)


def _is_list(expression: Expression) -> bool:
    return isinstance(expression.type, ListType)


def _item(item: Item, scope: Scope) -> str:
    listed = _operand(item.of, scope, _HIGHEST)
    if listed.startswith("["):
        listed = f"({listed})"  # a path that starts with `[...][0]` finds nothing
    return f"{listed}[{_code(item.position, scope)}]"


def _rest(rest: Rest, scope: Scope) -> str:
    # The names of the function's parameters cannot be an author's, which start with a small letter.
    listed, start = _code(rest.of, scope), _operand(rest.start, scope, _COMPARISON + 1)
    return f"$filter({listed}, function($Item, $At) {{ $At >= {start} }})"


def _binary(binary: Binary, scope: Scope) -> tuple[str, int]:
    times = [_is_timestamp(binary.left), _is_timestamp(binary.right)]
    own = _PRECEDENCE.get(binary.operator, _COMPARISON)
    if any(times):
        return _time_binary(binary, scope, own), _HIGHEST if binary.operator in "+-" else own
    left = _operand(binary.left, scope, own)
    right = _operand(binary.right, scope, own + 1)
    return f"{left} {binary.operator} {right}", own


def _in(expression: In, scope: Scope) -> str:
    if _is_timestamp(expression.of):
        of, *members = (
            f"$toMillis({_code(each, scope)})" for each in (expression.of, *expression.members)
        )
    else:
        of = _operand(expression.of, scope, _COMPARISON + 1)
        members = [_code(each, scope) for each in expression.members]
    return f"{of} in [{', '.join(members)}]"


def _is_timestamp(expression: Expression) -> bool:
    return expression.type == Primitive("timestamp")


def _time_binary(binary: Binary, scope: Scope, own: int) -> str:
    """Timestamps are text, so they are compared and counted in milliseconds."""

    def millis(side: Expression) -> str:
        if _is_timestamp(side):
            return f"$toMillis({_code(side, scope)})"
        return f"{_operand(side, scope, _PRECEDENCE['*'])} * 1000"

    joined = f"{millis(binary.left)} {binary.operator} {millis(binary.right)}"
    if own == _COMPARISON:
        return joined
    if _is_timestamp(binary):
        return f"$fromMillis({joined})"
    return f"$floor(({joined}) / 1000)"


def _call(call: Call, scope: Scope) -> str:
    arguments = [_code(each, scope) for each in call.arguments]
    match call.function:
        case "count":
            return f"$count({arguments[0]})"
        case "elapsed":
            return f"$floor(($millis() - {START_MILLIS}) / 1000)"
        case "time_left":
            return f"$ceil((${deadline_variable(scope.flow)} - $millis()) / 1000)"
        case "visits":
            counter = f"${visits_variable(call.state or '')}"
            return f"({counter} + 1)" if call.state == scope.entering else counter
        case "now":
            return "$now()"
        case "min" | "max":
            return _extreme(call, arguments)
        case "lower":
            return f"$lowercase({arguments[0]})"
        case "upper":
            return f"$uppercase({arguments[0]})"
        case "contains":
            return f"$contains({', '.join(arguments)})"
        case _:
            assert_never(call.function)


def _extreme(call: Call, arguments: list[str]) -> str:
    """$min and $max take numbers alone; dates are text whose order is that of time."""
    if _is_timestamp(call):
        times = ", ".join(f"$toMillis({each})" for each in arguments)
        return f"$fromMillis(${call.function}([{times}]))"
    if call.type == Primitive("date"):
        return f"$sort([{', '.join(arguments)}])[{0 if call.function == 'min' else -1}]"
    return f"${call.function}([{', '.join(arguments)}])"
