"""What makes a function act, and the facts that it tells about it.

It stands apart because every id must be the same however often a command is repeated. Invariant:
an event id is a pure function of the command's id and the event's place among its events.

A flow's command is named by when its state was entered, to the millisecond. That is enough: before
a flow enters a state again, that state has acted over a network.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from generated.events.fact import Fact
from generated.values import EventData

NAMESPACE = UUID("6f1a3c1e-5b1f-5c7e-9a58-0c2d1f3b7e44")
"""Of our own ids: arbitrary, and fixed for ever because stored ids depend on it."""


def derived_id(*parts: object) -> str:
    """Give the id that follows from these parts, in this order."""
    return str(uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


@dataclass(frozen=True, slots=True)
class Command:
    """`requested_at`: when it was asked for, where that is known; `source`: who acts."""

    id: str
    correlation_id: str
    source: str
    causation_id: str | None = None
    requested_at: datetime | None = None

    def about(self, correlation_id: str) -> "Command":
        """Give the part of this command that is about one of several things."""
        return replace(self, id=f"{self.id}/{correlation_id}", correlation_id=correlation_id)

    def facts(self, now: datetime, *events: EventData) -> list[Fact]:
        """Turn all events of this command into facts that happened now."""
        return [
            self.fact(now, event, derived_id(self.id, index)) for index, event in enumerate(events)
        ]

    def fact(self, now: datetime, event: EventData, event_id: str) -> Fact:
        """Turn an event into a fact with an id of its own."""
        return Fact(
            event=event,
            event_id=event_id,
            timestamp=now,
            correlation_id=self.correlation_id,
            causation_id=self.causation_id,
            source=self.source,
        )
