"""Which type's values may stand where another type is asked for.

It stands apart because task inputs, facts, variables and comparisons ask the same questions.
Invariant: named types are told apart by their names. A named scalar's value may stand where its
primitive is asked for, but not the other way round: only a literal can be shown to keep the
constraints here, and a computed number is left to the code that receives it.
"""

import re
from functools import lru_cache
from typing import assert_never

from generator.diagnostics import Span
from generator.model.names import Name
from generator.model.types import (
    EnumType,
    Event,
    Field,
    ListType,
    Primitive,
    RecordType,
    ScalarType,
    Type,
)

STRING = Primitive("string")
INTEGER = Primitive("integer")
NUMBER = Primitive("number")
BOOLEAN = Primitive("boolean")
TIMESTAMP = Primitive("timestamp")
DATE = Primitive("date")
DURATION = Primitive("duration")
PRIMITIVES: dict[str, Primitive] = {
    each.name: each for each in (STRING, INTEGER, NUMBER, BOOLEAN, TIMESTAMP, DATE, DURATION)
}

UNKNOWN: RecordType = RecordType(Name("unknown", Span.of_file("")), (), "")
"""The type of what could not be built: it fits everywhere, so that one mistake is told once."""

_NUMBERS = ("integer", "number")
_ORDERED = ("integer", "number", "duration", "timestamp", "date")
_FORMATS = {
    "e164": re.compile(r"\+[1-9][0-9]{1,14}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
}
DEFAULT_LONGEST = 1024


def named(of: Type) -> str:
    """A type as its author knows it."""
    match of:
        case Primitive() | ScalarType() | EnumType() | RecordType() | Event():
            return str(of.name)
        case ListType():
            return f"list of {named(of.item)}"
        case _:
            assert_never(of)


def primitive(of: Type) -> Primitive | None:
    """The primitive behind a scalar; None for what is made of parts or of words."""
    match of:
        case Primitive():
            return of
        case ScalarType():
            return of.base
        case _:
            return None


def is_number(of: Type) -> bool:
    """Whether a value of this type can be counted with."""
    own = primitive(of)
    return own is not None and own.name in _NUMBERS


def fields(of: Type) -> tuple[Field, ...]:
    """What a value of this type holds; an event holds when it happened, too."""
    if isinstance(of, RecordType):
        return of.fields
    if isinstance(of, Event):
        return (*of.fields, Field(Name("timestamp", of.name.span), TIMESTAMP))
    return ()


def field(of: Type, name: str) -> Field | None:
    """The field of that name."""
    return next((each for each in fields(of) if each.name == name), None)


def fits(value: Type, target: Type) -> bool:
    """Whether every value of one type may stand where the other is asked for.

    The least length of a list is not looked at, as what `[i..]` leaves cannot be known here.
    """
    if value is UNKNOWN or target is UNKNOWN:
        return True
    match target:
        case Primitive():
            own = primitive(value)
            return own == target or (own == INTEGER and target == NUMBER)
        case ScalarType():
            if isinstance(value, ScalarType):
                return value.name == target.name
            return isinstance(value, Primitive) and is_number(target) and fits(value, target.base)
        case ListType():
            if not isinstance(value, ListType):
                return False
            return fits(value.item, target.item) and value.at_most <= target.at_most
        case EnumType() | RecordType() | Event():
            return type(value) is type(target) and named(value) == named(target)
        case _:
            assert_never(target)


def can_be_equal(left: Type, right: Type) -> bool:
    """Whether `=` between them can ever hold. Records and lists are not compared."""
    if left is UNKNOWN or right is UNKNOWN:
        return True
    if isinstance(left, EnumType) and isinstance(right, EnumType):
        return left.name == right.name
    if is_number(left) and is_number(right):
        return True
    if isinstance(left, ScalarType) and isinstance(right, ScalarType):
        return left.name == right.name
    return primitive(left) is not None and primitive(left) == primitive(right)


def can_be_ordered(left: Type, right: Type) -> bool:
    """Whether `<` between them says anything: numbers, durations, timestamps or dates."""
    if left is UNKNOWN or right is UNKNOWN:
        return True
    own = primitive(left)
    return own is not None and own.name in _ORDERED and can_be_equal(left, right)


def broken_constraint(value: str | float, target: ScalarType) -> str | None:
    """The constraint that a literal breaks, as a demand."""
    if isinstance(value, str):
        longest = target.longest or DEFAULT_LONGEST
        if len(value) > longest:
            return f"at most {longest} characters"
        if target.pattern and not _compiled(target.pattern).fullmatch(value):
            return f"text like {target.pattern}"
        if target.format and not _FORMATS[target.format].fullmatch(value):
            return f"text in the format {target.format}"
        return None
    if target.at_least is not None and value < target.at_least:
        return f"at least {target.at_least:g}"
    if target.at_most is not None and value > target.at_most:
        return f"at most {target.at_most:g}"
    return None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
