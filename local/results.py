"""What a run has come to so far, folded from the facts that the system stored.

It stands apart because it is pure: facts in, calls out, whoever watches. Invariant: a call is over
when its batch is told to be completed, not when the line goes down.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from generated.events.batch_completed import BatchCompleted
from generated.events.batch_scheduled import BatchScheduled
from generated.events.call_connected import CallConnected
from generated.events.call_ended import CallEnded
from generated.events.fact import Fact
from generated.types.call_outcome import CallOutcome


@dataclass(slots=True)
class Call:
    """One call as it is known now; `lasted` runs from the batch's start to its completion."""

    call_id: str
    hotel_id: str
    records: int
    began: datetime
    connected: datetime | None = None
    ended: datetime | None = None
    completed: datetime | None = None
    outcome: CallOutcome | None = None

    @property
    def lasted(self) -> timedelta | None:
        """How long it took, once it is over."""
        return None if self.completed is None else self.completed - self.began


class Results:
    """The calls, by id, in the order in which they began."""

    def __init__(self) -> None:
        self.calls: dict[str, Call] = {}

    def take(self, fact: Fact) -> str | None:
        """Fold the next fact in; give a line about it where a person should hear of it."""
        match fact.event:
            case BatchScheduled() as event:
                call = Call(event.call_id, event.hotel_id, len(event.record_ids), fact.timestamp)
                self.calls[event.call_id] = call
                return f"{event.hotel_id}: calling about {describe_count(call.records)}"
            case CallConnected() as event if event.call_id in self.calls:
                self.calls[event.call_id].connected = fact.timestamp
            case CallEnded() as event if event.call_id in self.calls:
                self.calls[event.call_id].ended = fact.timestamp
            case BatchCompleted() as event if event.call_id in self.calls:
                call = self.calls[event.call_id]
                call.completed, call.outcome = fact.timestamp, event.outcome
                left = f", {len(event.remaining)} left" if event.remaining else ""
                return f"{call.hotel_id}: {event.outcome}{left}"
        return None

    def live(self) -> int:
        """Count the calls that are not over."""
        return sum(call.completed is None for call in self.calls.values())


def describe_count(records: int) -> str:
    """Say how many records."""
    return f"{records} record{'' if records == 1 else 's'}"
