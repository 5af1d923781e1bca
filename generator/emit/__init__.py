"""The model as files: `{path: text}`, each emitter's part joined.

It stands apart because writing, checking and comparing are three readers of this one value.
Invariant: pure; the same model gives the same bytes, whatever the clock, the folder, the machine or
the hash seed.
"""

from generator.emit.asl import emit_flows
from generator.emit.constant import emit_constant
from generator.emit.deployment import emit_deployment
from generator.emit.docs import emit_docs
from generator.emit.event_schemas import emit_event_schemas
from generator.emit.events import emit_events
from generator.emit.functions import emit_functions
from generator.emit.rules import emit_rules
from generator.emit.spec_schemas import emit_spec_schemas
from generator.emit.types import emit_types
from generator.model import System

EMITTERS = (
    emit_types,
    emit_events,
    emit_functions,
    emit_flows,
    emit_rules,
    emit_deployment,
    emit_event_schemas,
    emit_spec_schemas,
    emit_docs,
)


def emit(system: System) -> dict[str, str]:
    """Give all files of a system whose specs have no error; paths are relative to the out folder.

    `ValueError` where two emitters would write one file: a mistake of the generator's.
    """
    files = emit_constant()
    for emitter in EMITTERS:
        part = emitter(system)
        twice = files.keys() & part.keys()
        if twice:
            message = f"two emitters write {', '.join(sorted(twice))}"
            raise ValueError(message)
        files |= part
    return files
