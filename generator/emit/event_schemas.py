"""JSON Schemas of events as the bus carries them: the envelope and the data.

It stands apart because they are the contract with whoever listens without our classes.
"""

import json

from generator.emit.json_schema import DRAFT, Schema, object_schema, schema_of
from generator.emit.literals import HEADER
from generator.model import Event, Primitive, ScalarType, System

_TEXT = Primitive("string")


def emit_event_schemas(system: System) -> dict[str, str]:
    """One schema for each event type, of the `detail` of an event on the bus."""
    return {
        f"schemas/events/{event.name}.json": json.dumps(
            detail_schema(event), indent=2, ensure_ascii=False
        )
        + "\n"
        for event in system.events
    }


def detail_schema(event: Event) -> Schema:
    """The schema of a fact's envelope with the data of one event type."""
    text = schema_of(_TEXT)
    key = schema_of(event.aggregate.key.type)
    is_text = _base(event) == _TEXT
    properties: Schema = {
        "event_id": text,
        "event_type": {"const": str(event.name)},
        "schema_version": {"const": event.version},
        "aggregate_type": {"const": str(event.aggregate.name)},
        "aggregate_id": key if is_text else text,
        "sequence": {
            "description": "Counts the aggregate's facts from 1; absent until it is stored.",
            "anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}],
        },
        "timestamp": schema_of(Primitive("timestamp")),
        "correlation_id": text,
        "causation_id": {"anyOf": [text, {"type": "null"}]},
        "source": text,
        "data": object_schema(event.fields),
    }
    optional = ("sequence", "causation_id")
    return {
        "$schema": DRAFT,
        "$comment": HEADER,
        "title": str(event.name),
        "description": event.doc,
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def _base(event: Event) -> object:
    kind = event.aggregate.key.type
    return kind.base if isinstance(kind, ScalarType) else kind
