"""Types as JSON Schema, draft-07.

It stands apart because other teams' tools read these. Invariant: a schema takes exactly what the
generated class of the type takes; unknown fields are welcome to both.
"""

from typing import assert_never

from generator.emit.verbatim import values
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
from generator.model.formats import pattern_of

Schema = dict[str, object]

DRAFT = "http://json-schema.org/draft-07/schema#"
_PRIMITIVES: dict[str, Schema] = {
    "string": {"type": "string", "maxLength": values.LONGEST_TEXT},
    "integer": {
        "type": "integer",
        "minimum": -values.LARGEST_INTEGER,
        "maximum": values.LARGEST_INTEGER,
    },
    "number": {
        "type": "number",
        "minimum": -values.LARGEST_NUMBER,
        "maximum": values.LARGEST_NUMBER,
    },
    "boolean": {"type": "boolean"},
    "timestamp": {
        "type": "string",
        "format": "date-time",
        "pattern": f"^{values.TIMESTAMP}$",
    },
    "date": {"type": "string", "format": "date", "pattern": f"^{values.DATE}$"},
    "duration": {
        "type": "integer",
        "minimum": 0,
        "maximum": values.LONGEST_DURATION,
        "description": "Seconds.",
    },
}


def schema_of(kind: Type) -> Schema:
    """The schema of a type, with all that it is made of."""
    match kind:
        case Primitive(name=name):
            return dict(_PRIMITIVES[name])
        case ScalarType():
            return _scalar(kind)
        case EnumType(values=words, doc=doc):
            return {"type": "string", "enum": [str(each) for each in words], **_described(doc)}
        case ListType(item=item, at_least=at_least, at_most=at_most):
            inner = schema_of(item)
            return {"type": "array", "items": inner, "minItems": at_least, "maxItems": at_most}
        case RecordType(fields=fields, doc=doc):
            return {**object_schema(fields), **_described(doc)}
        case Event(fields=fields, doc=doc):
            happened = Field(kind.name, Primitive("timestamp"), doc="When it happened.")
            made = object_schema(fields, {"timestamp": _field(happened)})
            return {**made, **_described(doc)}
        case _:
            assert_never(kind)


def object_schema(fields: tuple[Field, ...], more: Schema | None = None) -> Schema:
    """The schema of an object with these fields, and `more`, which it must have as well."""
    required = [str(each.name) for each in fields if not each.is_optional]
    properties = {str(each.name): _field(each) for each in fields}
    return {
        "type": "object",
        "required": [*required, *(more or {})],
        "properties": {**properties, **(more or {})},
    }


def _field(field: Field) -> Schema:
    schema = schema_of(field.type)
    if field.is_optional:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, **_described(field.doc)}


def _scalar(scalar: ScalarType) -> Schema:
    schema = schema_of(scalar.base)
    pattern = pattern_of(scalar)
    own = {
        "pattern": f"^(?:{pattern})$" if pattern is not None else None,
        "maxLength": scalar.longest,
        "minimum": scalar.at_least,
        "maximum": scalar.at_most,
    }
    rules = {name: rule for name, rule in own.items() if rule is not None}
    return {**schema, **rules, **_described(scalar.doc)}


def _described(doc: str) -> Schema:
    return {"description": doc} if doc else {}
