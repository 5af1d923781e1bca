"""What a field of each type looks like in Python: its annotation, its reader, its writer.

It stands apart because types, events and functions all hold fields. Invariant: what the writer
gives, the reader takes, and both keep the type's rules.
"""

from typing import assert_never

from generator.cases import module
from generator.emit.literals import quoted
from generator.model import (
    EnumType,
    Event,
    Field,
    ListType,
    Primitive,
    RecordType,
    ScalarType,
    Type,
)

# By the type's name: annotation, reader, writer, and what a constructor checks a value with.
_PRIMITIVES = {
    "string": ("str", "values.read_text", "{}", "values.read_text"),
    "integer": ("int", "values.read_integer", "{}", "values.read_integer"),
    "number": ("float", "values.read_number", "{}", "values.read_number"),
    "boolean": ("bool", "values.read_boolean", "{}", None),
    "timestamp": (
        "dt.datetime",
        "values.read_timestamp",
        "values.write_timestamp({})",
        "values.cut_timestamp",
    ),
    "date": ("dt.date", "values.read_date", "{}.isoformat()", None),
    "duration": (
        "dt.timedelta",
        "values.read_duration",
        "values.write_duration({})",
        "values.cut_duration",
    ),
}


def annotation(kind: Type) -> str:
    """`CallId`, `tuple[RecordId, ...]`, `dt.datetime`."""
    match kind:
        case Primitive(name=name):
            return _PRIMITIVES[name][0]
        case ListType(item=item):
            return f"tuple[{annotation(item)}, ...]"
        case ScalarType() | EnumType() | RecordType() | Event():
            return str(kind.name)
        case _:
            assert_never(kind)


def reader(kind: Type) -> str:
    """Give what reads the type from JSON: a function of the value and its place."""
    match kind:
        case Primitive(name=name):
            return _PRIMITIVES[name][1]
        case ListType(item=item, at_least=at_least, at_most=at_most):
            return f"values.list_of({reader(item)}, at_least={at_least}, at_most={at_most})"
        case ScalarType() | EnumType():
            return f"{kind.name}.read"
        case RecordType() | Event():
            return f"{kind.name}.from_data"
        case _:
            assert_never(kind)


def written(kind: Type, expression: str) -> str:
    """Give the expression of a value as JSON."""
    match kind:
        case Primitive(name=name):
            return _PRIMITIVES[name][2].format(expression)
        case ListType(item=item):
            inner = written(item, "item")
            loop = f"[{inner} for item in {expression}]"
            return f"list({expression})" if inner == "item" else loop
        case ScalarType() | EnumType():
            return expression
        case RecordType() | Event():
            return f"{expression}.to_data()"
        case _:
            assert_never(kind)


def written_field(field: Field) -> str:
    """Give the expression of a field of `self` as JSON; null where an optional one is absent."""
    own = f"self.{field.name}"
    expression = written(field.type, own)
    if not field.is_optional or expression == own:
        return expression
    return f"None if {own} is None else {expression}"


def checking(field: Field) -> tuple[str, list[str]] | None:
    """Give the call by which a constructor checks a field: what is called, and with what.

    None where the field's type already keeps its rules.
    """
    own = [str(field.name), quoted(field.name)]
    match field.type:
        case Primitive(name=name):
            check = _PRIMITIVES[name][3]
            return (check, own) if check else None
        case ListType(item=item, at_least=at_least, at_most=at_most):
            bounds = [f"at_least={at_least}", f"at_most={at_most}"]
            check = _PRIMITIVES[item.name][3] if isinstance(item, Primitive) else None
            return "values.bounded", [*own, *bounds, *([f"check={check}"] if check else [])]
        case ScalarType() | EnumType() | RecordType() | Event():
            return None
        case _:
            assert_never(field.type)


def used_types(fields: tuple[Field, ...]) -> set[Type]:
    """The types and primitives that fields are made of, lists opened."""
    used: set[Type] = set()
    for field in fields:
        kind = field.type
        while isinstance(kind, ListType):
            kind = kind.item
        used.add(kind)
    return used


def imports(kinds: set[Type], here: str, shown: frozenset[str] = frozenset()) -> list[str]:
    """The import lines of named types for a module of the sub-package `here`, sorted.

    Those in `shown` may be imported from that module in turn.
    """
    lines = []
    for kind in kinds:
        if isinstance(kind, Primitive | ListType):
            continue
        package = "events" if isinstance(kind, Event) else "types"
        place = "." if package == here else f"..{package}."
        again = f" as {kind.name}" if kind.name in shown else ""
        lines.append(f"from {place}{module(kind.name)} import {kind.name}{again}")
    return sorted(lines)


def needs_datetime(kinds: set[Type]) -> bool:
    """Whether a primitive among these is one of the datetime module's."""
    return any(annotation(kind).startswith("dt.") for kind in kinds if isinstance(kind, Primitive))
