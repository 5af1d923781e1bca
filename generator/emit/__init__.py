"""The model as files: `{path: text}`, each emitter's part joined.

It stands apart because writing, checking and comparing are three readers of this one value.
Invariant: pure; the same model gives the same bytes, whatever the clock, the folder, the machine or
the hash seed.
"""

from generator.emit.asl import emit_flows
from generator.emit.deployment import emit_deployment
from generator.emit.rules import emit_rules
from generator.model import System

EMITTERS = (emit_flows, emit_rules, emit_deployment)


def emit(system: System) -> dict[str, str]:
    """Give all files of a system whose specs have no error; paths are relative to the out folder.

    `ValueError` where two emitters would write one file: a mistake of the generator's.
    """
    files: dict[str, str] = {}
    for emitter in EMITTERS:
        part = emitter(system)
        twice = files.keys() & part.keys()
        if twice:
            message = f"two emitters write {', '.join(sorted(twice))}"
            raise ValueError(message)
        files |= part
    return files
