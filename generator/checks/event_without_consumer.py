"""An event that nobody acts on is either forgotten or the end of a story; say which.

A consumer is a route, a stream or an await. An event that is only kept is `terminal: true`.

Source: docs/ARCHITECTURE.md, "Facts"

Wrong:
    events: {OrderLost: {doc: Nobody listens., fields: {}}}
    functions: {Shop: {emits: [OrderPlaced, OrderLost]}}

Right:
    events: {OrderLost: {doc: "Nobody needs to listen.", terminal: true, fields: {}}}
    functions: {Shop: {emits: [OrderPlaced, OrderLost]}}
"""

from collections.abc import Iterator

from generator.analysis.traffic import consumers
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "EVENT303"


def check(system: System) -> Iterator[Diagnostic]:
    """Name the events that have no consumer and are not terminal."""
    for event in system.events:
        if not event.is_terminal and not consumers(system, event):
            message = f"nobody acts on {event.name}"
            hint = "route it somewhere, or say `terminal: true` if it is only kept"
            yield Diagnostic(CODE, message, event.name.span, help=hint)
