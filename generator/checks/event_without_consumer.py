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

from generator.diagnostics import Diagnostic
from generator.model import Await, System

CODE = "EVENT303"


def check(system: System) -> Iterator[Diagnostic]:
    """Gather every consumer, and name the events that have none and are not terminal."""
    heard = {event.name for route in system.routes for event in route.on}
    heard |= {event.name for stream in system.streams for event in stream.on}
    heard |= {
        fact.event.name
        for flow in system.flows
        for state in flow.states
        if isinstance(state, Await)
        for fact in state.facts
    }
    for event in system.events:
        if event.name not in heard and not event.is_terminal:
            message = f"nobody acts on {event.name}"
            hint = "route it somewhere, or say `terminal: true` if it is only kept"
            yield Diagnostic(CODE, message, event.name.span, help=hint)
