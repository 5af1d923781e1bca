"""What expressions mean, in plain Python: the evaluator that emitted ones are compared with.

It stands apart because it must know nothing of JSONata. Invariant: None is what is not there.
"""

import math
from datetime import datetime, timedelta
from typing import Any, assert_never

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
from generator.resolve.expressions.fitting import DURATION, TIMESTAMP
from semantics.timestamps import format_timestamp

Data = dict[str, Any]


def plain(tree: Expression, data: Data) -> Any:  # noqa: ANN401  # whatever the expression gives
    """What a tree means, with Python's own values; None is what is not there."""
    match tree:
        case Constant():
            return tree.value
        case Root():
            return data if tree.kind == "input" else data[tree.name]
        case Member():
            owner = plain(tree.of, data)
            return None if owner is None else owner.get(tree.name)
        case Item():
            return plain(tree.of, data)[plain(tree.position, data)]
        case Rest():
            return plain(tree.of, data)[plain(tree.start, data) :]
        case Not():
            return not plain(tree.of, data)
        case Has():
            return plain(tree.of, data) is not None
        case Else():
            own = plain(tree.of, data)
            return plain(tree.default, data) if own is None else own
        case In():
            of, *members = (plain(each, data) for each in (tree.of, *tree.members))
            return of in members
        case Binary():
            return plain_binary(tree, data)
        case Call():
            return plain_call(tree, [plain(each, data) for each in tree.arguments])
        case _:
            assert_never(tree)


def plain_binary(tree: Binary, data: Data) -> Any:  # noqa: ANN401  # see above
    left, right = plain(tree.left, data), plain(tree.right, data)
    is_time = tree.left.type == TIMESTAMP
    match tree.operator:
        case "and":
            return left and right
        case "or":
            return left or right
        case "=" | "!=":
            return (left == right) == (tree.operator == "=")
        case "<" | "<=" | ">" | ">=":
            return {
                "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right,
            }[tree.operator]  # fmt: skip
        case "+" | "-" if is_time and tree.right.type == DURATION:
            return moved(left, right if tree.operator == "+" else -right)
        case "-" if is_time:
            return math.floor((moment(left) - moment(right)) / timedelta(seconds=1))
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            assert_never(tree.operator)


def plain_call(call: Call, arguments: list[Any]) -> object:
    match call.function:
        case "count":
            return len(arguments[0])
        case "min":
            return min(arguments)
        case "max":
            return max(arguments)
        case "lower":
            return arguments[0].lower()
        case "upper":
            return arguments[0].upper()
        case "contains":
            return arguments[1] in arguments[0]
        case _:
            raise AssertionError(call.function)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moved(text: str, seconds: int) -> str:
    return format_timestamp(round(moment(text).timestamp() * 1000) * 1000 + seconds * 1_000_000)
