"""The leaf values of events and patterns, in the one form in which the matcher compares them.

EventBridge compares text with text and numbers with numbers: 1 equals 1.0, "1" equals neither,
and true is no number. Python's own equality disagrees on the last point, so every value passes
through `scalar` first.

Invariant: two scalars are equal in Python exactly when EventBridge calls their JSON values equal.
Source: aws/event-ruler, README "JSON Text Matching" and class ComparableNumber.
"""

import math
from decimal import Decimal
from enum import Enum


class Truth(Enum):
    """JSON's true and false, kept apart from 1 and 0."""

    FALSE = "false"
    TRUE = "true"


# A float is a number that the service can order; a Decimal is one that it can only compare for
# equality, because a 64-bit float cannot hold it exactly (a 17-digit account number, say).
Scalar = str | float | Decimal | Truth | None

# Every integer up to here is a float of its own.
_EXACT_UP_TO = 2**53


def scalar(value: object) -> Scalar:
    """Return the comparable form of a JSON leaf.

    Takes str, bool, int, float, Decimal and None; anything else, NaN included, is no JSON leaf:
    TypeError.
    """
    match value:
        case str() | None:
            return value
        case bool():
            return Truth.TRUE if value else Truth.FALSE
        case int() if -_EXACT_UP_TO <= value <= _EXACT_UP_TO:
            return float(value)
        case int() | Decimal():
            return _comparable(Decimal(value))
        case float():
            return value if math.isfinite(value) else _comparable(Decimal(value))
        case _:
            raise TypeError(f"{type(value).__name__} is no JSON value")


def _comparable(exact: Decimal) -> float | Decimal:
    """Return the number as a float, if its shortest notation is this number and no other."""
    if exact.is_nan():
        raise TypeError("NaN is no JSON value")
    try:
        nearest = float(exact)
    except OverflowError:
        return exact
    if math.isfinite(nearest) and Decimal(repr(nearest)) == exact:
        return nearest
    return exact
