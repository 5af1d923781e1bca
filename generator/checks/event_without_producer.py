"""An event that is told by nobody is a promise that nobody keeps.

Every event is in some function's `emits` or `delivers`, or a flow emits it.

Source: docs/ARCHITECTURE.md, "Facts"

Wrong:
    events: {OrderLost: {doc: Nobody tells this., terminal: true, fields: {}}}

Right:
    events: {OrderLost: {doc: Now somebody does., terminal: true, fields: {}}}
    functions: {Shop: {emits: [OrderPlaced, OrderLost]}}
"""

from collections.abc import Iterator

from generator.analysis.traffic import producers
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "EVENT302"


def check(system: System) -> Iterator[Diagnostic]:
    """Name the events that have no producer."""
    for event in system.events:
        if not producers(system, event):
            message = f"nobody tells {event.name}"
            hint = f"add it to a function's `emits`, or remove {event.name}"
            yield Diagnostic(CODE, message, event.name.span, help=hint)
