"""JSONata's values and their rules: truth, equality, order, arithmetic, text, paths through lists.

Stands apart from the compiling of nodes. Each function gives what the library would, or raises
Unsure, which hands the whole expression back to it.
"""

import math
import operator
from collections.abc import Callable, Mapping
from random import Random
from typing import Final, Protocol

from semantics.payload import Json


class _Undefined:
    """The type of UNDEFINED."""

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = _Undefined()
"""What an expression that finds nothing gives; JSON null is None."""


class World(Protocol):
    """What an expression may ask of its surroundings."""

    random: Random

    def millis(self) -> int:
        """Milliseconds since 1970."""
        ...


Bindings = Mapping[str, Json]
Evaluate = Callable[[Bindings, World], Json]
"""A compiled expression: variables and world to a JSON value or UNDEFINED."""


class Unsure(Exception):  # noqa: N818 (a signal, not an error)
    """A value out of the ordinary: let the library evaluate this expression."""


Operation = Callable[[Json, Json], Json]

_LARGEST_EXACT = 2**53
_LONGEST_PRINTED = 10**15


def is_number(value: Json) -> bool:
    """Whether it is a number; a boolean is none."""
    return type(value) is int or type(value) is float


def is_truthy(value: Json) -> bool:
    """JSONata's $boolean, with undefined as false."""
    if type(value) is bool:
        return value
    if value is UNDEFINED or value is None:
        return False
    if type(value) is list:
        return any(is_truthy(item) for item in value)
    return bool(value)


def _compared(compare: Operation) -> Operation:
    def apply(left: Json, right: Json) -> Json:
        if (is_number(left) and is_number(right)) or (type(left) is str and type(right) is str):
            return compare(left, right)
        raise Unsure

    return apply


def _calculated(calculate: Operation) -> Operation:
    def apply(left: Json, right: Json) -> Json:
        if type(left) is int and type(right) is int and calculate is not operator.truediv:
            whole = calculate(left, right)
            if -_LARGEST_EXACT < whole < _LARGEST_EXACT:
                return whole
            raise Unsure
        if not is_number(left) or not is_number(right):
            raise Unsure
        try:
            number = calculate(float(left), float(right))
        except ArithmeticError:
            raise Unsure from None
        if not math.isfinite(number):
            raise Unsure
        return int(number) if number.is_integer() else number

    return apply


COMPARISONS: dict[str, Operation] = {
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
}
ARITHMETIC: dict[str, Operation] = {
    "+": _calculated(operator.add),
    "-": _calculated(operator.sub),
    "*": _calculated(operator.mul),
    "/": _calculated(operator.truediv),
}


def to_text(value: Json) -> str:
    """The value as `&` joins it."""
    if type(value) is str:
        return value
    if value is UNDEFINED:
        return ""
    if type(value) is int and -_LONGEST_PRINTED < value < _LONGEST_PRINTED:
        return str(value)
    raise Unsure


def lookup_all(items: list[Json], names: tuple[str, ...], *, is_last: bool) -> Json:
    """The path of names from each item: what is found, flattened by one level a step.

    A sequence of one is that one and of none is undefined; but a path's last step that meets a
    single list gives it as it is.
    """
    if any(type(item) is list for item in items):
        raise Unsure
    sequence = items
    for position, name in enumerate(names):
        found = [item[name] for item in sequence if type(item) is dict and name in item]
        is_end = is_last and position == len(names) - 1
        if is_end and len(found) == 1 and type(found[0]) is list:
            return found[0]
        sequence = []
        for value in found:
            if type(value) is list:
                if any(type(inner) is list for inner in value):
                    raise Unsure
                sequence.extend(value)
            else:
                sequence.append(value)
    if not is_last:
        raise Unsure
    return unwrap(sequence)


def unwrap(sequence: list[Json]) -> Json:
    """A sequence of one is its item, an empty one is undefined."""
    if len(sequence) == 1:
        return sequence[0]
    return sequence or UNDEFINED


def pick(base: Json, positions: Json) -> Json:
    """`base[positions]`, where the predicate gave a position or a list of them."""
    if base is UNDEFINED:
        return UNDEFINED
    items = base if type(base) is list else [base]
    if type(positions) is int:
        if not -len(items) <= positions < len(items):
            return UNDEFINED
        item = items[positions]
        if type(item) is list:
            raise Unsure
        return item
    if type(positions) is not list or any(type(at) is not int for at in positions):
        raise Unsure
    chosen = {at + len(items) if at < 0 else at for at in positions}
    if len(chosen) < len(positions):
        raise Unsure
    picked = [item for at, item in enumerate(items) if at in chosen]
    if any(type(item) is list for item in picked):
        raise Unsure
    return unwrap(picked)
