"""JSON Schemas of the spec files for editors: the shapes, with the names that are known.

It stands apart because an editor completes states and events from them while the author types.
Invariant: what they demand beyond the shapes is that a name is one that the specs hold.
"""

import json
from typing import get_args

from generator import schemas
from generator.emit.literals import HEADER
from generator.model import System
from generator.model.types import PrimitiveName


def emit_spec_schemas(system: System) -> dict[str, str]:
    """One schema for each kind of spec file."""
    known = _known_names(system)
    return {
        f"schemas/specs/{kind}.json": json.dumps(
            {"$comment": HEADER, **_with_names(schemas.read(kind), known)},
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for kind in schemas.KINDS
    }


def _known_names(system: System) -> dict[str, list[str]]:
    """The names that each of the shapes' definitions of a name may take."""
    events = [str(each.name) for each in system.events]
    types = [
        *(str(each.name) for each in system.scalars),
        *(str(each.name) for each in system.enums),
        *(str(each.name) for each in system.records),
    ]
    tables = [str(each.name) for each in system.tables]
    return {
        "eventName": events,
        "functionName": [str(each.name) for each in system.functions],
        "taskName": [
            f"{each.name}.{task.name}" for each in system.functions for task in each.tasks
        ],
        "typeName": [*get_args(PrimitiveName), *types, *events],
        "storeName": [*tables, *(str(each.name) for each in system.buckets)],
        "tableName": tables,
        "queueName": [str(each.name) for each in system.queues],
        "secretName": [str(each.name) for each in system.secrets],
        "flowName": [str(each.name) for each in system.flows],
        "stateName": list(
            dict.fromkeys(str(state.name) for flow in system.flows for state in flow.states)
        ),
    }


def _with_names(shape: schemas.Schema, known: dict[str, list[str]]) -> schemas.Schema:
    """Give a shape whose names are the known ones; one that knows none stays as it is."""
    definitions = {
        name: {**definition, "enum": known[name]} if known.get(name) else definition
        for name, definition in shape["definitions"].items()
    }
    facts = definitions.get("facts")
    if facts and known["eventName"]:
        # Editors complete keys from `properties` alone.
        edges = dict.fromkeys(known["eventName"], facts["additionalProperties"])
        definitions["facts"] = {**facts, "properties": edges, "additionalProperties": False}
    return {**shape, "definitions": definitions}
