"""An event that somebody acts on is not the end of a story.

`terminal: true` tells the reader that an event is only kept; beside a route, a stream or an await
it tells the opposite of what happens.

Source: docs/ARCHITECTURE.md, "Facts"

Wrong:
    events: {OrderPlaced: {doc: A customer ordered., terminal: true, fields: {amount: integer}}}

Right:
    events: {OrderPlaced: {doc: A customer ordered., fields: {amount: integer}}}
"""

from collections.abc import Iterator

from generator.analysis.traffic import awaited_by
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "EVENT305"


def check(system: System) -> Iterator[Diagnostic]:
    """Name the terminal events that a route, a stream or an await takes, and one that does."""
    takers = {event.name: route.name for route in system.routes for event in route.on}
    takers |= {event.name: stream.name for stream in system.streams for event in stream.on}
    takers |= {event.name: flow.name for flow in system.flows for event in awaited_by(flow)}
    for event in system.events:
        if event.is_terminal and event.name in takers:
            taker = takers[event.name]
            message = f"{event.name} is said to be terminal, and {taker} takes it"
            related = ((taker.span, "here"),)
            yield Diagnostic(CODE, message, event.name.span, related, "leave `terminal` out")
