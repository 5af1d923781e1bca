"""The library's interpreter with its slips put right.

Stands apart so that the list can be seen, and shrinks when the library improves: a remainder keeps
its fraction, a division by zero has JSONata's error, true is not 1, and what `$distinct` leaves of
an array is an array.
Source: what JSONata 2.0.6, the version that Step Functions names, answers to the same expressions.
"""

import math
from typing import Any

import jsonata.jsonata as library
from jsonata.jexception import JException
from jsonata.utils import Utils

from semantics.jsonata_values import is_equal
from semantics.payload import Json

Interpreter = Any
"""The library's Jsonata, which has no types: one expression with its syntax tree."""


def make_interpreter(source: str) -> Interpreter:
    """Parse the expression; raises what the library raises."""
    interpreter = library.Jsonata(source)
    calculate = interpreter.evaluate_numeric_expression

    def divide_or_calculate(left: Json, right: Json, sign: str) -> Json:
        if sign not in ("/", "%") or not (Utils.is_numeric(left) and Utils.is_numeric(right)):
            return calculate(left, right, sign)
        if right == 0:
            raise JException("D1001", -1, "Infinity" if sign == "/" else "NaN")
        return Utils.convert_number(left / right if sign == "/" else math.fmod(left, right))

    interpreter.evaluate_numeric_expression = divide_or_calculate
    interpreter.evaluate_includes_expression = _includes
    interpreter.register_lambda("distinct", _distinct)
    return interpreter


def _includes(left: Json, right: Json) -> bool:
    if left is None or right is None:
        return False
    return any(is_equal(left, item) for item in (right if isinstance(right, list) else [right]))


def _distinct(array: Json = None) -> Json:
    if not isinstance(array, list) or len(array) <= 1:
        return array
    kept: list[Json] = []
    for item in array:
        if not any(is_equal(item, other) for other in kept):
            kept.append(item)
    is_sequence = isinstance(array, Utils.JList) and array.sequence
    return kept[0] if is_sequence and len(kept) == 1 else kept
