"""A small event that a pattern matches, as the proof that a route can fire at all.

Invariant: what is returned has been matched, so a witness is never wrong; at worst there is none.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from math import ceil, floor, inf, isfinite, nextafter
from string import ascii_lowercase
from typing import assert_never

from semantics.patterns.matching import Field, Pattern
from semantics.patterns.operators import (
    Absent,
    AddressRange,
    AnythingBut,
    Equals,
    EqualsIgnoreCase,
    NumberRange,
    Operator,
    Prefix,
    Present,
    Suffix,
    Wildcard,
)
from semantics.patterns.values import Scalar, Truth, scalar

Leaf = str | int | float | Decimal | bool | None


def witness(pattern: Pattern) -> dict[str, object] | None:
    """Return an event that holds just what the pattern asks for, or None where none was found.

    A field that may be absent is left out. None means that for every alternative all leaves that
    were tried failed: no number lies in the range, say.
    """
    for fields in pattern.branches:
        required = [field for field in fields if not field.may_be_absent]
        leaves = {field.path: leaf for field in required for leaf in _first_leaf(field)}
        if len(leaves) < len(required):
            continue
        for event in _events(leaves):
            if pattern.matches(event):
                return event
    return None


def _events(leaves: Mapping[str, Leaf]) -> Iterator[dict[str, object]]:
    """Yield the event with nested objects; then with dotted keys, where a leaf is in the way."""
    nested: dict[str, object] = {}
    for path, leaf in leaves.items():
        *outer, last = path.split(".")
        node = nested
        for step in outer:
            inner = node.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            node = inner
        else:
            node.setdefault(last, leaf)
    yield nested
    yield dict(leaves)


def _first_leaf(field: Field) -> Iterator[Leaf]:
    """Yield the first leaf that the field accepts, if one is found."""
    for operator in field.operators:
        for leaf in _leaves(operator):
            if operator.accepts(scalar(leaf)):
                yield leaf
                return


def _leaves(operator: Operator) -> Iterator[Leaf]:
    """Yield leaves that the operator probably accepts, the plainest first."""
    match operator:
        case Equals(value):
            yield _plain(value)
        case EqualsIgnoreCase(text) | Prefix(text) | Suffix(text):
            yield from (text, text.lower(), text.upper())
        case Wildcard(segments):
            yield "".join(segments)
        case NumberRange():
            yield from map(_plain, _numbers(operator))
        case AddressRange(4, first):
            yield str(IPv4Address(first))
        case AddressRange(_, first):
            yield str(IPv6Address(first))
        case Present():
            yield "any"
        case AnythingBut():
            yield from _others(operator)
        case Absent():
            return
        case _:
            assert_never(operator)


def _numbers(wanted: NumberRange) -> Iterator[float]:
    """Yield the ends, whole numbers next to them, and the numbers nearest to them."""
    low, high = wanted.low, wanted.high
    yield from filter(isfinite, (low, high))
    if isfinite(low):
        yield from (float(floor(low) + 1), nextafter(low, inf))
    if isfinite(high):
        yield from (float(ceil(high) - 1), nextafter(high, -inf))


def _others(refused: AnythingBut) -> Iterator[Leaf]:
    """Yield numbers or texts, one of which is not excluded; and null, which never is."""
    if all(isinstance(each, Equals) and isinstance(each.value, float) for each in refused.excluded):
        yield from range(len(refused.excluded) + 1)
    yield from ("other", *ascii_lowercase, "", None)


def _plain(value: Scalar) -> Leaf:
    """Return the JSON value of a scalar, whole numbers without a point."""
    match value:
        case Truth():
            return value is Truth.TRUE
        case float() if value.is_integer():
            return int(value)
        case Decimal() if value.is_finite() and value == value.to_integral_value():
            return int(value)
        case _:
            return value
