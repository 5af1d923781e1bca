"""The event store: conditional appends, and a stream of what was appended.

It stands apart because every other thing that is known follows from it. Invariant: a place in an
aggregate's sequence is written once.
"""

from typing import TYPE_CHECKING

from generated.events.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Callable


class StoredFacts:
    """EventStore. `tell` is told of each new fact: the table's stream."""

    def __init__(self) -> None:
        self.aggregates: dict[str, list[Fact]] = {}
        self.tell: Callable[[Fact], None] = lambda _: None
        self.reads = 0

    def event_ids(self, aggregate_id: str) -> list[str]:
        """Give the ids of an aggregate's facts, in their order."""
        self.reads += 1
        return [fact.event_id for fact in self.aggregates.get(aggregate_id, ())]

    def append(self, fact: Fact) -> bool:
        """Store a fact that has a sequence; False if that sequence is taken."""
        facts = self.aggregates.setdefault(fact.event.aggregate_id, [])
        if fact.sequence != len(facts) + 1:
            return False
        facts.append(fact)
        self.tell(fact)
        return True

    def facts(self, aggregate_id: str) -> list[Fact]:
        """Give an aggregate's facts, in their order."""
        self.reads += 1
        return list(self.aggregates.get(aggregate_id, ()))

    def all(self) -> list[Fact]:
        """Give all facts, those of one aggregate in their order."""
        return [fact for facts in self.aggregates.values() for fact in facts]
