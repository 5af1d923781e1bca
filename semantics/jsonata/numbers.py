"""JSONata's numbers: what Step Functions makes of them, and their texts.

Stands apart because the library has integers of any length where the service has longs, and its
texts of large numbers are not JavaScript's.
Source: measured against the service by others and recorded in floci-io/floci's issues 2662, 2669
and 2737 and its JsonataEvaluatorTest; ECMAScript, "Number::toString".
"""

import math
from decimal import Decimal

from semantics.payload import Json

_LONG_END = 2**63
_DIGITS_OF_FRACTIONS = 15
_LONGEST_WHOLE = 21
_MOST_ZEROS = 6


def as_number(value: float) -> int | float:
    """A whole number that a long holds as int, any other as float."""
    if isinstance(value, int):
        if -_LONG_END <= value < _LONG_END:
            return value
        try:
            return float(value)
        except OverflowError:
            return math.copysign(math.inf, value)
    if value.is_integer() and -_LONG_END <= value < _LONG_END:
        return int(value)
    return value


def outward(value: float) -> Json:
    """The number as an expression's result has it: JSON has no infinity, so that is a text."""
    number = as_number(value)
    if isinstance(number, int) or math.isfinite(number):
        return number
    return non_finite_text(number)


def non_finite_text(number: float) -> str:
    """Infinity, -Infinity or NaN."""
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"


def number_text(value: float) -> str:
    """A finite number as `$string` writes it: a fraction to fifteen digits, whole ones in full."""
    number = as_number(value)
    if isinstance(number, int):
        return str(number)
    if not number.is_integer():
        number = float(f"{number:.{_DIGITS_OF_FRACTIONS}g}")
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(digits) + int(exponent)
    return ("-" if sign else "") + _placed(text, point)


def _placed(digits: str, point: int) -> str:
    """The digits with their decimal point after the first `point` of them."""
    if len(digits) <= point <= _LONGEST_WHOLE:
        return digits.ljust(point, "0")
    if 0 < point <= _LONGEST_WHOLE:
        return f"{digits[:point]}.{digits[point:]}"
    if -_MOST_ZEROS < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
