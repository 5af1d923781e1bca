"""Appending facts to the event store.

It stands apart because the numbering of facts is decided here alone. Invariants: an aggregate's
sequence runs 1..n; a fact whose id is stored is never stored again.
"""

from generated.events.fact import Fact
from runtime.codec import with_sequence
from runtime.errors import AppendConflict
from runtime.ports import EventStore

ATTEMPTS = 8
"""More writers than this at one aggregate at once would be a mistake elsewhere."""


def append(fact: Fact, store: EventStore) -> None:
    """Store a fact under the next sequence of its aggregate. Raises AppendConflict."""
    for _ in range(ATTEMPTS):
        stored = store.event_ids(fact.event.aggregate_id)
        if fact.event_id in stored:
            return
        if store.append(with_sequence(fact, len(stored) + 1)):
            return
    raise AppendConflict(
        f"{fact.event.TYPE} {fact.event_id}: {ATTEMPTS} attempts to append it met another writer"
    )
