"""What a run has come to: its calls, folded from the facts that the system stored.

It stands apart because reports and expectations read the same calls. Pure: facts in, calls out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from generated.events.batch_completed import BatchCompleted
from generated.events.batch_scheduled import BatchScheduled
from generated.events.call_connected import CallConnected
from generated.events.call_ended import CallEnded
from generated.events.fact import Fact
from generated.types.call_outcome import CallOutcome


@dataclass(slots=True)
class Call:
    """One call; it took from its batch's start to its completion."""

    call_id: str
    hotel_id: str
    records: int
    began: datetime
    connected: datetime | None = None
    ended: datetime | None = None
    completed: datetime | None = None
    outcome: CallOutcome | None = None

    @property
    def took_seconds(self) -> float | None:
        """How long it took, once it is over."""
        return _between(self.began, self.completed)

    @property
    def talked_seconds(self) -> float | None:
        """How long the line was up, if it was."""
        return _between(self.connected, self.ended)


def calls_of(facts: Iterable[Fact]) -> list[Call]:
    """Give all calls in the order in which they began."""
    calls: dict[str, Call] = {}
    for fact in sorted(facts, key=lambda each: (each.timestamp, each.event_id)):
        match fact.event:
            case BatchScheduled() as event:
                call = Call(event.call_id, event.hotel_id, len(event.record_ids), fact.timestamp)
                calls[event.call_id] = call
            case CallConnected() as event if event.call_id in calls:
                calls[event.call_id].connected = fact.timestamp
            case CallEnded() as event if event.call_id in calls:
                calls[event.call_id].ended = fact.timestamp
            case BatchCompleted() as event if event.call_id in calls:
                call = calls[event.call_id]
                call.completed, call.outcome = fact.timestamp, event.outcome
    return list(calls.values())


def _between(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds()
