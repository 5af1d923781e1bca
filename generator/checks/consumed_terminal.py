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

from generator.analysis.traffic import consumers
from generator.diagnostics import Diagnostic
from generator.model import System

CODE = "EVENT305"


def check(system: System) -> Iterator[Diagnostic]:
    """Name the terminal events that a route, a stream or an await takes, and one that does."""
    for event in system.events:
        takers = consumers(system, event) if event.is_terminal else []
        for taker in takers[:1]:
            message = f"{event.name} is said to be terminal, and {taker.name} takes it"
            related = ((taker.span, "here"),)
            yield Diagnostic(CODE, message, event.name.span, related, "leave `terminal` out")
